/* Writing below a root: whole or not at all. */
#ifndef HM_ROOTWRITE_H
#define HM_ROOTWRITE_H

#include <stddef.h>
#include <sys/types.h>

#include "agent/base/err.h"
#include "agent/base/root.h"

/*
 * Replace or create a file: a new file beside it, whose name no rc runner
 * takes up (it begins with a dot, then "hm-"), fsync, rename, fsync of the
 * folder. Keeps owner and mode of the old file; mode and the caller's ids
 * for a new one. Resolves links of the folder part inside the root; where
 * path itself is a link, the file that it leads to is replaced. A file with
 * more than one hard link is refused with -EMLINK: the caller must decide.
 * After a failure the old file is as it was and no new file lies there.
 */
int rootwrite_file(const struct root *, const char *path, const void *data,
    size_t len, mode_t mode, struct err *);

/* rename(2) inside one folder, both names below the root, no overwriting. */
int rootwrite_rename(const struct root *, const char *from, const char *to,
    struct err *);

/* mkdir -p below the root with this mode for each new folder. */
int rootwrite_mkdir(const struct root *, const char *path, mode_t mode,
    struct err *);

#endif
