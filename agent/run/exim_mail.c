/* What Exim takes from others, and what it still has: before it is closed. */
#include "agent/run/exim_mail.h"

#include <errno.h>
#include <string.h>
#include <strings.h>

#include "agent/base/buf.h"
#include "platforms/edit_assign.h"

#define CONF "/etc/exim4/update-exim4.conf.conf"

/* Between names, and around all of them. */
#define BETWEEN ":; \t\"'"

/* Its own names, in full and without a domain. */
static bool
is_own(const struct facts *f, const char *name, size_t len)
{
	static const char *const always[] = { "localhost",
		"localhost.localdomain", "@", "@[]" };
	const char *host = f->name != NULL ? f->name : "";
	size_t i;

	for (i = 0; i < sizeof(always) / sizeof(always[0]); i++)
		if (strlen(always[i]) == len &&
		    strncasecmp(always[i], name, len) == 0)
			return true;
	return len > 0 && strncasecmp(host, name, len) == 0 &&
	    (host[len] == '\0' || host[len] == '.') &&
	    (host[len] == '\0' || memchr(name, '.', len) == NULL);
}

static int
refuse_names(const struct facts *f, struct plan *p, const struct buf *b,
    const char *variable, const char *what)
{
	size_t from, to, n;
	int r = 0;

	if (!assign_find(b->p, b->len, variable, &from, &to))
		return 0;
	for (; r == 0 && from < to; from += n) {
		from += strspn(b->p + from, BETWEEN);
		if (from >= to)
			break;
		n = strcspn(b->p + from, BETWEEN "\n");
		if (n > to - from)
			n = to - from;
		if (n == 0)
			break;
		if (!is_own(f, b->p + from, n))
			r = plan_refuse(p, CONF, 0, true, "this host %s %.*s "
			    "(%s), whose mail would not arrive any more",
			    what, (int)n, b->p + from, variable);
	}
	return r;
}

static int
refuse_domains(const struct host *h, const struct facts *f, struct plan *p)
{
	struct buf b = BUF_INIT(ROOT_MAX_FILE);
	int r = root_exists(&h->root, "/etc/exim4/exim4.conf") ? -ENOENT :
	    root_read(&h->root, CONF, &b, NULL, NULL);

	if (r == 0 && b.len > 0) {
		r = refuse_names(f, p, &b, "dc_other_hostnames",
		    "takes mail for");
		if (r == 0)
			r = refuse_names(f, p, &b, "dc_relay_domains",
			    "relays mail for");
	} else if (r != -ENOMEM) {
		r = plan_refuse(p, NULL, 0, true, "for which names Exim takes "
		    "mail from others is not known; it would not arrive any "
		    "more");
	}
	buf_release(&b);
	return r;
}

/* exim's spool(5) chapter: each message has a file ID-H in input/, or in a
 * folder of one letter there. */
static int
refuse_spool(const struct host *h, struct plan *p)
{
	static const char *const patterns[] = {
		"/var/spool/exim*/input/*-H", "/var/spool/exim*/input/?/*-H",
	};
	struct pool pool = { .blocks = NULL };
	struct strv found = { .n = 0 };
	size_t i;
	int r = 0;

	for (i = 0; r >= 0 && i < sizeof(patterns) / sizeof(patterns[0]); i++)
		r = root_glob(&h->root, patterns[i], &pool, &found);
	if (r >= 0 && found.n > 0)
		r = plan_refuse(p, found.v[0], 0, true, "%zu message%s in "
		    "Exim's spool would not be delivered any more: first run "
		    "exim -qff", found.n, found.n == 1 ? "" : "s");
	pool_release(&pool);
	return r == -ENOMEM ? r : 0;
}

int
exim_mail_refuse(const struct host *h, const struct facts *f, bool off,
    struct plan *p)
{
	const struct starter *s = f->starters;
	int r = 0;

	while (s != NULL && (s->at_boot == TRI_NO || s->mta == NULL ||
	    strcmp(s->mta, "exim") != 0))
		s = s->next;
	if (s == NULL)
		return 0;
	for (; s != NULL && (s->role != ROLE_DAEMON || s->at_boot == TRI_NO ||
	    strcmp(s->mta, "exim") != 0); s = s->next)
		;
	if (s != NULL)
		r = refuse_domains(h, f, p);
	return r == 0 && off ? refuse_spool(h, p) : r;
}
