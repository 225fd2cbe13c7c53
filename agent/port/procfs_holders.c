/* From socket inodes to the processes that have them open. */
#define _GNU_SOURCE
#include "agent/port/procfs.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "agent/base/memory.h"

struct claim {
	unsigned long inode;
	size_t index;		/* in the caller's arrays */
};

struct search {
	struct claim *claims;	/* by rising inode */
	size_t n, n_all, open;	/* open: unclaimed ones below n_all */
	pid_t *pids;
	bool blind;
};

static int
by_inode(const void *a, const void *b)
{
	const struct claim *x = a, *y = b;

	return x->inode < y->inode ? -1 : x->inode > y->inode;
}

static void
claim(struct search *s, unsigned long inode, pid_t pid)
{
	const struct claim key = { .inode = inode };
	struct claim *c = bsearch(&key, s->claims, s->n, sizeof(key), by_inode);

	if (c == NULL || s->pids[c->index] != 0)
		return;
	s->pids[c->index] = pid;
	if (c->index < s->n_all)
		s->open--;
}

/* One process: gone is no matter, unreadable is. */
static void
look_at(struct search *s, int proc, pid_t pid)
{
	char path[32], link[64];
	unsigned long inode;
	struct dirent *d;
	ssize_t n;
	DIR *dir;
	int fd;

	snprintf(path, sizeof(path), "%ld/fd", (long)pid);
	fd = openat(proc, path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0) {
		s->blind |= errno != ENOENT && errno != ESRCH;
		return;
	}
	dir = fdopendir(fd);
	if (dir == NULL) {
		s->blind = true;
		close(fd);
		return;
	}
	while ((errno = 0, d = readdir(dir)) != NULL) {
		n = readlinkat(fd, d->d_name, link, sizeof(link));
		/* A process may be opaque although its folder opens. */
		s->blind |= n < 0 && errno != ENOENT && errno != EINVAL &&
		    errno != ESRCH;
		inode = n <= 0 ? 0 : procfs_socket(link, (size_t)n);
		if (inode != 0)
			claim(s, inode, pid);
	}
	s->blind |= errno != 0 && errno != ENOENT && errno != ESRCH;
	closedir(dir);
}

static bool
is_among(const struct proc *first, pid_t pid)
{
	for (; first != NULL; first = first->next)
		if (first->pid == pid)
			return true;
	return false;
}

static int
look_at_all(struct search *s, int proc, const struct proc *first)
{
	struct dirent *d;
	DIR *dir = opendir("/proc");
	bool init = false;
	pid_t pid;

	if (dir == NULL)
		return -errno;
	while (s->open > 0 && (errno = 0, d = readdir(dir)) != NULL) {
		pid = procfs_pid(d->d_name);
		init = init || pid == 1;
		if (pid != 0 && !is_among(first, pid))
			look_at(s, proc, pid);
	}
	s->blind |= !init;	/* hidepid=2, see proc(5); or a listing that
				 * failed early */
	s->blind |= s->open > 0 && errno != 0;
	closedir(dir);
	return 0;
}

int
procfs_holders(const struct host *h, const unsigned long *inodes, size_t n,
    size_t n_all, const struct proc *first, pid_t *pids, bool *blind,
    struct err *e)
{
	struct search s = { .n_all = n_all, .pids = pids };
	const struct proc *p;
	int proc = -1, rc = 0;
	size_t i;

	s.claims = memory_zeroed(n + 1, sizeof(*s.claims));
	if (s.claims == NULL)
		return err_set(e, ENOMEM, "sockets: out of memory");
	for (i = 0; i < n; i++) {
		pids[i] = 0;
		if (inodes[i] == 0)
			continue;
		s.claims[s.n++] = (struct claim){
			.inode = inodes[i], .index = i };
		s.open += i < n_all;
	}
	qsort(s.claims, s.n, sizeof(*s.claims), by_inode);
	proc = open("/proc", O_PATH | O_DIRECTORY | O_CLOEXEC);
	if (proc < 0) {
		rc = err_set(e, errno, "/proc: %s", strerror(errno));
		goto out;
	}
	for (p = first; p != NULL; p = p->next)
		look_at(&s, proc, p->pid);
	if (s.open > 0) {
		rc = look_at_all(&s, proc, first);
		if (rc != 0)
			err_set(e, -rc, "/proc: %s", strerror(-rc));
	}
	*blind = s.blind;
out:
	if (proc >= 0)
		close(proc);
	free(s.claims);
	return rc;
}
