/* Loads one unit: its fragment, its drop-ins, its other names. */
#include "platforms/unit.h"

#include <errno.h>
#include <string.h>

#include "platforms/unit_name.h"
#include "platforms/unit_text.h"

#define HOPS 16			/* aliases of aliases */

struct loading {
	struct unit_tree *tree;
	struct unit *unit;
	struct unit_value **tail;
	const char *path;
	const char *section;		/* the last one, in the pool */
};

static bool
begins(const char *s, const char *with)
{
	return strncmp(s, with, strlen(with)) == 0;
}

/* The settings that an empty value of this one takes back: with the same
 * beginning, in the same section (systemd.unit(5), .service, .socket,
 * .timer, .path, .exec). NULL: it takes back nothing. */
static const char *
reset_group(const char *section, const char *key)
{
	static const struct {
		const char *section, *key, *group;
	} resets[] = {
		{ "Unit", "Condition", "Condition" },
		{ "Unit", "Assert", "Assert" },
		{ "Socket", "Listen", "Listen" },
		{ "Timer", "On", "On" },
		{ "Path", "Path", "" },
		{ "Path", "DirectoryNotEmpty", "" },
		{ NULL, "Exec", NULL },
		{ NULL, "Environment", NULL },
		{ NULL, "PassEnvironment", NULL },
		{ NULL, "UnsetEnvironment", NULL },
	};
	size_t i;

	for (i = 0; i < sizeof(resets) / sizeof(resets[0]); i++)
		if ((resets[i].section == NULL ||
		    strcmp(resets[i].section, section) == 0) &&
		    begins(key, resets[i].key))
			return resets[i].group != NULL ? resets[i].group :
			    key;
	return NULL;
}

static void
take_back(struct loading *l, const char *section, const char *group,
    bool whole)
{
	struct unit_value **at = &l->unit->values, *v;

	while ((v = *at) != NULL) {
		if (strcmp(v->section, section) == 0 &&
		    (whole ? strcmp(v->key, group) == 0 :
		    begins(v->key, group) && reset_group(section, v->key)))
			*at = v->next;
		else
			at = &v->next;
	}
	l->tail = at;
}

static int
add_value(struct loading *l, const char *section, const char *key,
    const char *value, unsigned line)
{
	struct pool *pool = l->tree->pool;
	struct unit_value *v = pool_alloc(pool, sizeof(*v));
	const size_t n = strlen(key);
	char *text = pool_join(pool, key, "=", value, NULL);

	if (v == NULL || text == NULL)
		return -ENOMEM;
	if (l->section == NULL || strcmp(l->section, section) != 0)
		l->section = pool_strdup(pool, section);
	*v = (struct unit_value){
		.section = l->section,
		/* The name that it had before 187, still taken; Red Hat's
		 * sm-client.service has it. */
		.key = strcmp(key, "BindTo") == 0 ? "BindsTo" :
		    pool_strndup(pool, key, n),
		.value = text + n + 1,
		.at = { .path = l->path, .line = line, .text = text } };
	*l->tail = v;
	l->tail = &v->next;
	l->unit->key_bits |= unit_bit(v->key == NULL ? "" : v->key);
	return pool->failed ? -ENOMEM : 0;
}

/* Settings of which nothing that starts depends, with their beginnings where
 * those are of no other: a third of all lines. */
static bool
is_idle(const char *key)
{
	static const char *const keys[] = { "After", "Before",
		"Description", "Documentation", "DefaultDependencies",
		"Protect", "Private", "Restrict", "SystemCall",
		"CapabilityBoundingSet", "LockPersonality",
		"MemoryDenyWriteExecute", "NoNewPrivileges", "IPAddress" };
	size_t i;

	for (i = 0; i < sizeof(keys) / sizeof(keys[0]); i++)
		if (keys[i][0] == key[0] && begins(key, keys[i]))
			return true;
	return false;
}

static int
on_line(void *arg, const struct unit_line *line)
{
	struct loading *l = arg;
	const char *group;

	if (is_idle(line->key))
		return 0;
	if (line->value[0] == '\0') {
		group = reset_group(line->section, line->key);
		if (group != NULL) {
			take_back(l, line->section, group,
			    strcmp(group, line->key) == 0);
			return 0;
		}
	}
	return add_value(l, line->section, line->key, line->value,
	    line->line);
}

/* 0, -EBADMSG (systemd refuses it), -ENOMEM, or why it cannot be read. */
static int
read_file(struct loading *l, const char *path)
{
	struct buf b = BUF_INIT(ROOT_MAX_FILE);
	int r;

	l->path = path;
	r = root_read(&l->tree->host->root, path, &b, NULL, NULL);
	if (r == 0)
		r = unit_text_parse(b.p != NULL ? b.p : "", b.len, on_line,
		    l);
	buf_release(&b);
	if (r == 0 || r == -ENOMEM || r == -EBADMSG)
		return r;
	/* Links that lead nowhere, or in a circle, are no file. */
	if (r == -ENOENT || r == -ELOOP)
		return -ENOENT;
	if (unit_doubt(l->tree, path, strerror(-r)) < 0)
		return -ENOMEM;
	return r;
}

/* The name that an alias stands for; NULL: it is none. An instance takes
 * its template's alias. */
static const char *
alias_of(const struct unit_tree *t, const char *name, struct place **at)
{
	const char *template = strchr(name, '@') == NULL ? NULL :
	    unit_name_template(t->pool, name);
	const uint64_t bit = unit_bit(name);
	struct unit_alias *a;
	struct unit_name n, target;

	for (a = t->aliases; a != NULL; a = a->next) {
		if (a->bit == bit && strcmp(a->name, name) == 0)
			template = NULL;
		else if (template == NULL || strcmp(a->name, template) != 0 ||
		    unit_tree_find(t, name) != NULL)
			continue;
		*at = &a->at;
		if (unit_name_split(t->pool, a->target, &target) < 0 ||
		    unit_name_split(t->pool, name, &n) < 0)
			return NULL;
		if (!target.template)
			return a->target;
		name = pool_printf(t->pool, "%s@%s.%s", target.prefix,
		    n.instance, target.type);
		/* foo@bar -> foo@ is the same unit in a file of its own. */
		return name != NULL && strcmp(name, n.full) == 0 ? NULL :
		    name;
	}
	return NULL;
}

static const char *
follow(const struct unit_tree *t, const char *name)
{
	struct place *at;
	const char *next;
	int hops;

	for (hops = 0; hops < HOPS; hops++) {
		next = alias_of(t, name, &at);
		if (next == NULL)
			return name;
		name = next;
	}
	return name;
}

static const struct unit_script *
script_of(const struct unit_tree *t, const char *name)
{
	const struct unit_script *s;
	size_t i;

	for (s = t->scripts; s != NULL; s = s->next)
		if (strcmp(s->name, name) == 0)
			return s;
	for (s = t->scripts; s != NULL; s = s->next)
		for (i = 0; i < s->aliases.n; i++)
			if (strcmp(s->aliases.v[i], name) == 0)
				return s;
	return NULL;
}

/* All names that lead to this unit, its own first. */
static int
add_names(const struct unit_tree *t, struct unit *u)
{
	const struct unit_script *s;
	struct unit_alias *a;
	struct unit_name n;
	const char *name, *end;
	size_t i;

	const uint64_t bit = unit_bit(u->name);

	if (strv_push(t->pool, &u->names, u->name) < 0 ||
	    unit_name_split(t->pool, u->name, &n) < 0)
		return -ENOMEM;
	for (a = t->aliases; a != NULL; a = a->next) {
		name = a->name;
		if (a->end_bit != 0 && a->end_bit != bit && !n.has_instance)
			continue;
		if (n.has_instance && strstr(name, "@.") != NULL)
			name = pool_printf(t->pool, "%.*s@%s.%s",
			    (int)strcspn(name, "@"), name, n.instance,
			    n.type);
		if (name == NULL)
			return -ENOMEM;
		if (name == a->name && a->end == NULL) {
			a->end = follow(t, name);
			a->end_bit = a->end == NULL ? 0 : unit_bit(a->end);
		}
		end = name == a->name ? a->end : follow(t, name);
		if (strcmp(name, u->name) != 0 && end != NULL &&
		    strcmp(end, u->name) == 0 &&
		    strv_push(t->pool, &u->names, name) < 0)
			return -ENOMEM;
	}
	s = u->generated ? script_of(t, u->name) : NULL;
	for (i = 0; s != NULL && i < s->aliases.n; i++)
		/* A unit, a script, an earlier one's alias keep the name. */
		if (unit_tree_find(t, s->aliases.v[i]) == NULL &&
		    script_of(t, s->aliases.v[i]) == s &&
		    strv_push(t->pool, &u->names, s->aliases.v[i]) < 0)
			return -ENOMEM;
	for (i = 0; i < u->names.n; i++)
		u->name_bits |= unit_bit(u->names.v[i]);
	return t->pool->failed ? -ENOMEM : 0;
}

/* What the generator writes, as far as it matters here. */
static int
generate(struct loading *l, const struct unit_script *s)
{
	const char *start = pool_printf(l->tree->pool, "%s start", s->path);
	size_t i;

	if (start == NULL)
		return -ENOMEM;
	l->unit->generated = true;
	l->unit->script = s->path;
	l->unit->name = s->name;
	l->path = s->path;
	if (add_value(l, "Unit", "SourcePath", s->path, 0) < 0 ||
	    add_value(l, "Service", "Type", "forking", 0) < 0 ||
	    add_value(l, "Service", "RemainAfterExit", "yes", 0) < 0)
		return -ENOMEM;
	for (i = 0; i < s->wants.n; i++)
		if (add_value(l, "Unit", "Wants", s->wants.v[i], 0) < 0)
			return -ENOMEM;
	return add_value(l, "Service", "ExecStart", start, 0);
}

static int
read_dropins(struct loading *l)
{
	struct strv paths = { .n = 0 };
	size_t i;

	if (unit_dropins(l->tree, &l->unit->names, ".d", ".conf",
	    &paths) < 0)
		return -ENOMEM;
	for (i = 0; i < paths.n; i++)
		if (!unit_is_null(l->tree->host, paths.v[i]) &&
		    read_file(l, paths.v[i]) == -ENOMEM)
			return -ENOMEM;
	return 0;
}

/* What a mask hides, so that it can be said what is switched off: the unit
 * in a later folder, or the script of that name. */
static int
read_hidden(struct loading *l, const struct unit_dir *mask, const char *file)
{
	static const char *const dirs[] = { "/etc/init.d",
		"/etc/rc.d/init.d" };
	struct unit_tree *t = l->tree;
	struct unit_script s = { .name = l->unit->name };
	const struct unit_dir *d;
	const char *path;
	size_t i;
	int r;

	for (d = mask + 1; d < t->dirs + t->n_dirs; d++) {
		path = pool_join(t->pool, d->path, "/", file, NULL);
		if (path == NULL)
			return -ENOMEM;
		if (!root_is_file(&t->host->root, path) ||
		    unit_is_null(t->host, path))
			continue;
		r = read_file(l, path);
		return r == -ENOMEM ? r : 0;
	}
	for (i = 0; i < sizeof(dirs) / sizeof(dirs[0]); i++) {
		s.path = pool_printf(t->pool, "%s/%.*s", dirs[i],
		    (int)(strrchr(file, '.') - file), file);
		if (s.path == NULL)
			return -ENOMEM;
		if (root_is_executable(&t->host->root, s.path) &&
		    root_is_file(&t->host->root, s.path))
			return generate(l, &s);
	}
	return 0;
}

static int
read_fragment(struct loading *l, const struct unit_dir *d, const char *file)
{
	struct unit *u = l->unit;
	int r;

	if (unit_is_null(l->tree->host, u->path)) {
		u->masked = true;
		u->mask = (struct place){ .path = u->path,
			.text = "masked" };
		return read_hidden(l, d, file);
	}
	r = read_file(l, u->path);
	if (r == -EBADMSG)
		u->broken = "systemd cannot parse it";
	u->unread = r < 0 && r != -EBADMSG;
	return r == -ENOMEM || r == -ENOENT ? r : 0;
}

int
unit_load(struct unit_tree *t, const char *name, struct unit *ret)
{
	struct unit u = { .at_boot = TRI_NO };
	struct loading l = { .tree = t, .unit = &u, .tail = &u.values };
	const struct unit_script *s = NULL;
	const struct unit_dir *d;
	const char *file;
	int r = 0;

	if (!unit_name_valid(name))
		return -ENOENT;
	u.name = pool_strdup(t->pool, follow(t, name));
	if (u.name == NULL)
		return -ENOMEM;
	file = u.name;
	d = unit_tree_find(t, file);
	if (d == NULL) {
		file = unit_name_template(t->pool, u.name);
		d = file != NULL ? unit_tree_find(t, file) : NULL;
	}
	if (d == NULL)
		s = script_of(t, u.name);
	if (d != NULL) {
		u.path = pool_join(t->pool, d->path, "/", file, NULL);
		if (u.path == NULL)
			return -ENOMEM;
		r = read_fragment(&l, d, file);
	} else if (s != NULL) {
		r = generate(&l, s);
	} else {
		r = -ENOENT;
	}
	if (r == 0)
		r = add_names(t, &u);
	if (r == 0)
		r = read_dropins(&l);
	if (r == 0)
		*ret = u;
	return r;
}

const struct unit_value *
unit_get(const struct unit *u, const char *section, const char *key)
{
	const struct unit_value *v, *last = NULL;

	if (u->key_bits != 0 && (u->key_bits & unit_bit(key)) == 0)
		return NULL;
	for (v = u->values; v != NULL; v = v->next)
		if (strcmp(v->section, section) == 0 &&
		    strcmp(v->key, key) == 0)
			last = v;
	return last;
}
