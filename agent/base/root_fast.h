/* A path inside a root in one system call, where the kernel can do it. */
#ifndef HM_ROOT_FAST_H
#define HM_ROOT_FAST_H

#include <stddef.h>
#include <sys/stat.h>

#include "agent/base/root.h"
#include "agent/base/root_walk.h"

/*
 * The kernel can walk a path inside a root by itself: one call instead of two
 * for each component. Taken are only its plain answers; whatever else it says
 * (an old kernel, a race, a refusal) is for the walk to say again. -EAGAIN of
 * all: walk. With an overlay there is always a walk.
 */

/* A descriptor, or -errno. */
int root_fast_open(const struct root *, const char *path, int flags);

int root_fast_stat(const struct root *, const char *path, struct stat *,
    enum root_last);

/* *len is size when the target is that long or longer. -EINVAL: no link. */
int root_fast_readlink(const struct root *, const char *path, char *target,
    size_t size, size_t *len);

#endif
