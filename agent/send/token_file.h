/* The token in the first line of a file. */
#ifndef HM_TOKEN_FILE_H
#define HM_TOKEN_FILE_H

#include "agent/base/err.h"
#include "agent/send/enrolled.h"

/* Read as whoever started us. 0, -EINVAL: there is none, or -errno; with
 * words. */
int token_file_read(const char *file, char token[ENROLLED_TEXT],
    struct err *);

#endif
