/* The folders in which systemd looks for units, and the names in them. */
#include "platforms/unit.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "agent/base/num.h"
#include "platforms/unit_name.h"

/* systemd.unit(5), "UNIT FILE LOAD PATH", without what lies in /run. */
static const char *const search[] = {
	"/etc/systemd/system.control", "/etc/systemd/system",
	"/etc/systemd/system.attached", "/usr/local/lib/systemd/system",
	"/usr/lib/systemd/system", "/lib/systemd/system",
};
#define N_SEARCH (sizeof(search) / sizeof(search[0]))

static int
compare(const void *key, const void *element)
{
	return strcmp(key, *(const char *const *)element);
}

static bool
has_name(const struct strv *names, const char *name)
{
	return names->n > 0 && bsearch(name, names->v, names->n,
	    sizeof(names->v[0]), compare) != NULL;
}

const struct unit_dir *
unit_tree_find(const struct unit_tree *t, const char *name)
{
	size_t i;

	for (i = 0; i < t->n_dirs; i++)
		if (has_name(&t->dirs[i].names, name))
			return &t->dirs[i];
	return NULL;
}

/* The absolute path that a link's text means, "." and ".." taken away as
 * text: only for what may not exist. */
static const char *
absolute(struct pool *pool, const char *link, const char *target)
{
	const char *slash = strrchr(link, '/');
	char *joined, *to, *part, *end;

	if (target[0] == '/')
		joined = pool_join(pool, target, "/", NULL);
	else
		joined = pool_join(pool, pool_strndup(pool, link,
		    (size_t)(slash + 1 - link)), target, "/", NULL);
	if (joined == NULL)
		return NULL;
	to = joined;
	for (part = joined; *part != '\0'; part = end) {
		while (*part == '/')
			part++;
		end = strchr(part, '/');
		if (end == NULL)
			break;
		if (end - part == 1 && part[0] == '.')
			continue;
		if (end - part == 2 && part[0] == '.' && part[1] == '.') {
			while (to > joined && *--to != '/')
				;
			continue;
		}
		*to++ = '/';
		memmove(to, part, (size_t)(end - part));
		to += end - part;
	}
	*to = '\0';
	return joined;
}

/* Empty ones are few: what is read is read once more soon, as a unit. */
static bool
is_empty(const struct host *h, const char *path)
{
	struct buf b = BUF_INIT(ROOT_MAX_FILE);
	struct stat st;
	bool empty;

	if (root_read(&h->root, path, &b, NULL, NULL) == 0)
		empty = b.len == 0;
	else
		empty = root_stat(&h->root, path, &st) == 0 &&
		    S_ISREG(st.st_mode) && st.st_size == 0;
	buf_release(&b);
	return empty;
}

bool
unit_is_null(const struct host *h, const char *path)
{
	struct buf b = BUF_INIT(4096);
	struct pool pool = { .blocks = NULL };
	const char *at = path;
	bool null = false;
	int hops;

	/* Most units are no links, and none of them is empty. */
	if (root_readlink(&h->root, path, &b) == -EINVAL)
		return is_empty(h, path);
	/* /dev is empty in a tree, so the link's text has to do. */
	for (hops = 0; hops < 16 && at != NULL; hops++) {
		null = strcmp(at, "/dev/null") == 0;
		if (null || root_readlink(&h->root, at, &b) < 0)
			break;
		at = absolute(&pool, at, b.p);
	}
	if (!null && root_resolve(&h->root, path, &b) == 0)
		null = is_empty(h, b.p);
	buf_release(&b);
	pool_release(&pool);
	return null;
}

/* Is this folder, whatever links lead to it, one of the search path? */
static bool
is_search_dir(const struct unit_tree *t, const char *dir)
{
	struct buf a = BUF_INIT(4096), b = BUF_INIT(4096);
	bool same = false;
	size_t i;

	if (root_resolve(&t->host->root, dir, &a) == 0)
		for (i = 0; i < t->n_dirs && !same; i++)
			same = root_resolve(&t->host->root, t->dirs[i].path,
			    &b) == 0 && strcmp(a.p, b.p) == 0;
	buf_release(&a);
	buf_release(&b);
	return same;
}

/* A link to another name inside the search path makes an alias; one that
 * leads out of it brings in a file under its own name. */
static int
add_alias(struct unit_tree *t, const char *path, const char *name,
    const char *text, struct unit_alias ***tail)
{
	const char *target = absolute(t->pool, path, text), *base, *dir;
	struct unit_alias *a;

	if (target == NULL)
		return -ENOMEM;
	base = strrchr(target, '/');
	if (base == NULL || strcmp(base + 1, name) == 0 ||
	    !unit_name_valid(base + 1) ||
	    strcmp(strrchr(base, '.'), strrchr(name, '.')) != 0)
		return 0;
	dir = pool_strndup(t->pool, target, (size_t)(base - target));
	a = pool_alloc(t->pool, sizeof(*a));
	if (dir == NULL || a == NULL)
		return -ENOMEM;
	if (!is_search_dir(t, dir))
		return 0;
	*a = (struct unit_alias){ .name = name, .target = base + 1,
		.bit = unit_bit(name),
		.at = { .path = path,
		    .text = pool_join(t->pool, "-> ", text, NULL) } };
	if (a->at.text == NULL)
		return -ENOMEM;
	**tail = a;
	*tail = &a->next;
	return 0;
}

static int
read_aliases(struct unit_tree *t)
{
	struct unit_alias **tail = &t->aliases;
	struct buf b = BUF_INIT(4096);
	const char *name, *path;
	size_t i, k;
	int r = 0;

	for (i = 0; i < t->n_dirs && r == 0; i++)
		for (k = 0; k < t->dirs[i].names.n && r == 0; k++) {
			name = t->dirs[i].names.v[k];
			if (!unit_name_valid(name) ||
			    unit_tree_find(t, name) != &t->dirs[i])
				continue;
			path = pool_join(t->pool, t->dirs[i].path, "/", name,
			    NULL);
			if (path == NULL)
				r = -ENOMEM;
			else if (root_readlink(&t->host->root, path, &b) >= 0)
				r = add_alias(t, path, name, b.p, &tail);
		}
	buf_release(&b);
	return r;
}

/* systemd's version, from the name of its shared library: Debian's folder of
 * one architecture, the others' (since 231). */
static int
read_version(struct unit_tree *t)
{
	static const char *const globs[] = {
		"/usr/lib/*-linux-*/systemd/libsystemd-shared-*.so",
		"/usr/lib/systemd/libsystemd-shared-*.so",
		"/lib/systemd/libsystemd-shared-*.so",
		"/usr/lib64/systemd/libsystemd-shared-*.so" };
	struct strv found = { .n = 0 };
	const char *dash;
	long long n;
	size_t i;

	for (i = 0; i < sizeof(globs) / sizeof(globs[0]); i++) {
		(void)root_glob(&t->host->root, globs[i], t->pool, &found);
		if (found.n == 0)
			continue;
		dash = strstr(found.v[0], "shared-") + strlen("shared-");
		if (num_parse(dash, strspn(dash, "0123456789"), 1, 99999,
		    &n) == 0)
			return (int)n;
	}
	return 0;
}

/* Up to the first character at which a shorter name may end: "systemd" of
 * "systemd-logind.service", and of "systemd-.service". */
static uint32_t
stem_bit(const char *name, const char *kind)
{
	uint32_t h = 2166136261u;

	for (; *name != '\0' && *name != '-' && *name != '.' && *name != '@';
	    name++)
		h = (h ^ (unsigned char)*name) * 16777619u;
	for (; *kind != '\0'; kind++)
		h = (h ^ (unsigned char)*kind) * 16777619u;
	return (h ^ h >> 16) % (UNIT_STEMS * 64);
}

static int
keep_folders(struct unit_tree *t, struct unit_dir *d)
{
	const char *dot;
	uint32_t bit;
	size_t i;

	for (i = 0; i < d->names.n; i++) {
		dot = strrchr(d->names.v[i], '.');
		if (dot == NULL || (strcmp(dot, ".d") != 0 &&
		    strcmp(dot, ".wants") != 0 &&
		    strcmp(dot, ".requires") != 0 &&
		    strcmp(dot, ".upholds") != 0))
			continue;
		if (strv_keep(t->pool, &d->folders, d->names.v[i]) < 0)
			return -ENOMEM;
		bit = stem_bit(d->names.v[i], dot);
		t->stems[bit / 64] |= (uint64_t)1 << bit % 64;
	}
	return 0;
}

int
unit_tree_open(const struct host *h, struct pool *pool,
    struct unit_tree *ret)
{
	struct unit_tree t = { .host = h, .pool = pool };
	struct unit_dir *d;
	size_t i;
	int r;

	t.dirs = pool_alloc(pool, N_SEARCH * sizeof(t.dirs[0]));
	if (t.dirs == NULL)
		return -ENOMEM;
	for (i = 0; i < N_SEARCH; i++) {
		/* /lib is a link to /usr/lib on most: not twice. */
		if (is_search_dir(&t, search[i]))
			continue;
		d = &t.dirs[t.n_dirs];
		*d = (struct unit_dir){ .path = search[i] };
		r = root_list(&h->root, search[i], pool, &d->names, NULL);
		if (r == -ENOMEM)
			return r;
		if (r < 0) {
			*d = (struct unit_dir){ .path = NULL };
			if (r != -ENOENT && unit_doubt(&t, search[i],
			    "the folder cannot be read") < 0)
				return -ENOMEM;
			continue;
		}
		if (keep_folders(&t, d) < 0)
			return -ENOMEM;
		t.n_dirs++;
	}
	t.version = read_version(&t);
	r = read_aliases(&t);
	if (r == 0)
		*ret = t;
	return r;
}

int
unit_doubt(struct unit_tree *t, const char *path, const char *reason)
{
	struct note *n = pool_alloc(t->pool, sizeof(*n));

	if (n == NULL)
		return -ENOMEM;
	*n = (struct note){ .next = t->doubts, .about = "boot",
		.at.path = pool_strdup(t->pool, path),
		.reason = pool_strdup(t->pool, reason) };
	t->doubts = n;
	return t->pool->failed ? -ENOMEM : 0;
}

struct slot {
	const char *path, *base;
	size_t rank;
};

static int
by_base(const void *a, const void *b)
{
	const struct slot *x = a, *y = b;
	int r = strcmp(x->base, y->base);

	return r != 0 ? r : x->rank < y->rank ? -1 : x->rank > y->rank;
}

/* The names whose folders "NAME.d" count for one name: its own, those of its
 * template with its prefixes, then those of its own prefixes. */
static int
dropin_names(const struct unit_tree *t, const char *name, struct strv *ret)
{
	const char *other;

	for (; name != NULL; name = unit_name_chop(t->pool, name)) {
		if (strv_push(t->pool, ret, name) < 0)
			return -ENOMEM;
		other = unit_name_template(t->pool, name);
		for (; other != NULL; other = unit_name_chop(t->pool, other))
			if (strv_push(t->pool, ret, other) < 0)
				return -ENOMEM;
	}
	return t->pool->failed ? -ENOMEM : 0;
}

/* The folder NAME + kind of one folder of the search path, if it is there. */
static int
dropin_dir(const struct unit_tree *t, const struct unit_dir *d,
    const char *name, const char *kind, struct strv *dirs)
{
	const size_t n = strlen(name), k = strlen(kind);
	char file[512];
	const char *dir;

	if (n + k >= sizeof(file))
		return 0;		/* longer than any file's name */
	memcpy(file, name, n);
	memcpy(file + n, kind, k + 1);
	if (!has_name(&d->folders, file))
		return 0;
	dir = pool_join(t->pool, d->path, "/", file, NULL);
	return dir == NULL ? -ENOMEM : strv_push(t->pool, dirs, dir);
}

static bool
ends_with(const char *s, const char *end)
{
	size_t n = strlen(s), k = strlen(end);

	return n >= k && strcmp(s + n - k, end) == 0;
}

static int
collect(struct unit_tree *t, const struct strv *dirs,
    const char *suffix, struct strv *ret)
{
	struct strv all = { .n = 0 }, names;
	struct slot *slots;
	const char *path;
	size_t i, k;
	int r;

	for (i = 0; i < dirs->n; i++) {
		names = (struct strv){ .n = 0 };
		r = root_list(&t->host->root, dirs->v[i], t->pool, &names,
		    NULL);
		/* What lies there may change anything. */
		if (r < 0 && r != -ENOENT && r != -ENOTDIR && r != -ENOMEM)
			r = unit_doubt(t, dirs->v[i],
			    "the folder cannot be read");
		if (r == -ENOMEM)
			return -ENOMEM;
		for (k = 0; k < names.n; k++) {
			if (names.v[k][0] == '.' ||
			    !ends_with(names.v[k], suffix))
				continue;
			path = pool_join(t->pool, dirs->v[i], "/", names.v[k],
			    NULL);
			if (path == NULL ||
			    strv_push(t->pool, &all, path) < 0)
				return -ENOMEM;
		}
	}
	if (all.n == 0)
		return 0;
	slots = pool_alloc(t->pool, all.n * sizeof(*slots));
	if (slots == NULL)
		return -ENOMEM;
	for (i = 0; i < all.n; i++)
		slots[i] = (struct slot){ .path = all.v[i], .rank = i,
			.base = strrchr(all.v[i], '/') + 1 };
	qsort(slots, all.n, sizeof(*slots), by_base);
	for (i = 0; i < all.n; i++)
		if ((i == 0 ||
		    strcmp(slots[i].base, slots[i - 1].base) != 0) &&
		    strv_push(t->pool, ret, slots[i].path) < 0)
			return -ENOMEM;
	return 0;
}

int
unit_dropins(struct unit_tree *t, const struct strv *names,
    const char *kind, const char *suffix, struct strv *ret)
{
	struct strv dirs = { .n = 0 }, bases;
	uint32_t bit;
	size_t i, j, k;

	for (i = 0; i < names->n; i++) {
		bit = stem_bit(names->v[i], kind);
		if ((t->stems[bit / 64] >> bit % 64 & 1) == 0)
			continue;
		bases = (struct strv){ .n = 0 };
		if (dropin_names(t, names->v[i], &bases) < 0)
			return -ENOMEM;
		for (k = 0; k < t->n_dirs; k++)
			for (j = 0; j < bases.n; j++)
				if (dropin_dir(t, &t->dirs[k], bases.v[j],
				    kind, &dirs) < 0)
					return -ENOMEM;
	}
	/* "service.d": for all units of the type (since 244). */
	for (k = 0; names->n > 0 && k < t->n_dirs; k++)
		if (dropin_dir(t, &t->dirs[k],
		    strrchr(names->v[0], '.') + 1, kind, &dirs) < 0)
			return -ENOMEM;
	return collect(t, &dirs, suffix, ret);
}

struct unit *
unit_find(struct unit **v, size_t n, const char *name)
{
	const uint64_t bit = unit_bit(name);
	size_t i, k;

	for (i = 0; i < n; i++)
		for (k = 0; (v[i]->name_bits & bit) != 0 &&
		    k < v[i]->names.n; k++)
			if (strcmp(v[i]->names.v[k], name) == 0)
				return v[i];
	return NULL;
}
