/* Evaluates svcprop(1) of Solaris. */
#ifndef HM_SHELL_SVCPROP_H
#define HM_SHELL_SVCPROP_H

#include "platforms/shell_call.h"

void sh_svcprop(struct sh *, const struct sh_call *);

#endif
