/* The only access to the files of the inspected host. */
#ifndef HM_ROOT_H
#define HM_ROOT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/stat.h>
#include <sys/types.h>

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
	struct root_seen *seen;	/* NULL: nothing is remembered; owned */
	bool own;		/* it is the "/" of this very process */
	struct root_trouble *trouble;	/* where what is neither yes nor no
				 * is noted; NULL: nowhere; borrowed */
};

#define ROOT_INIT ((struct root){ .fd = -1 })

/* More than this is not a boot script or configuration of any host. */
#define ROOT_MAX_FILE ((size_t)4 << 20)

/*
 * Errors of all: -ENOENT, -EACCES, -ELOOP (40 links), -ENOTDIR, -EIO,
 * -ENAMETOOLONG (also more than 127 folders deep), -EINVAL for a path that
 * does not begin with "/", -EAGAIN when a neighbour changed the way 32 times
 * while we looked. The messages read "/etc/mail: Permission denied".
 */
int root_open(struct root *, const char *path, struct err *);
void root_release(struct root *);

/*
 * From now on what was asked once is not asked again: of a path whether it
 * is there and what, its first bytes, where it leads. For one look at a host,
 * which then sees each path as it was at one moment. Does nothing with an
 * overlay, and is no more than a matter of speed.
 */
void root_remember(struct root *);
void root_forget(struct root *);

/* The most that root_head() reads. */
#define ROOT_HEAD 128

/*
 * The beginning of a regular file, up to ROOT_HEAD bytes: how many, or
 * -errno as root_read(). What the file may be longer than is not looked at.
 */
ssize_t root_head(const struct root *, const char *path,
    char head[ROOT_HEAD]);

/*
 * Read a regular file whole; buf is cleared first and carries the ceiling.
 * -EFBIG: larger than the ceiling (sparse or not; nothing is read then);
 * -EISDIR; -EINVAL: neither file nor folder (a fifo or device is not
 * opened). *st may be NULL. buf's content changes on success only. A file
 * that says it is empty and is not, as below /proc, is read to its end.
 */
int root_read(const struct root *, const char *path, struct buf *,
    struct stat *st, struct err *);

/* Of what path leads to, and of path itself when it is a link. */
int root_stat(const struct root *, const char *path, struct stat *);
int root_lstat(const struct root *, const char *path, struct stat *);

/* What is known without a question, where its folder was listed: 1: it is a
 * regular file and no link; -ENOENT: nothing is there; 0 says nothing. */
int root_listed(const struct root *, const char *path);

/* Is there anything (at the end of the links), a file, with an x bit? */
bool root_exists(const struct root *, const char *path);
bool root_is_file(const struct root *, const char *path);
bool root_is_dir(const struct root *, const char *path);
bool root_is_executable(const struct root *, const char *path);

/* The target of a link as it is written. -EINVAL: not a link. Here and in
 * root_resolve() the buf's former text is replaced, on success only. */
int root_readlink(const struct root *, const char *path, struct buf *);

/* The path without links, "." and "..", as that host would say it. */
int root_resolve(const struct root *, const char *path, struct buf *);

/*
 * Names in a folder, sorted by strcmp as a C-locale shell sorts a glob; dot
 * names too, "." and ".." not. More than 65,536: -E2BIG. Appended to the
 * strv, here and in root_glob(); after an error it is as it was.
 */
int root_list(const struct root *, const char *path, struct pool *,
    struct strv *, struct err *);

/*
 * May there be something of that name, or below it, in the folder? For many
 * names in one folder, which is listed once. False is certain; true is not,
 * and is what is said where nothing is remembered.
 */
bool root_may_hold(const struct root *, const char *folder,
    const char *name);

/*
 * The same in parts, for many names in many folders. The names are borrowed
 * from what is remembered (NULL: of that folder nothing is), the hash is of
 * the first component of a path.
 */
#define ROOT_NAME_ANY UINT32_MAX
uint32_t root_name_hash(const char *name);
const char *root_names(const struct root *, const char *folder);
bool root_names_may(const char *names, uint32_t hash);

/*
 * Paths that match a pattern, sorted; wildcards * ? [ ] in any component. A
 * leading dot must be matched by a dot, as sh does; "." and ".." never
 * match. A backslash quotes. No match is 0 too; what cannot be listed has
 * none. -E2BIG: more than 65,536 paths, or 16,384 folders to look through.
 */
int root_glob(const struct root *, const char *pattern, struct pool *,
    struct strv *);

/*
 * Overlay: from now on every function above sees what these say.
 * put: path has these contents (mode and owner as the file below it, 0644
 * for a new one); a link at its end is followed, as rootwrite_file() does.
 * link: path is a link. remove: path, and all below it, is gone; a link is
 * not followed; what is not there stays so. mode: as chmod(2).
 * Folders above a new path come into being. All copy. 0, -EISDIR for a put
 * or link over a folder, -ENOMEM, or what the way to path says.
 */
int root_overlay_put(struct root *, const char *path, const void *data,
    size_t len);
int root_overlay_link(struct root *, const char *path, const char *target);
int root_overlay_remove(struct root *, const char *path);
int root_overlay_mode(struct root *, const char *path, mode_t mode);

#endif
