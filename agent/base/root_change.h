/* One change of one path that loses nothing: what a crash, a full disk or a
 * neighbour leaves is the old thing or the new one. */
#ifndef HM_ROOT_CHANGE_H
#define HM_ROOT_CHANGE_H

#include <stddef.h>
#include <sys/stat.h>

#include "agent/base/err.h"
#include "agent/base/root.h"
#include "agent/base/root_attr.h"

/*
 * What is to be changed. No link may be on the way to path (-ELOOP), and at
 * its end must be what was seen there: after a swap of names (renameat2)
 * what came out is looked at once more, and put back when it is not that.
 *
 * New files are made as `temp` in the folder `stage` when that is on the
 * same file system, else in the highest folder on the way to path that is,
 * and that none but us may write to; in the folder of path only as a last
 * resort. So nothing that a start program runs or sources ever holds one:
 * HP-UX sources every file of /etc/rc.config.d, SCO runs all of /etc/rc.d.
 * The name is the caller's, who can find and remove it after a crash.
 */
struct root_change {
	const struct root *root;
	const char *path;
	const char *stage;
	const char *temp;
	const struct stat *was;	/* dev, ino, mtime, size; NULL: nothing is
				 * there */
	const void *old;	/* bytes, or target, that are there; NULL:
				 * not compared */
	size_t old_len;
	bool force;		/* clear an immutable flag, then set it again */
	struct err *e;
};

/* All of these: 0 with files and folders durable (fsync); -EAGAIN: another
 * thing is there; -EPERM with "is immutable" when `force` is not given;
 * -errno. After a failure the old thing is there or, when only making it
 * durable failed, the new one: whoever must know looks. */

/* A new file in the place of the old. attr NULL: those of the old file, and
 * for a new one mode, the caller's ids and the folder's security context.
 * times: attr's times too. */
int root_change_put(const struct root_change *, const void *data,
    size_t len, mode_t mode, const struct root_attr *attr, bool times);

/*
 * The bytes into the file that is there, so that all its hard links have
 * them: a single write, with line feeds behind shorter text, then the
 * length. A crash between leaves the new text with empty lines; when the
 * write fails the old bytes are written again. attr as above.
 */
int root_change_in_place(const struct root_change *, const void *data,
    size_t len, const struct root_attr *attr, bool times);

/* A link with this target in the place of nothing or of a link. attr: owner
 * and times, or NULL. */
int root_change_link(const struct root_change *, const char *target,
    const struct root_attr *attr);

/* A new name in the same folder; -EEXIST, -EXDEV. Afterwards both are one
 * only where the file system can do neither better. */
int root_change_move(const struct root_change *, const char *to);

/* Not a folder. */
int root_change_remove(const struct root_change *);

/* Owner, mode and extended attributes, times when asked to; of a file or
 * folder. */
int root_change_attr(const struct root_change *, const struct root_attr *,
    bool times);

/* chmod(2) of a file or folder. */
int root_change_mode(const struct root_change *, mode_t mode);

/* Remove what a crash may have left of it. */
int root_change_clean(const struct root_change *);

/* The time of the folder that holds path: undo puts it back too. */
int root_change_folder_time(const struct root *, const char *path,
    const struct timespec *mtime);

/* rmdir(2); no error where it is not there or not empty. */
int root_change_rmdir(const struct root *, const char *path, struct err *);

/*
 * May this be changed at all: no link on the way, a folder that can be
 * written to, nothing immutable (unless forced)? One line says why not.
 */
int root_change_check(const struct root_change *);

#endif
