/* Walks the nodes of a script. */
#ifndef HM_SHELL_EVAL_H
#define HM_SHELL_EVAL_H

#include "platforms/shell_state.h"

/* Evaluate one node; its status is left in the state. NULL: nothing. */
void sh_eval(struct sh *, struct sh_node *);

/* Evaluate in a copy of the state; only the status comes back. */
void sh_subshell(struct sh *, struct sh_node *);

/* The standard output of commands, without the newlines at its end. */
struct sh_value sh_command_output(struct sh *, struct sh_node *);

/* A command's output. Nothing happens when nobody reads it. */
void sh_print(struct sh *, const char *text, const struct place *from,
    const char *why);

/* The same for an error message that we cannot foretell. */
void sh_complain(struct sh *);

/* Parse and evaluate text that stands on one line of source. */
void sh_eval_text(struct sh *, const char *text,
    const struct sh_source *source, unsigned line);

/*
 * Parse and evaluate a file in the current shell (`.`): 0, -ENOENT, or 1
 * when its text is not known.
 */
int sh_eval_file(struct sh *, const char *path, bool top);

#endif
