/* Services that xinetd starts for a connection: xinetd.conf(5). */
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

#define INCLUDE_MAX 512		/* files, against a folder that never ends */

struct service {
	struct service *next;
	struct place at;		/* the line with "server" */
	const char *name, *id;
	struct strv disable, server, args, flags, bind, port, type, protocol;
};

struct reading {
	const struct host *host;
	struct facts *facts;
	struct pool pool;
	struct service *services, **end;
	struct service *open;		/* inside { }, also of defaults */
	struct strv disabled, enabled;
	bool has_enabled;
	unsigned files;
};

static int
split(struct pool *p, const char *line, size_t len, struct strv *ret)
{
	const char *end = line + len, *from;
	int r = 0;

	while (r == 0 && line < end) {
		while (line < end && isspace((unsigned char)*line))
			line++;
		for (from = line; line < end &&
		    !isspace((unsigned char)*line); line++)
			;
		if (line > from)
			r = strv_pushn(p, ret, from, (size_t)(line - from));
	}
	return r;
}

static bool
holds(const struct strv *v, const char *text)
{
	size_t i;

	for (i = 0; i < v->n; i++)
		if (strcmp(v->v[i], text) == 0)
			return true;
	return false;
}

/* The list that an attribute fills; NULL: not one of ours. */
static struct strv *
attribute(struct reading *rd, const char *name)
{
	struct service *s = rd->open;

	if (strcmp(s->name, "defaults") == 0) {
		if (strcmp(name, "disabled") == 0)
			return &rd->disabled;
		if (strcmp(name, "enabled") == 0) {
			rd->has_enabled = true;
			return &rd->enabled;
		}
	}
	if (strcmp(name, "disable") == 0)
		return &s->disable;
	if (strcmp(name, "server") == 0)
		return &s->server;
	if (strcmp(name, "server_args") == 0)
		return &s->args;
	if (strcmp(name, "flags") == 0)
		return &s->flags;
	if (strcmp(name, "bind") == 0 || strcmp(name, "interface") == 0)
		return &s->bind;
	if (strcmp(name, "port") == 0)
		return &s->port;
	if (strcmp(name, "type") == 0)
		return &s->type;
	if (strcmp(name, "protocol") == 0)
		return &s->protocol;
	return NULL;
}

/* "name = a b", "name += c"; the operator may stand without blanks. */
static int
read_attribute(struct reading *rd, const char *path, const struct lines *l)
{
	const char *end = l->line + l->len, *p = l->line, *from;
	struct strv *list;
	char *name;

	while (p < end && isspace((unsigned char)*p))
		p++;
	for (from = p; p < end && (isalnum((unsigned char)*p) || *p == '_');
	    p++)
		;
	name = pool_strndup(&rd->pool, from, (size_t)(p - from));
	if (name == NULL)
		return -ENOMEM;
	while (p < end && isspace((unsigned char)*p))
		p++;
	list = attribute(rd, name);
	if (list == NULL || p == end)
		return 0;
	if (*p == '=')
		*list = (struct strv){ 0 };
	else if (*p == '+')
		p++;
	else
		return 0;
	if (strcmp(name, "server") == 0)
		rd->open->at = (struct place){ .path = path,
			.line = l->number, .text = pool_strndup(&rd->pool,
			l->line, l->len) };
	p += p < end;
	return split(&rd->pool, p, (size_t)(end - p), list);
}

static int
open_service(struct reading *rd, const char *path, unsigned line,
    const struct strv *v)
{
	struct service *s = pool_alloc(&rd->pool, sizeof(*s));

	if (s == NULL)
		return -ENOMEM;
	s->name = v->n > 1 && strcmp(v->v[0], "service") == 0 ? v->v[1] :
	    v->v[0];
	s->at = (struct place){ .path = path, .line = line };
	rd->open = s;
	if (strcmp(v->v[0], "service") == 0) {
		*rd->end = s;
		rd->end = &s->next;
	}
	return 0;
}

static int read_file(struct reading *, const char *path);

/* xinetd.conf(5): names with a dot, or that end in ~, are passed over. */
static int
read_folder(struct reading *rd, const char *dir)
{
	struct strv names = { 0 };
	const char *path;
	size_t i, n;
	int r;

	r = root_list(&rd->host->root, dir, &rd->pool, &names, NULL);
	if (r == -ENOENT)
		return 0;
	if (r < 0 && r != -ENOMEM)
		return facts_doubt(rd->facts, "boot", dir, 0, "%s",
		    strerror(-r));
	for (i = 0; r == 0 && i < names.n; i++) {
		n = strlen(names.v[i]);
		if (strchr(names.v[i], '.') != NULL ||
		    names.v[i][n - 1] == '~')
			continue;
		path = pool_printf(&rd->pool, "%s/%s", dir, names.v[i]);
		if (path == NULL)
			return -ENOMEM;
		if (root_is_file(&rd->host->root, path))
			r = read_file(rd, path);
	}
	return r;
}

static int
read_line(struct reading *rd, const char *path, const struct lines *l)
{
	struct strv v = { 0 };
	int r;

	r = split(&rd->pool, l->line, l->len, &v);
	if (r < 0 || v.n == 0 || v.v[0][0] == '#')
		return r;
	if (strcmp(v.v[0], "}") == 0) {
		rd->open = NULL;
		return 0;
	}
	if (strcmp(v.v[0], "{") == 0)
		return 0;
	if (rd->open != NULL)
		return read_attribute(rd, path, l);
	if (strcmp(v.v[0], "service") == 0 || strcmp(v.v[0], "defaults") == 0)
		return open_service(rd, path, l->number, &v);
	if (v.n > 1 && strcmp(v.v[0], "includedir") == 0)
		return read_folder(rd, v.v[1]);
	if (v.n > 1 && strcmp(v.v[0], "include") == 0)
		return read_file(rd, v.v[1]);
	return 0;
}

static int
read_file(struct reading *rd, const char *path)
{
	struct buf b = BUF_INIT(ROOT_MAX_FILE);
	struct lines l;
	int r;

	if (rd->files++ >= INCLUDE_MAX)
		return facts_doubt(rd->facts, "boot", path, 0,
		    "more than %d files are included", INCLUDE_MAX);
	rd->open = NULL;
	r = root_read(&rd->host->root, path, &b, NULL, NULL);
	if (r == -ENOENT) {
		r = 0;
	} else if (r < 0 && r != -ENOMEM) {
		r = facts_doubt(rd->facts, "boot", path, 0, "%s",
		    strerror(-r));
	} else if (r == 0 && b.len > 0 && memchr(b.p, '\0', b.len) != NULL) {
		r = facts_doubt(rd->facts, "boot", path, 0, "is no text");
	} else if (r == 0 && b.len > 0) {
		lines_init(&l, b.p, b.len);
		while (r == 0 && lines_next(&l))
			r = read_line(rd, path, &l);
	}
	rd->open = NULL;
	buf_release(&b);
	return r;
}

static bool
is_off(const struct reading *rd, const struct service *s)
{
	const char *name = s->id != NULL ? s->id : s->name;

	if (s->disable.n > 0 && strcmp(s->disable.v[0], "no") != 0)
		return true;
	return holds(&rd->disabled, name) ||
	    (rd->has_enabled && !holds(&rd->enabled, name));
}

static int
add_service(struct reading *rd, const struct service *s,
    const struct super *super, struct err *e)
{
	const char *port = s->port.n > 0 ? s->port.v[0] : s->name;
	struct started st = {
		.mechanism = mech_xinetd.name,
		.activation = ACTIVATION_INETD,
		.at_boot = super->at_boot,
		.reason = super->reason,
		.because = super->because,
		.at = s->at,
		.listen = port,
	};
	int r = 0;

	if (s->server.n == 0)
		return 0;
	st.program = s->server.v[0];
	if (s->bind.n > 0) {
		st.loopback = smtp_host_is_loopback(s->bind.v[0]);
		st.listen = pool_printf(&rd->pool, "%s:%s", s->bind.v[0],
		    port);
	}
	if (is_off(rd, s)) {
		st.at_boot = TRI_NO;
		st.reason = NULL;
	}
	/* NAMEINARGS: argv[0] is the first of server_args. */
	if (!holds(&s->flags, "NAMEINARGS"))
		r = words_push(&rd->pool, &st.words, st.program, WORD_KNOWN);
	if (r == 0)
		r = words_from_argv(&rd->pool, s->args.v, s->args.n,
		    &st.words);
	if (r < 0 || rd->pool.failed)
		return -ENOMEM;
	if (st.words.n == 0)
		return 0;
	if (mta_of_program(rd->host, st.program) != NULL)
		return start_add(rd->host, rd->facts, &st, e);
	if (strstr(st.program, "/tcpd") != NULL) {
		st.program = st.words.v[0].text;
		return start_add(rd->host, rd->facts, &st, e);
	}
	if (st.at_boot == TRI_NO || st.loopback ||
	    smtp_port(rd->host, port) == 0)
		return 0;
	return facts_doubt(rd->facts, "boot", s->at.path, s->at.line,
	    "%s answers on %s, and is not known", st.program, port);
}

static int
xinetd_read(const struct host *h, const struct entry *entry,
    struct facts *f, struct err *e)
{
	struct reading rd = { .host = h, .facts = f };
	const char *const *path;
	const struct service *s;
	struct super super;
	int r = 0;

	rd.end = &rd.services;
	for (path = entry->paths; r == 0 && *path != NULL; path++)
		r = read_file(&rd, *path);
	if (r == 0 && rd.services != NULL)
		r = super_read(h, entry, f, "xinetd", &rd.pool, &super, e);
	for (s = rd.services; r == 0 && s != NULL; s = s->next)
		r = add_service(&rd, s, &super, e);
	pool_release(&rd.pool);
	return r;
}

const struct mech mech_xinetd = {
	.name = "xinetd",
	.read = xinetd_read,
};
