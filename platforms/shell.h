/* What a Bourne shell script would run: an evaluator, not a pattern list. */
#ifndef HM_SHELL_H
#define HM_SHELL_H

#include <stdbool.h>
#include <stddef.h>

#include "agent/base/err.h"
#include "agent/model/facts.h"
#include "agent/model/words.h"
#include "agent/port/host.h"

/* A command that the script would run, or would if a branch were taken. */
struct sh_command {
	struct sh_command *next;
	struct words words;		/* after expansion */
	struct place at;		/* see sh_run() */
	struct place *because;		/* assignments and tests behind it */
	enum tri runs;			/* NO: in a branch not taken */
	const char *reason;		/* why runs is UNKNOWN */
	bool src;			/* by startsrc(1) of AIX */
	bool other_root;		/* below another root: chroot(8) */
};

struct sh_result {
	struct sh_command *commands;
	struct note *doubts;		/* files not readable, syntax ... */
};

struct sh_options {
	const char *const *args;	/* $1.., NULL-ended: {"start", NULL} */
	const char *const *env;		/* "NAME=value", NULL-ended; or NULL */
	/* Is this program's run worth recording? NULL: sh_is_mta. */
	bool (*wanted)(const struct host *, const struct words *);
	bool text_is_command;		/* path is the text of -c, no file;
					 * the places then have it as path */
	bool systemd;			/* init is systemd, so that
					 * /run/systemd/system is there */
	bool units;			/* `service` and the like start units:
					 * such commands are wanted too */
	bool dead_idle;			/* no program in it is wanted but
					 * systemctl: what is not run is not
					 * looked at then, as units that are
					 * not started start nothing */
	const char *cwd;		/* NULL: "/" */
	const char *run_level;		/* "3"; NULL: not known */
	const char *local_only;		/* what svcprop says of SMF's
					 * config/local_only; NULL: what was
					 * recorded */
	const char *sysname;		/* what uname -s says; NULL: taken from
					 * host->platform where that is known */
};

/*
 * Evaluate the script at path (inside the host's root) as the machine would
 * at boot: no MTA is running, /run and pid files are empty, a test of a file
 * asks the root. Values that depend on anything else are unknown, and only
 * those. Wanted commands are recorded with the line on which they stand: of
 * the frames from the command up to the script's top, the innermost one
 * whose own words name the program literally, otherwise the innermost one in
 * `path` itself. 0 also when the script cannot be read or understood (then
 * doubts says so); -ENOMEM.
 */
int sh_run(const struct host *, const char *path, const struct sh_options *,
    struct pool *, struct sh_result *ret, struct err *);

#endif
