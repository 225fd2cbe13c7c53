/* Lists folders of the inspected host and expands patterns. */
#include "agent/base/root.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "agent/base/compat.h"
#include "agent/base/overlay.h"
#include "agent/base/pattern.h"
#include "agent/base/root_fast.h"
#include "agent/base/root_real.h"
#include "agent/base/root_seen.h"
#include "agent/base/root_trouble.h"
#include "agent/base/root_walk.h"

#define MAX_NAMES 65536
#define MAX_FOLDERS 16384	/* that one pattern may look through */

/* Does the overlay say itself what this name is? */
static bool
overlaid(const struct root_walk *w, const char *name)
{
	char path[ROOT_MAX_PATH + ROOT_MAX_NAME + 2];
	const struct overlay_node *node;
	size_t len = strlen(name);

	if (w->root->overlay == NULL || len > ROOT_MAX_NAME)
		return false;
	memcpy(path, w->path, w->len);
	path[w->len] = '/';
	memcpy(path + w->len + 1, name, len + 1);
	node = overlay_find(w->root->overlay, path);
	return node != NULL && node->kind != OVERLAY_MODE;
}

static int
add_name(struct pool *p, struct strv *s, size_t from, const char *name,
    enum root_kind kind)
{
	if (s->n - from == MAX_NAMES)
		return -E2BIG;
	return root_real_name(p, s, name, kind);
}

static enum root_kind
kind_of(mode_t mode)
{
	switch (mode) {
	case S_IFREG:
		return ROOT_KIND_FILE;
	case S_IFDIR:
		return ROOT_KIND_FOLDER;
	case S_IFLNK:
		return ROOT_KIND_LINK;
	default:
		return ROOT_KIND_UNKNOWN;
	}
}

/* w is NULL where no overlay is. */
struct listing {
	const struct root_walk *w;
	struct pool *p;
	struct strv *s;
	size_t from;
};

static int
on_entry(void *arg, const char *name, mode_t kind)
{
	struct listing *l = arg;

	if (l->w != NULL && overlaid(l->w, name))
		return 0;
	return add_name(l->p, l->s, l->from, name, kind_of(kind));
}

/* Takes the descriptor. */
static int
list_folder(int fd, const struct root_walk *w, struct pool *p,
    struct strv *s, size_t from)
{
	return compat_entries(fd, on_entry, &(struct listing){ .w = w,
	    .p = p, .s = s, .from = from });
}

static int
list_tree(const struct root_walk *w, struct pool *p, struct strv *s,
    size_t from)
{
	int fd;

	fd = openat(root_walk_folder(w), w->name[0] == '\0' ? "." : w->name,
	    O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (fd < 0)
		return errno == ENOTDIR || errno == ELOOP ||
		    errno == EMLINK ? -EAGAIN : -errno;
	return list_folder(fd, w, p, s, from);
}

static int
list_once(const struct root *root, const char *path, struct pool *p,
    struct strv *s, size_t from)
{
	const struct overlay_node *node;
	struct root_walk w;
	const char *name;
	size_t at = 0;
	int r;

	r = root_fast_open(root, path, O_RDONLY | O_DIRECTORY);
	if (r >= 0)
		return list_folder(r, NULL, p, s, from);
	if (r != -EAGAIN)
		return r;
	r = root_walk(&w, root, path, ROOT_LAST_FOLLOW);
	if (r < 0)
		goto out;
	if (!S_ISDIR(w.st.st_mode)) {
		r = -ENOTDIR;
		goto out;
	}
	if (w.node == NULL || w.node->kind == OVERLAY_MODE)
		r = list_tree(&w, p, s, from);
	while (r == 0 && (node = overlay_child(root->overlay, w.path, &at,
	    &name)) != NULL)
		if (node->kind != OVERLAY_GONE && node->kind != OVERLAY_MODE)
			r = add_name(p, s, from, name,
			    ROOT_KIND_UNKNOWN);
out:
	root_walk_close(&w);
	return r;
}

static int
list_new(const struct root *root, const char *path, struct pool *p,
    struct strv *s, size_t from)
{
	int r = -EAGAIN, tries;

	for (tries = 0; r == -EAGAIN && tries < ROOT_TRIES; tries++) {
		s->n = from;
		r = list_once(root, path, p, s, from);
	}
	return r;
}

/* Sorted, and once only where something is remembered. */
static int
list(const struct root *root, const char *path, struct pool *p,
    struct strv *s, struct err *e)
{
	const struct root_answer *real = root_real(root, path);
	const bool known = real != NULL && real->r == 0;
	const size_t from = s->n;
	int r;

	r = known ? root_real_list(root, real->text, p, s) : 0;
	if (r == 1)
		return 0;
	if (real != NULL && (real->r == -ENOENT || real->r == -ENOTDIR))
		return root_fail(e, path, -real->r);
	r = list_new(root, known ? real->text : path, p, s, from);
	if (r < 0) {
		s->n = from;
		root_trouble_note(root, path, r);
		if (r == -E2BIG)
			return err_set(e, E2BIG, "%s: more than %d names",
			    path, MAX_NAMES);
		return root_fail(e, path, -r);
	}
	strv_sort(s, from);
	if (known)
		root_real_keep(root, real->text, s, from);
	return 0;
}

int
root_list(const struct root *root, const char *path, struct pool *p,
    struct strv *s, struct err *e)
{
	return list(root, path, p, s, e);
}

/* Which names are there: two bits for each. */
#define NAME_SHIFT 15
#define NAME_BITS (1u << NAME_SHIFT)

uint32_t
root_name_hash(const char *name)
{
	uint32_t h = 2166136261u;
	unsigned char all = 0;
	const char *p;

	/* "." and ".." are not listed. */
	if (name[0] == '.' || name[0] == '/' || name[0] == '\0')
		return ROOT_NAME_ANY;
	/* Letters of both cases are one, as some file systems have it; other
	 * letters have more than one form there. */
	for (p = name; *p != '\0' && *p != '/'; p++) {
		h = (h ^ ((unsigned char)*p | 32u)) * 16777619u;
		all |= (unsigned char)*p;
	}
	for (; *p != '\0'; p++)
		all |= (unsigned char)*p;
	if (all >= 0x80)
		return ROOT_NAME_ANY;
	return (h ^ h >> 16) % (1u << 2 * NAME_SHIFT);
}

static void
set_bit(char *bits, uint32_t bit)
{
	bits[bit / 8] = (char)((unsigned char)bits[bit / 8] | 1u << bit % 8);
}

static bool
has_bit(const char *bits, uint32_t bit)
{
	return ((unsigned char)bits[bit / 8] >> bit % 8 & 1u) != 0;
}

static void
keep_names(const struct root *root, const char *folder)
{
	char bits[NAME_BITS / 8] = { 0 };
	struct pool pool = { .blocks = NULL };
	struct strv names = { .n = 0 };
	struct root_answer a = { .text = bits, .len = NAME_BITS / 8 };
	uint32_t h;
	size_t i;

	a.r = root_real_borrow(root, folder, '\0', &pool, &names);
	if (a.r == 0)
		a.r = list(root, folder, &pool, &names, NULL);
	if (a.r > 0)
		a.r = 0;
	for (i = 0; a.r == 0 && i < names.n; i++) {
		h = root_name_hash(names.v[i]);
		if (h == ROOT_NAME_ANY)
			continue;
		set_bit(bits, h % NAME_BITS);
		set_bit(bits, h >> NAME_SHIFT);
	}
	if (a.r != 0) {
		a.text = NULL;
		a.len = 0;
	}
	root_seen_put(root->seen, ROOT_KEPT_NAMES, folder, &a);
	pool_release(&pool);
}

const char *
root_names(const struct root *root, const char *folder)
{
	const struct root_answer *a;

	if (root->seen == NULL)
		return NULL;
	a = root_seen_get(root->seen, ROOT_KEPT_NAMES, folder);
	if (a == NULL) {
		keep_names(root, folder);
		a = root_seen_get(root->seen, ROOT_KEPT_NAMES, folder);
	}
	return a == NULL || a->r != 0 ? NULL : a->text;
}

bool
root_names_may(const char *names, uint32_t hash)
{
	return names == NULL || hash == ROOT_NAME_ANY ||
	    (has_bit(names, hash % NAME_BITS) &&
	    has_bit(names, hash >> NAME_SHIFT));
}

bool
root_may_hold(const struct root *root, const char *folder, const char *name)
{
	return root_names_may(root_names(root, folder), root_name_hash(name));
}

struct glob {
	const struct root *root;
	struct pool *pool;
	struct strv *out;
	size_t from;
	unsigned folders;
	size_t len;
	char path[ROOT_MAX_PATH];	/* the part that is matched already */
};

/* One component, and all slashes behind it. */
static size_t
component(const char *pattern, size_t *slashes)
{
	size_t len = strcspn(pattern, "/");

	*slashes = strspn(pattern + len, "/");
	return len;
}

/* Append a name, or a component of the pattern without its backslashes. */
static int
glob_append(struct glob *g, const char *text, size_t len, bool quoted,
    const char *slashes, size_t nslashes)
{
	size_t i;

	if (g->len + len + nslashes + 1 > sizeof(g->path))
		return -ENAMETOOLONG;
	for (i = 0; i < len; i++) {
		if (quoted && text[i] == '\\' && i + 1 < len)
			i++;
		g->path[g->len++] = text[i];
	}
	memcpy(g->path + g->len, slashes, nslashes);
	g->len += nslashes;
	g->path[g->len] = '\0';
	return 0;
}

static int
add_path(struct glob *g)
{
	if (g->out->n - g->from == MAX_NAMES)
		return -E2BIG;
	return strv_push(g->pool, g->out, g->path);
}

static int glob_walk(struct glob *, const char *pattern);

/* Those of the folder that may match, by their first letter. What cannot be
 * listed matches nothing, as in the shell. */
static int
wild_names(struct glob *g, char first, struct pool *pool, struct strv *names)
{
	const char only = strchr("*?[\\", first) != NULL ? '\0' : first;
	const struct root_answer *real;
	char folder[ROOT_MAX_PATH];
	size_t n = g->len;
	int r = 0;

	/* Lists are kept under the name without a slash at its end. */
	while (n > 1 && g->path[n - 1] == '/')
		n--;
	memcpy(folder, g->path, n);
	folder[n] = '\0';
	real = root_real(g->root, folder);
	if (real != NULL && real->r == 0)
		r = root_real_borrow(g->root, real->text, only, pool, names);
	if (r == 0)
		r = list(g->root, folder, pool, names, NULL);
	if (r > 0 || (r < 0 && r != -ENOMEM && r != -E2BIG))
		r = 0;
	return r;
}

static int
glob_wild(struct glob *g, const char *pattern, size_t len, size_t slashes)
{
	struct pool pool = { .blocks = NULL };
	struct strv names = { .n = 0 };
	const size_t before = g->len;
	size_t i;
	int r;

	if (++g->folders > MAX_FOLDERS)
		return -E2BIG;
	r = wild_names(g, pattern[0], &pool, &names);
	for (i = 0; r == 0 && i < names.n; i++) {
		if (names.v[i][0] == '.' && pattern[0] != '.' &&
		    (pattern[0] != '\\' || pattern[1] != '.'))
			continue;
		if (!pattern_match(pattern, len, names.v[i],
		    strlen(names.v[i])))
			continue;
		r = glob_append(g, names.v[i], strlen(names.v[i]), false,
		    pattern + len, slashes);
		/* Listed a moment ago: it need not be asked for again. */
		if (r == 0 && pattern[len] == '\0')
			r = add_path(g);
		else if (r == 0)
			r = glob_walk(g, pattern + len + slashes);
		else if (r == -ENAMETOOLONG)
			r = 0;
		g->len = before;
		g->path[before] = '\0';
	}
	pool_release(&pool);
	return r;
}

/* pattern is what follows g->path. */
static int
glob_walk(struct glob *g, const char *pattern)
{
	size_t len, slashes;
	struct stat st;
	int r;

	while (pattern[0] != '\0') {
		len = component(pattern, &slashes);
		if (pattern_has_wildcard(pattern, len))
			return glob_wild(g, pattern, len, slashes);
		r = glob_append(g, pattern, len, true, pattern + len,
		    slashes);
		if (r < 0)
			return r == -ENAMETOOLONG ? 0 : r;
		pattern += len + slashes;
	}
	if (root_lstat(g->root, g->path, &st) < 0)
		return 0;
	return add_path(g);
}

/* Both ways between a list of names and one text with NULs in it. */
static int
unpack(const struct root_answer *a, struct pool *p, struct strv *s)
{
	const char *at = a->text;
	int r = 0;

	for (; r == 0 && at < a->text + a->len; at += strlen(at) + 1)
		r = strv_push(p, s, at);
	return r;
}

static void
remember(const struct root *root, const char *pattern, const struct strv *s,
    size_t from)
{
	struct buf b = BUF_INIT((size_t)1 << 20);
	struct root_answer a = { .r = 0 };
	size_t i;

	for (i = from; i < s->n; i++)
		buf_add(&b, s->v[i], strlen(s->v[i]) + 1);
	if (!b.failed) {
		a.text = b.len > 0 ? b.p : "";
		a.len = b.len;
		root_seen_put(root->seen, ROOT_KEPT_GLOB, pattern, &a);
	}
	buf_release(&b);
}

int
root_glob(const struct root *root, const char *pattern, struct pool *p,
    struct strv *s)
{
	const struct root_answer *known = root_seen_get(root->seen,
	    ROOT_KEPT_GLOB, pattern);
	struct glob g = {
		.root = root, .pool = p, .out = s, .from = s->n,
	};
	int r;

	if (known != NULL)
		r = unpack(known, p, s);
	else
		r = pattern[0] == '/' ? glob_walk(&g, pattern) : -EINVAL;
	if (r < 0)
		s->n = g.from;
	else
		strv_sort(s, g.from);
	if (r == 0 && known == NULL && root->seen != NULL)
		remember(root, pattern, s, g.from);
	return r;
}
