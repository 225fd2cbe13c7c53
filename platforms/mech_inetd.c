/* Services that inetd starts for a connection: inetd.conf. */
#include <ctype.h>
#include <errno.h>
#include <string.h>

#include "agent/base/buf.h"
#include "agent/base/lines.h"
#include "platforms/mechs.h"
#include "platforms/mta.h"
#include "platforms/smtp_port.h"
#include "platforms/start.h"
#include "platforms/super.h"

/* inetd.conf(5): service type protocol wait user server argv[0] ... */
enum { SERVICE, TYPE, PROTOCOL, WAIT, USER, SERVER, ARGV };

struct reading {
	const struct host *host;
	struct facts *facts;
	struct pool pool;
	struct super super;
	const char *path;
	const char *address;		/* "host:" line of its own, or NULL */
};

/* Words of a line; "..." and '...' hold blanks together (BSD). */
static int
split(struct pool *p, const char *line, size_t len, struct strv *ret)
{
	const char *end = line + len, *from;
	char quote;
	int r = 0;

	while (r == 0 && line < end) {
		while (line < end && isspace((unsigned char)*line))
			line++;
		/* A comment may follow on the line, behind a blank. */
		if (line == end || *line == '#')
			break;
		quote = *line == '"' || *line == '\'' ? *line : 0;
		from = quote != 0 ? ++line : line;
		while (line < end && (quote != 0 ? *line != quote :
		    !isspace((unsigned char)*line)))
			line++;
		r = strv_pushn(p, ret, from, (size_t)(line - from));
		if (quote != 0 && line < end)
			line++;
	}
	return r;
}

/* "host:service" into its parts; the host is NULL without one. */
static const char *
split_service(struct pool *p, const char *text, const char **host)
{
	const char *colon = strrchr(text, ':');

	*host = NULL;
	if (colon == NULL)
		return text;
	if (colon != text && strcmp(text, "*") != 0 && text[0] != '*')
		*host = pool_strndup(p, text, (size_t)(colon - text));
	return colon + 1;
}

static bool
is_wrapper(const char *server)
{
	const char *base = strrchr(server, '/');

	return strcmp(base == NULL ? server : base + 1, "tcpd") == 0;
}

/* What would be executed, and with which argv. */
static int
take_words(struct reading *rd, const struct strv *v, struct started *s)
{
	struct pool *p = &rd->pool;

	if (v->n == ARGV)
		return words_push(p, &s->words, v->v[SERVER], WORD_KNOWN);
	s->program = v->v[SERVER];
	/* tcpd(8) executes what its own argv[0] says. */
	if (is_wrapper(v->v[SERVER]))
		s->program = v->v[ARGV];
	return words_from_argv(p, v->v + ARGV, v->n - ARGV, &s->words);
}

static int
read_service(struct reading *rd, const struct strv *v,
    const struct lines *l, struct err *e)
{
	struct started s = {
		.mechanism = mech_inetd.name,
		.activation = ACTIVATION_INETD,
		.at_boot = rd->super.at_boot,
		.reason = rd->super.reason,
		.because = rd->super.because,
	};
	const char *service, *host;
	struct words known = { 0 };
	int r;

	service = split_service(&rd->pool, v->v[SERVICE], &host);
	if (host == NULL)
		host = rd->address;
	s.loopback = host != NULL && smtp_host_is_loopback(host);
	s.listen = host == NULL ? service :
	    pool_printf(&rd->pool, "%s:%s", host, service);
	s.at = (struct place){ .path = rd->path, .line = l->number,
		.text = pool_strndup(&rd->pool, l->line, l->len) };
	r = take_words(rd, v, &s);
	if (r < 0 || rd->pool.failed)
		return -ENOMEM;
	known = s.words;
	if (mta_of_program(rd->host, s.program != NULL ? s.program :
	    known.v[0].text) == NULL) {
		/* Something takes mail there, but nobody knows how. */
		if (smtp_port(rd->host, service) == 0 ||
		    s.at_boot == TRI_NO || s.loopback)
			return 0;
		return facts_doubt(rd->facts, "boot", rd->path, l->number,
		    "%s answers on %s, and is not known", v->v[SERVER],
		    service);
	}
	return start_add(rd->host, rd->facts, &s, e);
}

static int
read_line(struct reading *rd, const struct lines *l, struct err *e)
{
	struct strv v = { 0 };
	size_t n;
	int r;

	r = split(&rd->pool, l->line, l->len, &v);
	if (r < 0 || v.n == 0)
		return r;
	n = strlen(v.v[0]);
	if (v.n == 1 && n > 1 && v.v[0][n - 1] == ':') {
		rd->address = strcmp(v.v[0], "*:") == 0 ? NULL :
		    pool_strndup(&rd->pool, v.v[0], n - 1);
		return rd->pool.failed ? -ENOMEM : 0;
	}
	if (v.n < ARGV || strncmp(v.v[PROTOCOL], "tcp", 3) != 0 ||
	    strcmp(v.v[SERVER], "internal") == 0)
		return 0;
	return read_service(rd, &v, l, e);
}

static int
read_file(struct reading *rd, struct err *e)
{
	struct buf b = BUF_INIT(ROOT_MAX_FILE);
	struct lines l;
	int r;

	rd->address = NULL;
	r = root_read(&rd->host->root, rd->path, &b, NULL, NULL);
	if (r == -ENOENT) {
		r = 0;
	} else if (r < 0 && r != -ENOMEM) {
		r = facts_doubt(rd->facts, "boot", rd->path, 0, "%s",
		    strerror(-r));
	} else if (r == 0 && b.len > 0 && memchr(b.p, '\0', b.len) != NULL) {
		r = facts_doubt(rd->facts, "boot", rd->path, 0, "is no text");
	} else if (r == 0 && b.len > 0) {
		lines_init(&l, b.p, b.len);
		while (r == 0 && lines_next(&l))
			r = read_line(rd, &l, e);
	}
	buf_release(&b);
	return r;
}

/* The paths are of one file (Solaris: /etc/inetd.conf is a link to
 * inet/inetd.conf); the first that is there counts, with what it holds. */
static int
inetd_read(const struct host *h, const struct entry *entry, struct facts *f,
    struct err *e)
{
	struct reading rd = { .host = h, .facts = f };
	const char *const *path;
	struct stat st;
	int r = 0;

	for (path = entry->paths; *path != NULL; path++)
		if (root_lstat(&h->root, *path, &st) == 0)
			break;
	if (*path != NULL) {
		rd.path = *path;
		r = super_read(h, entry, f, "inetd", &rd.pool, &rd.super, e);
		if (r == 0)
			r = read_file(&rd, e);
	}
	pool_release(&rd.pool);
	return r;
}

const struct mech mech_inetd = {
	.name = "inetd",
	.read = inetd_read,
};
