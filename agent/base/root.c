/* Reads the files of the inspected host, never anything outside its tree. */
#include "agent/base/root.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "agent/base/compat.h"
#include "agent/base/overlay.h"
#include "agent/base/root_walk.h"

/* How much more is asked for when a file says no size, as in /proc. */
#define READ_STEP ((size_t)4096)

int
root_open(struct root *root, const char *path, struct err *e)
{
	int fd;

	fd = open(path, O_SEARCH | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		return root_fail(e, path, errno);
	*root = (struct root){ .fd = fd, .path = path };
	return 0;
}

void
root_release(struct root *root)
{
	if (root->fd >= 0)
		close(root->fd);
	overlay_free(root->overlay);
	*root = ROOT_INIT;
}

/*
 * The kernel can walk a path inside a root by itself: one call instead of two
 * for each component. Taken are only its plain answers; whatever else it says
 * (an old kernel, a race, a refusal) is for the walk to say again. -EAGAIN:
 * walk. With an overlay there is always a walk.
 */
static int
open_fast(const struct root *root, const char *path, int flags)
{
	int fd;

	if (root->overlay != NULL || path[0] != '/')
		return -EAGAIN;
	fd = compat_open_in_root(root->fd, path, flags | O_CLOEXEC);
	if (fd >= 0)
		return fd;
	return errno == ENOENT || errno == ENOTDIR ? -errno : -EAGAIN;
}

static int
stat_fast(const struct root *root, const char *path, struct stat *st,
    enum root_last last)
{
	int fd, r;

	fd = open_fast(root, path, O_SEARCH |
	    (last == ROOT_LAST_KEEP ? O_NOFOLLOW : 0));
	if (fd < 0)
		return fd;
	r = fstat(fd, st) < 0 ? -EAGAIN : 0;
	close(fd);
	return r;
}

static int
read_retry(int fd, void *at, size_t len, size_t *ret)
{
	ssize_t n;

	do {
		n = read(fd, at, len);
	} while (n < 0 && errno == EINTR);
	if (n < 0)
		return -errno;
	*ret = (size_t)n;
	return 0;
}

/* Until the end of the file, or one byte over the ceiling. */
static int
read_all(int fd, off_t size, struct buf *b)
{
	size_t room, n;
	char one;
	int r;

	r = buf_reserve(b, (size_t)size < b->max ? (size_t)size + 1 : b->max);
	if (r < 0)
		return r;
	for (;;) {
		if (b->len == b->max) {
			r = read_retry(fd, &one, 1, &n);
			return r < 0 ? r : n > 0 ? -EFBIG : 0;
		}
		room = b->cap - 1 - b->len;
		if (room == 0) {
			room = b->max - b->len;
			r = buf_reserve(b, room < READ_STEP ? room :
			    b->len < READ_STEP ? READ_STEP :
			    b->len < room ? b->len : room);
			if (r < 0)
				return r;
			continue;
		}
		if (room > b->max - b->len)
			room = b->max - b->len;
		r = read_retry(fd, b->p + b->len, room, &n);
		if (r < 0)
			return r;
		b->len += n;
		b->p[b->len] = '\0';
		if (n == 0)
			return 0;
	}
}

/* Is this what may be opened and read? */
static int
readable(const struct stat *st, size_t max)
{
	if (S_ISDIR(st->st_mode))
		return -EISDIR;
	if (!S_ISREG(st->st_mode))
		return -EINVAL;
	if (st->st_size < 0 || (unsigned long long)st->st_size > max)
		return -EFBIG;
	return 0;
}

/*
 * Looked at before it is opened, as opening alone can wait (a fifo) or move
 * something (a tape), and once more after, as it may have been replaced.
 */
static int
read_tree(const struct root_walk *w, struct buf *b, struct stat *st)
{
	int fd, r;

	r = readable(&w->st, b->max);
	if (r < 0)
		return r;
	fd = openat(root_walk_folder(w), w->name, O_RDONLY | O_NOFOLLOW |
	    O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	if (fd < 0)
		return errno == ELOOP || errno == EMLINK ? -EAGAIN : -errno;
	r = fstat(fd, st) < 0 ? -errno : readable(st, b->max);
	if (r == 0)
		r = read_all(fd, st->st_size, b);
	close(fd);
	return r;
}

static int
read_fast(const struct root *root, const char *path, struct buf *b,
    struct stat *st)
{
	int fd, r;

	r = stat_fast(root, path, st, ROOT_LAST_FOLLOW);
	if (r == 0)
		r = readable(st, b->max);
	if (r < 0)
		return r;
	fd = open_fast(root, path, O_RDONLY | O_NONBLOCK | O_NOCTTY);
	if (fd < 0)
		return -EAGAIN;
	r = fstat(fd, st) < 0 ? -errno : readable(st, b->max);
	if (r == 0)
		r = read_all(fd, st->st_size, b);
	close(fd);
	return r;
}

static int
read_once(const struct root *root, const char *path, struct buf *b,
    struct stat *st)
{
	struct root_walk w;
	int r;

	r = read_fast(root, path, b, st);
	if (r != -EAGAIN)
		return r;
	buf_clear(b);
	r = root_walk(&w, root, path, ROOT_LAST_FOLLOW);
	if (r < 0)
		goto out;
	if (w.node != NULL && w.node->kind == OVERLAY_FILE) {
		r = w.node->len > b->max ? -EFBIG :
		    buf_add(b, w.node->data, w.node->len);
		*st = w.st;
		goto out;
	}
	r = read_tree(&w, b, st);
	if (r == 0 && w.node != NULL)
		st->st_mode = w.st.st_mode;
out:
	root_walk_close(&w);
	return r;
}

static int
read_failed(struct err *e, const char *path, int code, size_t max)
{
	if (code == EFBIG)
		return err_set(e, code, "%s: larger than %zu bytes", path,
		    max);
	if (code == EINVAL && path[0] == '/')
		return err_set(e, code, "%s: not a regular file", path);
	return root_fail(e, path, code);
}

int
root_read(const struct root *root, const char *path, struct buf *b,
    struct stat *st, struct err *e)
{
	struct buf got = BUF_INIT(b->max);
	struct stat seen;
	int r, tries;

	for (tries = 0; tries < ROOT_TRIES; tries++) {
		buf_clear(&got);
		r = read_once(root, path, &got, &seen);
		if (r != -EAGAIN)
			break;
	}
	if (r < 0) {
		buf_release(&got);
		return read_failed(e, path, -r, b->max);
	}
	buf_release(b);
	*b = got;
	if (st != NULL)
		*st = seen;
	return 0;
}

static int
stat_last(const struct root *root, const char *path, struct stat *st,
    enum root_last last)
{
	struct root_walk w;
	struct stat seen;
	int r;

	r = stat_fast(root, path, &seen, last);
	if (r == 0)
		*st = seen;
	if (r != -EAGAIN)
		return r;
	r = root_walk(&w, root, path, last);
	if (r == 0)
		*st = w.st;
	root_walk_close(&w);
	return r;
}

int
root_stat(const struct root *root, const char *path, struct stat *st)
{
	return stat_last(root, path, st, ROOT_LAST_FOLLOW);
}

int
root_lstat(const struct root *root, const char *path, struct stat *st)
{
	return stat_last(root, path, st, ROOT_LAST_KEEP);
}

bool
root_exists(const struct root *root, const char *path)
{
	struct stat st;

	return root_stat(root, path, &st) == 0;
}

bool
root_is_file(const struct root *root, const char *path)
{
	struct stat st;

	return root_stat(root, path, &st) == 0 && S_ISREG(st.st_mode);
}

bool
root_is_dir(const struct root *root, const char *path)
{
	struct stat st;

	return root_stat(root, path, &st) == 0 && S_ISDIR(st.st_mode);
}

bool
root_is_executable(const struct root *root, const char *path)
{
	struct stat st;

	return root_stat(root, path, &st) == 0 && S_ISREG(st.st_mode) &&
	    (st.st_mode & (S_IXUSR | S_IXGRP | S_IXOTH)) != 0;
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

int
root_readlink(const struct root *root, const char *path, struct buf *b)
{
	char target[ROOT_MAX_PATH];
	struct root_walk w;
	ssize_t n;
	int r;

	r = root_walk(&w, root, path, ROOT_LAST_KEEP);
	if (r < 0)
		goto out;
	if (!S_ISLNK(w.st.st_mode)) {
		r = -EINVAL;
	} else if (w.node != NULL && w.node->kind == OVERLAY_LINK) {
		r = set_text(b, w.node->data, w.node->len);
	} else {
		n = readlinkat(root_walk_folder(&w), w.name, target,
		    sizeof(target));
		r = n < 0 ? -errno :
		    (size_t)n == sizeof(target) ? -ENAMETOOLONG :
		    set_text(b, target, (size_t)n);
	}
out:
	root_walk_close(&w);
	return r;
}

int
root_resolve(const struct root *root, const char *path, struct buf *b)
{
	struct root_walk w;
	int r;

	r = root_walk(&w, root, path, ROOT_LAST_FOLLOW);
	if (r == 0)
		r = w.len == 0 ? set_text(b, "/", 1) :
		    set_text(b, w.path, w.len);
	root_walk_close(&w);
	return r;
}
