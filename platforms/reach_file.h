/* The files that a script may come to, for reach.h. */
#ifndef HM_REACH_FILE_H
#define HM_REACH_FILE_H

#include <stdbool.h>
#include <stddef.h>

#include "agent/base/pool.h"
#include "agent/port/host.h"
#include "platforms/reach_words.h"

/* The kernel's files, what is empty at boot, caches, logs and the package
 * managers' books: nothing is started from there. */
bool reach_is_data(const char *path);

/* By the beginning of a file: programs are not looked into, scripts for other
 * interpreters not evaluated. */
bool reach_is_binary(const char *head, size_t len);
bool reach_is_shell(const char *head, size_t len);

/* reach_words_read() of a file, which is kept: scripts are come to again and
 * again. 0, or -errno. */
int reach_file_words(const struct host *, struct pool *, const char *path,
    bool names, struct reach_words *ret);

/* Does a script in Perl name an MTA, or a unit that does? Nobody can say what
 * it does. */
bool reach_file_mentions(const struct host *, const char *path);

#endif
