/* Which folders are to be watched to miss no change of some paths. */
#include "agent/run/watch_spots.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "agent/base/memory.h"
#include "platforms/platform.h"

#define MAX_LINKS 40		/* as the kernel's */
#define MAX_DEPTH 8		/* of folders below a path */

/* One walk, over everything that a path leads to. */
struct way {
	struct spots *to;
	const struct root *root;
	struct pool scratch;
	struct strv whole;	/* folders that are watched whole */
	unsigned depth;
};

void
spots_release(struct spots *s)
{
	pool_release(&s->pool);
	free(s->v);
	*s = (struct spots){ .n = 0 };
}

/* "/etc" below the tree's own path; the root's slash is not doubled. */
static const char *
kernel_path(struct way *w, const char *folder)
{
	const char *top = w->root->path;
	size_t len = strlen(top);

	while (len > 0 && top[len - 1] == '/')
		len--;
	if (len == 0)
		return pool_strdup(&w->to->pool, folder);
	return pool_printf(&w->to->pool, "%.*s%s", (int)len, top,
	    strcmp(folder, "/") == 0 ? "" : folder);
}

static int
push(struct way *w, const char *folder, const char *name)
{
	struct spots *s = w->to;
	struct spot *v;

	if (s->n >= SPOTS_MAX) {
		s->full = true;
		return 0;
	}
	if (s->n == s->room) {
		v = memory_resize(s->v, (s->room + 64) * 2 * sizeof(*v));
		if (v == NULL)
			return -ENOMEM;
		s->v = v;
		s->room = (s->room + 64) * 2;
	}
	s->v[s->n] = (struct spot){ .folder = kernel_path(w, folder),
		.name = pool_strdup(&s->pool, name) };
	if (s->pool.failed)
		return -ENOMEM;
	s->n++;
	return 0;
}

static const char *
joined(struct way *w, const char *folder, const char *name)
{
	return pool_printf(&w->scratch, "%s/%s",
	    strcmp(folder, "/") == 0 ? "" : folder, name);
}

/* The folder above, of a path without links. */
static const char *
above(struct way *w, const char *folder)
{
	const char *slash = strrchr(folder, '/');

	return slash == folder ? "/" : pool_strndup(&w->scratch, folder,
	    (size_t)(slash - folder));
}

/* What the last component is, and where a link leads. 0, or -ENOMEM; *mode 0:
 * not there, or not to be seen. */
static int
look(struct way *w, const char *path, mode_t *mode, const char **target)
{
	struct buf text = BUF_INIT(65536);
	struct stat st;
	int r = 0;

	*mode = 0;
	if (root_lstat(w->root, path, &st) == 0)
		*mode = st.st_mode;
	if (S_ISLNK(*mode)) {
		r = root_readlink(w->root, path, &text);
		if (r == -ENOMEM)
			return r;
		*target = r < 0 || text.len == 0 ? NULL :
		    pool_strdup(&w->scratch, text.p);
		if (*target == NULL)
			*mode = 0;
	}
	buf_release(&text);
	return w->scratch.failed ? -ENOMEM : 0;
}

/*
 * Follow a path from a folder without links; *ret: the folder that it leads
 * to, without links, or NULL.
 */
static int
follow(struct way *w, const char *at, const char *rest, const char **ret)
{
	unsigned links = 0;
	const char *name, *path, *target = NULL;
	mode_t mode;
	size_t len;
	int r;

	*ret = NULL;
	for (;;) {
		rest += strspn(rest, "/");
		len = strcspn(rest, "/");
		if (len == 0)
			break;
		name = pool_strndup(&w->scratch, rest, len);
		rest += len;
		if (name == NULL)
			return -ENOMEM;
		if (strcmp(name, ".") == 0)
			continue;
		if (strcmp(name, "..") == 0) {
			at = above(w, at);
			if (at == NULL)
				return -ENOMEM;
			continue;
		}
		path = joined(w, at, name);
		if (path == NULL || (r = push(w, at, name)) < 0 ||
		    (r = look(w, path, &mode, &target)) < 0)
			return -ENOMEM;
		if (S_ISDIR(mode)) {
			at = path;
		} else if (S_ISLNK(mode) && ++links <= MAX_LINKS) {
			rest = joined(w, target, rest);
			if (rest == NULL)
				return -ENOMEM;
			if (target[0] == '/')
				at = "/";
		} else {
			return 0;
		}
	}
	*ret = at;
	return 0;
}

static int whole_folder(struct way *, const char *folder, bool below);

/* What stands in a folder that is watched whole. */
static int
one_name(struct way *w, const char *folder, const char *name, bool below)
{
	const char *path = joined(w, folder, name), *target = NULL, *end;
	mode_t mode;
	int r;

	if (path == NULL)
		return -ENOMEM;
	r = look(w, path, &mode, &target);
	if (r < 0)
		return r;
	if (S_ISDIR(mode))
		return below ? whole_folder(w, path, true) : 0;
	if (!S_ISLNK(mode))
		return 0;
	r = follow(w, target[0] == '/' ? "/" : folder, target, &end);
	return r < 0 || end == NULL ? r : whole_folder(w, end, false);
}

static int
whole_folder(struct way *w, const char *folder, bool below)
{
	struct strv names = { .n = 0 };
	size_t i;
	int r;

	if (strv_has(&w->whole, folder) || w->depth >= MAX_DEPTH ||
	    w->to->full)
		return 0;
	r = strv_push(&w->scratch, &w->whole, folder);
	if (r == 0)
		r = push(w, folder, NULL);
	if (r < 0)
		return r;
	/* Behind a link: its names, not where they lead. */
	if (!below)
		return 0;
	r = root_list(w->root, folder, &w->scratch, &names, NULL);
	w->depth++;
	for (i = 0; r >= 0 && i < names.n; i++)
		r = one_name(w, folder, names.v[i], below);
	w->depth--;
	return r == -ENOMEM ? r : 0;
}

int
spots_add(struct spots *s, const struct root *root, const char *path,
    bool below)
{
	struct way w = { .to = s, .root = root };
	const char *end;
	int r = follow(&w, "/", path, &end);

	if (r == 0 && below && end != NULL)
		r = whole_folder(&w, end, true);
	pool_release(&w.scratch);
	return r;
}

static int
add_all(struct spots *s, const struct root *root, const char *const *paths,
    bool below)
{
	int r = 0;

	for (; r == 0 && paths != NULL && *paths != NULL; paths++)
		r = spots_add(s, root, *paths, below);
	return r;
}

/* Where other MTAs keep what decides where they listen. */
static const char *const others[] = { "/etc/postfix",
	"/usr/local/etc/postfix", "/usr/pkg/etc/postfix",
	"/opt/local/etc/postfix", "/etc/exim", "/etc/exim4",
	"/usr/local/etc/exim", "/usr/pkg/etc/exim", NULL };

int
spots_add_host(struct spots *s, const struct host *h, struct err *e)
{
	struct pool scratch = { .blocks = NULL };
	const struct platform *os = NULL;
	struct os_id id;
	int r = os_id_read(h, &scratch, &id);

	if (r == 0 && h->platform != NULL)
		os = platform_find(h->platform);
	if (r == 0 && os == NULL)
		os = platform_match(&id);
	if (r == 0)
		r = add_all(s, &h->root, os->watch_paths, true);
	if (r == 0)
		r = add_all(s, &h->root, os->cf_paths, false);
	if (r == 0)
		r = add_all(s, &h->root, os->mta_paths, false);
	if (r == 0)
		r = add_all(s, &h->root, others, true);
	pool_release(&scratch);
	return r < 0 ? err_set(e, -r, "what is to be watched: %s",
	    strerror(-r)) : 0;
}

static int
compare(const void *a, const void *b)
{
	const struct spot *x = a, *y = b;
	int r = strcmp(x->folder, y->folder);

	if (r != 0 || (x->name == NULL && y->name == NULL))
		return r;
	return x->name == NULL ? -1 : y->name == NULL ? 1 :
	    strcmp(x->name, y->name);
}

/* The whole folder stands before its names. */
static bool
says_too(const struct spot *a, const struct spot *b)
{
	return strcmp(a->folder, b->folder) == 0 && (a->name == NULL ||
	    compare(a, b) == 0);
}

void
spots_finish(struct spots *s)
{
	size_t i, n = 0;

	if (s->n > 0)
		qsort(s->v, s->n, sizeof(*s->v), compare);
	for (i = 0; i < s->n; i++)
		if (n == 0 || !says_too(&s->v[n - 1], &s->v[i]))
			s->v[n++] = s->v[i];
	s->n = n;
}

bool
spots_same(const struct spots *a, const struct spots *b)
{
	size_t i;

	if (a->n != b->n)
		return false;
	for (i = 0; i < a->n; i++)
		if (compare(&a->v[i], &b->v[i]) != 0)
			return false;
	return true;
}

size_t
spots_folders(const struct spots *s)
{
	size_t i, n = 0;

	for (i = 0; i < s->n; i++)
		if (i == 0 || strcmp(s->v[i - 1].folder, s->v[i].folder) != 0)
			n++;
	return n;
}
