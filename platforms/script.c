/* From what a script would run to starters. */
#include "platforms/script.h"

#include <errno.h>
#include <string.h>

#include "agent/base/buf.h"
#include "agent/base/root_seen.h"
#include "platforms/reach.h"
#include "platforms/service_call.h"
#include "platforms/start.h"

/* What is known of a file as a whole. */
struct look {
	bool may_start;			/* an MTA is named in it, or may be */
	const char *broken;		/* why nobody can say, or NULL */
};

/* -errno, or what the bits say. */
enum { LOOK_MAY = 1, LOOK_NO_TEXT = 2 };

static int
look_new(const struct host *h, const char *path)
{
	struct buf b = BUF_INIT(ROOT_MAX_FILE);
	int r;

	r = root_read(&h->root, path, &b, NULL, NULL);
	if (r == 0 && b.len > 0) {
		r = mta_mentioned(b.p, b.len) ||
		    service_call_mentions(h, b.p, b.len) ? LOOK_MAY : 0;
		/* A program is run as such, and is no MTA's by its name. */
		if (memchr(b.p, '\0', b.len) != NULL && (r != 0 ||
		    b.len < 4 || memcmp(b.p, "\177ELF", 4) != 0))
			r |= LOOK_NO_TEXT;
	}
	buf_release(&b);
	return r;
}

/* The services of a host share their scripts. */
static struct look
look_at(const struct host *h, const char *path)
{
	struct look l = { .may_start = false };
	struct root_answer a = { .r = 0 };
	const struct root_answer *known = NULL;
	struct pool p = { 0 };
	const char *key = pool_join(&p, "look ", path, NULL);

	if (key != NULL)
		known = root_seen_get(h->root.seen, ROOT_KEPT_VERDICT, key);
	if (known == NULL) {
		a.r = look_new(h, path);
		if (key != NULL)
			root_seen_put(h->root.seen, ROOT_KEPT_VERDICT, key,
			    &a);
		known = &a;
	}
	if (known->r >= 0)
		l.broken = (known->r & LOOK_NO_TEXT) != 0 ? "is no text" :
		    NULL;
	else if (known->r != -ENOENT && known->r != -EISDIR &&
	    known->r != -ENOTDIR)
		l.broken = strerror(-known->r);
	l.may_start = l.broken != NULL || (known->r > 0 &&
	    (known->r & LOOK_MAY) != 0);
	pool_release(&p);
	return l;
}

static int
add_doubts(const struct host *h, struct facts *f, const char *path,
    const struct sh_options *o, const struct script_way *way,
    const struct sh_result *result, const struct look *own)
{
	const char *last = NULL, *reason;
	const struct note *n;
	const struct place *at;
	struct look there = { .may_start = false };
	int r = 0;

	for (n = result->doubts; r == 0 && n != NULL; n = n->next) {
		at = &n->at;
		reason = n->reason;
		if (at->path == NULL || strcmp(at->path, path) == 0) {
			there = *own;
			if (o->text_is_command && way->at != NULL)
				at = way->at;
		} else if (last == NULL || strcmp(at->path, last) != 0) {
			last = at->path;
			there = look_at(h, at->path);
		}
		if (there.broken != NULL)
			reason = there.broken;
		if (way->strict || own->may_start || there.may_start)
			r = facts_doubt(f, "boot", at->path, at->line, "%s",
			    reason);
	}
	return r;
}

static int
add_command(const struct host *h, struct facts *f, const char *path,
    const struct sh_options *o, const struct script_way *way,
    const struct sh_command *c, struct err *e)
{
	struct started s = {
		.mechanism = way->mechanism,
		.activation = way->activation,
		.words = c->words,
		.at = c->at,
		.at_boot = way->at_boot,
		.reason = way->reason,
		.unit = way->unit,
		.every = way->every,
		.src = c->src,
		.other_root = c->other_root,
	};
	const struct place *p;
	int r = 0;

	s.at.next = NULL;
	if (o->text_is_command && way->at != NULL && (c->at.path == NULL ||
	    strcmp(c->at.path, path) == 0 ||
	    !root_is_file(&h->root, c->at.path)))
		s.at = *way->at;
	if (c->runs == TRI_NO) {
		s.at_boot = TRI_NO;
		s.reason = NULL;
	} else if (c->runs == TRI_UNKNOWN && s.at_boot != TRI_NO) {
		s.at_boot = TRI_UNKNOWN;
		s.reason = c->reason;
	}
	for (p = way->because; r == 0 && p != NULL; p = p->next)
		r = place_add(&f->pool, &s.because, p->path, p->line,
		    p->text);
	for (p = c->because; r == 0 && p != NULL; p = p->next)
		if (p->path != NULL && (!o->text_is_command ||
		    strcmp(p->path, path) != 0))
			r = place_add(&f->pool, &s.because, p->path, p->line,
			    p->text);
	return r < 0 ? r : start_add(h, f, &s, e);
}

/* One text with the same arguments is looked through once. */
static const char *
look_key(struct pool *p, const char *path, const struct sh_options *o)
{
	const char *key = pool_join(p, "reach ", path, NULL);
	const char *const *v;

	for (v = o->args; key != NULL && v != NULL && *v != NULL; v++)
		key = pool_join(p, key, "\n", *v, NULL);
	for (v = o->env; key != NULL && v != NULL && *v != NULL; v++)
		key = pool_join(p, key, "\n\n", *v, NULL);
	return key;
}

/* What of a system's own scripts could not be understood is told, whatever
 * they name, so that they are always evaluated. */
static enum reach
reach_of(const struct host *h, const char *path, const struct look *own,
    const struct sh_options *o, const struct script_way *way)
{
	const struct root_answer *known = NULL;
	struct root_answer a = { .r = 0 };
	struct pool p = { 0 };
	const char *key;

	if (h->evaluate_all || way->strict || own->may_start ||
	    o->wanted != NULL)
		return REACH_MTA;
	key = look_key(&p, path, o);
	if (key != NULL)
		known = root_seen_get(h->root.seen, ROOT_KEPT_VERDICT, key);
	if (known == NULL) {
		a.r = (int)reach_mta(h, o->text_is_command ? NULL : path,
		    path, strlen(path), o->args, o->env);
		if (key != NULL)
			root_seen_put(h->root.seen, ROOT_KEPT_VERDICT, key,
			    &a);
		known = &a;
	}
	a.r = known->r;
	pool_release(&p);
	return (enum reach)a.r;
}

int
script_start(const struct host *h, struct facts *f, const char *path,
    const struct sh_options *o, const struct script_way *way, struct err *e)
{
	struct pool scratch = { 0 };
	struct sh_result result = { 0 };
	struct sh_options options = *o;
	const struct sh_command *c;
	struct look own = { .may_start = false };
	enum reach reach;
	int r = 0;

	options.systemd = f->init != NULL && strcmp(f->init, "systemd") == 0;
	options.units = options.systemd;
	if (o->text_is_command) {
		own.may_start = mta_mentioned(path, strlen(path)) ||
		    service_call_mentions(h, path, strlen(path));
		reach = reach_of(h, path, &own, o, way);
		/* So that it cannot be taken for the path of a file. */
		path = pool_join(&scratch, " ", path, NULL);
		if (path == NULL)
			return -ENOMEM;
	} else {
		own = look_at(h, path);
		reach = reach_of(h, path, &own, o, way);
	}
	if (own.broken != NULL && way->at_boot != TRI_NO)
		r = facts_doubt(f, "boot", path, 0, "%s", own.broken);
	if (own.broken != NULL || reach == REACH_NOTHING)
		goto out;
	options.dead_idle = reach == REACH_UNITS;
	r = sh_run(h, path, &options, &scratch, &result, e);
	for (c = result.commands; r == 0 && c != NULL; c = c->next)
		r = add_command(h, f, path, o, way, c, e);
	if (r == 0 && way->at_boot != TRI_NO)
		r = add_doubts(h, f, path, o, way, &result, &own);
out:
	pool_release(&scratch);
	return r;
}
