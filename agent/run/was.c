/* What stands at a path before a change. */
#include "agent/run/was.h"

#include <errno.h>
#include <string.h>

static int
read_link(const struct root *root, const char *path, struct buf *text)
{
	int r = root_readlink(root, path, text);

	return r == -EINVAL || r == -ENOENT ? -EAGAIN : r;
}

/* Of the file that lstat() saw: another one by now is -EAGAIN. */
static int
read_file(const struct root *root, const char *path, struct stat *st,
    struct buf *text, struct err *e)
{
	struct stat now;
	int r = root_read(root, path, text, &now, e);

	if (r < 0)
		return r;
	if (now.st_dev != st->st_dev || now.st_ino != st->st_ino)
		return err_set(e, EAGAIN, "%s: changed while it was read",
		    path);
	*st = now;
	return 0;
}

int
was_read(const struct root *root, const char *path, struct was *ret,
    struct buf *text, struct err *e)
{
	struct buf own = BUF_INIT(ROOT_MAX_FILE);
	struct buf *b = text != NULL ? text : &own;
	struct was was = { 0 };
	struct stat st;
	int r = root_lstat(root, path, &st);

	if (r == -ENOENT || r == -ENOTDIR) {
		*ret = was;
		if (text != NULL)
			buf_clear(text);
		return 0;
	}
	if (r < 0)
		return err_set(e, -r, "%s: %s", path, strerror(-r));
	if (S_ISLNK(st.st_mode))
		r = read_link(root, path, b);
	else if (S_ISREG(st.st_mode))
		r = read_file(root, path, &st, b, e);
	else if (!S_ISDIR(st.st_mode))
		r = err_set(e, EINVAL, "%s: neither file nor folder", path);
	if (r == 0) {
		was = (struct was){
			.there = true,
			.link = S_ISLNK(st.st_mode),
			.dev = (uint64_t)st.st_dev,
			.ino = (uint64_t)st.st_ino,
			.nlink = (uint64_t)st.st_nlink,
			.size = (uint64_t)st.st_size,
			.mtime = st.st_mtim.tv_sec,
			.mtime_ns = st.st_mtim.tv_nsec,
			.mode = st.st_mode,
			.uid = st.st_uid,
			.gid = st.st_gid,
		};
		if (!S_ISDIR(st.st_mode))
			digest_of(b->p, b->len, was.digest);
		*ret = was;
	}
	buf_release(&own);
	return r;
}

bool
was_same(const struct was *a, const struct was *b)
{
	if (!a->there || !b->there)
		return a->there == b->there;
	return a->link == b->link && a->dev == b->dev && a->ino == b->ino &&
	    a->nlink == b->nlink && a->mode == b->mode && a->uid == b->uid &&
	    a->gid == b->gid && strcmp(a->digest, b->digest) == 0;
}
