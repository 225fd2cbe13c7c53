/* The place of one change: the way to it, and what is there. */
#include "agent/base/root_spot.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "agent/base/compat.h"

static int
open_stage(struct root_spot *s)
{
	struct root_walk w;
	int fd, r;

	if (s->change->stage == NULL)
		return -1;
	r = root_walk(&w, &s->plain, s->change->stage, ROOT_LAST_KEEP);
	fd = r < 0 || w.links > 0 ? -1 :
	    openat(root_walk_folder(&w), w.name[0] == '\0' ? "." : w.name,
	    O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	root_walk_close(&w);
	return fd;
}

int
root_spot_walk(struct root_spot *s, const struct root_change *c)
{
	struct stat st;
	int r;

	s->change = c;
	s->open = s->replaced = s->made = s->keep = false;
	s->folder = s->old = s->stage = -1;
	s->cleared = 0;
	s->plain = (struct root){ .fd = c->root->fd, .path = c->root->path };
	r = root_walk(&s->walk, &s->plain, c->path, ROOT_LAST_KEEP);
	if (s->walk.links > 0)
		return -ELOOP;
	if (r == -ENOENT && (!s->walk.missing ||
	    s->walk.rest[s->walk.at] != '\0'))
		return -ENOENT;
	if (r < 0 && r != -ENOENT)
		return r;
	if (s->walk.name[0] == '\0')
		return -EISDIR;
	s->folder = openat(root_walk_folder(&s->walk), ".",
	    O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (s->folder < 0 || fstat(s->folder, &st) < 0)
		return -errno;
	s->dev = st.st_dev;
	s->stage = open_stage(s);
	return 0;
}

static bool
same_stat(const struct stat *a, const struct stat *b)
{
	if (a->st_dev != b->st_dev || a->st_ino != b->st_ino ||
	    (a->st_mode & S_IFMT) != (b->st_mode & S_IFMT))
		return false;
	return S_ISDIR(a->st_mode) || (a->st_size == b->st_size &&
	    a->st_mtim.tv_sec == b->st_mtim.tv_sec &&
	    a->st_mtim.tv_nsec == b->st_mtim.tv_nsec);
}

/* The bytes too, as an edit within one tick of the clock shows nowhere
 * else. */
static int
same_bytes(struct root_spot *s)
{
	const struct root_change *c = s->change;
	const char *old = c->old;
	char part[4096];
	size_t at = 0;
	ssize_t n;

	for (;;) {
		n = pread(s->old, part, sizeof(part), (off_t)at);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return -errno;
		if (n == 0)
			return at == c->old_len ? 0 : -EAGAIN;
		if (at + (size_t)n > c->old_len ||
		    memcmp(part, old + at, (size_t)n) != 0)
			return -EAGAIN;
		at += (size_t)n;
	}
}

static int
same_target(struct root_spot *s, int dir, const char *name)
{
	const struct root_change *c = s->change;
	char target[ROOT_MAX_PATH];
	ssize_t n = readlinkat(dir, name, target, sizeof(target));

	if (n < 0)
		return -errno;
	return (size_t)n == c->old_len && memcmp(target, c->old,
	    c->old_len) == 0 ? 0 : -EAGAIN;
}

int
root_spot_same(struct root_spot *s, int dir, const char *name)
{
	const struct root_change *c = s->change;
	struct stat st;

	if (fstatat(dir, name, &st, AT_SYMLINK_NOFOLLOW) < 0)
		return errno == ENOENT ? -EAGAIN : -errno;
	if (c->was == NULL || !same_stat(&st, &s->st))
		return -EAGAIN;
	if (c->old == NULL)
		return 0;
	return S_ISLNK(st.st_mode) ? same_target(s, dir, name) :
	    S_ISREG(st.st_mode) ? same_bytes(s) : 0;
}

int
root_spot_open(struct root_spot *s, const struct root_change *c)
{
	struct stat st;
	int r = root_spot_walk(s, c);

	if (r < 0)
		return r;
	s->open = true;
	if (fstatat(s->folder, s->walk.name, &s->st,
	    AT_SYMLINK_NOFOLLOW) < 0) {
		if (errno != ENOENT)
			return -errno;
		return c->was == NULL ? 0 : -EAGAIN;
	}
	if (c->was == NULL || !same_stat(c->was, &s->st))
		return -EAGAIN;
	if (S_ISREG(s->st.st_mode) || S_ISDIR(s->st.st_mode)) {
		s->old = openat(s->folder, s->walk.name, O_RDONLY |
		    O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
		if (s->old < 0 || fstat(s->old, &st) < 0)
			return -errno;
		if (!same_stat(&st, &s->st))
			return -EAGAIN;
	}
	return root_spot_same(s, s->folder, s->walk.name);
}

int
root_spot_close(struct root_spot *s, int r)
{
	const struct root_change *c = s->change;

	if (s->old >= 0)
		close(s->old);
	if (s->folder >= 0)
		close(s->folder);
	if (s->stage >= 0)
		close(s->stage);
	root_walk_close(&s->walk);
	if (r == 0 || (c->e != NULL && c->e->text[0] != '\0'))
		return r;
	if (r == -EAGAIN)
		return err_set(c->e, EAGAIN, "%s: was changed by somebody "
		    "else meanwhile", c->path);
	if (r == -ELOOP)
		return err_set(c->e, ELOOP, "%s: a link is on the way",
		    c->path);
	return root_fail(c->e, c->path, -r);
}

/* Nobody else may write to it, or he could swap our file for his. */
static bool
is_ours(const struct stat *st)
{
	return (st->st_uid == 0 || st->st_uid == geteuid()) &&
	    (st->st_mode & (S_IWGRP | S_IWOTH)) == 0;
}

int
root_spot_stage(struct root_spot *s, unsigned turn)
{
	struct stat st;
	int dir;

	if (turn == 0)
		dir = s->stage;
	else if (turn <= s->walk.depth + 1 && turn - 1 < s->walk.depth)
		dir = s->walk.fd[turn - 1];
	else if (turn == s->walk.depth + 1)
		return s->folder;
	else
		return -ENOENT;
	if (dir < 0 || fstat(dir, &st) < 0 || st.st_dev != s->dev ||
	    !is_ours(&st) || faccessat(dir, ".", W_OK, AT_EACCESS) < 0)
		return -EXDEV;
	return dir;
}

static int
refuse_flag(struct root_spot *s, const char *what, unsigned flag,
    bool forcible)
{
	return err_set(s->change->e, EPERM, "%s: %s is %s%s",
	    s->change->path, what, (flag & COMPAT_IMMUTABLE) != 0 ?
	    "immutable (chattr +i)" : "append-only (chattr +a)",
	    forcible ? "; with --force it is changed, and made so again" :
	    "");
}

static int
check_flags(struct root_spot *s)
{
	unsigned file = s->old < 0 ? 0 : compat_flags(s->old);
	unsigned folder = compat_flags(s->folder);

	if (folder != 0)
		return refuse_flag(s, "its folder", folder, false);
	if (file != 0 && !s->change->force)
		return refuse_flag(s, "it", file, true);
	return 0;
}

int
root_spot_unlock(struct root_spot *s)
{
	unsigned file = s->old < 0 ? 0 : compat_flags(s->old);
	int r = check_flags(s);

	if (r == 0 && file != 0 && compat_set_flags(s->old, 0) < 0)
		r = -errno;
	if (r == 0)
		s->cleared = file;
	return r;
}

int
root_spot_lock(struct root_spot *s, int r)
{
	int fd = s->old;

	if (s->cleared == 0)
		return r;
	if (s->replaced || fd < 0)
		fd = openat(s->folder, s->walk.name, O_RDONLY | O_NOFOLLOW |
		    O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	if (fd < 0 || compat_set_flags(fd, s->cleared) < 0)
		r = r < 0 ? r : -errno;
	if (fd >= 0 && fd != s->old)
		close(fd);
	return r;
}

int
root_spot_reopen(struct root_spot *s)
{
	struct stat st;
	int fd = openat(s->folder, s->walk.name, O_RDWR | O_NOFOLLOW |
	    O_NONBLOCK | O_NOCTTY | O_CLOEXEC);

	if (fd < 0)
		return -errno;
	if (fstat(fd, &st) < 0 || !same_stat(&st, &s->st)) {
		close(fd);
		return -EAGAIN;
	}
	return fd;
}

int
root_spot_may_write(struct root_spot *s)
{
	int r = check_flags(s);

	if (r < 0)
		return r;
	return faccessat(s->folder, ".", W_OK, AT_EACCESS) < 0 ? -errno : 0;
}

int
root_spot_context(struct root_spot *s, int fd)
{
	static const char name[] = "security.selinux";
	char value[4096];
	ssize_t n = compat_xattr_get(s->folder, name, value, sizeof(value));

	/* Without SELinux there is none, and nobody may set one. */
	if (n <= 0)
		return 0;
	return compat_xattr_set(fd, name, value, (size_t)n) < 0 &&
	    errno != ENOTSUP ? -errno : 0;
}

/* Some file systems cannot sync folders and say EINVAL: fsync(2). */
int
root_spot_sync(struct root_spot *s)
{
	return fsync(s->folder) < 0 && errno != EINVAL ? -errno : 0;
}

int
root_spot_write(int fd, const void *data, size_t len)
{
	const char *p = data;
	ssize_t n;

	while (len > 0) {
		n = write(fd, p, len);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return -errno;
		p += n;
		len -= (size_t)n;
	}
	return 0;
}

int
root_spot_write_at(int fd, const void *data, size_t len)
{
	if (lseek(fd, 0, SEEK_SET) < 0)
		return -errno;
	return root_spot_write(fd, data, len);
}
