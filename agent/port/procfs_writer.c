/* Who a process is: proc(5). */
#define _GNU_SOURCE
#include "agent/port/procfs_writer.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "agent/base/lines.h"
#include "agent/base/num.h"
#include "agent/port/procfs.h"

void
procfs_escape(const char *text, size_t len, char *ret, size_t size)
{
	static const char digits[] = "0123456789abcdef";
	size_t i, need, at = 0;
	unsigned char c;

	while (len > 0 && text[len - 1] == '\0')
		len--;
	for (i = 0; i < len; i++) {
		c = text[i] == '\0' ? ' ' : (unsigned char)text[i];
		need = c == '\\' ? 2 : c >= ' ' && c <= '~' ? 1 : 4;
		if (at + need >= size)
			break;
		if (need > 1)
			ret[at++] = '\\';
		if (need < 4) {
			ret[at++] = (char)c;
			continue;
		}
		ret[at++] = 'x';
		ret[at++] = digits[c >> 4];
		ret[at++] = digits[c & 15];
	}
	ret[at] = '\0';
}

/* "Uid:\tREAL\tEFFECTIVE\t..." */
static long
effective(const char *text, size_t len)
{
	const char *p = memchr(text, '\t', len), *end = text + len;
	long long n;

	if (p != NULL && p + 1 < end)
		p = memchr(p + 1, '\t', (size_t)(end - p - 1));
	if (p == NULL)
		return -1;
	len = strcspn(p + 1, "\t\n");
	if (len > (size_t)(end - p - 1) ||
	    num_parse(p + 1, len, 0, UINT32_MAX - 1, &n) < 0)
		return -1;
	return (long)n;
}

static void
read_status(int dir, struct writer *w)
{
	char text[4096];
	ssize_t n = procfs_read(dir, "status", text, sizeof(text) - 1);
	struct lines l;

	if (n < 0)
		return;
	text[n] = '\0';
	lines_init(&l, text, (size_t)n);
	while (lines_next(&l))
		if (l.len > 6 && memcmp(l.line, "Name:\t", 6) == 0)
			procfs_escape(l.line + 6, l.len - 6, w->name,
			    sizeof(w->name));
		else if (l.len > 5 && memcmp(l.line, "Uid:\t", 5) == 0)
			w->uid = effective(l.line, l.len);
}

/* (uid_t)-1: nobody has logged in. */
static void
read_login(int dir, struct writer *w)
{
	char text[32];
	ssize_t n = procfs_read(dir, "loginuid", text, sizeof(text) - 1);
	long long login;

	if (n <= 0)
		return;
	text[n] = '\0';
	if (num_parse(text, strcspn(text, "\n"), 0, UINT32_MAX - 1,
	    &login) == 0)
		w->login = (long)login;
}

void
procfs_writer(int proc, long pid, struct writer *ret)
{
	char path[32], text[1024];
	struct writer w = { .pid = pid, .uid = -1, .login = -1 };
	ssize_t n;
	int dir;

	(void)snprintf(path, sizeof(path), "%ld", pid);
	dir = pid > 0 ? openat(proc, path, O_PATH | O_DIRECTORY | O_CLOEXEC) :
	    -1;
	if (dir >= 0) {
		/* In the order in which a process that ends loses them. */
		n = readlinkat(dir, "exe", text, sizeof(text) - 1);
		if (n > 0) {
			text[n] = '\0';
			(void)procfs_cut_deleted(text);
			procfs_escape(text, strlen(text), w.exe,
			    sizeof(w.exe));
		}
		n = procfs_read(dir, "cmdline", text, sizeof(text));
		if (n > 0)
			procfs_escape(text, (size_t)n, w.command,
			    sizeof(w.command));
		read_status(dir, &w);
		read_login(dir, &w);
		close(dir);
	}
	*ret = w;
}
