/* The planned contents that are laid over a tree. */
#include "agent/base/overlay.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "agent/base/compat.h"
#include "agent/base/memory.h"
#include "agent/base/root.h"
#include "agent/base/root_walk.h"

/* Where path is, or would be put. */
static size_t
place(const struct overlay *o, const char *path, bool *found)
{
	size_t low = 0, high = o->n, mid;
	int c;

	*found = false;
	while (low < high) {
		mid = low + (high - low) / 2;
		c = strcmp(o->v[mid].path, path);
		if (c == 0) {
			*found = true;
			return mid;
		}
		if (c < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

const struct overlay_node *
overlay_find(const struct overlay *o, const char *path)
{
	bool found;
	size_t at;

	if (o == NULL)
		return NULL;
	at = place(o, path, &found);
	return found ? &o->v[at] : NULL;
}

const struct overlay_node *
overlay_child(const struct overlay *o, const char *folder, size_t *at,
    const char **name)
{
	const struct overlay_node *node;
	size_t len = strlen(folder);

	for (; o != NULL && *at < o->n; (*at)++) {
		node = &o->v[*at];
		if (strncmp(node->path, folder, len) == 0 &&
		    node->path[len] == '/' &&
		    strchr(node->path + len + 1, '/') == NULL) {
			*name = node->path + len + 1;
			(*at)++;
			return node;
		}
	}
	return NULL;
}

static void
node_release(struct overlay_node *node)
{
	free(node->path);
	free(node->data);
}

void
overlay_free(struct overlay *o)
{
	size_t i;

	if (o == NULL)
		return;
	for (i = 0; i < o->n; i++)
		node_release(&o->v[i]);
	free(o->v);
	free(o);
}

/* Room for n more nodes, so that what follows cannot fail half way. */
static int
overlay_reserve(struct root *root, size_t n)
{
	struct overlay *o = root->overlay;
	struct overlay_node *v;
	size_t cap;

	if (o == NULL) {
		o = memory_zeroed(1, sizeof(*o));
		if (o == NULL)
			return -ENOMEM;
		root->overlay = o;
	}
	if (o->cap - o->n >= n)
		return 0;
	cap = (o->n + n) * 2;
	v = memory_resize(o->v, cap * sizeof(*v));
	if (v == NULL)
		return -ENOMEM;
	o->v = v;
	o->cap = cap;
	return 0;
}

/* Takes the node over; room was reserved. */
static void
overlay_set(struct overlay *o, const struct overlay_node *node)
{
	bool found;
	size_t at = place(o, node->path, &found);

	if (found) {
		node_release(&o->v[at]);
	} else {
		memmove(&o->v[at + 1], &o->v[at],
		    (o->n - at) * sizeof(*o->v));
		o->n++;
	}
	o->v[at] = *node;
}

static void
overlay_drop_below(struct overlay *o, const char *path)
{
	size_t len = strlen(path), i, kept = 0;

	for (i = 0; i < o->n; i++) {
		if (strncmp(o->v[i].path, path, len) == 0 &&
		    o->v[i].path[len] == '/')
			node_release(&o->v[i]);
		else
			o->v[kept++] = o->v[i];
	}
	o->n = kept;
}

static char *
copy(const char *data, size_t len)
{
	char *p = memory_alloc(len + 1);

	if (p != NULL) {
		if (len > 0)
			memcpy(p, data, len);
		p[len] = '\0';
	}
	return p;
}

/*
 * After a walk that ended at something missing: the rest of the path goes
 * behind it, and the new folders on the way are counted.
 */
static int
complete(struct root_walk *w, size_t *folders)
{
	const char *p = w->rest + w->at;
	bool folder = false;	/* said so by a "/" or "." at the end */
	size_t len;

	*folders = 0;
	for (;; p += len) {
		len = strspn(p, "/");
		p += len;
		if (*p == '\0')
			return folder || len > 0 ? -EISDIR : 0;
		len = strcspn(p, "/");
		folder = len == 1 && p[0] == '.';
		if (folder)
			continue;
		if (len == 2 && p[0] == '.' && p[1] == '.')
			return -ENOENT;
		if (len > ROOT_MAX_NAME || w->len + len + 2 > sizeof(w->path))
			return -ENAMETOOLONG;
		(*folders)++;
		w->path[w->len++] = '/';
		memcpy(w->path + w->len, p, len);
		w->len += len;
		w->path[w->len] = '\0';
	}
}

/* Makes node, whose path is w's, and the folders above it from `from` on. */
static int
put(struct root *root, const struct root_walk *w, size_t from, size_t folders,
    const struct overlay_node *node)
{
	struct overlay_node above = {
		.kind = OVERLAY_FOLDER,
		.st = { .st_mode = S_IFDIR | 0755, .st_nlink = 2 },
	};
	struct overlay_node all[ROOT_MAX_DEPTH];
	const char *slash = w->path + from;
	size_t n = 0, i;
	int r;

	if (folders >= ROOT_MAX_DEPTH)
		return -ENAMETOOLONG;
	r = overlay_reserve(root, folders + 1);
	if (r < 0)
		return r;
	for (; n < folders; n++) {
		above.path = copy(w->path, (size_t)(slash - w->path));
		if (above.path == NULL)
			goto out;
		all[n] = above;
		slash = strchr(slash + 1, '/');
	}
	all[n] = *node;
	all[n].path = copy(w->path, w->len);
	all[n].data = copy(node->data, node->len);
	n++;
	if (all[n - 1].path == NULL || all[n - 1].data == NULL)
		goto out;
	for (i = 0; i < n; i++)
		overlay_set(root->overlay, &all[i]);
	return 0;
out:
	for (i = 0; i < n; i++)
		node_release(&all[i]);
	return -ENOMEM;
}

/* Put node where path leads; links at its end are followed or replaced. */
static int
put_path(struct root *root, const char *path, enum root_last last,
    struct overlay_node *node)
{
	size_t folders = 0, from;
	struct root_walk w;
	int r;

	r = root_walk(&w, root, path, last);
	from = w.len;
	if (r == -ENOENT && w.missing)
		r = complete(&w, &folders);
	else if (r == 0 && S_ISDIR(w.st.st_mode))
		r = -EISDIR;
	else if (r == 0 && node->kind == OVERLAY_FILE) {
		mode_t type = node->st.st_mode & S_IFMT;
		off_t size = node->st.st_size;

		node->st = w.st;
		node->st.st_mode = type | (w.st.st_mode & 07777);
		node->st.st_size = size;
	}
	if (r == 0)
		r = put(root, &w, from, folders, node);
	root_walk_close(&w);
	return r;
}

int
root_overlay_put(struct root *root, const char *path, const void *data,
    size_t len)
{
	char *bytes = copy(data, len);
	struct overlay_node node = {
		.kind = OVERLAY_FILE, .data = bytes, .len = len,
		.st = {
			.st_mode = S_IFREG | 0644, .st_nlink = 1,
			.st_size = (off_t)len,
		},
	};
	int r;

	if (bytes == NULL)
		return -ENOMEM;
	r = put_path(root, path, ROOT_LAST_FOLLOW, &node);
	free(bytes);
	return r;
}

int
root_overlay_link(struct root *root, const char *path, const char *target)
{
	char *text = copy(target, strlen(target));
	struct overlay_node node = {
		.kind = OVERLAY_LINK, .data = text, .len = strlen(target),
		.st = {
			.st_mode = S_IFLNK | 0777, .st_nlink = 1,
			.st_size = (off_t)strlen(target),
		},
	};
	int r;

	if (text == NULL)
		return -ENOMEM;
	r = put_path(root, path, ROOT_LAST_KEEP, &node);
	free(text);
	return r;
}

int
root_overlay_remove(struct root *root, const char *path)
{
	struct overlay_node node = { .kind = OVERLAY_GONE };
	struct root_walk w;
	int r;

	r = root_walk(&w, root, path, ROOT_LAST_KEEP);
	if (r == -ENOENT && w.missing)
		r = 0;
	else if (r == 0 && w.len == 0)
		r = -EBUSY;
	else if (r == 0)
		r = put(root, &w, w.len, 0, &node);
	if (r == 0 && root->overlay != NULL && w.len > 0)
		overlay_drop_below(root->overlay, w.path);
	root_walk_close(&w);
	return r;
}

int
root_overlay_mode(struct root *root, const char *path, mode_t mode)
{
	struct overlay_node node = { .kind = OVERLAY_MODE };
	struct overlay_node *old;
	struct root_walk w;
	int r;

	r = root_walk(&w, root, path, ROOT_LAST_FOLLOW);
	if (r == 0 && w.node != NULL) {
		old = &root->overlay->v[w.node - root->overlay->v];
		old->st.st_mode = (old->st.st_mode & S_IFMT) | (mode & 07777);
	} else if (r == 0) {
		node.st.st_mode = mode & 07777;
		r = put(root, &w, w.len, 0, &node);
	}
	root_walk_close(&w);
	return r;
}
