/* Reads the files of the inspected host, never anything outside its tree. */
#include "agent/base/root.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include "agent/base/compat.h"
#include "agent/base/overlay.h"
#include "agent/base/root_fast.h"
#include "agent/base/root_seen.h"
#include "agent/base/root_trouble.h"
#include "agent/base/root_walk.h"

/* How much more is asked for when a file says no size, as in /proc. */
#define READ_STEP ((size_t)4096)
/* Smaller ones are remembered with their text. */
#define KEEP_MAX ((size_t)16384)
#define SMALL ((off_t)8192)

int
root_open(struct root *root, const char *path, struct err *e)
{
	struct stat st, top;
	int fd;

	fd = open(path, O_SEARCH | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		return root_fail(e, path, errno);
	*root = (struct root){ .fd = fd, .path = path };
	root->own = strcmp(path, "/") == 0 && fstat(fd, &st) == 0 &&
	    fstatat(AT_FDCWD, "/", &top, 0) == 0 && st.st_dev == top.st_dev &&
	    st.st_ino == top.st_ino;
	return 0;
}

void
root_release(struct root *root)
{
	if (root->fd >= 0)
		close(root->fd);
	overlay_free(root->overlay);
	root_seen_free(root->seen);
	*root = ROOT_INIT;
}

void
root_remember(struct root *root)
{
	if (root->overlay == NULL && root->seen == NULL)
		root->seen = root_seen_new();
}

void
root_forget(struct root *root)
{
	root_seen_free(root->seen);
	root->seen = NULL;
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
		/* A regular file gives less than was asked for at its end;
		 * over a network, elsewhere too. */
		if (n == 0 || (size > 0 && n < room &&
		    b->len >= (size_t)size))
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

static int stat_last(const struct root *, const char *path, struct stat *,
    enum root_last);

static int
read_fast(const struct root *root, const char *path, struct buf *b,
    struct stat *st)
{
	int fd, r;

	if (root->overlay != NULL)
		return -EAGAIN;
	r = stat_last(root, path, st, ROOT_LAST_FOLLOW);
	if (r == 0)
		r = readable(st, b->max);
	if (r < 0)
		return r;
	fd = root_fast_open(root, path, O_RDONLY | O_NONBLOCK | O_NOCTTY);
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

static int
read_new(const struct root *root, const char *path, struct buf *b,
    struct stat *seen)
{
	struct root_answer a = { .r = 0 };
	int r = -EAGAIN, tries;

	for (tries = 0; r == -EAGAIN && tries < ROOT_TRIES; tries++) {
		buf_clear(b);
		r = read_once(root, path, b, seen);
	}
	if (r == 0 && b->len <= KEEP_MAX && root->seen != NULL) {
		a.st = seen;
		a.text = b->p == NULL ? "" : b->p;
		a.len = b->len;
		root_seen_put(root->seen, ROOT_KEPT_TEXT, path, &a);
	}
	return r;
}

int
root_read(const struct root *root, const char *path, struct buf *b,
    struct stat *st, struct err *e)
{
	const struct root_answer *known = root_seen_get(root->seen,
	    ROOT_KEPT_TEXT, path);
	struct buf got = BUF_INIT(b->max);
	struct stat seen;
	int r;

	if (known == NULL) {
		r = read_new(root, path, &got, &seen);
	} else {
		seen = *known->st;
		r = known->len > b->max ? -EFBIG :
		    buf_add(&got, known->text, known->len);
	}
	if (r < 0) {
		buf_release(&got);
		root_trouble_note(root, path, r);
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
	const enum root_kept kind = last == ROOT_LAST_KEEP ?
	    ROOT_KEPT_LSTAT : ROOT_KEPT_STAT;
	const struct root_answer *known = root_seen_get(root->seen, kind,
	    path);
	struct root_answer a = { .r = 0 };
	struct root_walk w;
	struct stat seen;

	if (known == NULL) {
		a.r = root_fast_stat(root, path, &seen, last);
		if (a.r == -EAGAIN) {
			a.r = root_walk(&w, root, path, last);
			if (a.r == 0)
				seen = w.st;
			root_walk_close(&w);
		}
		if (a.r == 0)
			a.st = &seen;
		root_seen_put(root->seen, kind, path, &a);
		known = &a;
	}
	if (known->r == 0)
		*st = *known->st;
	return root_trouble_note(root, path, known->r);
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
	char target[ROOT_MAX_PATH];

	if (known == NULL) {
		a.text = target;
		a.r = readlink_once(root, path, target, sizeof(target),
		    &a.len);
		if (a.r == 0 && a.len == sizeof(target))
			a.r = -ENAMETOOLONG;
		if (a.r < 0)
			a = (struct root_answer){ .r = a.r };
		root_seen_put(root->seen, ROOT_KEPT_TARGET, path, &a);
		known = &a;
	}
	return known->r < 0 ? root_trouble_note(root, path, known->r) :
	    set_text(b, known->text, known->len);
}

int
root_resolve(const struct root *root, const char *path, struct buf *b)
{
	const struct root_answer *known = root_seen_get(root->seen,
	    ROOT_KEPT_REAL, path);
	struct root_answer a = { .r = 0 };
	struct root_walk w;
	int r;

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

/* The same checks as before reading it whole, except for its size. */
static int
head_once(const struct root *root, const char *path, struct buf *b)
{
	struct stat st;
	size_t n = 1;
	int fd, r;

	r = root_stat(root, path, &st);
	if (r == 0)
		r = readable(&st, SIZE_MAX);
	if (r < 0)
		return r;
	fd = root_fast_open(root, path, O_RDONLY | O_NONBLOCK | O_NOCTTY);
	if (fd < 0)
		return -EAGAIN;
	r = fstat(fd, &st) < 0 ? -errno : readable(&st, SIZE_MAX);
	while (r == 0 && n > 0 && b->len < ROOT_HEAD) {
		r = read_retry(fd, b->p + b->len, ROOT_HEAD - b->len, &n);
		if (r == 0)
			b->len += n;
	}
	close(fd);
	return r;
}

ssize_t
root_head(const struct root *root, const char *path, char head[ROOT_HEAD])
{
	const struct root_answer *known = root_seen_get(root->seen,
	    ROOT_KEPT_HEAD, path);
	struct root_answer a = { .r = 0 };
	struct buf b = BUF_INIT(ROOT_MAX_FILE);
	struct stat st;
	size_t n;

	if (known == NULL)
		known = root_seen_get(root->seen, ROOT_KEPT_TEXT, path);
	if (known == NULL) {
		/* What is small will be read whole soon. */
		if (root->seen != NULL && root_stat(root, path, &st) == 0 &&
		    S_ISREG(st.st_mode) && st.st_size <= SMALL)
			a.r = -EAGAIN;
		else
			a.r = buf_reserve(&b, ROOT_HEAD);
		if (a.r == 0)
			a.r = head_once(root, path, &b);
		if (a.r == -EAGAIN)	/* by the long way, then */
			a.r = root_read(root, path, &b, NULL, NULL);
		if (a.r == 0) {
			a.text = b.p == NULL ? "" : b.p;
			a.len = b.len < ROOT_HEAD ? b.len : ROOT_HEAD;
		}
		root_seen_put(root->seen, ROOT_KEPT_HEAD, path, &a);
		known = &a;
	}
	n = known->len < ROOT_HEAD ? known->len : ROOT_HEAD;
	if (known->r == 0)
		memcpy(head, known->text, n);
	buf_release(&b);
	return known->r < 0 ? root_trouble_note(root, path, known->r) :
	    (ssize_t)n;
}
