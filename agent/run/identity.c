/* Host name, machine id, serial number and addresses. */
#include "agent/run/identity.h"

#include <ctype.h>
#include <errno.h>
#include <string.h>

#include "agent/base/lines.h"

#define FILE_MAX 65536

/* The first line that is neither empty nor a comment, without blanks around
 * it: NULL where there is none, or the file is not readable. */
static const char *
first_line(const struct host *h, const char *path, struct pool *pool)
{
	struct buf b = BUF_INIT(FILE_MAX);
	const char *found = NULL;
	struct lines l;

	if (root_read(&h->root, path, &b, NULL, NULL) == 0) {
		lines_init(&l, b.p, b.len);
		while (found == NULL && lines_next(&l)) {
			while (l.len > 0 && isspace((unsigned char)*l.line)) {
				l.line++;
				l.len--;
			}
			while (l.len > 0 &&
			    isspace((unsigned char)l.line[l.len - 1]))
				l.len--;
			if (l.len > 0 && *l.line != '#' &&
			    memchr(l.line, '\0', l.len) == NULL)
				found = pool_strndup(pool, l.line, l.len);
		}
	}
	buf_release(&b);
	return found;
}

/* hostname(5); Slackware; Solaris; OpenBSD. */
static const char *
name_in_tree(const struct host *h, struct pool *pool)
{
	static const char *const files[] = { "/etc/hostname",
		"/etc/HOSTNAME", "/etc/nodename", "/etc/myname" };
	const char *name = NULL;
	size_t i;

	for (i = 0; name == NULL && i < sizeof(files) / sizeof(files[0]); i++)
		name = first_line(h, files[i], pool);
	return name;
}

/* machine-id(5): 32 hexadecimal digits; "uninitialized" is no identity. */
static bool
is_machine_id(const char *id)
{
	return id != NULL && strlen(id) == 32 &&
	    strspn(id, "0123456789abcdef") == 32 &&
	    strspn(id, "0") != 32;
}

/* What boards say whose maker wrote nothing there. */
static bool
is_serial(const char *serial)
{
	static const char *const empty[] = { "none", "default string",
		"not specified", "not applicable", "not available", "unknown",
		"system serial number", "to be filled by o.e.m.", "n/a",
		"invalid", "0123456789", "123456789" };
	char lower[64];
	size_t i, n;

	if (serial == NULL)
		return false;
	n = strlen(serial);
	if (n < 4 || n >= sizeof(lower) || strspn(serial, "0.-xX ") == n)
		return false;
	for (i = 0; i <= n; i++)
		lower[i] = (char)tolower((unsigned char)serial[i]);
	for (i = 0; i < sizeof(empty) / sizeof(empty[0]); i++)
		if (strcmp(lower, empty[i]) == 0)
			return false;
	return true;
}

int
identity_gather(const struct host *h, struct facts *f, struct err *e)
{
	struct err why = { .code = 0 };
	const char *text;
	int r;

	f->live = h->source == SOURCE_LIVE;
	text = first_line(h, "/etc/machine-id", &f->pool);
	if (!is_machine_id(text))
		text = first_line(h, "/var/lib/dbus/machine-id", &f->pool);
	f->machine_id = is_machine_id(text) ? text : NULL;
	if (f->live) {
		text = first_line(h, "/sys/class/dmi/id/product_serial",
		    &f->pool);
		f->serial = is_serial(text) ? text : NULL;
	}
	if (h->source == SOURCE_CAPTURE && h->sock != NULL &&
	    h->sock->name(h, &f->pool, &f->name, NULL) == -ENOMEM)
		return err_set(e, ENOMEM, "out of memory");
	if (f->live && h->sock != NULL) {
		r = h->sock->name(h, &f->pool, &f->name, &why);
		if (r < 0 && r != -ENOMEM)
			r = facts_unseen(f, "host", "%s", why.text);
		if (r == 0)
			r = h->sock->addresses(h, &f->pool, &f->addresses,
			    &f->macs, &why);
		if (r < 0 && r != -ENOMEM)
			r = facts_unseen(f, "host", "%s", why.text);
		if (r < 0)
			return err_set(e, ENOMEM, "out of memory");
	}
	if (f->name == NULL)
		f->name = name_in_tree(h, &f->pool);
	return f->pool.failed ? err_set(e, ENOMEM, "out of memory") : 0;
}
