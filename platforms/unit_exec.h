/* The command lines of a unit, word by word. */
#ifndef HM_UNIT_EXEC_H
#define HM_UNIT_EXEC_H

#include <stdbool.h>

#include "platforms/unit.h"
#include "platforms/unit_env.h"

struct unit_command {
	struct unit_command *next;
	const char *key;		/* "ExecStart" */
	const char *program;		/* what is executed */
	struct words words;		/* words.v[0] is argv[0] */
	bool own_argv0;			/* prefix @ */
	bool ignore;			/* prefix -: may fail */
	struct place at;
	struct place *because;		/* lines that gave the words */
	const char *reason;		/* why a word is not known */
};

/*
 * The commands of one setting in order (systemd.service(5), "COMMAND
 * LINES"): several on a line with ";", specifiers, $VAR and ${VAR}. *broken
 * says why systemd would refuse the unit, else NULL. 0 or -ENOMEM.
 */
int unit_exec(struct unit_tree *, const struct unit *,
    const struct unit_env *, const char *key, struct unit_command **ret,
    const char **broken);

#endif
