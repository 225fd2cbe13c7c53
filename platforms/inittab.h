/* /etc/inittab of every System V family. */
#ifndef HM_INITTAB_H
#define HM_INITTAB_H

#include <stdbool.h>
#include <stddef.h>

#include "agent/base/err.h"
#include "agent/base/pool.h"
#include "agent/port/host.h"

struct inittab_line {
	struct inittab_line *next;
	const char *id, *levels, *action, *command;
	const char *text;		/* the whole line */
	unsigned line;
};

#define INITTAB_PATH "/etc/inittab"
#define UPSTART_PATH "/etc/init/rc-sysinit.conf"

/* Active lines in order. Comments begin with '#', or with ':' on AIX (an
 * empty id is no entry anywhere); a backslash joins lines. 0 or -ENOMEM. */
int inittab_parse(struct pool *, const char *text, size_t len,
    struct inittab_line **ret);

/* The same of the host's file; *ret is NULL without one. -errno when it is
 * there and cannot be read, -EILSEQ when it is no text. */
int inittab_read(const struct host *, struct pool *,
    struct inittab_line **ret);

/* The line that names the default run level; of several the first counts
 * (sysvinit; the others have one). NULL: none. */
const struct inittab_line *inittab_default(const struct inittab_line *);
/* Its highest level (inittab(5) of AIX and Solaris): '3'; 0 where the line
 * is NULL or names none, as init then asks on the console. */
char inittab_level(const struct inittab_line *);

/* The default run level of Upstart's own job for that: the assignment
 * "env DEFAULT_RUNLEVEL=N" of /etc/init/rc-sysinit.conf, which an inittab
 * overrules; 0: none. *line is its number. */
char upstart_level(const struct host *, unsigned *line);

/* Would init run this line on the way to that level? */
bool inittab_at_boot(const struct inittab_line *, char level);

/* The line that runs a script: the path stands in its command as a word. */
const struct inittab_line *inittab_runs(const struct inittab_line *,
    const char *path);

#endif
