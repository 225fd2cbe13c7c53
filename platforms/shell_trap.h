/* What a shell runs when it ends: trap ... 0. */
#ifndef HM_SHELL_TRAP_H
#define HM_SHELL_TRAP_H

#include "platforms/shell_call.h"

/* The built-in command. */
void sh_trap(struct sh *, const struct sh_call *);

/* As sh_scope_begin() for a shell of its own, which has no traps yet. */
void sh_shell_begin(struct sh *, struct sh_scope *);

/* As sh_scope_end(); then its trap runs. */
void sh_shell_end(struct sh *, struct sh_scope *);

#endif
