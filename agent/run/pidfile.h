/* The command line that sendmail keeps in its pid file. */
#ifndef HM_PIDFILE_H
#define HM_PIDFILE_H

#include <stdbool.h>

#include "agent/base/pool.h"
#include "agent/model/words.h"
#include "agent/port/host.h"

/*
 * sendmail writes its pid and its command line, joined by blanks, and does
 * so after it started: a file that is older than the process is somebody
 * else's who had the number before, and one that neither root nor the
 * process's user owns proves nothing. True, and the words of the command,
 * when such a file speaks of this process. Arguments with blanks in them
 * cannot be told from two. pool->failed: no memory.
 */
bool pidfile_words(const struct host *, const char *path,
    const struct proc *, struct pool *, struct words *ret);

/* The words in the text of a pid file, when it names this pid. */
bool pidfile_parse(const char *text, size_t len, pid_t, struct pool *,
    struct words *ret);

#endif
