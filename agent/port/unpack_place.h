/* A private folder that the members of an archive are put into, and out of
 * which no name leads. */
#ifndef HM_UNPACK_PLACE_H
#define HM_UNPACK_PLACE_H

#include <sys/types.h>

#include "agent/base/buf.h"
#include "agent/base/err.h"

/*
 * Names are those of members: "./etc/passwd", "etc/passwd". What follows is
 * common to all: -EINVAL: the name is absolute, has "..", more than 127
 * folders or nothing but dots; -ELOOP: it leads through a link or a file of
 * the archive; -EEXIST: it is there already, as something else; -errno. No
 * link is ever followed. fd is the folder's.
 */

/* A new folder below $TMPDIR or /tmp that nobody else may enter: its fd, and
 * its path, which unpack_remove() takes. */
int unpack_place(struct buf *path, struct err *);

/* A folder, with those above it. One that is there is 0. */
int unpack_folder(int fd, const char *name);

/* A new file, open for writing, with mode 0600. Returns its descriptor. */
int unpack_file(int fd, const char *name);

/* A symbolic link, whatever its target. */
int unpack_symlink(int fd, const char *name, const char *target);

/* A named pipe, which nobody opens: it is no file. */
int unpack_pipe(int fd, const char *name);

/* One more name of a file that was put there before. -ENOENT: it was not. */
int unpack_hardlink(int fd, const char *name, const char *old);

/* Takes the folder away with all that is in it, following no link. What
 * cannot be removed stays. */
void unpack_remove(const char *path);

#endif
