/* cd, pwd, command, type and which: built-ins that look for something. */
#ifndef HM_SHELL_LOOKUP_H
#define HM_SHELL_LOOKUP_H

#include "platforms/shell_call.h"

void sh_cd(struct sh *, const struct sh_call *);
void sh_pwd(struct sh *, const struct sh_call *);
void sh_command_builtin(struct sh *, const struct sh_call *);
void sh_which(struct sh *, const struct sh_call *);

#endif
