/* What a fetchmailrc has fetchmail do with the mail that it fetches. */
#include "agent/model/fetchmailrc.h"

#include <ctype.h>
#include <errno.h>
#include <string.h>

#include "agent/base/num.h"

struct token {
	const char *text;
	bool quoted;		/* never a keyword */
	bool comma;		/* one stood before it: a list goes on */
	unsigned line;
};

struct reader {
	struct pool *pool;
	const char *p, *end;
	unsigned line;
	struct token now;	/* text NULL: the end */
	struct fetchmail_poll defaults, *poll, **tail;
	bool in_defaults, has_user;
	int r;
};

/* What stands between tokens: blanks, noise, comments. */
static bool
skip(struct reader *r)
{
	bool comma = false;

	for (; r->p < r->end; r->p++) {
		if (*r->p == '#') {
			while (r->p + 1 < r->end && r->p[1] != '\n')
				r->p++;
		} else if (*r->p == '\n') {
			r->line++;
		} else if (*r->p == ',') {
			comma = true;
		} else if (!isspace((unsigned char)*r->p) && *r->p != ';' &&
		    *r->p != ':' && *r->p != '=' && *r->p != '\0') {
			break;
		}
	}
	return comma;
}

static void
next(struct reader *r)
{
	const char *from;
	char *copy;
	size_t n = 0;
	char quote;

	r->now = (struct token){ .comma = skip(r), .line = r->line };
	if (r->p == r->end)
		return;
	quote = *r->p == '"' || *r->p == '\'' ? *r->p++ : '\0';
	r->now.quoted = quote != '\0';
	from = r->p;
	while (r->p < r->end && (quote != '\0' ? *r->p != quote :
	    !isspace((unsigned char)*r->p) && *r->p != ',' &&
	    *r->p != ';' && *r->p != '=' && *r->p != '\0')) {
		if (*r->p == '\\' && r->p + 1 < r->end)
			r->p++;
		if (*r->p == '\n')
			r->line++;
		r->p++;
	}
	copy = pool_strndup(r->pool, from, (size_t)(r->p - from));
	if (copy == NULL) {
		r->r = -ENOMEM;
		return;
	}
	if (r->p < r->end && quote != '\0')
		r->p++;
	for (from = copy; *from != '\0'; from++) {
		if (*from == '\\' && from[1] != '\0')
			from++;
		copy[n++] = *from;
	}
	copy[n] = '\0';
	r->now.text = copy;
}

static bool
is(const struct reader *r, const char *const *words)
{
	for (; *words != NULL && !r->now.quoted; words++)
		if (strcmp(r->now.text, *words) == 0)
			return true;
	return false;
}

#define IS(r, ...) is((r), (const char *const []){ __VA_ARGS__, NULL })

static struct fetchmail_poll *
add(struct reader *r, const char *server, unsigned line)
{
	struct fetchmail_poll *n = pool_alloc(r->pool, sizeof(*n));

	if (n == NULL) {
		r->r = -ENOMEM;
		return NULL;
	}
	*n = r->defaults;
	n->next = NULL;
	n->server = server;
	n->line = line;
	*r->tail = n;
	r->tail = &n->next;
	return n;
}

/* Every user of a server is delivered to in a way of its own. */
static void
start_user(struct reader *r)
{
	if (r->in_defaults || r->poll == NULL)
		return;
	if (r->has_user)
		r->poll = add(r, r->poll->server, r->now.line);
	r->has_user = true;
}

/* "smtphost a, b c": all words up to the next option of ours would be too
 * many; a list goes on behind a comma only. */
static void
read_hosts(struct reader *r, struct fetchmail_poll *to)
{
	to->hosts = (struct strv){ .n = 0 };
	do {
		if (r->now.text != NULL && strv_push(r->pool, &to->hosts,
		    r->now.text) < 0)
			r->r = -ENOMEM;
		next(r);
	} while (r->r == 0 && r->now.text != NULL && r->now.comma);
}

static void
statement(struct reader *r)
{
	struct fetchmail_poll *to = r->in_defaults ? &r->defaults : r->poll;
	unsigned line = r->now.line;
	bool mda = IS(r, "mda", "bsmtp"), host = IS(r, "smtphost", "smtp");
	bool user = IS(r, "user", "username");

	if (IS(r, "poll", "server", "skip")) {
		next(r);
		r->in_defaults = r->has_user = false;
		if (r->now.text != NULL)
			r->poll = add(r, r->now.text, line);
	} else if (IS(r, "defaults")) {
		r->in_defaults = true;
	} else if (mda || host || user) {
		if (user)
			start_user(r);
		next(r);
		if (to != NULL && host && r->now.text != NULL) {
			read_hosts(r, to);
			return;
		}
		if (to != NULL && mda)
			to->to_program = true;
	} else if (IS(r, "password", "pass", "folder", "mailbox",
	    "smtpaddress", "smtpname", "preconnect", "postconnect", "plugin",
	    "plugout", "via", "proto", "protocol", "port", "service",
	    "properties", "principal", "interface", "monitor", "aka",
	    "localdomains", "is", "to", "fetchdomains", "envelope",
	    "qvirtual", "idfile", "logfile", "pidfile", "postmaster",
	    "sslcert", "sslkey", "sslcertpath", "sslcertfile",
	    "sslcommonname", "sslfingerprint", "sslproto")) {
		next(r);	/* its value is no keyword */
	}
	if (r->r == 0 && r->now.text != NULL)
		next(r);
}

int
fetchmailrc_parse(struct pool *pool, const char *text, size_t len,
    struct fetchmail_poll **ret)
{
	struct reader r = { .pool = pool, .p = text, .end = text + len,
		.line = 1 };

	*ret = NULL;
	r.tail = ret;
	next(&r);
	while (r.r == 0 && r.now.text != NULL)
		statement(&r);
	return r.r;
}

unsigned
fetchmailrc_port(const char *host, size_t *len)
{
	const char *slash = strchr(host, '/');
	long long port;

	*len = slash == NULL ? strlen(host) : (size_t)(slash - host);
	if (*len == 0)
		return 0;
	if (slash == NULL || strcmp(slash + 1, "smtp") == 0)
		return 25;
	if (strcmp(slash + 1, "submission") == 0)
		return 587;
	if (num_parse(slash + 1, strlen(slash + 1), 1, 65535, &port) < 0)
		return 0;
	return (unsigned)port;
}
