/* Readers of the files in /proc/PID. */
#define _GNU_SOURCE
#include "agent/port/procfs.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "agent/base/buf.h"
#include "agent/base/lines.h"
#include "agent/base/num.h"

pid_t
procfs_pid(const char *name)
{
	long long n;

	if (name[0] < '1' || name[0] > '9')
		return 0;
	if (num_parse(name, strlen(name), 1, 0x7fffffff, &n) != 0)
		return 0;
	return (pid_t)n;
}

ssize_t
procfs_read(int dir, const char *name, char *buf, size_t size)
{
	size_t len = 0;
	ssize_t n = 0;
	int fd = openat(dir, name, O_RDONLY | O_CLOEXEC), saved;

	if (fd < 0)
		return -errno;
	while (len < size) {
		n = read(fd, buf + len, size - len);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			break;
		len += (size_t)n;
	}
	saved = errno;
	close(fd);
	if (n < 0)
		return -saved;
	if (len < size)
		buf[len] = '\0';
	return (ssize_t)len;
}

int
procfs_load(int dir, const char *name, size_t max, struct pool *pool,
    const char **ret, size_t *len)
{
	struct buf b = BUF_INIT(max + 1);
	char *copy;
	ssize_t n;
	size_t room = 4096;
	int rc;

	/* The size of such a file is not known before it was read. */
	for (;;) {
		if (room > max)
			room = max;
		buf_clear(&b);
		rc = buf_reserve(&b, room);
		if (rc != 0)
			goto out;
		n = procfs_read(dir, name, b.p, room);
		if (n < 0) {
			rc = (int)n;
			goto out;
		}
		if ((size_t)n < room || room == max)
			break;
		room *= 4;
	}
	copy = pool_strndup(pool, b.p, (size_t)n);
	if (copy == NULL) {
		rc = -ENOMEM;
		goto out;
	}
	*ret = copy;
	*len = (size_t)n;
	rc = 0;
out:
	buf_release(&b);
	return rc;
}

int
procfs_stat_parse(const char *text, size_t len, struct procfs_stat *ret)
{
	struct procfs_stat st = { .state = 0 };
	const char *open = memchr(text, '(', len), *close, *end = text + len;
	size_t n;
	int field;

	/* The name may hold anything, ")" and blanks too: the last counts. */
	close = open == NULL ? NULL : memrchr(open, ')', (size_t)(end - open));
	if (close == NULL || end - close < 4 || close[1] != ' ')
		return -EINVAL;
	n = (size_t)(close - open - 1);
	if (n >= sizeof(st.comm))
		n = sizeof(st.comm) - 1;
	memcpy(st.comm, open + 1, n);
	st.state = close[2];
	text = close + 2;
	/* state ppid pgrp session tty tpgid flags */
	for (field = 3; field < 9; field++) {
		text = memchr(text, ' ', (size_t)(end - text));
		if (text == NULL)
			return -EINVAL;
		text++;
	}
	for (; text < end && *text >= '0' && *text <= '9'; text++)
		st.flags = st.flags * 10 + (unsigned long)(*text - '0');
	*ret = st;
	return 0;
}

unsigned
procfs_pid_depth(const char *status, size_t len)
{
	struct lines l;
	unsigned depth = 0;
	size_t i;

	lines_init(&l, status, len);
	while (lines_next(&l)) {
		if (l.len < 6 || memcmp(l.line, "NSpid:", 6) != 0)
			continue;
		for (i = 6; i < l.len; i++)
			if (l.line[i] == '\t' && i + 1 < l.len)
				depth++;
	}
	return depth;
}

bool
procfs_cut_deleted(char *link)
{
	static const char mark[] = " (deleted)";
	size_t len = strlen(link), n = sizeof(mark) - 1;

	if (len <= n || strcmp(link + len - n, mark) != 0)
		return false;
	link[len - n] = '\0';
	return true;
}

unsigned long
procfs_socket(const char *link, size_t len)
{
	static const char start[] = "socket:[";
	const size_t n = sizeof(start) - 1;
	long long inode;

	if (len < n + 2 || memcmp(link, start, n) != 0 || link[len - 1] != ']')
		return 0;
	if (num_parse(link + n, len - n - 1, 1, 0xffffffffLL, &inode) != 0)
		return 0;
	return (unsigned long)inode;
}

static bool
ends_in(const char *name, size_t len, const char *suffix)
{
	size_t n = strlen(suffix);

	return len > n && memcmp(name + len - n, suffix, n) == 0;
}

/* The units that hold processes, see systemd.unit(5). */
static bool
is_unit(const char *name, size_t len)
{
	return ends_in(name, len, ".service") || ends_in(name, len, ".scope") ||
	    ends_in(name, len, ".socket") || ends_in(name, len, ".mount") ||
	    ends_in(name, len, ".swap");
}

/*
 * The first unit of a path behind its slices. What stands below is the
 * unit's own affair (Delegate=); folders above the first slice are those of
 * a container whose /proc is not fenced off. A leading "_" escapes names
 * that clash with the kernel's (cg_escape in systemd).
 */
static const char *
path_unit(struct pool *pool, const char *path, size_t len)
{
	const char *end = path + len, *name, *slash;
	bool sliced = false;
	size_t n;

	for (; path < end; path = slash + 1) {
		name = path;
		slash = memchr(name, '/', (size_t)(end - name));
		if (slash == NULL)
			slash = end;
		n = (size_t)(slash - name);
		if (n > 0 && *name == '_') {
			name++;
			n--;
		}
		if (ends_in(name, n, ".slice"))
			sliced = true;
		else if (is_unit(name, n))
			return pool_strndup(pool, name, n);
		else if (sliced)
			return NULL;
	}
	return NULL;
}

const char *
procfs_unit(struct pool *pool, const char *cgroup, size_t len)
{
	static const char named[] = ":name=systemd:";
	const char *unified = NULL, *colon, *path;
	size_t unified_len = 0, n;
	struct lines l;

	lines_init(&l, cgroup, len);
	while (lines_next(&l)) {
		colon = memchr(l.line, ':', l.len);
		if (colon == NULL)
			continue;
		n = l.len - (size_t)(colon + 1 - l.line);
		path = memchr(colon + 1, ':', n);
		if (path == NULL)
			continue;
		path++;
		n = l.len - (size_t)(path - l.line);
		if ((size_t)(path - colon) == sizeof(named) - 1 &&
		    memcmp(colon, named, sizeof(named) - 1) == 0)
			return path_unit(pool, path, n);
		if (path - colon == 2) {
			unified = path;
			unified_len = n;
		}
	}
	return unified == NULL ? NULL : path_unit(pool, unified, unified_len);
}
