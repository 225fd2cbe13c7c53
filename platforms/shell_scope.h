/* Scopes: what break, return and exit leave. */
#ifndef HM_SHELL_SCOPE_H
#define HM_SHELL_SCOPE_H

#include "platforms/shell_state.h"

/* A jump to the n-th scope of this kind; without one nothing happens. */
enum sh_jump { SH_BREAK, SH_CONTINUE, SH_RETURN, SH_EXIT };
void sh_jump(struct sh *, enum sh_jump, unsigned n);
void sh_scope_begin(struct sh *, struct sh_scope *, enum sh_scope_kind);
/* The paths that jumped here join those that came here. */
void sh_scope_end(struct sh *, struct sh_scope *);

#endif
