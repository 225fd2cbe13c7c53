/* Sockets out of /proc/net/tcp and tcp6. */
#define _GNU_SOURCE
#include "agent/port/netlinux.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>

#include "agent/base/lines.h"
#include "agent/base/num.h"
#include "agent/port/procfs.h"

#define FILE_MAX ((size_t)64 << 20)	/* 400,000 connections */
#define FIELDS 10			/* sl local rem st ... inode */

struct field { const char *p; size_t len; };

static size_t
split(const char *line, size_t len, struct field *f, size_t max)
{
	size_t i = 0, n = 0, start;

	while (n < max) {
		while (i < len && (line[i] == ' ' || line[i] == '\t'))
			i++;
		if (i == len)
			break;
		for (start = i; i < len && line[i] != ' ' &&
		    line[i] != '\t'; i++)
			;
		f[n++] = (struct field){ .p = line + start, .len = i - start };
	}
	return n;
}

/* Exactly `digits` hexadecimal digits. */
static bool
hex(const char *p, size_t digits, uint32_t *ret)
{
	uint32_t v = 0;
	size_t i;

	for (i = 0; i < digits; i++) {
		if (p[i] >= '0' && p[i] <= '9')
			v = v << 4 | (uint32_t)(p[i] - '0');
		else if (p[i] >= 'A' && p[i] <= 'F')
			v = v << 4 | (uint32_t)(p[i] - 'A' + 10);
		else
			return false;
	}
	*ret = v;
	return true;
}

/* "0100007F:0019": each word is printed as this host's number, while its
 * bytes in memory are in network order. */
static bool
parse_address(const struct field *f, bool inet6, unsigned char *address,
    unsigned *port)
{
	size_t words = inet6 ? 4 : 1, i;
	uint32_t v;

	if (f->len != words * 8 + 5 || f->p[words * 8] != ':')
		return false;
	for (i = 0; i < words; i++) {
		if (!hex(f->p + i * 8, 8, &v))
			return false;
		memcpy(address + i * 4, &v, 4);
	}
	if (!hex(f->p + words * 8 + 1, 4, &v))
		return false;
	*port = v;
	return true;
}

/* The fields of a line in this state, with their inode and owner. */
static bool
parse_line(const char *line, size_t len, const char *state,
    struct field f[FIELDS], unsigned long *inode, long *uid)
{
	long long i, u;

	if (split(line, len, f, FIELDS) < FIELDS || f[3].len != 2 ||
	    memcmp(f[3].p, state, 2) != 0 ||
	    num_parse(f[7].p, f[7].len, 0, 0xffffffffLL, &u) != 0 ||
	    num_parse(f[9].p, f[9].len, 0, 0xffffffffLL, &i) != 0)
		return false;
	*inode = (unsigned long)i;
	*uid = (long)u;
	return true;
}

int
procnet_parse(struct pool *pool, const char *text, size_t len, bool inet6,
    struct sock **list)
{
	static const unsigned char zero[16];
	struct field f[FIELDS];
	struct sock one, *s;
	struct lines l;

	while (*list != NULL)
		list = &(*list)->next;
	lines_init(&l, text, len);
	while (lines_next(&l)) {
		one = (struct sock){ .inet6 = inet6 };
		if (!parse_line(l.line, l.len, "0A", f, &one.inode,
		    &one.uid) || !parse_address(&f[1], inet6, one.address,
		    &one.port))
			continue;
		one.v6only_unseen = inet6 && memcmp(one.address, zero,
		    sizeof(zero)) == 0;
		s = pool_alloc(pool, sizeof(*s));
		if (s == NULL)
			return -ENOMEM;
		*s = one;
		*list = s;
		list = &s->next;
	}
	return 0;
}

int
procnet_parse_connections(struct pool *pool, const char *text, size_t len,
    bool inet6, struct conn **list)
{
	struct field f[FIELDS];
	struct conn one, *c;
	struct lines l;

	while (*list != NULL)
		list = &(*list)->next;
	lines_init(&l, text, len);
	while (lines_next(&l)) {
		one = (struct conn){ .inet6 = inet6 };
		if (!parse_line(l.line, l.len, "01", f, &one.inode,
		    &one.uid) || !parse_address(&f[1], inet6, one.local,
		    &one.local_port) || !parse_address(&f[2], inet6,
		    one.remote, &one.remote_port))
			continue;
		if (!netlinux_is_mail(one.local_port) &&
		    !netlinux_is_mail(one.remote_port))
			continue;
		c = pool_alloc(pool, sizeof(*c));
		if (c == NULL)
			return -ENOMEM;
		*c = one;
		*list = c;
		list = &c->next;
	}
	return 0;
}

/* One of the two lists from both files. */
static int
read_files(struct pool *pool, struct sock **socks, struct conn **conns,
    struct err *e)
{
	static const char *const files[] = { "/proc/net/tcp",
		"/proc/net/tcp6" };
	struct pool scratch = { .blocks = NULL };
	const char *text;
	size_t i, len;
	int rc = 0;

	for (i = 0; rc == 0 && i < 2; i++) {
		rc = procfs_load(AT_FDCWD, files[i], FILE_MAX, &scratch, &text,
		    &len);
		if (rc == -ENOENT && i == 1) {	/* no IPv6 here */
			rc = 0;
			break;
		}
		if (rc != 0)
			err_set(e, -rc, "%s: %s", files[i], strerror(-rc));
		else if ((socks != NULL ? procnet_parse(pool, text, len,
		    i == 1, socks) : procnet_parse_connections(pool, text,
		    len, i == 1, conns)) != 0)
			rc = err_set(e, ENOMEM, "sockets: out of memory");
	}
	pool_release(&scratch);
	return rc;
}

int
procnet_listeners(struct pool *pool, struct sock **ret, struct err *e)
{
	struct sock *head = NULL;
	int rc = read_files(pool, &head, NULL, e);

	if (rc == 0)
		*ret = head;
	return rc;
}

int
procnet_connections(struct pool *pool, struct conn **ret, struct err *e)
{
	struct conn *head = NULL;
	int rc = read_files(pool, NULL, &head, e);

	if (rc == 0)
		*ret = head;
	return rc;
}
