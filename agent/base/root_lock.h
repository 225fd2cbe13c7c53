/* One program at a time, and a file that only grows. */
#ifndef HM_ROOT_LOCK_H
#define HM_ROOT_LOCK_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "agent/base/err.h"
#include "agent/base/root.h"

/*
 * Lock a file, which is made when it is not there (0600), until the
 * descriptor is closed or the process ends, however it ends (fcntl(2)).
 * The descriptor; -EAGAIN with *holder set when another process has it (0:
 * on another machine); -ELOOP for a link. Take a path once in a process
 * only: closing any other descriptor of the file gives the lock up.
 */
int root_lock(const struct root *, const char *path, pid_t *holder,
    struct err *);

/* A new file (-EEXIST), or one that is there, opened for appending; no link
 * at its end. The descriptor or -errno. */
int root_append_open(const struct root *, const char *path, bool fresh,
    struct err *);

/* Append, and make durable. 0 or -errno. */
int root_append(int fd, const void *, size_t, bool durable);

/* Cut a file to that length. */
int root_append_cut(int fd, off_t len);

/* Is every folder on the way to that folder, and it itself, owned by root or
 * by us, and may nobody else write to it? 0, -EPERM with the folder's name,
 * or what the way says; -ELOOP for a link. */
int root_trusted(const struct root *, const char *folder, struct err *);

#endif
