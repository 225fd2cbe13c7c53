/* Programs that run what others tell them: a shell's standard input, at,
 * xargs, find, systemctl. */
#ifndef HM_SHELL_INDIRECT_H
#define HM_SHELL_INDIRECT_H

#include "platforms/shell_call.h"

/* False: it is none of these. */
bool sh_indirect(struct sh *, const struct sh_call *);

/* A program that nobody here knows: a doubt where its words, or the text of
 * an interpreter's script, would start an MTA. */
void sh_indirect_doubt(struct sh *, const struct sh_call *);

#endif
