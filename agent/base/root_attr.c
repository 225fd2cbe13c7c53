/* What a file has besides its bytes: read, and given to another. */
#include "agent/base/root_attr.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "agent/base/compat.h"
#include "agent/base/memory.h"
#include "agent/base/root_walk.h"

/* The kernel makes these from the bytes (ima and evm of the kernel's
 * documentation); those of other bytes would lock everyone out. */
static bool
is_computed(const char *name)
{
	return strcmp(name, "security.ima") == 0 ||
	    strcmp(name, "security.evm") == 0;
}

static int
read_one(int fd, const char *name, struct pool *p, struct root_xattr *x)
{
	ssize_t n = compat_xattr_get(fd, name, NULL, 0);
	char *value;

	/* Gone meanwhile, or not for us: overlayfs has such. */
	if (n < 0)
		return errno == ENOTSUP ? -ENOENT : -errno;
	if ((size_t)n > ROOT_MAX_XATTRS)
		return -E2BIG;
	value = pool_alloc(p, (size_t)n + 1);
	x->name = pool_strdup(p, name);
	if (value == NULL || x->name == NULL)
		return -ENOMEM;
	n = compat_xattr_get(fd, name, value, (size_t)n);
	if (n < 0)
		return -errno;
	x->value = value;
	x->len = (size_t)n;
	return 0;
}

/* A list of names that end in NUL, on the heap. */
static int
read_names(int fd, char **ret, size_t *len)
{
	ssize_t n = compat_xattr_list(fd, NULL, 0);
	char *names;

	*ret = NULL;
	*len = 0;
	if (n < 0)
		return -errno;
	if ((size_t)n > ROOT_MAX_XATTRS)
		return -E2BIG;
	if (n == 0)
		return 0;
	names = memory_alloc((size_t)n);
	if (names == NULL)
		return -ENOMEM;
	n = compat_xattr_list(fd, names, (size_t)n);
	if (n < 0) {
		free(names);
		return -errno;
	}
	*ret = names;
	*len = (size_t)n;
	return 0;
}

static int
read_xattrs(int fd, struct pool *p, struct root_xattr **ret)
{
	struct root_xattr **end = ret, *x;
	char *names;
	size_t len, at;
	int r = read_names(fd, &names, &len);

	*ret = NULL;
	for (at = 0; r == 0 && at < len; at += strlen(names + at) + 1) {
		if (is_computed(names + at))
			continue;
		x = pool_alloc(p, sizeof(*x));
		r = x == NULL ? -ENOMEM : read_one(fd, names + at, p, x);
		if (r == -ENOENT) {
			r = 0;
			continue;
		}
		if (r == 0) {
			*end = x;
			end = &x->next;
		}
	}
	free(names);
	return r;
}

static void
from_stat(const struct stat *st, struct root_attr *a)
{
	*a = (struct root_attr){
		.mode = st->st_mode & 07777,
		.uid = st->st_uid,
		.gid = st->st_gid,
		.atime = st->st_atim,
		.mtime = st->st_mtim,
	};
}

int
root_attr_of(int fd, struct pool *p, struct root_attr *ret)
{
	struct root_attr a;
	struct stat st;
	int r;

	if (fstat(fd, &st) < 0)
		return -errno;
	from_stat(&st, &a);
	a.flags = compat_flags(fd);
	r = S_ISREG(st.st_mode) ? read_xattrs(fd, p, &a.xattrs) : 0;
	if (r == 0)
		*ret = a;
	return r;
}

int
root_attr_read(const struct root *root, const char *path, struct pool *p,
    struct root_attr *ret, struct err *e)
{
	const struct root plain = { .fd = root->fd, .path = root->path };
	struct root_walk w;
	int fd, r;

	r = root_walk(&w, &plain, path, ROOT_LAST_KEEP);
	if (r < 0)
		goto out;
	if (!S_ISREG(w.st.st_mode) && !S_ISDIR(w.st.st_mode)) {
		from_stat(&w.st, ret);
		goto out;
	}
	fd = openat(root_walk_folder(&w), w.name[0] == '\0' ? "." : w.name,
	    O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	if (fd < 0) {
		r = -errno;
		goto out;
	}
	r = root_attr_of(fd, p, ret);
	close(fd);
out:
	root_walk_close(&w);
	return r < 0 ? root_fail(e, path, -r) : 0;
}

static const struct root_xattr *
find(const struct root_xattr *x, const char *name)
{
	while (x != NULL && strcmp(x->name, name) != 0)
		x = x->next;
	return x;
}

/* A failure to take away one that the kernel gives itself is none. */
static int
take_others(int fd, const struct root_xattr *wanted)
{
	char *names;
	size_t len, at;
	int r = read_names(fd, &names, &len);

	for (at = 0; r == 0 && at < len; at += strlen(names + at) + 1)
		if (!is_computed(names + at) &&
		    find(wanted, names + at) == NULL &&
		    strncmp(names + at, "security.", 9) != 0 &&
		    compat_xattr_remove(fd, names + at) < 0 &&
		    errno != ENOENT)
			r = -errno;
	free(names);
	return r;
}

static bool
has_already(int fd, const struct root_xattr *x)
{
	char *value = memory_alloc(x->len + 1);
	ssize_t n;
	bool same;

	if (value == NULL)
		return false;
	n = compat_xattr_get(fd, x->name, value, x->len + 1);
	same = n >= 0 && (size_t)n == x->len &&
	    memcmp(value, x->value, x->len) == 0;
	free(value);
	return same;
}

static int
give_xattrs(int fd, const struct root_xattr *wanted)
{
	const struct root_xattr *x;
	int r = take_others(fd, wanted);

	for (x = wanted; r == 0 && x != NULL; x = x->next)
		if (!has_already(fd, x) &&
		    compat_xattr_set(fd, x->name, x->value, x->len) < 0)
			r = -errno;
	return r;
}

/* Owner before mode, as chown(2) takes the set-id bits away; mode before
 * access control lists, whose mask chmod(2) would change. */
int
root_attr_give(int fd, const struct root_attr *a, bool times)
{
	const struct timespec t[2] = { a->atime, a->mtime };
	struct stat st;
	int r;

	if (fstat(fd, &st) < 0)
		return -errno;
	if ((st.st_uid != a->uid || st.st_gid != a->gid) &&
	    fchown(fd, a->uid, a->gid) < 0)
		return -errno;
	if (fstat(fd, &st) < 0 || ((st.st_mode & 07777) != a->mode &&
	    fchmod(fd, a->mode) < 0))
		return -errno;
	r = S_ISREG(st.st_mode) ? give_xattrs(fd, a->xattrs) : 0;
	if (r == 0 && times && futimens(fd, t) < 0)
		r = -errno;
	return r;
}
