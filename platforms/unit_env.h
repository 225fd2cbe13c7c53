/* The environment in which the commands of a unit run. */
#ifndef HM_UNIT_ENV_H
#define HM_UNIT_ENV_H

#include <stdbool.h>

#include "agent/model/facts.h"
#include "platforms/unit.h"

struct unit_var {
	struct unit_var *next;
	const char *name, *value;
	bool unknown;			/* value is what is known of its
					 * beginning */
	struct place at;		/* the line that sets it */
	const char *reason;		/* why it is unknown */
};

struct unit_env {
	struct unit_var *vars;
	bool opaque;			/* names not listed may be set too */
	const char *reason;		/* why opaque */
	const char *fails;		/* the unit cannot start: why */
	struct place fails_at;
};

/*
 * Environment=, then EnvironmentFile= in order (these win), without what
 * UnsetEnvironment= takes away; below them the manager's DefaultEnvironment.
 * A file that is missing without a leading "-" makes the unit fail. A file
 * that cannot be read, or that lies in /run, makes unknown what it might
 * set. 0 or -ENOMEM.
 */
int unit_env_read(struct unit_tree *, const struct unit *,
    struct unit_env *ret);

/* NULL: not listed. */
const struct unit_var *unit_env_find(const struct unit_env *,
    const char *name);

#endif
