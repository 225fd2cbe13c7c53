/* Which units the default target pulls in at the next boot. */
#include "platforms/unit.h"

#include <errno.h>
#include <string.h>

#include "platforms/unit_specify.h"
#include "platforms/unit_start.h"
#include "platforms/unit_text.h"

#define UNITS_MAX 3500		/* far more than any host has */

#define BUCKETS 1024u

struct named {
	struct named *next;
	const char *name;
	struct unit *unit;
};

struct set {
	struct named *bucket[BUCKETS];
	struct unit_tree *tree;
	struct unit **v;
	size_t n, room, pulled;		/* the first are of the closure */
	bool maybe;			/* what is pulled now need not come */
	const char *why;		/* the reason for that */
	bool full;			/* and that was said */
	bool again;			/* what need not come does after all */
};

static struct named **
bucket_of(struct set *s, const char *name)
{
	unsigned h = 5381;

	for (; *name != '\0'; name++)
		h = h * 33 + (unsigned char)*name;
	return &s->bucket[h % BUCKETS];
}

static struct unit *
known(struct set *s, const char *name)
{
	const struct named *e;

	for (e = *bucket_of(s, name); e != NULL; e = e->next)
		if (strcmp(e->name, name) == 0)
			return e->unit;
	return NULL;
}

/* The first unit that bears a name has it. */
static int
remember(struct set *s, struct unit *u)
{
	struct named **b, *e;
	size_t i;

	for (i = 0; i < u->names.n; i++) {
		if (known(s, u->names.v[i]) != NULL)
			continue;
		e = pool_alloc(s->tree->pool, sizeof(*e));
		if (e == NULL)
			return -ENOMEM;
		b = bucket_of(s, u->names.v[i]);
		*e = (struct named){ .next = *b, .name = u->names.v[i],
			.unit = u };
		*b = e;
	}
	return 0;
}

/* The unit of that name, loaded when it is new. 0, -ENOENT, -ENOMEM. */
static int
get(struct set *s, const char *name, struct unit **ret)
{
	struct pool *pool = s->tree->pool;
	struct unit *u = known(s, name), **v;
	int r;

	if (u == NULL) {
		if (s->n >= UNITS_MAX) {
			r = s->full ? 0 : unit_doubt(s->tree, name,
			    "more units than can be followed");
			s->full = true;
			return r < 0 ? r : -ENOENT;
		}
		u = pool_alloc(pool, sizeof(*u));
		if (u == NULL)
			return -ENOMEM;
		r = unit_load(s->tree, name, u);
		if (r < 0)
			return r;
		if (s->n == s->room) {
			s->room = s->room > 0 ? 2 * s->room : 64;
			v = pool_alloc(pool, s->room * sizeof(*v));
			if (v == NULL)
				return -ENOMEM;
			if (s->n > 0)
				memcpy(v, s->v, s->n * sizeof(*v));
			s->v = v;
		}
		s->v[s->n++] = u;
		if (remember(s, u) < 0)
			return -ENOMEM;
	}
	*ret = u;
	return 0;
}

static int
pull(struct set *s, const char *name, const struct place *at)
{
	struct unit *u;
	int r = get(s, name, &u);

	if (r < 0)
		return r == -ENOMEM ? r : 0;
	if (s->maybe) {
		if (u->at_boot != TRI_NO)
			return 0;
		u->maybe = true;
		u->reason = s->why;
	} else if (u->maybe) {
		u->maybe = false;
		u->reason = NULL;
		s->again = true;
	}
	u->at_boot = s->maybe ? TRI_UNKNOWN : TRI_YES;
	return place_add(s->tree->pool, &u->because, at->path, at->line,
	    at->text);
}

/* The settings that start another unit together with this one. */
static bool
pulls(const char *key)
{
	static const char *const keys[] = { "Requires", "Wants", "BindsTo",
		"Upholds" };
	size_t i;

	for (i = 0; i < sizeof(keys) / sizeof(keys[0]); i++)
		if (strcmp(keys[i], key) == 0)
			return true;
	return false;
}

/* Whether that comes is not for a file to say. */
static bool
may_pull(const char *key)
{
	return strcmp(key, "OnFailure") == 0 || strcmp(key, "OnSuccess") == 0;
}

/* The settings of one kind, and what they pull in. */
static int
settings(struct set *s, const struct unit *u, bool (*kind)(const char *))
{
	const struct unit_value *v;
	struct unit_text t;
	const char *at, *word;
	int r;

	for (v = u->values; v != NULL; v = v->next) {
		if (!(strcmp(v->section, "Unit") == 0 && kind(v->key)) &&
		    !(kind == pulls && strcmp(v->section, "Service") == 0 &&
		    strcmp(v->key, "Sockets") == 0))
			continue;
		at = v->value;
		while ((r = unit_text_word(s->tree->pool, &at,
		    UNIT_WORD_PLAIN, &word)) > 0) {
			if (unit_specify_at(s->tree, u, &v->at, word, &t) < 0)
				return -ENOMEM;
			if (t.gap == WORD_KNOWN &&
			    pull(s, t.text, &v->at) < 0)
				return -ENOMEM;
		}
		if (r == -ENOMEM)
			return r;
	}
	return 0;
}

/* Links in NAME.wants and the like: their names count, not their targets,
 * but a link to /dev/null takes the name back. */
static int
links(struct set *s, const struct unit *u)
{
	static const char *const kinds[] = { ".wants", ".requires",
		".upholds" };
	struct unit_tree *t = s->tree;
	struct strv paths;
	struct buf b = BUF_INIT(4096);
	struct place at;
	size_t i, k;
	int r = 0;

	for (i = 0; i < sizeof(kinds) / sizeof(kinds[0]) && r == 0; i++) {
		/* NEWS of 254: the folder .upholds. */
		if (i == 2 && t->version > 0 && t->version < 254)
			break;
		paths = (struct strv){ .n = 0 };
		r = unit_dropins(t, &u->names, kinds[i], "", &paths);
		for (k = 0; k < paths.n && r == 0; k++) {
			at = (struct place){ .path = paths.v[k] };
			if (root_readlink(&t->host->root, at.path, &b) < 0 ||
			    unit_is_null(t->host, at.path))
				continue;
			at.text = pool_printf(t->pool, "-> %s", b.p);
			r = at.text == NULL ? -ENOMEM : pull(s,
			    strrchr(at.path, '/') + 1, &at);
		}
	}
	buf_release(&b);
	return r;
}

static int
generated_links(struct set *s, const struct unit *u)
{
	const struct unit_want *w;
	size_t i;

	for (w = s->tree->wants; w != NULL; w = w->next)
		for (i = 0; i < u->names.n; i++)
			if (strcmp(u->names.v[i], w->by) == 0 &&
			    pull(s, w->name, &w->at) < 0)
				return -ENOMEM;
	return 0;
}

static bool lacks(struct set *, struct unit *);

/* A service or socket without a file is none; of the others systemd makes
 * most by itself. */
static bool
is_lost(struct set *s, const char *name)
{
	const char *dot = strrchr(name, '.');
	struct unit *u;

	if (get(s, name, &u) == 0)
		return unit_start_refused(u) || lacks(s, u);
	return dot != NULL && (strcmp(dot, ".service") == 0 ||
	    strcmp(dot, ".socket") == 0);
}

/*
 * Does it require what cannot be loaded, or what itself lacks something? Its
 * own job is there then, but systemd gives up on what else it would pull in:
 * of Requires= it depends on the order of a hash, and Wants= come behind them
 * (transaction.c; seen on systemd 252).
 */
static bool
lacks(struct set *s, struct unit *u)
{
	struct strv paths = { .n = 0 };
	const struct unit_value *v;
	const char *at, *word;
	struct unit_text t;
	size_t i;

	if (u->lacks_known)
		return u->lacks;
	u->lacks_known = true;		/* also where it comes to itself */
	for (v = u->values; v != NULL && !u->masked; v = v->next) {
		if (strcmp(v->section, "Unit") != 0 ||
		    (strcmp(v->key, "Requires") != 0 &&
		    strcmp(v->key, "BindsTo") != 0))
			continue;
		at = v->value;
		while (!u->lacks && unit_text_word(s->tree->pool, &at,
		    UNIT_WORD_PLAIN, &word) > 0)
			u->lacks = unit_specify_at(s->tree, u, &v->at, word,
			    &t) == 0 && t.gap == WORD_KNOWN &&
			    is_lost(s, t.text);
	}
	(void)unit_dropins(s->tree, &u->names, ".requires", "", &paths);
	for (i = 0; i < paths.n && !u->lacks; i++)
		u->lacks = is_lost(s, strrchr(paths.v[i], '/') + 1);
	return u->lacks;
}

static int
pull_all(struct set *s, struct unit *u)
{
	const bool maybe = s->maybe;
	const char *why = s->why;
	int r;

	if (!maybe && lacks(s, u)) {
		s->maybe = true;
		s->why = pool_printf(s->tree->pool,
		    "%s requires something that cannot be loaded", u->name);
	}
	r = settings(s, u, pulls) < 0 || links(s, u) < 0 ||
	    generated_links(s, u) < 0 ? -ENOMEM : 0;
	s->maybe = maybe;
	s->why = why;
	return r;
}

/* First what starts, then what need not: for the reason given, or since only
 * the failure of another unit would start it. */
static int
close_over(struct set *s, const char *why)
{
	size_t i;
	struct unit *u;

	do {
		s->again = false;
		for (i = 0; i < s->n; i++)
			if (!s->v[i]->masked && !s->v[i]->maybe &&
			    pull_all(s, s->v[i]) < 0)
				return -ENOMEM;
	} while (s->again);
	s->maybe = true;
	s->why = why != NULL ? why :
	    "it starts when another unit fails or ends";
	for (i = 0; i < s->n; i++) {
		u = s->v[i];
		if (u->masked)
			continue;
		if (settings(s, u, may_pull) < 0 ||
		    (u->maybe && pull_all(s, u) < 0))
			return -ENOMEM;
	}
	s->maybe = false;
	s->pulled = s->n;
	return 0;
}

/* systemd falls back to the rescue target when there is no default. */
static int
start(struct set *s)
{
	static const char name[] = "default.target";
	struct unit_alias *a;
	struct place at = { .path = "/etc/systemd/system/default.target" };
	struct unit *u;
	int r;

	for (a = s->tree->aliases; a != NULL; a = a->next)
		if (strcmp(a->name, name) == 0)
			at = a->at;
	r = get(s, name, &u);
	if (r == -ENOENT || (r == 0 && u->masked)) {
		if (unit_doubt(s->tree, at.path,
		    "there is no default target: systemd goes into rescue "
		    "mode unless the kernel's command line names one") < 0)
			return -ENOMEM;
		return pull(s, "rescue.target", &at);
	}
	if (r < 0)
		return r;
	u->at_boot = TRI_YES;
	return place_add(s->tree->pool, &u->because, at.path, 0, at.text);
}

static int
pull_request(struct set *s, const struct request *q)
{
	const struct place *p;
	int r = 0;

	for (p = q->because; p != NULL && r == 0; p = p->next)
		r = pull(s, q->unit, p);
	return r;
}

/* What commands of the boot have systemd start, with all that it pulls in:
 * first what is certain. */
static int
requested(struct set *s)
{
	const struct request *q;
	int r = 0;

	for (q = s->tree->requests; q != NULL && r == 0; q = q->next)
		if (q->at_boot == TRI_YES)
			r = pull_request(s, q);
	if (r == 0)
		r = close_over(s, NULL);
	for (q = s->tree->requests; q != NULL && r == 0; q = q->next) {
		if (q->at_boot == TRI_YES)
			continue;
		s->maybe = true;
		s->why = q->reason != NULL ? q->reason : "it is not known "
		    "whether a command of the boot starts it";
		r = pull_request(s, q);
		s->maybe = false;
		if (r == 0)
			r = close_over(s, s->why);
	}
	return r;
}

/* All other units on disk that could run something. */
static int
rest(struct set *s)
{
	static const char *const types[] = { ".service", ".socket", ".timer",
		".path" };
	const struct unit_dir *d;
	const struct unit_script *sc;
	const char *name, *dot;
	struct unit *u;
	size_t i, k, t;

	for (i = 0; i < s->tree->n_dirs; i++) {
		d = &s->tree->dirs[i];
		for (k = 0; k < d->names.n; k++) {
			name = d->names.v[k];
			dot = strrchr(name, '.');
			for (t = 0; dot != NULL && t < 4; t++)
				if (strcmp(dot, types[t]) == 0 &&
				    get(s, name, &u) == -ENOMEM)
					return -ENOMEM;
		}
	}
	for (sc = s->tree->scripts; sc != NULL; sc = sc->next)
		if (get(s, sc->name, &u) == -ENOMEM)
			return -ENOMEM;
	return 0;
}

int
unit_list(struct unit_tree *t, struct unit ***ret, size_t *n)
{
	struct set s = { .tree = t };
	bool again = true;
	size_t i, round;
	int r = start(&s);

	if (r == 0)
		r = close_over(&s, NULL);
	if (r == 0 && t->requests != NULL)
		r = requested(&s);
	if (r == 0)
		r = rest(&s);
	if (r < 0)
		return r;
	for (i = 0; i < s.pulled; i++)
		unit_start_reasons(t, s.v[i]);
	for (round = 0; again && round < s.pulled; round++)
		for (again = false, i = 0; i < s.pulled; i++)
			again = unit_start_bound(t, s.v, s.n, s.v[i]) ||
			    again;
	for (i = s.pulled; i < s.n; i++)
		if (s.v[i]->masked)
			unit_start_reasons(t, s.v[i]);
	if (t->pool->failed)
		return -ENOMEM;
	*ret = s.v;
	*n = s.n;
	return 0;
}
