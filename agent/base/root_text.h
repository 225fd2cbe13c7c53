/* The text of an open file: inside of root. */
#ifndef HM_ROOT_TEXT_H
#define HM_ROOT_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/stat.h>

#include "agent/base/buf.h"

/* read(2), again after a signal. 0, or -errno. */
int root_text_some(int fd, void *at, size_t len, size_t *ret);

/* Is this what may be opened and read? 0, -EISDIR, -EINVAL, -EFBIG. */
int root_text_check(const struct stat *, size_t max);

/* Append to the end of the file, whose size is said to be that. -EFBIG: more
 * than the ceiling. 0, or -errno. */
int root_text_all(int fd, off_t size, struct buf *);

/*
 * The same of what a list told to be a file, when nobody asks for more than
 * its text, into an empty buf. A file that gives less than was asked for is
 * at its end, except for one of a file system in user space that keeps no
 * pages: that gives pieces which end anywhere, rather than behind a line.
 */
int root_text_listed(int fd, struct buf *);

/* Is that all of the file, when so much was asked for? */
bool root_text_is_whole(const struct buf *, size_t asked);

#endif
