/* A unified diff of two texts. */
#ifndef HM_DIFF_H
#define HM_DIFF_H

#include <stddef.h>

#include "agent/base/buf.h"

/*
 * Append what patch -p1 in the root makes the one text out of the other
 * with: the bytes are those of the texts, whatever their encoding or line
 * ends. from NULL: a new file. Equal texts append nothing. path is absolute.
 * What fails stays in the buffer.
 */
void diff_write(struct buf *, const char *path, const char *from,
    size_t from_len, const char *to, size_t to_len);

#endif
