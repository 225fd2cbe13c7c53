/* Writing below a root: whole or not at all. */
#ifndef HM_ROOTWRITE_H
#define HM_ROOTWRITE_H

#include <stddef.h>
#include <sys/stat.h>
#include <sys/types.h>

#include "agent/base/err.h"
#include "agent/base/root.h"

/*
 * All of these go to the tree itself, whatever overlay lies over it, resolve
 * links inside the root as root.h does, and have made the folder durable
 * (fsync) when they return 0. An error of that last fsync is returned too,
 * with the change already made.
 */

/*
 * Replace or create a file: a new file beside it, whose name no rc runner
 * takes up (it begins with a dot, then "hm-"), fsync, rename, fsync of the
 * folder. Keeps owner and mode of the old file; mode and the caller's ids
 * for a new one. Where path itself is a link, the file that it leads to is
 * replaced, or created. A file with more than one hard link is refused with
 * -EMLINK: the caller must decide. -EISDIR; -EINVAL: no regular file.
 * After a failure the old file is as it was and no new file lies there.
 * Access control lists and other extended attributes are not kept.
 */
int rootwrite_file(const struct root *, const char *path, const void *data,
    size_t len, mode_t mode, struct err *);

/* The same, with owner, mode and times of `as`: how undo puts back. */
int rootwrite_file_as(const struct root *, const char *path, const void *data,
    size_t len, const struct stat *as, struct err *);

/*
 * The same bytes into the file that is there, so that all its hard links
 * see them: not whole or not at all, a crash leaves a part. fsync'd.
 * -ENOENT when there is none.
 */
int rootwrite_in_place(const struct root *, const char *path,
    const void *data, size_t len, struct err *);

/* rename(2) inside one folder (-EXDEV otherwise), both names below the root,
 * links not followed, no overwriting (-EEXIST). */
int rootwrite_rename(const struct root *, const char *from, const char *to,
    struct err *);

/* A link with this target where nothing (-EEXIST) or a link is: a link is
 * replaced in one step. */
int rootwrite_link(const struct root *, const char *path, const char *target,
    struct err *);

/* unlink(2); a link is not followed. -EISDIR for a folder. */
int rootwrite_remove(const struct root *, const char *path, struct err *);

/* chmod(2) of a file or folder, links followed. */
int rootwrite_mode(const struct root *, const char *path, mode_t mode,
    struct err *);

/* mkdir -p below the root with this mode for each new folder, whatever the
 * umask is. */
int rootwrite_mkdir(const struct root *, const char *path, mode_t mode,
    struct err *);

#endif
