/* The only access to the files of the inspected host. */
#ifndef HM_ROOT_H
#define HM_ROOT_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/stat.h>

#include "agent/base/buf.h"
#include "agent/base/err.h"
#include "agent/base/pool.h"

/*
 * A tree, with planned contents laid over it. Every path given to the
 * functions below is absolute as that host sees it. Links are resolved one
 * component at a time inside the tree, absolute targets and ".." too, so
 * that nothing outside is ever opened, whatever a neighbour does meanwhile
 * (systemd's chase() works the same way). = {.fd = -1} is empty.
 */
struct root {
	int fd;			/* the folder that is "/" */
	const char *path;	/* as given, for messages; borrowed */
	struct overlay *overlay;/* NULL: none; owned */
};

#define ROOT_INIT ((struct root){ .fd = -1 })

/* More than this is not a boot script or configuration of any host. */
#define ROOT_MAX_FILE ((size_t)4 << 20)

/* Errors of all: -ENOENT, -EACCES, -ELOOP (40 links), -ENOTDIR, -EIO ... */
int root_open(struct root *, const char *path, struct err *);
void root_release(struct root *);

/*
 * Read a regular file whole; buf is cleared first and carries the ceiling.
 * -EFBIG: larger than the ceiling (sparse or not; nothing is read then);
 * -EISDIR; -EINVAL: neither file nor folder (a fifo or device is not
 * opened). *st may be NULL. buf's content changes on success only.
 */
int root_read(const struct root *, const char *path, struct buf *,
    struct stat *st, struct err *);

/* Of what path leads to, and of path itself when it is a link. */
int root_stat(const struct root *, const char *path, struct stat *);
int root_lstat(const struct root *, const char *path, struct stat *);

/* Is there anything (at the end of the links), a file, with an x bit? */
bool root_exists(const struct root *, const char *path);
bool root_is_file(const struct root *, const char *path);
bool root_is_dir(const struct root *, const char *path);
bool root_is_executable(const struct root *, const char *path);

/* The target of a link as it is written. -EINVAL: not a link. */
int root_readlink(const struct root *, const char *path, struct buf *);

/* The path without links, "." and "..", as that host would say it. */
int root_resolve(const struct root *, const char *path, struct buf *);

/*
 * Names in a folder, sorted by strcmp as a C-locale shell sorts a glob; dot
 * names too, "." and ".." not. More than 65,536: -E2BIG.
 */
int root_list(const struct root *, const char *path, struct pool *,
    struct strv *, struct err *);

/*
 * Paths that match a pattern, sorted; wildcards * ? [ ] in any component. A
 * leading dot must be matched by a dot, as sh does. 0 matches is 0.
 */
int root_glob(const struct root *, const char *pattern, struct pool *,
    struct strv *);

/*
 * Overlay: path has these contents from now on for every function above
 * (mode as the file below it, 0644 for a new one), or is gone. Folders
 * above a new path come into being. Copies. 0 or -ENOMEM.
 */
int root_overlay_put(struct root *, const char *path, const void *data,
    size_t len);
int root_overlay_link(struct root *, const char *path, const char *target);
int root_overlay_remove(struct root *, const char *path);

#endif
