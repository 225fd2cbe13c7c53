/* read and getopts: built-ins that walk through input and arguments. */
#ifndef HM_SHELL_INPUT_H
#define HM_SHELL_INPUT_H

#include "platforms/shell_call.h"

void sh_read(struct sh *, const struct sh_call *);
void sh_getopts(struct sh *, const struct sh_call *);

#endif
