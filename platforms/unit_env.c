/* The environment in which the commands of a unit run. */
#include "platforms/unit_env.h"

#include <errno.h>
#include <string.h>

#include "platforms/unit_specify.h"
#include "platforms/unit_text.h"

struct reading {
	struct unit_tree *tree;
	const struct unit *unit;
	struct unit_env *env;
	const char *path;		/* of an environment file */
	unsigned work;			/* variables that were passed by */
};

/* Far more than any unit has: some 2,800 variables. */
#define WORK_MAX 4000000u

const struct unit_var *
unit_env_find(const struct unit_env *env, const char *name)
{
	const struct unit_var *v;

	for (v = env->vars; v != NULL; v = v->next)
		if (strcmp(v->name, name) == 0)
			return v;
	return NULL;
}

static int blur(struct reading *, const char *path, const char *why);

static int
set(struct reading *r, const char *name, size_t len, const char *value,
    const struct place *at, const char *unknown)
{
	struct pool *pool = r->tree->pool;
	struct unit_var **p = &r->env->vars, *v;

	if (r->work > WORK_MAX)
		return 0;
	for (; (v = *p) != NULL && (strlen(v->name) != len ||
	    memcmp(v->name, name, len) != 0); p = &v->next)
		r->work++;
	if (++r->work > WORK_MAX)
		return blur(r, at->path != NULL ? at->path : r->unit->name,
		    "more variables than can be followed");
	if (v == NULL) {
		v = pool_alloc(pool, sizeof(*v));
		if (v == NULL)
			return -ENOMEM;
		v->name = pool_strndup(pool, name, len);
		*p = v;
	}
	v->value = pool_strdup(pool, value);
	v->unknown = unknown != NULL;
	v->reason = unknown;
	v->at = (struct place){ .path = pool_strdup(pool, at->path),
		.line = at->line, .text = pool_strdup(pool, at->text) };
	return pool->failed ? -ENOMEM : 0;
}

static void
unset(struct unit_env *env, const char *name, size_t len)
{
	struct unit_var **p;

	for (p = &env->vars; *p != NULL; p = &(*p)->next)
		if (strlen((*p)->name) == len &&
		    memcmp((*p)->name, name, len) == 0) {
			*p = (*p)->next;
			return;
		}
}

/* Something may have set any variable, those that are known so far too. */
static int
blur(struct reading *r, const char *path, const char *why)
{
	struct unit_var *v;
	const char *reason = pool_printf(r->tree->pool, "%s: %s", path, why);

	if (reason == NULL)
		return -ENOMEM;
	r->env->opaque = true;
	r->env->reason = reason;
	for (v = r->env->vars; v != NULL; v = v->next) {
		v->unknown = true;
		v->value = "";
		v->reason = reason;
	}
	return 0;
}

/* RFC 3629, as far as to tell a value that systemd would refuse. */
static bool
is_utf8(const char *s)
{
	const unsigned char *p = (const unsigned char *)s;
	int n;

	while (*p != '\0') {
		if (*p < 0x80)
			n = 0;
		else if (*p >= 0xc2 && *p < 0xe0)
			n = 1;
		else if (*p >= 0xe0 && *p < 0xf0)
			n = 2;
		else if (*p >= 0xf0 && *p < 0xf5)
			n = 3;
		else
			return false;
		for (p++; n > 0; n--, p++)
			if ((*p & 0xc0) != 0x80)
				return false;
	}
	return true;
}

/* One Environment= or DefaultEnvironment= value: assignments, each quoted
 * as a whole or not, with specifiers. */
static int
assignments(struct reading *r, const char *text, const struct place *at)
{
	const struct unit *u = r->unit;
	struct unit_text t;
	const char *word, *eq;
	int n;

	for (;;) {
		n = unit_text_word(r->tree->pool, &text, UNIT_WORD_C, &word);
		if (n == -ENOMEM)
			return n;
		if (n <= 0)
			return 0;
		if (unit_specify_at(r->tree, u, at, word, &t) < 0)
			return -ENOMEM;
		if (t.refused)
			continue;
		eq = strchr(t.text, '=');
		if (eq == NULL && t.gap != WORD_KNOWN) {
			if (blur(r, at->path, t.reason) < 0)
				return -ENOMEM;
			continue;
		}
		if (eq == NULL ||
		    !unit_text_is_variable(t.text, (size_t)(eq - t.text)))
			continue;
		n = set(r, t.text, (size_t)(eq - t.text), eq + 1, at,
		    t.gap == WORD_KNOWN ? NULL : t.reason);
		if (n < 0)
			return n;
	}
}

struct default_reading {
	struct unit_tree *tree;
	struct unit_value **tail;
	const char *path;
};

static int
on_default(void *arg, const struct unit_line *l)
{
	struct default_reading *d = arg;
	struct pool *pool = d->tree->pool;
	struct unit_value *v;

	if (strcmp(l->section, "Manager") != 0 ||
	    strcmp(l->key, "DefaultEnvironment") != 0)
		return 0;
	v = pool_alloc(pool, sizeof(*v));
	if (v == NULL)
		return -ENOMEM;
	*v = (struct unit_value){ .value = pool_strdup(pool, l->value),
		.at = { .path = d->path, .line = l->line,
		    .text = pool_join(pool, l->key, "=", l->value, NULL) } };
	*d->tail = v;
	d->tail = &v->next;
	return pool->failed ? -ENOMEM : 0;
}

/* The manager's own settings (systemd-system.conf(5)). */
static int
read_defaults(struct unit_tree *t)
{
	static const char *const globs[] = { "/etc/systemd/system.conf",
		"/usr/lib/systemd/system.conf.d/*.conf",
		"/etc/systemd/system.conf.d/*.conf" };
	struct default_reading d = { .tree = t, .tail = &t->defaults };
	const struct root *root = &t->host->root;
	struct buf b = BUF_INIT(ROOT_MAX_FILE);
	struct strv found;
	size_t i, k;
	int n = 0;

	for (i = 0; i < sizeof(globs) / sizeof(globs[0]); i++) {
		found = (struct strv){ .n = 0 };
		(void)root_glob(root, globs[i], t->pool, &found);
		for (k = 0; k < found.n && n != -ENOMEM; k++) {
			d.path = found.v[k];
			if (root_read(root, d.path, &b, NULL, NULL) == 0)
				n = unit_text_parse(b.p, b.len, on_default,
				    &d);
		}
	}
	buf_release(&b);
	t->have_defaults = n != -ENOMEM;
	return n == -ENOMEM ? n : 0;
}

static int
defaults(struct reading *r)
{
	const struct unit_value *v;
	int n = 0;

	if (!r->tree->have_defaults)
		n = read_defaults(r->tree);
	for (v = r->tree->defaults; v != NULL && n == 0; v = v->next)
		n = assignments(r, v->value, &v->at);
	return n;
}

struct pairs {
	struct reading *reading;
	bool bad;			/* a value that is no UTF-8 */
	bool dry;			/* look for bad ones only */
};

static int
on_pair(void *arg, const struct unit_line *l)
{
	struct pairs *p = arg;
	struct place at = { .path = p->reading->path, .line = l->line };

	if (p->dry) {
		p->bad = p->bad || !is_utf8(l->key) || !is_utf8(l->value);
		return 0;
	}
	if (!unit_text_is_variable(l->key, strlen(l->key)))
		return 0;
	at.text = pool_printf(p->reading->tree->pool, "%s=%s", l->key,
	    l->value);
	return set(p->reading, l->key, strlen(l->key), l->value, &at, NULL);
}

/* Does any comment end with a backslash, so that versions differ? */
static bool
has_long_comment(const char *text, size_t len)
{
	size_t i;
	bool comment = false, start = true;

	for (i = 0; i < len; i++) {
		if (text[i] == '\n') {
			if (comment && i > 0 && text[i - 1] == '\\')
				return true;
			comment = false;
			start = true;
		} else if (start && strchr(" \t", text[i]) == NULL) {
			comment = text[i] == '#' || text[i] == ';';
			start = false;
		}
	}
	return false;
}

/* 0, -EBADMSG: systemd would refuse this file, -errno of reading. */
static int
read_one(struct reading *r, const char *path)
{
	struct pairs p = { .reading = r, .dry = true };
	struct buf b = BUF_INIT(ROOT_MAX_FILE);
	bool old = r->tree->version > 0 && r->tree->version < 254;
	int n;

	r->path = path;
	if (r->work > WORK_MAX)
		return 0;
	n = root_read(&r->tree->host->root, path, &b, NULL, NULL);
	if (n == 0)
		n = unit_text_environment(b.p, b.len, old, on_pair, &p);
	if (n == 0 && p.bad)
		n = -EBADMSG;
	p.dry = false;
	if (n == 0)
		n = unit_text_environment(b.p, b.len, old, on_pair, &p);
	if (n == 0 && r->tree->version == 0 &&
	    has_long_comment(b.p, b.len))
		n = blur(r, path, "a comment ends with \\, which systemd "
		    "reads in one way before 254 and in another since");
	buf_release(&b);
	return n;
}

static int
cannot(struct reading *r, const struct unit_value *v, const char *path,
    const char *why)
{
	r->env->fails = pool_printf(r->tree->pool,
	    "systemd cannot load EnvironmentFile %s: %s", path, why);
	r->env->fails_at = v->at;
	return r->env->fails == NULL ? -ENOMEM : 0;
}

static bool
volatile_path(const char *path)
{
	return strncmp(path, "/run/", 5) == 0 ||
	    strncmp(path, "/var/run/", 9) == 0 ||
	    strncmp(path, "/tmp/", 5) == 0 ||
	    strncmp(path, "/proc/", 6) == 0 ||
	    strncmp(path, "/dev/", 5) == 0;
}

/* One EnvironmentFile= value: a path or pattern, "-" before it: may fail. */
static int
file(struct reading *r, const struct unit_value *v)
{
	struct strv found = { .n = 0 };
	const char *path = v->value;
	struct unit_text t;
	bool optional;
	size_t i;
	int n;

	if (unit_specify_at(r->tree, r->unit, &v->at, path, &t) < 0)
		return -ENOMEM;
	if (t.gap != WORD_KNOWN)
		return blur(r, path, t.reason);
	path = t.text;
	optional = *path == '-';
	path += optional;
	/* systemd warns and ignores the line */
	if (*path != '/' || t.refused)
		return 0;
	if (volatile_path(path))
		return blur(r, path, "is made while the host runs");
	n = root_glob(&r->tree->host->root, path, r->tree->pool, &found);
	if (n == -ENOMEM)
		return n;
	if (found.n == 0)
		return optional ? 0 : cannot(r, v, path, "no such file");
	for (i = 0; i < found.n; i++) {
		n = read_one(r, found.v[i]);
		if (n == -ENOMEM)
			return n;
		if (n == -ENOENT || n == -EBADMSG || n == -EISDIR) {
			if (!optional)
				return cannot(r, v, found.v[i],
				    n == -EBADMSG ? "not valid text" :
				    strerror(-n));
		} else if (n < 0 &&
		    blur(r, found.v[i], strerror(-n)) < 0) {
			return -ENOMEM;
		}
	}
	return 0;
}

/* UnsetEnvironment=: names, or assignments that must be equal. */
static int
take_away(struct reading *r, const struct unit_value *v)
{
	const struct unit_var *var;
	const char *text = v->value, *word, *eq;
	char *name;
	int n;

	while ((n = unit_text_word(r->tree->pool, &text, UNIT_WORD_C,
	    &word)) > 0) {
		eq = strchr(word, '=');
		if (eq == NULL) {
			unset(r->env, word, strlen(word));
			continue;
		}
		name = pool_strndup(r->tree->pool, word,
		    (size_t)(eq - word));
		if (name == NULL)
			return -ENOMEM;
		var = unit_env_find(r->env, name);
		if (var != NULL && strcmp(var->value, eq + 1) == 0)
			unset(r->env, name, strlen(name));
	}
	return n == -ENOMEM ? n : 0;
}

/* PassEnvironment=: from the manager's own, which is the kernel's. */
static int
pass(struct reading *r, const struct unit_value *v)
{
	const char *text = v->value, *word;
	int n;

	while ((n = unit_text_word(r->tree->pool, &text, UNIT_WORD_C,
	    &word)) > 0)
		if (unit_text_is_variable(word, strlen(word)) &&
		    set(r, word, strlen(word), "", &v->at,
		    "PassEnvironment= takes it from the running manager") < 0)
			return -ENOMEM;
	return n == -ENOMEM ? n : 0;
}

int
unit_env_read(struct unit_tree *t, const struct unit *u,
    struct unit_env *ret)
{
	static const char *const keys[] = { "PassEnvironment", "Environment",
		"EnvironmentFile", "UnsetEnvironment" };
	struct unit_env env = { .vars = NULL };
	struct reading r = { .tree = t, .unit = u, .env = &env };
	const struct unit_value *v;
	size_t i;
	int n = defaults(&r);

	for (i = 0; i < sizeof(keys) / sizeof(keys[0]) && n == 0; i++)
		for (v = (u->key_bits & unit_bit(keys[i])) != 0 ?
		    u->values : NULL; v != NULL && n == 0; v = v->next) {
			if (strcmp(v->key, keys[i]) != 0)
				continue;
			n = i == 0 ? pass(&r, v) :
			    i == 1 ? assignments(&r, v->value, &v->at) :
			    i == 2 ? file(&r, v) : take_away(&r, v);
			if (env.fails != NULL)
				break;
		}
	if (n == 0)
		*ret = env;
	return n;
}
