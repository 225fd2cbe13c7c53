/* One change of one path: the old thing or the new one, whatever happens. */
#include "agent/base/root_change.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "agent/base/compat.h"
#include "agent/base/root_spot.h"

/* Some file systems cannot do it, some kernels neither. */
static bool
cannot(int error)
{
	return error == ENOSYS || error == EINVAL || error == ENOTSUP;
}

/* rename(2) to a name that is not there. */
static int
rename_new(int from_dir, const char *from, int to_dir, const char *to)
{
	struct stat st;

	if (compat_rename_new(from_dir, from, to_dir, to) == 0)
		return 0;
	if (!cannot(errno))
		return -errno;
	if (fstatat(to_dir, to, &st, AT_SYMLINK_NOFOLLOW) == 0)
		return -EEXIST;
	return renameat(from_dir, from, to_dir, to) < 0 ? -errno : 0;
}

/*
 * The new file or link, under its temporary name, takes the place of path.
 * What comes out is looked at; when it is not what was seen there it goes
 * back at once.
 */
static int
take_place(struct root_spot *s, int dir)
{
	const struct root_change *c = s->change;
	int r;

	if (c->was == NULL)
		return rename_new(dir, c->temp, s->folder, s->walk.name);
	if (compat_rename_swap(dir, c->temp, s->folder, s->walk.name) == 0) {
		s->replaced = true;
		r = root_spot_same(s, dir, c->temp);
		if (r == 0)
			return unlinkat(dir, c->temp, 0) < 0 ? -errno : 0;
		if (compat_rename_swap(dir, c->temp, s->folder,
		    s->walk.name) < 0) {
			/* What lies there under our name is not ours. */
			s->keep = true;
			return -errno;
		}
		s->replaced = false;
		return r;
	}
	if (!cannot(errno))
		return -errno;
	r = root_spot_same(s, s->folder, s->walk.name);
	if (r < 0)
		return r;
	if (renameat(dir, c->temp, s->folder, s->walk.name) < 0)
		return -errno;
	s->replaced = true;
	return 0;
}

struct content {
	const void *data;	/* or the target of a link */
	size_t len;
	mode_t mode;
	const struct root_attr *attr;
	bool times, link;
};

static int
fill(struct root_spot *s, int fd, const struct content *n)
{
	struct root_attr own, *as = NULL;
	struct pool p = { .blocks = NULL };
	int r = root_spot_write(fd, n->data, n->len);

	if (r == 0 && n->attr == NULL && s->old >= 0) {
		as = &own;
		r = root_attr_of(s->old, &p, as);
	}
	if (r == 0 && n->attr != NULL)
		r = root_attr_give(fd, n->attr, n->times);
	else if (r == 0 && as != NULL)
		r = root_attr_give(fd, as, false);
	else if (r == 0)
		r = fchmod(fd, n->mode & 07777) < 0 ? -errno :
		    root_spot_context(s, fd);
	if (r == 0 && fsync(fd) < 0)
		r = -errno;
	pool_release(&p);
	return r;
}

static int
make_link(struct root_spot *s, int dir, const struct content *n)
{
	const char *temp = s->change->temp;
	const struct root_attr *a = n->attr;
	struct timespec t[2];

	if (symlinkat(n->data, dir, temp) < 0)
		return -errno;
	s->made = true;
	if (a == NULL)
		return 0;
	t[0] = a->atime;
	t[1] = a->mtime;
	if (fchownat(dir, temp, a->uid, a->gid, AT_SYMLINK_NOFOLLOW) < 0 ||
	    utimensat(dir, temp, t, AT_SYMLINK_NOFOLLOW) < 0)
		return -errno;
	return 0;
}

static int
make_file(struct root_spot *s, int dir, const struct content *n)
{
	int fd, r;

	fd = openat(dir, s->change->temp, O_WRONLY | O_CREAT | O_EXCL |
	    O_NOFOLLOW | O_CLOEXEC, 0600);
	if (fd < 0)
		return -errno;
	s->made = true;
	r = fill(s, fd, n);
	if (close(fd) < 0 && r == 0)
		r = -errno;
	return r;
}

/* Make it in one folder that may be on the same file system. -EXDEV: it was
 * not, as a folder that is mounted twice shows. */
static int
put_from(struct root_spot *s, int dir, const struct content *n)
{
	int r;

	s->made = false;
	r = n->link ? make_link(s, dir, n) : make_file(s, dir, n);
	if (r == 0)
		r = take_place(s, dir);
	if (r < 0 && s->made && !s->keep)
		unlinkat(dir, s->change->temp, 0);
	return r;
}

static int
put(const struct root_change *c, const struct content *n)
{
	struct root_spot s;
	unsigned turn;
	int dir, r = root_spot_open(&s, c);

	if (r == 0)
		r = root_spot_unlock(&s);
	if (r == 0) {
		if (n->attr != NULL)
			s.cleared |= n->attr->flags;
		r = -EXDEV;
		for (turn = 0; r == -EXDEV &&
		    (dir = root_spot_stage(&s, turn)) != -ENOENT; turn++)
			if (dir >= 0)
				r = put_from(&s, dir, n);
		if (r == 0)
			r = root_spot_sync(&s);
		r = root_spot_lock(&s, r);
	}
	return root_spot_close(&s, r);
}

int
root_change_put(const struct root_change *c, const void *data, size_t len,
    mode_t mode, const struct root_attr *attr, bool times)
{
	return put(c, &(struct content){ .data = data, .len = len,
	    .mode = mode, .attr = attr, .times = times });
}

int
root_change_link(const struct root_change *c, const char *target,
    const struct root_attr *attr)
{
	return put(c, &(struct content){ .data = target, .attr = attr,
	    .link = true });
}

static int
write_over(struct root_spot *s, int fd, const void *data, size_t len)
{
	const size_t old_len = s->change->old_len;
	struct buf b = BUF_INIT(2 * ROOT_MAX_FILE);
	int r = buf_add(&b, data, len);

	/* One write of both: between a write and the new length the file
	 * must not end in what is left of the old text. */
	if (r == 0 && old_len > len) {
		r = buf_reserve(&b, old_len - len);
		if (r == 0) {
			memset(b.p + len, '\n', old_len - len);
			b.len = old_len;
		}
	}
	if (r == 0)
		r = root_spot_write_at(fd, b.p, b.len);
	if (r == 0 && ftruncate(fd, (off_t)len) < 0)
		r = -errno;
	if (r == 0 && fsync(fd) < 0)
		r = -errno;
	buf_release(&b);
	return r;
}

/* The old bytes once more, after a failure: what that says is not asked, as
 * the journal has them too. */
static void
write_back(struct root_spot *s, int fd, const struct root_attr *a)
{
	const struct root_change *c = s->change;

	if (root_spot_write_at(fd, c->old, c->old_len) == 0 &&
	    ftruncate(fd, (off_t)c->old_len) == 0 &&
	    root_attr_give(fd, a, true) == 0)
		(void)fsync(fd);
}

int
root_change_in_place(const struct root_change *c, const void *data,
    size_t len, const struct root_attr *attr, bool times)
{
	struct pool p = { .blocks = NULL };
	struct root_attr own;
	struct root_spot s;
	int fd = -1, r = root_spot_open(&s, c);

	if (r == 0 && c->was == NULL)
		r = -ENOENT;
	if (r == 0)
		r = root_attr_of(s.old, &p, &own);
	if (r == 0)
		r = root_spot_unlock(&s);
	if (r == 0) {
		fd = root_spot_reopen(&s);
		r = fd < 0 ? fd : root_spot_same(&s, s.folder, s.walk.name);
	}
	if (fd >= 0 && r == 0) {
		r = write_over(&s, fd, data, len);
		if (r == 0)
			r = root_attr_give(fd, attr != NULL ? attr : &own,
			    times);
		if (r == 0 && fsync(fd) < 0)
			r = -errno;
		if (r < 0 && c->old != NULL)
			write_back(&s, fd, &own);
	}
	if (fd >= 0 && close(fd) < 0 && r == 0)
		r = -errno;
	if (s.open)
		r = root_spot_lock(&s, r);
	pool_release(&p);
	return root_spot_close(&s, r);
}

int
root_change_move(const struct root_change *c, const char *to)
{
	const char *name = strrchr(to, '/');
	struct root_spot s;
	int r = root_spot_open(&s, c);

	if (r == 0 && (c->was == NULL || name == NULL || name[1] == '\0'))
		r = -EINVAL;
	if (r == 0 && ((size_t)(name - to) != strlen(c->path) -
	    strlen(s.walk.name) - 1 ||
	    strncmp(to, c->path, (size_t)(name - to)) != 0))
		r = -EXDEV;
	if (r == 0)
		r = root_spot_unlock(&s);
	if (r == 0) {
		r = rename_new(s.folder, s.walk.name, s.folder, name + 1);
		if (r == 0 && root_spot_same(&s, s.folder, name + 1) < 0) {
			r = rename_new(s.folder, name + 1, s.folder,
			    s.walk.name);
			r = r < 0 ? r : -EAGAIN;
		}
		if (r == 0)
			r = root_spot_sync(&s);
		r = root_spot_lock(&s, r);
	}
	return root_spot_close(&s, r);
}

/* It is moved away first, and looked at there. */
static int
remove_from(struct root_spot *s, int dir)
{
	const char *temp = s->change->temp;
	int r, back;

	r = rename_new(s->folder, s->walk.name, dir, temp);
	if (r < 0)
		return r;
	r = root_spot_same(s, dir, temp);
	if (r == 0 && unlinkat(dir, temp, 0) < 0)
		r = -errno;
	if (r < 0) {
		back = rename_new(dir, temp, s->folder, s->walk.name);
		r = back < 0 ? back : r;
	}
	return r;
}

int
root_change_remove(const struct root_change *c)
{
	struct root_spot s;
	unsigned turn;
	int dir, r = root_spot_open(&s, c);

	if (r == 0 && c->was == NULL)
		r = -ENOENT;
	if (r == 0)
		r = root_spot_unlock(&s);
	if (r == 0) {
		r = -EXDEV;
		for (turn = 0; r == -EXDEV &&
		    (dir = root_spot_stage(&s, turn)) != -ENOENT; turn++)
			if (dir >= 0)
				r = remove_from(&s, dir);
		if (r == 0)
			r = root_spot_sync(&s);
		else
			r = root_spot_lock(&s, r);
	}
	return root_spot_close(&s, r);
}

/* attr NULL: only that mode. */
static int
give(const struct root_change *c, const struct root_attr *attr,
    mode_t mode, bool times)
{
	struct root_spot s;
	int r = root_spot_open(&s, c);

	if (r == 0 && s.old < 0)
		r = -EINVAL;
	if (r == 0)
		r = root_spot_unlock(&s);
	if (r == 0) {
		if (attr != NULL) {
			s.cleared |= attr->flags;
			r = root_attr_give(s.old, attr, times);
		} else if (fchmod(s.old, mode & 07777) < 0) {
			r = -errno;
		}
		if (r == 0 && fsync(s.old) < 0)
			r = -errno;
		r = root_spot_lock(&s, r);
	}
	return root_spot_close(&s, r);
}

int
root_change_attr(const struct root_change *c, const struct root_attr *attr,
    bool times)
{
	return give(c, attr, 0, times);
}

int
root_change_mode(const struct root_change *c, mode_t mode)
{
	return give(c, NULL, mode, false);
}

int
root_change_clean(const struct root_change *c)
{
	struct root_spot s;
	unsigned turn;
	int dir, r = root_spot_walk(&s, c);

	for (turn = 0; r == 0 &&
	    (dir = root_spot_stage(&s, turn)) != -ENOENT; turn++)
		if (dir >= 0 && unlinkat(dir, c->temp, 0) < 0 &&
		    errno != ENOENT && errno != EROFS)
			r = -errno;
	return root_spot_close(&s, r == -ENOENT ? 0 : r);
}

int
root_change_check(const struct root_change *c)
{
	struct root_spot s;
	int r = root_spot_open(&s, c);

	if (r == 0)
		r = root_spot_may_write(&s);
	return root_spot_close(&s, r);
}

int
root_change_folder_time(const struct root *root, const char *path,
    const struct timespec *mtime)
{
	const struct root_change c = { .root = root, .path = path };
	const struct timespec t[2] = { { .tv_nsec = UTIME_OMIT }, *mtime };
	struct root_spot s;
	int r = root_spot_walk(&s, &c);

	if (r == 0 && futimens(s.folder, t) < 0)
		r = -errno;
	return root_spot_close(&s, r);
}

int
root_change_rmdir(const struct root *root, const char *path, struct err *e)
{
	const struct root_change c = { .root = root, .path = path, .e = e };
	struct root_spot s;
	int r = root_spot_walk(&s, &c);

	if (r == 0 && unlinkat(s.folder, s.walk.name, AT_REMOVEDIR) < 0 &&
	    errno != ENOENT && errno != ENOTEMPTY && errno != EEXIST)
		r = -errno;
	if (r == 0)
		r = root_spot_sync(&s);
	return root_spot_close(&s, r == -ENOENT ? 0 : r);
}
