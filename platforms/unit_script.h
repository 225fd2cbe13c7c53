/* Commands of units that a shell runs, or could. */
#ifndef HM_UNIT_SCRIPT_H
#define HM_UNIT_SCRIPT_H

#include <stdbool.h>

#include "agent/port/host.h"
#include "platforms/shell.h"
#include "platforms/unit_env.h"
#include "platforms/unit_exec.h"

/* By the last part of its path. */
bool unit_is_shell(const char *program);

/*
 * If the command is a shell's, or a script: its arguments as the script sees
 * them, and in *path the script, or the text of -c. False: it is neither, or
 * its words are not known.
 */
bool unit_as_script(const struct host *, struct pool *,
    const struct unit_command *, const char **path, struct sh_options *,
    struct strv *args);

/* The environment for a script: what is known of it. 0 or -ENOMEM. */
int unit_script_env(struct pool *, const struct unit_env *,
    struct strv *ret);

/* The words of any command as a shell would have to read them; NULL: they
 * are not known, or no memory (pool.failed tells). */
const char *unit_as_text(struct pool *, const struct unit_command *);

#endif
