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
#include "agent/base/root_real.h"
#include "agent/base/root_seen.h"
#include "agent/base/root_text.h"
#include "agent/base/root_trouble.h"
#include "agent/base/root_walk.h"

/* Smaller ones are remembered with their text. */
#define KEEP_MAX ((size_t)16384)
#define SMALL ((off_t)8192)
#define MIDDLE_TEXT ((size_t)16383)

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

/* What is kept under this path, or under the real one, which *path is then. */
static const struct root_answer *
kept(const struct root *root, enum root_kept kind, const char **path,
    char room[ROOT_MAX_PATH], int *r)
{
	const struct root_answer *known = root_seen_get(root->seen, kind,
	    *path);

	*r = 0;
	if (known != NULL)
		return known;
	*path = root_real_key(root, *path, room, r);
	return *path == room ? root_seen_get(root->seen, kind, *path) : NULL;
}

/*
 * Looked at before it is opened, as opening alone can wait (a fifo) or move
 * something (a tape), and once more after, as it may have been replaced.
 */
static int
read_tree(const struct root_walk *w, struct buf *b, struct stat *st)
{
	int fd, r;

	r = root_text_check(&w->st, b->max);
	if (r < 0)
		return r;
	fd = openat(root_walk_folder(w), w->name, O_RDONLY | O_NOFOLLOW |
	    O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	if (fd < 0)
		return errno == ELOOP || errno == EMLINK ? -EAGAIN : -errno;
	r = fstat(fd, st) < 0 ? -errno : root_text_check(st, b->max);
	if (r == 0)
		r = root_text_all(fd, st->st_size, b);
	close(fd);
	return r;
}

static int stat_last(const struct root *, const char *path, struct stat *,
    enum root_last);

/* st is NULL where nobody asks, and something is remembered. */
static int
read_fast(const struct root *root, const char *path, struct buf *b,
    struct stat *st)
{
	const bool listed = root_real_kind(root, path) == ROOT_KIND_FILE;
	struct stat seen;
	int fd, r = 0;

	if (root->overlay != NULL)
		return -EAGAIN;
	if (!listed) {
		r = stat_last(root, path, &seen, ROOT_LAST_FOLLOW);
		if (r == 0)
			r = root_text_check(&seen, b->max);
	}
	if (r < 0)
		return r;
	fd = root_fast_open(root, path, O_RDONLY | O_NONBLOCK | O_NOCTTY |
	    (listed ? O_NOFOLLOW : 0));
	if (fd < 0)
		return -EAGAIN;
	if (st != NULL)
		r = fstat(fd, st) < 0 ? -errno : root_text_check(st, b->max);
	if (r == 0)
		r = st == NULL && listed ? root_text_listed(fd, b) :
		    root_text_all(fd, (st != NULL ? st : &seen)->st_size, b);
	close(fd);
	return r;
}

static int
read_once(const struct root *root, const char *path, struct buf *b,
    struct stat *st)
{
	struct root_walk w;
	struct stat seen;
	int r;

	r = read_fast(root, path, b, st);
	if (r != -EAGAIN)
		return r;
	if (st == NULL)
		st = &seen;
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

/* seen: NULL when only the text is asked for. */
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
	struct buf got = BUF_INIT(b->max);
	const struct root_answer *known;
	char room[ROOT_MAX_PATH];
	const char *key = path;
	struct stat seen;
	int r;

	known = kept(root, ROOT_KEPT_TEXT, &key, room, &r);
	if (r < 0) {
		;
	} else if (known == NULL || (st != NULL && known->st == NULL)) {
		r = read_new(root, key, &got, st != NULL ||
		    root->seen == NULL ? &seen : NULL);
	} else {
		if (st != NULL)
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

/* What is no link is the same with and without a look behind it. */
static const struct root_answer *
stat_other(const struct root *root, const char *path, enum root_last last)
{
	const struct root_answer *a = root_seen_get(root->seen,
	    last == ROOT_LAST_KEEP ? ROOT_KEPT_STAT : ROOT_KEPT_LSTAT, path);
	enum root_kind kind;

	if (a == NULL)
		return NULL;
	if (last == ROOT_LAST_FOLLOW)
		return a->r == 0 && !S_ISLNK(a->st->st_mode) ? a : NULL;
	kind = root_real_kind(root, path);
	return a->r == 0 && (kind == ROOT_KIND_FILE ||
	    kind == ROOT_KIND_FOLDER) ? a : NULL;
}

static int
stat_new(const struct root *root, const char *path, struct stat *st,
    enum root_last last)
{
	struct root_walk w;
	int r;

	r = root_fast_stat(root, path, st, last);
	if (r != -EAGAIN)
		return r;
	r = root_walk(&w, root, path, last);
	if (r == 0)
		*st = w.st;
	root_walk_close(&w);
	return r;
}

static int
stat_last(const struct root *root, const char *path, struct stat *st,
    enum root_last last)
{
	const enum root_kept kind = last == ROOT_LAST_KEEP ?
	    ROOT_KEPT_LSTAT : ROOT_KEPT_STAT;
	struct root_answer a = { .r = 0 };
	const struct root_answer *known;
	const char *asked = path;
	char room[ROOT_MAX_PATH];
	struct stat seen;

	known = kept(root, kind, &path, room, &a.r);
	if (a.r < 0)
		return a.r;
	if (known == NULL)
		known = stat_other(root, path, last);
	if (known == NULL) {
		a.r = root_real_kind(root, path) == ROOT_KIND_ABSENT ?
		    -ENOENT : stat_new(root, path, &seen, last);
		if (a.r == 0)
			a.st = &seen;
		root_seen_put(root->seen, kind, path, &a);
		known = &a;
	}
	if (known->r == 0)
		*st = *known->st;
	return root_trouble_note(root, asked, known->r);
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

int
root_listed(const struct root *root, const char *path)
{
	char room[ROOT_MAX_PATH];
	enum root_kind kind;
	int r;

	if (root->seen == NULL || root->overlay != NULL)
		return 0;
	path = root_real_key(root, path, room, &r);
	kind = r == 0 ? root_real_kind(root, path) : ROOT_KIND_ABSENT;
	return kind == ROOT_KIND_ABSENT ? -ENOENT : kind == ROOT_KIND_FILE;
}

/* What is small is kept whole at once: it will be asked for soon. path is the
 * key of a file that was listed. 0 with the text, -EAGAIN: by the long way. */
static int
head_listed(const struct root *root, const char *path, struct buf *b)
{
	struct root_answer a = { .r = 0 };
	size_t n = 0, more = 0;
	int fd, r;

	r = buf_reserve(b, MIDDLE_TEXT);
	if (r < 0)
		return r;
	fd = root_fast_open(root, path, O_RDONLY | O_NONBLOCK | O_NOCTTY |
	    O_NOFOLLOW);
	if (fd < 0)
		return -EAGAIN;
	r = root_text_some(fd, b->p, ROOT_HEAD, &n);
	/* Programs are large, and no texts. */
	if (r == 0 && n == ROOT_HEAD && memchr(b->p, '\0', n) == NULL) {
		r = root_text_some(fd, b->p + n, MIDDLE_TEXT - n, &more);
		n += more;
	}
	close(fd);
	if (r < 0 || n == 0)
		return -EAGAIN;
	b->len = n;
	b->p[n] = '\0';
	if (root_text_is_whole(b, MIDDLE_TEXT)) {
		a.text = b->p;
		a.len = n;
		root_seen_put(root->seen, ROOT_KEPT_TEXT, path, &a);
	} else if (n < ROOT_HEAD) {
		buf_clear(b);
		return -EAGAIN;
	}
	return 0;
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
		r = root_text_check(&st, SIZE_MAX);
	if (r < 0)
		return r;
	fd = root_fast_open(root, path, O_RDONLY | O_NONBLOCK | O_NOCTTY);
	if (fd < 0)
		return -EAGAIN;
	if (root->seen == NULL)
		r = fstat(fd, &st) < 0 ? -errno :
		    root_text_check(&st, SIZE_MAX);
	while (r == 0 && n > 0 && b->len < ROOT_HEAD) {
		r = root_text_some(fd, b->p + b->len, ROOT_HEAD - b->len, &n);
		if (r == 0)
			b->len += n;
	}
	close(fd);
	return r;
}

ssize_t
root_head(const struct root *root, const char *path, char head[ROOT_HEAD])
{
	struct root_answer a = { .r = 0 };
	struct buf b = BUF_INIT(ROOT_MAX_FILE);
	const struct root_answer *known;
	const char *asked = path;
	char room[ROOT_MAX_PATH];
	struct stat st;
	size_t n;

	known = kept(root, ROOT_KEPT_HEAD, &path, room, &a.r);
	if (a.r < 0)
		return a.r;
	if (known == NULL)
		known = root_seen_get(root->seen, ROOT_KEPT_TEXT, path);
	if (known == NULL) {
		/* What is small will be read whole soon. */
		if (root->seen != NULL && root->overlay == NULL &&
		    root_real_kind(root, path) == ROOT_KIND_FILE)
			a.r = head_listed(root, path, &b);
		else if (root->seen != NULL &&
		    root_stat(root, path, &st) == 0 &&
		    S_ISREG(st.st_mode) && st.st_size <= SMALL)
			a.r = -EAGAIN;
		else
			a.r = buf_reserve(&b, ROOT_HEAD);
		if (a.r == 0 && b.len == 0)
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
	return known->r < 0 ? root_trouble_note(root, asked, known->r) :
	    (ssize_t)n;
}
