/* Real paths and lists of folders, out of what is remembered of a tree. */
#include "agent/base/root_real.h"

#include <errno.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include "agent/base/buf.h"
#include "agent/base/overlay.h"
#include "agent/base/root_fast.h"
#include "agent/base/root_trouble.h"

#define MAX_DEPTH 24		/* folders and links; each costs its stack */
#define MAX_LIST ((size_t)65536)	/* larger folders are not kept */

/* The list as it is kept: how many, where each begins, then of each a byte
 * for its kind, its name and a NUL. */
static uint32_t
number_at(const char *text, size_t i)
{
	uint32_t n;

	memcpy(&n, text + i * sizeof(n), sizeof(n));
	return n;
}

int
root_real_name(struct pool *p, struct strv *s, const char *name,
    enum root_kind kind)
{
	const size_t n = strlen(name);
	char *copy = pool_alloc(p, n + 2);

	if (copy == NULL)
		return -ENOMEM;
	copy[0] = (char)kind;
	memcpy(copy + 1, name, n + 1);
	return strv_keep(p, s, copy + 1);
}

void
root_real_keep(const struct root *root, const char *folder,
    const struct strv *names, size_t from)
{
	const size_t n = names->n - from;
	struct buf b = BUF_INIT(MAX_LIST);
	struct root_answer a = { .r = 0 };
	uint32_t at = (uint32_t)((n + 1) * sizeof(at)), number = (uint32_t)n;
	size_t i;

	if (root->seen == NULL || n > MAX_LIST / 4)
		return;
	buf_add(&b, &number, sizeof(number));
	for (i = from; i < names->n; i++) {
		buf_add(&b, &at, sizeof(at));
		at += (uint32_t)strlen(names->v[i]) + 2;
	}
	for (i = from; i < names->n; i++)
		buf_add(&b, names->v[i] - 1, strlen(names->v[i]) + 2);
	if (!b.failed) {
		a.text = b.p;
		a.len = b.len;
		root_seen_put(root->seen, ROOT_KEPT_LIST, folder, &a);
	}
	buf_release(&b);
}

int
root_real_list(const struct root *root, const char *folder, struct pool *p,
    struct strv *s)
{
	const struct root_answer *a = root_seen_get(root->seen,
	    ROOT_KEPT_LIST, folder);
	const char *entry;
	size_t i, n;

	if (a == NULL)
		return 0;
	n = number_at(a->text, 0);
	for (i = 1; i <= n; i++) {
		entry = a->text + number_at(a->text, i);
		if (root_real_name(p, s, entry + 1,
		    (enum root_kind)entry[0]) < 0)
			return -ENOMEM;
	}
	return 1;
}

int
root_real_borrow(const struct root *root, const char *folder, char first,
    struct pool *p, struct strv *s)
{
	const struct root_answer *a = root_seen_get(root->seen,
	    ROOT_KEPT_LIST, folder);
	const char *entry;
	size_t i, n;

	if (a == NULL)
		return 0;
	n = number_at(a->text, 0);
	for (i = 1; i <= n; i++) {
		entry = a->text + number_at(a->text, i);
		if ((first == '\0' || entry[1] == first) &&
		    strv_keep(p, s, entry + 1) < 0)
			return -ENOMEM;
	}
	return 1;
}

/* Trouble on the way is that of the path that was asked for. */
static struct root
without_trouble(const struct root *root)
{
	struct root quiet = *root;

	quiet.trouble = NULL;
	return quiet;
}

static bool
is_below(const char *path, const char *folder)
{
	const size_t n = strlen(folder);

	return strncmp(path, folder, n) == 0 &&
	    (path[n] == '\0' || path[n] == '/');
}

/* Folders in which there is nothing but what is listed. */
static bool
lists_all(const char *folder)
{
	static const char *const folders[] = { "/etc", "/usr", "/lib",
		"/bin", "/sbin", "/root" };
	size_t i;

	for (i = 0; i < sizeof(folders) / sizeof(folders[0]); i++)
		if (is_below(folder, folders[i]))
			return !is_below(folder, "/usr/local") &&
			    !is_below(folder, "/usr/home");
	return strcmp(folder, "/") == 0;
}

static enum root_kind
kind_of_missing(const struct root *root, const char *folder,
    const char *name)
{
	const char *names = lists_all(folder) ? root_names(root, folder) :
	    NULL;

	/* Some file systems take letters of both cases for one, and have more
	 * than one form of others: the hash knows. */
	return root_names_may(names, root_name_hash(name)) ?
	    ROOT_KIND_UNKNOWN : ROOT_KIND_ABSENT;
}

#define ASKED_OFTEN 5		/* a list costs four calls */

static const struct root_answer *
list_of(const struct root *root, const char *folder)
{
	const struct root_answer *a = root_seen_get(root->seen,
	    ROOT_KEPT_LIST, folder);
	const struct root quiet = without_trouble(root);
	struct pool pool = { .blocks = NULL };
	struct strv names = { .n = 0 };

	if (a != NULL || root_seen_asked(root->seen, folder) != ASKED_OFTEN ||
	    !lists_all(folder))
		return a;
	(void)root_list(&quiet, folder, &pool, &names, NULL);
	pool_release(&pool);
	return root_seen_get(root->seen, ROOT_KEPT_LIST, folder);
}

static enum root_kind
kind_in(const struct root *root, const char *folder, const char *name)
{
	const struct root_answer *a = list_of(root, folder);
	size_t low = 1, high, i;
	const char *entry;
	int c;

	if (a == NULL)
		return ROOT_KIND_UNKNOWN;
	high = (size_t)number_at(a->text, 0) + 1;
	while (low < high) {
		i = low + (high - low) / 2;
		entry = a->text + number_at(a->text, i);
		c = strcmp(name, entry + 1);
		if (c == 0)
			return (enum root_kind)entry[0];
		if (c < 0)
			high = i;
		else
			low = i + 1;
	}
	return kind_of_missing(root, folder, name);
}

/* The name of a path in its folder; NULL where there is none to speak of. */
static const char *
base_of(const char *path)
{
	const char *slash = path[0] == '/' ? strrchr(path, '/') : NULL;
	const char *base = slash == NULL ? "" : slash + 1;
	const size_t n = strlen(base);

	if (n == 0 || n > ROOT_MAX_NAME || base[0] != '.')
		return n == 0 || n > ROOT_MAX_NAME ? NULL : base;
	return n == 1 || (n == 2 && base[1] == '.') ? NULL : base;
}

/* 0, or -ENAMETOOLONG. */
static int
join(char room[ROOT_MAX_PATH], const char *folder, const char *rest)
{
	const size_t n = folder[1] == '\0' ? 0 : strlen(folder);
	const size_t m = strlen(rest);

	if (n + m + 2 > ROOT_MAX_PATH)
		return -ENAMETOOLONG;
	memmove(room + n + 1, rest, m + 1);
	memcpy(room, folder, n);
	room[n] = '/';
	return 0;
}

/* The folder of a path whose name begins at base. 0, or -ENAMETOOLONG. */
static int
folder_of(char room[ROOT_MAX_PATH], const char *path, const char *base)
{
	const size_t n = (size_t)(base - path);

	if (n >= ROOT_MAX_PATH)
		return -ENAMETOOLONG;
	memcpy(room, path, n);
	room[n > 1 ? n - 1 : 1] = '\0';
	return 0;
}

enum root_kind
root_real_kind(const struct root *root, const char *path)
{
	const char *base = root->seen == NULL ? NULL : base_of(path);
	char folder[ROOT_MAX_PATH];

	if (base == NULL || folder_of(folder, path, base) < 0)
		return ROOT_KIND_UNKNOWN;
	return kind_in(root, folder, base);
}

static const struct root_answer *real(const struct root *, const char *path,
    unsigned depth);

static const struct root_answer *
keep(const struct root *root, const char *path, int r, const char *text)
{
	root_seen_put(root->seen, ROOT_KEPT_REAL, path,
	    &(struct root_answer){ .r = r, .text = text,
	    .len = text == NULL ? 0 : strlen(text) });
	return root_seen_get(root->seen, ROOT_KEPT_REAL, path);
}

/* Of a link in a folder whose path is a real one, so that ".." at the
 * beginning of its text is what it looks like. */
static const struct root_answer *
real_of_link(const struct root *root, const char *folder, const char *link,
    unsigned depth)
{
	const struct root quiet = without_trouble(root);
	struct buf b = BUF_INIT(ROOT_MAX_PATH);
	char way[ROOT_MAX_PATH];
	const struct root_answer *a = NULL;
	const char *rest;
	char *slash;

	if (root_readlink(&quiet, link, &b) < 0 || b.len == 0)
		goto out;
	rest = b.p;
	if (rest[0] == '/') {
		a = real(root, rest, depth);
		goto out;
	}
	memcpy(way, folder, strlen(folder) + 1);
	for (; strncmp(rest, "../", 3) == 0; rest += 3) {
		slash = strrchr(way, '/');
		slash[slash == way] = '\0';
	}
	if (join(way, way, rest) == 0)
		a = real(root, way, depth);
out:
	buf_release(&b);
	return a;
}

static const struct root_answer *
real(const struct root *root, const char *path, unsigned depth)
{
	const struct root_answer *known = root_seen_get(root->seen,
	    ROOT_KEPT_REAL, path), *folder;
	const struct root quiet = without_trouble(root);
	char way[ROOT_MAX_PATH];
	const char *base;
	struct stat st;
	enum root_kind kind;
	int r;

	if (known != NULL)
		return known;
	if (strcmp(path, "/") == 0)
		return keep(root, path, 0, path);
	base = base_of(path);
	/* Links below /proc lead where their text does not say. */
	if (base == NULL || depth == 0 || strncmp(path, "/proc", 5) == 0 ||
	    folder_of(way, path, base) < 0)
		return NULL;
	folder = real(root, way, depth - 1);
	if (folder == NULL)
		return NULL;
	if (folder->r < 0)
		return keep(root, path, folder->r, NULL);
	if (join(way, folder->text, base) < 0)
		return NULL;
	kind = kind_in(root, folder->text, base);
	if (kind == ROOT_KIND_ABSENT)
		return keep(root, path, -ENOENT, NULL);
	if (kind == ROOT_KIND_UNKNOWN) {
		r = root_lstat(&quiet, way, &st);
		if (r < 0)
			return keep(root, path, r, NULL);
		kind = S_ISLNK(st.st_mode) ? ROOT_KIND_LINK :
		    ROOT_KIND_FILE;
	}
	if (kind != ROOT_KIND_LINK)
		return keep(root, path, 0, way);
	folder = real_of_link(root, folder->text, way, depth - 1);
	return folder == NULL ? NULL : keep(root, path, folder->r,
	    folder->text);
}

const struct root_answer *
root_real(const struct root *root, const char *path)
{
	return root->seen == NULL ? NULL : real(root, path, MAX_DEPTH);
}

const char *
root_real_key(const struct root *root, const char *path,
    char room[ROOT_MAX_PATH], int *r)
{
	const char *base = root->seen == NULL ? NULL : base_of(path);
	const struct root_answer *a;

	*r = 0;
	if (base == NULL || folder_of(room, path, base) < 0)
		return path;
	a = root_real(root, room);
	if (a == NULL)
		return path;
	if (a->r < 0) {
		if (a->r == -ENOENT || a->r == -ENOTDIR)
			*r = a->r;
		return path;
	}
	if (strcmp(a->text, room) == 0 || join(room, a->text, base) < 0)
		return path;
	return room;
}

/* The buf has this text now, or what it had before. */
static int
set_text(struct buf *b, const char *text, size_t len)
{
	struct buf got = BUF_INIT(b->max);
	int r;

	r = buf_add(&got, text, len);
	if (r < 0) {
		buf_release(&got);
		return r;
	}
	buf_release(b);
	*b = got;
	return 0;
}

static int
readlink_once(const struct root *root, const char *path, char *target,
    size_t size, size_t *len)
{
	struct root_walk w;
	ssize_t n;
	int r;

	r = root_fast_readlink(root, path, target, size, len);
	if (r != -EAGAIN)
		return r;
	r = root_walk(&w, root, path, ROOT_LAST_KEEP);
	if (r < 0)
		goto out;
	if (!S_ISLNK(w.st.st_mode)) {
		r = -EINVAL;
	} else if (w.node != NULL && w.node->kind == OVERLAY_LINK) {
		*len = w.node->len < size ? w.node->len : size;
		memcpy(target, w.node->data, *len);
	} else {
		n = readlinkat(root_walk_folder(&w), w.name, target, size);
		r = n < 0 ? -errno : 0;
		*len = n < 0 ? 0 : (size_t)n;
	}
out:
	root_walk_close(&w);
	return r;
}

int
root_readlink(const struct root *root, const char *path, struct buf *b)
{
	const struct root_answer *known = root_seen_get(root->seen,
	    ROOT_KEPT_TARGET, path);
	struct root_answer a = { .r = 0 };
	char target[ROOT_MAX_PATH], room[ROOT_MAX_PATH];
	const char *asked = path;
	enum root_kind kind;

	if (known == NULL) {
		path = root_real_key(root, path, room, &a.r);
		if (a.r < 0)
			return a.r;
		kind = root_real_kind(root, path);
		if (kind == ROOT_KIND_ABSENT)
			return -ENOENT;
		if (kind == ROOT_KIND_FILE || kind == ROOT_KIND_FOLDER)
			return -EINVAL;
		if (path == room)
			known = root_seen_get(root->seen, ROOT_KEPT_TARGET,
			    path);
	}
	if (known == NULL) {
		a.text = target;
		a.r = readlink_once(root, path, target, sizeof(target),
		    &a.len);
		if (a.r == 0 && a.len == sizeof(target))
			a.r = -ENAMETOOLONG;
		if (a.r < 0)
			a.text = NULL;
		if (a.r < 0)
			a.len = 0;
		root_seen_put(root->seen, ROOT_KEPT_TARGET, path, &a);
		known = &a;
	}
	return known->r < 0 ? root_trouble_note(root, asked, known->r) :
	    set_text(b, known->text, known->len);
}

int
root_resolve(const struct root *root, const char *path, struct buf *b)
{
	const struct root_answer *known = root_real(root, path);
	struct root_answer a = { .r = 0 };
	struct root_walk w;
	int r;

	if (known == NULL)
		known = root_seen_get(root->seen, ROOT_KEPT_REAL, path);

	if (known != NULL)
		return known->r < 0 ? root_trouble_note(root, path,
		    known->r) : set_text(b, known->text, known->len);
	r = root_walk(&w, root, path, ROOT_LAST_FOLLOW);
	a.r = r;
	if (r == 0) {
		a.text = w.len == 0 ? "/" : w.path;
		a.len = w.len == 0 ? 1 : w.len;
	}
	root_seen_put(root->seen, ROOT_KEPT_REAL, path, &a);
	if (r == 0)
		r = set_text(b, a.text, a.len);
	root_walk_close(&w);
	return root_trouble_note(root, path, r);
}
