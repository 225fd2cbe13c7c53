/* Folders of our own: the group that may read them. */
#ifndef HM_ROOTOWN_H
#define HM_ROOTOWN_H

#include <sys/types.h>

#include "agent/base/err.h"
#include "agent/base/root.h"

/* Give a folder to that group, with that mode. */
int rootown_group(const struct root *, const char *folder, gid_t,
    mode_t mode, struct err *);

/* The number of a group in the tree's /etc/group (group(5)). -ENOENT. */
int rootown_find_group(const struct root *, const char *name, gid_t *ret);

#endif
