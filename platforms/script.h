/* From what a script would run to starters. */
#ifndef HM_SCRIPT_H
#define HM_SCRIPT_H

#include "agent/base/err.h"
#include "agent/model/facts.h"
#include "agent/port/host.h"
#include "platforms/shell.h"

/* How the boot comes to the script. */
struct script_way {
	const char *mechanism;
	enum activation activation;
	enum tri at_boot;		/* is the script run at all */
	const char *reason;		/* why that is unknown */
	const struct place *because;	/* places that stand first */
	const struct place *at;		/* where a command text stands */
	const char *unit;
	bool strict;			/* every doubt counts, whatever the
					 * text: it is a system's own script */
	long every;			/* cron: seconds between two runs */
};

/*
 * Evaluate a script, or the text of a command (options.text_is_command),
 * and add a starter for each MTA in it. What could not be understood is a
 * doubt about the boot where an MTA could hide in it: where the script or
 * the file in question mentions one, or cannot be read. No doubt comes from
 * a script that is not run. 0 or -ENOMEM.
 */
int script_start(const struct host *, struct facts *, const char *path,
    const struct sh_options *, const struct script_way *, struct err *);

#endif
