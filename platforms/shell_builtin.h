/* Commands that are part of the shell. */
#ifndef HM_SHELL_BUILTIN_H
#define HM_SHELL_BUILTIN_H

#include "platforms/shell_call.h"

/* false: it is none. */
bool sh_builtin(struct sh *, const struct sh_call *);
bool sh_builtin_is(const char *name);
bool sh_builtin_is_special(const char *name);

#endif
