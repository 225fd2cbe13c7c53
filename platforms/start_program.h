/* Is the program of a command there to be run? */
#ifndef HM_START_PROGRAM_H
#define HM_START_PROGRAM_H

#include "agent/base/pool.h"
#include "agent/port/host.h"

/*
 * Why execve(2) of this path would fail, for a reader: "is not there", "has
 * no execute bit"; NULL: nothing is known against it. A tree that has nothing
 * else in that folder is taken for incomplete, as is one with a link to
 * nowhere: copies of /etc alone are looked at too. 0 or -ENOMEM.
 */
int start_program_flaw(const struct host *, struct pool *, const char *path,
    const char **ret);

#endif
