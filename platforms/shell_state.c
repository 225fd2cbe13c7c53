/* Values, dictionaries and the joining of states. */
#include "platforms/shell_state.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define MAX_IN_BUCKET 128

const char sh_gap[] = { SH_GAP, '\0' };

static bool
may_use(struct sh *sh, size_t size)
{
	if (size > SH_MAX_MEMORY || sh->used > SH_MAX_MEMORY - size) {
		sh->stop = "too large to evaluate";
		return false;
	}
	sh->used += size;
	return true;
}

void *
sh_new(struct sh *sh, size_t size)
{
	void *p;

	if (!may_use(sh, size))
		return NULL;
	p = pool_alloc(&sh->pool, size);
	if (p == NULL)
		sh->stop = "out of memory";
	return p;
}

/* Never NULL, so that values need no check; `stop` tells. */
const char *
sh_copy(struct sh *sh, const char *text, size_t len)
{
	const char *p = NULL;

	if (len < SH_MAX_TEXT && may_use(sh, len + 1)) {
		p = pool_strndup(&sh->pool, len > 0 ? text : "", len);
		if (p == NULL)
			sh->stop = "out of memory";
	}
	if (p == NULL) {
		if (sh->stop == NULL)
			sh->stop = "too large to evaluate";
		return sh_gap;
	}
	return p;
}

const char *
sh_format(struct sh *sh, const char *fmt, ...)
{
	char text[512];
	va_list ap;
	int n;

	va_start(ap, fmt);
	n = vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	if (n < 0)
		n = 0;
	return sh_copy(sh, text, (size_t)n < sizeof(text) ? (size_t)n :
	    sizeof(text) - 1);
}

bool
sh_has_gap(const char *text)
{
	return strpbrk(text, SH_GAPS) != NULL;
}

static unsigned
hash(const char *name)
{
	unsigned h = 5381;

	for (; *name != '\0'; name++)
		h = h * 33 + (unsigned char)*name;
	return h;
}

static const struct sh_entry *
find(const struct sh_entry *e, const char *name, unsigned h)
{
	while (e != NULL && (e->hash != h || strcmp(e->name, name) != 0))
		e = e->next;
	return e;
}

const void *
sh_map_get(const struct sh_map *m, const char *name)
{
	const unsigned h = hash(name);
	const struct sh_entry *e = find(m->bucket[h % SH_BUCKETS], name, h);

	return e != NULL ? e->value : NULL;
}

/* The list without its entry of that name; what is in front is copied. */
static const struct sh_entry *
without(struct sh *sh, const struct sh_entry *e, const char *name, unsigned h)
{
	const struct sh_entry *old = find(e, name, h);
	struct sh_entry *first = NULL, *last = NULL, *copy;

	if (old == NULL)
		return e;
	for (; e != old; e = e->next) {
		copy = sh_new(sh, sizeof(*copy));
		if (copy == NULL)
			return old->next;
		*copy = *e;
		if (last != NULL)
			last->next = copy;
		else
			first = copy;
		last = copy;
	}
	if (last == NULL)
		return old->next;
	last->next = old->next;
	return first;
}

/* No script has ten thousand names, but one that is to keep us busy. */
static bool
is_long(const struct sh_entry *e)
{
	unsigned n;

	for (n = 0; e != NULL && n < MAX_IN_BUCKET; n++)
		e = e->next;
	return n == MAX_IN_BUCKET;
}

void
sh_map_set(struct sh *sh, struct sh_map *m, const char *name,
    const void *value)
{
	const unsigned h = hash(name), at = h % SH_BUCKETS;
	struct sh_entry *e = sh_new(sh, sizeof(*e));

	if (e == NULL)
		return;
	if (is_long(m->bucket[at])) {
		sh->stop = "too large to evaluate";
		return;
	}
	e->hash = h;
	e->name = sh_copy(sh, name, strlen(name));
	e->value = value;
	e->next = without(sh, m->bucket[at], name, h);
	m->bucket[at] = e;
}

const struct sh_value *
sh_var(const struct sh *sh, const char *name)
{
	const unsigned h = hash(name);
	const struct sh_entry *e = find(sh->st->vars.bucket[h % SH_BUCKETS],
	    name, h);

	return e != NULL ? e->value : sh->st->lost_vars;
}

void
sh_vars_lose(struct sh *sh, const char *why)
{
	static const char *const kept[] = { "PATH", "IFS", "OPTIND" };
	const struct sh_value *v[3];
	struct sh_value *any = sh_new(sh, sizeof(*any));
	size_t i;

	if (any == NULL)
		return;
	any->text = sh_gap;
	any->why = why;

	for (i = 0; i < 3; i++)
		v[i] = sh_map_get(&sh->st->vars, kept[i]);
	memset(&sh->st->vars, 0, sizeof(sh->st->vars));
	for (i = 0; i < 3; i++)
		if (v[i] != NULL)
			sh_var_value(sh, kept[i], v[i]);
	sh->st->lost_vars = any;
}

void
sh_var_value(struct sh *sh, const char *name, const struct sh_value *v)
{
	sh_map_set(sh, &sh->st->vars, name, v);
}

void
sh_var_set(struct sh *sh, const char *name, const char *text,
    const struct place *from, const char *why)
{
	const struct sh_value *old = sh_var(sh, name);
	struct sh_value *v = sh_new(sh, sizeof(*v));

	if (v == NULL)
		return;
	v->text = text;
	v->from = from;
	v->why = why;
	v->exported = old != NULL && old->exported;
	sh_var_value(sh, name, v);
}

void
sh_var_unset(struct sh *sh, const char *name)
{
	sh_map_set(sh, &sh->st->vars, name, NULL);
}

void
sh_status(struct sh *sh, int status, const struct place *from)
{
	sh->st->status = status;
	sh->st->known = true;
	sh->st->asked = false;
	sh->st->from = from;
	sh->st->why = NULL;
}

void
sh_status_unknown(struct sh *sh, const struct place *from, const char *why)
{
	sh->st->status = 0;
	sh->st->known = sh->st->asked = false;
	sh->st->from = from;
	sh->st->why = why;
}

struct sh_state *
sh_state_copy(struct sh *sh, const struct sh_state *st)
{
	struct sh_state *copy = sh_new(sh, sizeof(*copy));

	if (copy != NULL)
		*copy = *st;
	return copy;
}

/* The beginning that both have, then a gap. */
static const char *
common(struct sh *sh, const char *a, const char *b)
{
	size_t n = 0;
	char *text;
	bool many = strchr(a, SH_MANY) != NULL || strchr(b, SH_MANY) != NULL;

	while (a[n] != '\0' && a[n] == b[n] && strchr(SH_GAPS, a[n]) == NULL)
		n++;
	text = sh_new(sh, n + 2);
	if (text == NULL)
		return sh_gap;
	memcpy(text, a, n);
	text[n] = many ? SH_MANY : SH_GAP;
	return text;
}

static const struct sh_value *
join_values(struct sh *sh, const struct sh_value *a,
    const struct sh_value *b, const char *why)
{
	struct sh_value *v;

	if (a == b)
		return a;
	v = sh_new(sh, sizeof(*v));
	if (v == NULL)
		return a;
	if (a == NULL || b == NULL) {
		*v = a != NULL ? *a : *b;
		if (*v->text == '\0')
			return a != NULL ? a : b;
		v->text = sh_gap;
		v->why = why;
		return v;
	}
	*v = *a;
	v->from = sh_places(sh, a->from, b->from);
	v->exported = a->exported || b->exported;
	if (strcmp(a->text, b->text) != 0) {
		v->text = common(sh, a->text, b->text);
		v->why = why;
	}
	return v;
}

static bool
has_function(const struct sh_function *list, const struct sh_node *node)
{
	if (list == NULL)
		return node == NULL;
	for (; list != NULL; list = list->other)
		if (list->node == node)
			return true;
	return false;
}

/* Any function that either side knows by a name. */
static const struct sh_function *
join_functions(struct sh *sh, const struct sh_function *a,
    const struct sh_function *b)
{
	static const struct sh_function none;
	struct sh_function *f;

	if (b == NULL)
		b = &none;
	for (; b != NULL; b = b->other) {
		if (has_function(a, b->node))
			continue;
		f = sh_new(sh, sizeof(*f));
		if (f == NULL)
			return a;
		f->node = b->node;
		f->dead_runs = b->dead_runs;
		f->other = a != NULL ? a : &none;
		a = f;
	}
	return a;
}

enum join { JOIN_VALUES, JOIN_FUNCTIONS, JOIN_FILES };

static void
join_maps(struct sh *sh, struct sh_map *a, const struct sh_map *b,
    enum join how, const char *why)
{
	static const enum sh_made changed = SH_CHANGED;
	const struct sh_entry *was, *e;
	const void *x, *y, *z;
	size_t i;

	for (i = 0; i < SH_BUCKETS; i++) {
		was = a->bucket[i];
		if (was == b->bucket[i])
			continue;
		for (e = b->bucket[i]; e != NULL; e = e->next) {
			x = find(a->bucket[i], e->name, e->hash);
			x = x != NULL ? ((const struct sh_entry *)x)->value :
			    NULL;
			y = e->value;
			if (x == y)
				continue;
			z = how == JOIN_VALUES ? join_values(sh, x, y, why) :
			    how == JOIN_FILES ? &changed :
			    (const void *)join_functions(sh, x, y);
			if (z != x)
				sh_map_set(sh, a, e->name, z);
		}
		for (e = was; e != NULL; e = e->next)
			if (find(b->bucket[i], e->name, e->hash) == NULL &&
			    e->value != NULL)
				sh_map_set(sh, a, e->name, how == JOIN_FILES ?
				    (const void *)&changed :
				    how == JOIN_FUNCTIONS ? (const void *)
				    join_functions(sh, e->value, NULL) :
				    join_values(sh, e->value, NULL, why));
	}
}

static const struct sh_params *
join_params(struct sh *sh, const struct sh_params *a,
    const struct sh_params *b, const char *why)
{
	struct sh_params *p;
	size_t i, n = a->n < b->n ? a->n : b->n;
	static const char many[] = { SH_MANY, '\0' };

	if (a == b)
		return a;
	p = sh_new(sh, sizeof(*p) + (n + 1) * sizeof(p->v[0]));
	if (p == NULL)
		return a;
	for (i = 0; i < n; i++)
		p->v[i] = *join_values(sh, &a->v[i], &b->v[i], why);
	p->n = n;
	if (a->n != b->n)
		p->v[p->n++] = (struct sh_value){ .text = many, .why = why };
	return p;
}

/* The entries of m that the other has too. */
static void
keep_common(struct sh *sh, struct sh_map *m, const struct sh_map *other)
{
	const struct sh_entry *e;
	size_t i;

	for (i = 0; i < SH_BUCKETS; i++)
		for (e = m->bucket[i]; e != NULL; e = e->next)
			if (find(other->bucket[i], e->name, e->hash) == NULL)
				m->bucket[i] = without(sh, m->bucket[i],
				    e->name, e->hash);
}

/* What one side does at its end may be done. */
static const struct sh_trap *
join_traps(struct sh *sh, const struct sh_trap *a, const struct sh_trap *b)
{
	struct sh_trap *t;

	if (a == b)
		return a;
	t = sh_new(sh, sizeof(*t));
	if (t == NULL)
		return a;
	*t = a != NULL ? *a : *b;
	t->maybe = true;
	if (a != NULL && b != NULL && strcmp(a->text, b->text) != 0)
		t->text = sh_gap;
	return t;
}

void
sh_state_join(struct sh *sh, struct sh_state *a, const struct sh_state *b)
{
	const char *why = a->reason != NULL ? a->reason : b->reason;
	struct sh_map vars = b->vars;

	/* What one side lost, and did not set since, is lost. */
	if (a->lost_vars != NULL)
		keep_common(sh, &vars, &a->vars);
	if (b->lost_vars != NULL)
		keep_common(sh, &a->vars, &b->vars);
	if (a->lost_vars == NULL)
		a->lost_vars = b->lost_vars;
	a->at_exit = join_traps(sh, a->at_exit, b->at_exit);
	join_maps(sh, &a->vars, &vars, JOIN_VALUES, why);
	join_maps(sh, &a->functions, &b->functions, JOIN_FUNCTIONS, why);
	join_maps(sh, &a->files, &b->files, JOIN_FILES, why);
	a->params = join_params(sh, a->params, b->params, why);
	a->from = sh_places(sh, a->from, b->from);
	a->asked = a->asked || b->asked ||
	    (a->known && b->known && a->status != b->status);
	if (a->known && (!b->known || a->status != b->status)) {
		a->known = false;
		a->why = b->known ? why : b->why;
	}
	a->lost |= b->lost;
	a->guard = sh_places(sh, a->guard, b->guard);
	if (a->doubt < b->doubt) {
		a->doubt = b->doubt;
		a->reason = b->reason;
	}
	a->jumps = a->jumps && b->jumps;
	a->errexit = a->errexit && b->errexit;
	if (a->cwd == NULL || b->cwd == NULL || strcmp(a->cwd, b->cwd) != 0)
		a->cwd = NULL;
}

void
sh_doubt(struct sh *sh, const char *path, unsigned line, const char *fmt,
    ...)
{
	struct note *n;
	char text[400];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	for (n = sh->doubts; n != NULL; n = n->next)
		if (n->at.line == line && strcmp(n->reason, text) == 0)
			return;
	n = pool_alloc(sh->out, sizeof(*n));
	if (n == NULL)
		return;
	n->about = "boot";
	n->at.path = pool_strdup(sh->out, path);
	n->at.line = line;
	n->reason = pool_strdup(sh->out, text);
	if (n->at.path == NULL || n->reason == NULL)
		return;
	*sh->doubts_end = n;
	sh->doubts_end = &n->next;
}
