/* Writes below a root: whole or not at all. */
#include "agent/base/rootwrite.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdint.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "agent/base/compat.h"
#include "agent/base/root_walk.h"

#define TEMP_NAME 32
#define TEMP_TRIES 100

/* The way to path in the tree as it is on disk. */
static int
walk_tree(struct root_walk *w, struct root *plain, const struct root *root,
    const char *path, enum root_last last)
{
	*plain = (struct root){ .fd = root->fd, .path = root->path };
	return root_walk(w, plain, path, last);
}

/* Only the last component is missing, so that it can be made. */
static bool
may_create(const struct root_walk *w, int r)
{
	return r == -ENOENT && w->missing &&
	    strspn(w->rest + w->at, "/") == strlen(w->rest + w->at);
}

/*
 * A name that is not in use yet. It begins with a dot: rc runs S* and K*,
 * run-parts no name with a dot, cron and logrotate neither.
 */
static void
temp_name(char name[TEMP_NAME])
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyz234567";
	static unsigned turn;
	struct timespec now = { 0 };
	uint64_t x;
	size_t i;

	clock_gettime(CLOCK_REALTIME, &now);
	x = (uint64_t)now.tv_nsec * 2654435761u ^
	    (uint64_t)getpid() << 20 ^ (uint64_t)now.tv_sec << 32 ^
	    (uint64_t)++turn * 40503u;
	x ^= x >> 29;
	memcpy(name, ".hm-", 4);
	for (i = 4; i < 10; i++, x >>= 5)
		name[i] = letters[x & 31];
	name[i] = '\0';
}

static int
write_all(int fd, const char *data, size_t len)
{
	ssize_t n;

	while (len > 0) {
		n = write(fd, data, len);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return -errno;
		data += n;
		len -= (size_t)n;
	}
	return 0;
}

/* A folder that can be synced, as O_SEARCH descriptors cannot. */
static int
open_folder(const struct root_walk *w)
{
	int fd = openat(root_walk_folder(w), ".",
	    O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	return fd < 0 ? -errno : fd;
}

/* Some file systems cannot sync folders and say EINVAL: fsync(2). */
static int
sync_folder(int fd)
{
	return fsync(fd) < 0 && errno != EINVAL ? -errno : 0;
}

/* Owner before mode, as chown(2) takes the set-id bits away. */
static int
give_attributes(int fd, const struct stat *as, bool times)
{
	struct timespec t[2];
	struct stat st;

	if (fstat(fd, &st) < 0)
		return -errno;
	if ((st.st_uid != as->st_uid || st.st_gid != as->st_gid) &&
	    fchown(fd, as->st_uid, as->st_gid) < 0)
		return -errno;
	if (fchmod(fd, as->st_mode & 07777) < 0)
		return -errno;
	t[0] = as->st_atim;
	t[1] = as->st_mtim;
	return times && futimens(fd, t) < 0 ? -errno : 0;
}

struct content {
	const void *data;
	size_t len;
	mode_t mode;		/* of a new file */
	const struct stat *as;	/* NULL: as the old file is */
};

static int
create_temp(int folder, char name[TEMP_NAME])
{
	int fd, tries;

	for (tries = 0; tries < TEMP_TRIES; tries++) {
		temp_name(name);
		fd = openat(folder, name, O_WRONLY | O_CREAT | O_EXCL |
		    O_NOFOLLOW | O_CLOEXEC, 0600);
		if (fd >= 0)
			return fd;
		if (errno != EEXIST)
			return -errno;
	}
	return -EEXIST;
}

static int
fill(int fd, const struct content *c, const struct stat *old)
{
	int r;

	r = write_all(fd, c->data, c->len);
	if (r < 0)
		return r;
	if (c->as != NULL)
		r = give_attributes(fd, c->as, true);
	else if (old != NULL)
		r = give_attributes(fd, old, false);
	else
		r = fchmod(fd, c->mode & 07777) < 0 ? -errno : 0;
	if (r == 0 && fsync(fd) < 0)
		r = -errno;
	return r;
}

/* old: what w leads to; NULL for a new file. */
static int
replace(const struct root_walk *w, const struct content *c,
    const struct stat *old)
{
	int dir, fd, r;
	char temp[TEMP_NAME];

	dir = open_folder(w);
	if (dir < 0)
		return dir;
	fd = create_temp(dir, temp);
	if (fd < 0) {
		close(dir);
		return fd;
	}
	r = fill(fd, c, old);
	if (close(fd) < 0 && r == 0)
		r = -errno;
	if (r == 0 && renameat(dir, temp, dir, w->name) < 0)
		r = -errno;
	if (r < 0)
		unlinkat(dir, temp, 0);
	else
		r = sync_folder(dir);
	close(dir);
	return r;
}

static int
write_file(const struct root *root, const char *path,
    const struct content *c, struct err *e)
{
	struct root_walk w;
	struct root plain;
	int r;

	r = walk_tree(&w, &plain, root, path, ROOT_LAST_FOLLOW);
	if (r == 0 && S_ISDIR(w.st.st_mode))
		r = -EISDIR;
	else if (r == 0 && !S_ISREG(w.st.st_mode))
		r = -EINVAL;
	else if (r == 0 && w.st.st_nlink > 1)
		r = -EMLINK;
	else if (r == 0)
		r = replace(&w, c, &w.st);
	else if (may_create(&w, r))
		r = w.rest[w.at] == '/' ? -EISDIR : replace(&w, c, NULL);
	root_walk_close(&w);
	if (r == -EMLINK)
		return err_set(e, EMLINK, "%s: has %lu hard links, replacing "
		    "it would split them", path,
		    (unsigned long)w.st.st_nlink);
	return r < 0 ? root_fail(e, path, -r) : 0;
}

int
rootwrite_file(const struct root *root, const char *path, const void *data,
    size_t len, mode_t mode, struct err *e)
{
	const struct content c = { .data = data, .len = len, .mode = mode };

	return write_file(root, path, &c, e);
}

int
rootwrite_file_as(const struct root *root, const char *path, const void *data,
    size_t len, const struct stat *as, struct err *e)
{
	const struct content c = { .data = data, .len = len, .as = as };

	return write_file(root, path, &c, e);
}

/* Opens what w leads to, if it still is what was seen there. */
static int
open_seen(const struct root_walk *w, int flags)
{
	const char *name = w->name[0] == '\0' ? "." : w->name;
	struct stat st;
	int fd;

	fd = openat(root_walk_folder(w), name, flags | O_NOFOLLOW |
	    O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	if (fd < 0)
		return -errno;
	if (fstat(fd, &st) < 0 || st.st_dev != w->st.st_dev ||
	    st.st_ino != w->st.st_ino) {
		close(fd);
		return -EAGAIN;
	}
	return fd;
}

int
rootwrite_in_place(const struct root *root, const char *path,
    const void *data, size_t len, struct err *e)
{
	struct root_walk w;
	struct root plain;
	int fd, r;

	r = walk_tree(&w, &plain, root, path, ROOT_LAST_FOLLOW);
	if (r == 0 && !S_ISREG(w.st.st_mode))
		r = S_ISDIR(w.st.st_mode) ? -EISDIR : -EINVAL;
	if (r < 0)
		goto out;
	fd = open_seen(&w, O_WRONLY);
	if (fd < 0) {
		r = fd;
		goto out;
	}
	r = write_all(fd, data, len);
	if (r == 0 && (ftruncate(fd, (off_t)len) < 0 || fsync(fd) < 0))
		r = -errno;
	if (close(fd) < 0 && r == 0)
		r = -errno;
out:
	root_walk_close(&w);
	return r < 0 ? root_fail(e, path, -r) : 0;
}

/* renameat() overwrites, linkat() does not; folders have no hard links. */
static int
rename_entry(int dir, const char *from, const char *to, bool folder)
{
	struct stat st;

	if (!folder) {
		if (linkat(dir, from, dir, to, 0) == 0)
			return unlinkat(dir, from, 0) < 0 ? -errno : 0;
		/* Not here: no links at all, or too many of this file. */
		if (errno != EPERM && errno != ENOTSUP && errno != EMLINK &&
		    errno != EINVAL && errno != ENOSYS)
			return -errno;
	}
	if (fstatat(dir, to, &st, AT_SYMLINK_NOFOLLOW) == 0)
		return -EEXIST;
	if (errno != ENOENT)
		return -errno;
	return renameat(dir, from, dir, to) < 0 ? -errno : 0;
}

/* Where `to` would be: the same folder, and nothing of that name. */
static int
rename_walked(const struct root_walk *from, const struct root_walk *to, int r)
{
	struct stat a, b;
	int dir;

	if (r == 0)
		return -EEXIST;
	if (!may_create(to, r))
		return r;
	if (from->name[0] == '\0')
		return -EBUSY;
	if (fstat(root_walk_folder(from), &a) < 0 ||
	    fstat(root_walk_folder(to), &b) < 0)
		return -errno;
	if (a.st_dev != b.st_dev || a.st_ino != b.st_ino)
		return -EXDEV;
	dir = open_folder(from);
	if (dir < 0)
		return dir;
	r = rename_entry(dir, from->name, to->name,
	    S_ISDIR(from->st.st_mode));
	if (r == 0)
		r = sync_folder(dir);
	close(dir);
	return r;
}

int
rootwrite_rename(const struct root *root, const char *from, const char *to,
    struct err *e)
{
	struct root_walk a, b;
	struct root plain;
	int r;

	r = walk_tree(&a, &plain, root, from, ROOT_LAST_KEEP);
	if (r < 0) {
		root_walk_close(&a);
		return root_fail(e, from, -r);
	}
	r = walk_tree(&b, &plain, root, to, ROOT_LAST_KEEP);
	r = rename_walked(&a, &b, r);
	root_walk_close(&a);
	root_walk_close(&b);
	if (r < 0)
		return err_set(e, -r, "%s: cannot be renamed to %s: %s", from,
		    to, strerror(-r));
	return 0;
}

static int
place_link(const struct root_walk *w, const char *target, bool replaces)
{
	char temp[TEMP_NAME];
	int dir, r = -EEXIST, tries;

	dir = open_folder(w);
	if (dir < 0)
		return dir;
	if (!replaces)
		r = symlinkat(target, dir, w->name) < 0 ? -errno : 0;
	for (tries = 0; replaces && r == -EEXIST && tries < TEMP_TRIES;
	    tries++) {
		temp_name(temp);
		r = symlinkat(target, dir, temp) < 0 ? -errno : 0;
	}
	if (replaces && r == 0 && renameat(dir, temp, dir, w->name) < 0) {
		r = -errno;
		unlinkat(dir, temp, 0);
	}
	if (r == 0)
		r = sync_folder(dir);
	close(dir);
	return r;
}

int
rootwrite_link(const struct root *root, const char *path, const char *target,
    struct err *e)
{
	struct root_walk w;
	struct root plain;
	int r;

	r = walk_tree(&w, &plain, root, path, ROOT_LAST_KEEP);
	if (may_create(&w, r) && w.rest[w.at] == '\0')
		r = place_link(&w, target, false);
	else if (r == 0)
		r = S_ISLNK(w.st.st_mode) ? place_link(&w, target, true) :
		    -EEXIST;
	root_walk_close(&w);
	return r < 0 ? root_fail(e, path, -r) : 0;
}

int
rootwrite_remove(const struct root *root, const char *path, struct err *e)
{
	struct root_walk w;
	struct root plain;
	int dir, r;

	r = walk_tree(&w, &plain, root, path, ROOT_LAST_KEEP);
	if (r == 0 && S_ISDIR(w.st.st_mode))
		r = -EISDIR;
	if (r == 0) {
		dir = open_folder(&w);
		r = dir < 0 ? dir :
		    unlinkat(dir, w.name, 0) < 0 ? -errno : sync_folder(dir);
		if (dir >= 0)
			close(dir);
	}
	root_walk_close(&w);
	return r < 0 ? root_fail(e, path, -r) : 0;
}

int
rootwrite_mode(const struct root *root, const char *path, mode_t mode,
    struct err *e)
{
	struct root_walk w;
	struct root plain;
	int fd, r;

	r = walk_tree(&w, &plain, root, path, ROOT_LAST_FOLLOW);
	if (r == 0 && !S_ISREG(w.st.st_mode) && !S_ISDIR(w.st.st_mode))
		r = -EINVAL;
	if (r == 0) {
		fd = open_seen(&w, O_RDONLY);
		r = fd < 0 ? fd : fchmod(fd, mode & 07777) < 0 ||
		    fsync(fd) < 0 ? -errno : 0;
		if (fd >= 0)
			close(fd);
	}
	root_walk_close(&w);
	return r < 0 ? root_fail(e, path, -r) : 0;
}

static int
make_folder(const struct root_walk *w, mode_t mode)
{
	int dir, fd, r = 0;

	if (mkdirat(root_walk_folder(w), w->name, mode & 0700) < 0)
		return errno == EEXIST ? 0 : -errno;
	fd = openat(root_walk_folder(w), w->name, O_RDONLY | O_DIRECTORY |
	    O_NOFOLLOW | O_CLOEXEC);
	if (fd < 0)
		return -errno;
	if (fchmod(fd, mode & 07777) < 0)
		r = -errno;
	close(fd);
	dir = open_folder(w);
	if (dir < 0)
		return dir;
	if (r == 0)
		r = sync_folder(dir);
	close(dir);
	return r;
}

int
rootwrite_mkdir(const struct root *root, const char *path, mode_t mode,
    struct err *e)
{
	struct root_walk w;
	struct root plain;
	int r, tries;

	/* Each turn makes the first folder that is not there. */
	for (tries = 0; tries < ROOT_MAX_DEPTH; tries++) {
		r = walk_tree(&w, &plain, root, path, ROOT_LAST_FOLLOW);
		if (r == -ENOENT && w.missing) {
			r = make_folder(&w, mode);
			root_walk_close(&w);
			if (r < 0)
				return root_fail(e, path, -r);
			continue;
		}
		root_walk_close(&w);
		if (r == 0 && !S_ISDIR(w.st.st_mode))
			r = -ENOTDIR;
		return r < 0 ? root_fail(e, path, -r) : 0;
	}
	return root_fail(e, path, ENAMETOOLONG);
}
