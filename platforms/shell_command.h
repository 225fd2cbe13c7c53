/* Programs whose output and status follow from what is known. */
#ifndef HM_SHELL_COMMAND_H
#define HM_SHELL_COMMAND_H

#include "platforms/shell_call.h"

/* false: it is none of them. */
bool sh_command(struct sh *, const struct sh_call *);

#endif
