/* The list of sockets that netstat -an prints, whichever it is. */
#include "agent/port/netstat_table.h"

#include <arpa/inet.h>
#include <errno.h>
#include <string.h>
#include <sys/socket.h>

#include "agent/base/lines.h"
#include "agent/base/num.h"

#define MAX_FIELDS 16

/* net-tools cuts "address:port" to 23 bytes, FreeBSD and its kin the address
 * alone to 16; inet6print() there, tcp_do_one() here. */
#define CUT_LINUX 23
#define CUT_BSD 16
#define MAX_ADDRESS 64

struct field {
	const char *p;
	size_t len;
};

enum family { FAMILY_UNKNOWN = 0, FAMILY_4, FAMILY_6, FAMILY_46 };

/* Which table we are in, where lines do not name their protocol. */
struct section {
	bool tcp;
	enum family family;
	bool any;		/* a table of TCP sockets was seen */
};

static bool
is(const struct field *f, const char *text)
{
	return f->len == strlen(text) && memcmp(f->p, text, f->len) == 0;
}

static bool
begins(const struct field *f, const char *text)
{
	size_t n = strlen(text);

	return f->len >= n && memcmp(f->p, text, n) == 0;
}

static size_t
split(const struct lines *l, struct field *f)
{
	size_t i = 0, n = 0, start;

	while (n < MAX_FIELDS) {
		while (i < l->len && (l->line[i] == ' ' ||
		    l->line[i] == '\t'))
			i++;
		if (i == l->len)
			break;
		for (start = i; i < l->len && l->line[i] != ' ' &&
		    l->line[i] != '\t'; i++)
			;
		f[n++] = (struct field){ l->line + start, i - start };
	}
	return n;
}

static bool
has(const struct field *f, size_t n, const char *word)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (is(&f[i], word))
			return true;
	return false;
}

/*
 * "TCP", "TCP: IPv4", "TCP: IPv6" of Solaris (UDP and SCTP have LISTEN or
 * the like too); "Active Internet6 connections" of NetBSD; "Active UNIX
 * domain sockets". "Proto ... Local Address" heads the others' tables.
 */
static bool
read_heading(const struct field *f, size_t n, struct section *s)
{
	if (n <= 2 && (is(&f[0], "TCP") || is(&f[0], "TCP:"))) {
		*s = (struct section){ .tcp = true, .any = true,
			.family = n == 2 && is(&f[1], "IPv6") ? FAMILY_6 :
			n == 2 ? FAMILY_4 : FAMILY_UNKNOWN };
		return true;
	}
	if (n <= 2 && f[0].len > 1 && f[0].p[f[0].len - 1] == ':') {
		s->tcp = false;
		return true;
	}
	if (is(&f[0], "Active") || is(&f[0], "UDP") || is(&f[0], "SCTP")) {
		s->tcp = false;
		s->family = n > 1 && is(&f[1], "Internet6") ? FAMILY_6 :
		    FAMILY_UNKNOWN;
		return true;
	}
	if (is(&f[0], "Proto") && has(f, n, "Local")) {
		s->any = true;
		return true;
	}
	return false;
}

/* The last dot or colon parts address and port. */
static bool
read_port(const struct field *f, struct field *address, unsigned *port)
{
	size_t n = f->len;
	long long v;

	while (n > 0 && f->p[n - 1] != '.' && f->p[n - 1] != ':')
		n--;
	if (n < 2 || num_parse(f->p + n, f->len - n, 1, 65535, &v) != 0)
		return false;
	*address = (struct field){ f->p, n - 1 };
	*port = (unsigned)v;
	return true;
}

/* The words of an address that stand before its first "::" and are followed
 * by another: those are whole. */
static void
read_beginning(const char *text, unsigned char *address)
{
	size_t at = 0, digits;
	unsigned v;
	int d;

	while (at < 16) {
		for (v = 0, digits = 0; digits < 4; digits++, text++) {
			d = *text >= '0' && *text <= '9' ? *text - '0' :
			    *text >= 'a' && *text <= 'f' ? *text - 'a' + 10 :
			    *text >= 'A' && *text <= 'F' ? *text - 'A' + 10 :
			    -1;
			if (d < 0)
				break;
			v = v << 4 | (unsigned)d;
		}
		if (digits == 0 || *text != ':')
			return;
		address[at++] = (unsigned char)(v >> 8);
		address[at++] = (unsigned char)(v & 0xff);
		text++;
	}
}

/* "::ffff:127.0.0.1" is just as long as what is cut; no other digit behind
 * it would take it from loopback. */
static bool
is_mapped_loopback(const unsigned char *a)
{
	static const unsigned char start[13] = { [10] = 0xff, [11] = 0xff,
		[12] = 127 };

	return memcmp(a, start, sizeof(start)) == 0;
}

static int
read_inet6(struct pool *pool, char *text, bool cut, struct sock *s)
{
	char *scope = strchr(text, '%');

	if (scope != NULL) {
		*scope++ = '\0';
		/* The BSDs' loopback, fe80::1%lo0; host.h has one name. */
		s->interface = pool_strdup(pool,
		    strcmp(scope, "lo0") == 0 ? "lo" : scope);
		if (s->interface == NULL)
			return -ENOMEM;
	}
	s->inet6 = true;
	if (inet_pton(AF_INET6, text, s->address) == 1 &&
	    (!cut || is_mapped_loopback(s->address))) {
		/* KAME's kernels keep a link's number in these bytes. */
		if (s->address[0] == 0xfe && (s->address[1] & 0xc0) == 0x80)
			s->address[2] = s->address[3] = 0;
		return 0;
	}
	memset(s->address, 0, sizeof(s->address));
	read_beginning(text, s->address);
	s->cut = true;
	return 0;
}

static int
read_address(struct pool *pool, const struct field *f, bool colon,
    enum family family, struct sock *s)
{
	char text[MAX_ADDRESS];
	const size_t limit = colon ? CUT_LINUX : CUT_BSD;
	size_t shown = f->len;
	unsigned port;

	if (f->len == 0 || f->len >= sizeof(text))
		return -EBADMSG;
	memcpy(text, f->p, f->len);
	text[f->len] = '\0';
	if (strcmp(text, "*") == 0) {
		s->inet6 = family == FAMILY_6 || family == FAMILY_46;
		return 0;
	}
	if (strchr(text, ':') == NULL && family != FAMILY_6 &&
	    family != FAMILY_46)
		return inet_pton(AF_INET, text, s->address) == 1 ? 0 :
		    -EBADMSG;
	shown += colon;
	for (port = s->port; colon && port > 0; port /= 10)
		shown++;
	return read_inet6(pool, text, shown == limit, s);
}

static void
set_v6only(struct sock *s, enum family family)
{
	static const unsigned char zero[16];
	static const unsigned char mapped[12] = { [10] = 0xff, [11] = 0xff };
	bool any = !s->cut && memcmp(s->address, zero, sizeof(zero)) == 0;

	if (!s->inet6)
		return;
	s->v6only = !any && (s->cut ||
	    memcmp(s->address, mapped, sizeof(mapped)) != 0);
	s->v6only_unseen = any && family != FAMILY_46;
}

static enum family
family_of(const struct field *proto, enum family section)
{
	if (is(proto, "tcp4"))
		return FAMILY_4;
	if (is(proto, "tcp6"))
		return FAMILY_6;
	if (is(proto, "tcp46") || is(proto, "tcp64"))
		return FAMILY_46;
	return section;
}

/* One line: 0: a listening socket, 1: none, -errno. */
static int
read_line(struct pool *pool, const struct field *f, size_t n,
    const struct section *section, struct sock *s)
{
	enum family family = section->family;
	const struct field *local = &f[0];
	struct field address;
	size_t i = 0;
	int rc;

	if (begins(&f[0], "tcp")) {
		/* Proto Recv-Q Send-Q Local Foreign State */
		if (n < 6)
			return 1;
		family = family_of(&f[0], family);
		i = 3;
		local = &f[3];
	} else if (!section->tcp || n < 3) {
		return 1;
	}
	if (!has(f + i + 1, n - i - 1, "LISTEN"))
		return 1;
	*s = (struct sock){ .uid = -1 };
	if (!read_port(local, &address, &s->port))
		return -EBADMSG;
	rc = read_address(pool, &address, address.p[address.len] == ':',
	    family, s);
	set_v6only(s, family);
	return rc;
}

int
netstat_parse(struct pool *pool, const char *text, size_t len,
    struct sock **list)
{
	struct section section = { .tcp = false };
	struct field f[MAX_FIELDS];
	struct sock one, *head = NULL, **end = &head;
	struct lines l;
	size_t n;
	int rc;

	lines_init(&l, text, len);
	while (lines_next(&l)) {
		n = split(&l, f);
		if (n == 0 || read_heading(f, n, &section))
			continue;
		rc = read_line(pool, f, n, &section, &one);
		if (rc < 0)
			return rc;
		if (rc > 0)
			continue;
		*end = pool_alloc(pool, sizeof(one));
		if (*end == NULL)
			return -ENOMEM;
		**end = one;
		end = &(*end)->next;
	}
	if (!section.any)
		return -EINVAL;
	while (*list != NULL)
		list = &(*list)->next;
	*list = head;
	return 0;
}
