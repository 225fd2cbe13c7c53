/* Real paths and lists of folders, out of what is remembered of a tree. */
#ifndef HM_ROOT_REAL_H
#define HM_ROOT_REAL_H

#include <stddef.h>

#include "agent/base/pool.h"
#include "agent/base/root.h"
#include "agent/base/root_seen.h"
#include "agent/base/root_walk.h"

/* What a name of a folder is, as its list told. */
enum root_kind { ROOT_KIND_UNKNOWN, ROOT_KIND_FILE, ROOT_KIND_FOLDER,
	ROOT_KIND_LINK, ROOT_KIND_ABSENT };

/*
 * Where path leads, with one look at each name on the way that was not seen
 * before; NULL: walk it. That is said where nothing is remembered, of paths
 * with "." or ".." in them, below /proc, and after many links.
 */
const struct root_answer *root_real(const struct root *, const char *path);

/*
 * path with the real path of its folder in place of the folder: the one name
 * under which something is remembered. It is path itself, or in `room`. *r is
 * -ENOENT or -ENOTDIR where no folder is on the way to it, otherwise 0.
 */
const char *root_real_key(const struct root *, const char *path,
    char room[ROOT_MAX_PATH], int *r);

/*
 * Of a path from root_real_key(), if its folder was listed; which it is when
 * it is asked about more than a few times. Absent is said of a system's own
 * folders only: an automounter's have more in them than they list.
 */
enum root_kind root_real_kind(const struct root *, const char *path);

/* Keep the list of a folder (its real path). The names were put into the
 * pool by root_real_name(). */
void root_real_keep(const struct root *, const char *folder,
    const struct strv *names, size_t from);
/* 1: the kept list was appended; 0: there is none; -ENOMEM. */
int root_real_list(const struct root *, const char *folder, struct pool *,
    struct strv *);
/* The same, only names that begin so ('\0': all), which are not copied: they
 * live as long as what is remembered. */
int root_real_borrow(const struct root *, const char *folder, char first,
    struct pool *, struct strv *);
/* Append a name with what it is. 0, -ENOMEM. */
int root_real_name(struct pool *, struct strv *, const char *name,
    enum root_kind);

#endif
