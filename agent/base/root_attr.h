/* What a file has besides its bytes. */
#ifndef HM_ROOT_ATTR_H
#define HM_ROOT_ATTR_H

#include <stddef.h>
#include <sys/stat.h>
#include <time.h>

#include "agent/base/err.h"
#include "agent/base/pool.h"
#include "agent/base/root.h"

/* More extended attributes than this, in bytes, are no file's of ours. */
#define ROOT_MAX_XATTRS ((size_t)256 << 10)

struct root_xattr {
	struct root_xattr *next;
	const char *name;
	const char *value;	/* may hold NULs; NUL-ended beyond len */
	size_t len;
};

/* Owner, mode, times, flags and extended attributes (access control lists,
 * security contexts and capabilities are such). */
struct root_attr {
	mode_t mode;
	uid_t uid;
	gid_t gid;
	struct timespec atime, mtime;
	unsigned flags;			/* COMPAT_IMMUTABLE, _APPEND */
	struct root_xattr *xattrs;	/* of files only */
};

/* Of path itself, which is a file, folder or link. In the pool. 0, -E2BIG
 * for too many extended attributes, or what the way to path says. */
int root_attr_read(const struct root *, const char *path, struct pool *,
    struct root_attr *ret, struct err *);

/* The same of an open file. */
int root_attr_of(int fd, struct pool *, struct root_attr *ret);

/*
 * Give an open file these: owner, mode, extended attributes (others are
 * taken away), times when asked to. Not the flags, which would forbid what
 * follows. what it has already is left alone. 0 or -errno.
 */
int root_attr_give(int fd, const struct root_attr *, bool times);

#endif
