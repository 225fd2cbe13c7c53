/* Simple commands: functions, built-in commands, programs (XCU 2.9.1). */
#ifndef HM_SHELL_CALL_H
#define HM_SHELL_CALL_H

#include "platforms/shell_expand.h"

/* A simple command after expansion; argv[0] is its name. */
struct sh_call {
	struct sh_node *node;
	struct sh_field *fields;	/* a list of the same words */
	size_t n;
	const char **argv;		/* with gaps; NULL-ended */
	bool known;			/* no gap in any */
	const struct place *from;	/* of all words */
	const char *why;
};

void sh_simple(struct sh *, struct sh_node *);

/* Run words as a command; functions: look for those too. */
void sh_run_fields(struct sh *, struct sh_field *, bool functions);

/* Is the variable readonly? Then the shell that assigns ends (XCU 2.8.1), and
 * does so here. */
bool sh_is_constant(struct sh *, const char *name);

/* Give $1 ... these values. */
void sh_set_params(struct sh *, const struct sh_field *);

/* Run a script of the tree as a program with these words (argv[0] its
 * path); false: it is none that we can read. */
bool sh_run_script(struct sh *, const struct sh_call *, const char *path,
    size_t first);

/* Evaluate a script that is run by its first line (executed) or by sh; $0
 * becomes its path. As sh_eval_file(). */
int sh_execute(struct sh *, const char *path, bool executed, bool top);

/* Restore the local variables of the frame; done at its end. */
void sh_restore_locals(struct sh *, struct sh_frame *);

#endif
