/* The way of a path through a tree, one component at a time. */
#include "agent/base/root_walk.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "agent/base/compat.h"

/* What a step came to, besides a negative error. */
enum step { STEP_ON, STEP_END };

int
root_walk_folder(const struct root_walk *w)
{
	return w->fd[w->depth];
}

static void
walk_pop(struct root_walk *w)
{
	if (w->depth > 0) {
		if (w->fd[w->depth] >= 0)
			close(w->fd[w->depth]);
		w->depth--;
	}
	w->len = w->end[w->depth];
	w->path[w->len] = '\0';
}

void
root_walk_close(struct root_walk *w)
{
	while (w->depth > 0)
		walk_pop(w);
}

/* The folder that path names now becomes the top. */
static int
walk_push(struct root_walk *w, int fd)
{
	if (w->depth + 1 == ROOT_MAX_DEPTH) {
		if (fd >= 0)
			close(fd);
		return -ENAMETOOLONG;
	}
	w->depth++;
	w->fd[w->depth] = fd;
	w->end[w->depth] = w->len;
	return STEP_ON;
}

static int
walk_missing(struct root_walk *w)
{
	w->missing = true;
	return -ENOENT;
}

/* Go on with a link's target in the place of its name. */
static int
walk_link(struct root_walk *w, const char *target, size_t len)
{
	size_t tail = strlen(w->rest + w->at);

	if (++w->links > ROOT_MAX_LINKS)
		return -ELOOP;
	if (len == 0)
		return -ENOENT;
	if (len + tail + 1 > sizeof(w->rest))
		return -ENAMETOOLONG;
	memmove(w->rest + len, w->rest + w->at, tail + 1);
	memcpy(w->rest, target, len);
	w->at = 0;
	if (target[0] == '/')
		root_walk_close(w);
	w->len = w->end[w->depth];
	w->path[w->len] = '\0';
	return STEP_ON;
}

/*
 * The kernel says "not a folder" of a link too, so that only reading it
 * tells. -EAGAIN: it is no link, or no longer one.
 */
static int
walk_tree_link(struct root_walk *w)
{
	char target[ROOT_MAX_PATH];
	ssize_t n;

	n = readlinkat(root_walk_folder(w), w->name, target, sizeof(target));
	if (n < 0)
		return errno == EINVAL ? -EAGAIN : -errno;
	if ((size_t)n == sizeof(target))
		return -ENAMETOOLONG;
	return walk_link(w, target, (size_t)n);
}

/* Something that must be a folder, as more of the path follows. */
static int
walk_enter(struct root_walk *w)
{
	struct stat st;
	int fd, r, tries;

	if (root_walk_folder(w) < 0)
		return walk_missing(w);
	for (tries = 0; tries < ROOT_TRIES; tries++) {
		fd = openat(root_walk_folder(w), w->name, O_SEARCH |
		    O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
		if (fd >= 0)
			return walk_push(w, fd);
		if (errno == ENOENT)
			return walk_missing(w);
		/* FreeBSD says EMLINK where POSIX says ELOOP. */
		if (errno != ENOTDIR && errno != ELOOP && errno != EMLINK)
			return -errno;
		r = walk_tree_link(w);
		if (r != -EAGAIN && r != -ENOENT)
			return r;
		if (fstatat(root_walk_folder(w), w->name, &st,
		    AT_SYMLINK_NOFOLLOW) == 0 && !S_ISDIR(st.st_mode) &&
		    !S_ISLNK(st.st_mode))
			return -ENOTDIR;
	}
	return -EAGAIN;
}

/* The last component, which may be anything. */
static int
walk_last(struct root_walk *w, enum root_last last)
{
	int r, tries;

	if (root_walk_folder(w) < 0)
		return walk_missing(w);
	for (tries = 0; tries < ROOT_TRIES; tries++) {
		if (fstatat(root_walk_folder(w), w->name, &w->st,
		    AT_SYMLINK_NOFOLLOW) < 0)
			return errno == ENOENT ? walk_missing(w) : -errno;
		if (!S_ISLNK(w->st.st_mode) || last == ROOT_LAST_KEEP)
			return STEP_END;
		r = walk_tree_link(w);
		if (r != -EAGAIN && r != -ENOENT)
			return r;
	}
	return -EAGAIN;
}

/* A component for which the overlay has something. */
static int
walk_node(struct root_walk *w, const struct overlay_node *node, bool enter,
    enum root_last last)
{
	int r;

	switch (node->kind) {
	case OVERLAY_GONE:
		return walk_missing(w);
	case OVERLAY_LINK:
		if (enter || last == ROOT_LAST_FOLLOW)
			return walk_link(w, node->data, node->len);
		break;
	case OVERLAY_FOLDER:
		if (enter)
			return walk_push(w, -1);
		break;
	case OVERLAY_FILE:
		if (enter)
			return -ENOTDIR;
		break;
	case OVERLAY_MODE:
		if (enter)
			return walk_enter(w);
		r = walk_last(w, last);
		if (r != STEP_END)
			return r;
		w->st.st_mode = (w->st.st_mode & S_IFMT) |
		    (node->st.st_mode & 07777);
		w->node = node;
		return STEP_END;
	}
	w->st = node->st;
	w->node = node;
	return STEP_END;
}

/* The path ends in "/", "." or "..": the top folder is what it names. */
static int
walk_top(struct root_walk *w)
{
	const struct overlay_node *node;

	node = overlay_find(w->root->overlay, w->path);
	w->name = "";
	w->node = node;
	if (root_walk_folder(w) < 0) {
		w->st = node->st;
		return STEP_END;
	}
	if (fstat(root_walk_folder(w), &w->st) < 0)
		return -errno;
	if (node != NULL)
		w->st.st_mode = (w->st.st_mode & S_IFMT) |
		    (node->st.st_mode & 07777);
	return STEP_END;
}

static int
walk_step(struct root_walk *w, enum root_last last)
{
	const struct overlay_node *node;
	const char *word;
	size_t len;
	bool enter;

	w->at += strspn(w->rest + w->at, "/");
	word = w->rest + w->at;
	len = strcspn(word, "/");
	w->at += len;
	if (len == 0)
		return walk_top(w);
	if (len == 1 && word[0] == '.')
		return STEP_ON;
	if (len == 2 && word[0] == '.' && word[1] == '.') {
		walk_pop(w);
		return STEP_ON;
	}
	if (len > ROOT_MAX_NAME || w->len + len + 2 > sizeof(w->path))
		return -ENAMETOOLONG;
	w->path[w->len] = '/';
	w->name = w->path + w->len + 1;
	memcpy(w->path + w->len + 1, word, len);
	w->len += len + 1;
	w->path[w->len] = '\0';
	enter = w->rest[w->at] != '\0';
	node = w->root->overlay == NULL ? NULL :
	    overlay_find(w->root->overlay, w->path);
	if (node != NULL)
		return walk_node(w, node, enter, last);
	return enter ? walk_enter(w) : walk_last(w, last);
}

int
root_walk(struct root_walk *w, const struct root *root, const char *path,
    enum root_last last)
{
	size_t len = strlen(path);
	int r;

	/* Not = {0}: the arrays are large, and this is called often. */
	w->root = root;
	w->node = NULL;
	w->missing = false;
	w->name = "";
	w->links = 0;
	w->depth = 0;
	w->fd[0] = root->fd;
	w->end[0] = 0;
	w->len = 0;
	w->path[0] = '\0';
	w->at = 0;
	if (path[0] != '/')
		return len == 0 ? -ENOENT : -EINVAL;
	if (len >= ROOT_MAX_PATH)
		return -ENAMETOOLONG;
	memcpy(w->rest, path, len + 1);
	do {
		r = walk_step(w, last);
	} while (r == STEP_ON);
	return r < 0 ? r : 0;
}

int
root_fail(struct err *e, const char *path, int code)
{
	return err_set(e, code, "%s: %s", path, strerror(code));
}
