/* Redirections: where a command reads from, and whether it is listened to. */
#ifndef HM_SHELL_REDIR_H
#define HM_SHELL_REDIR_H

#include "platforms/shell_state.h"

struct sh_redirected {
	struct sh_input *in, own;
	struct sh_output *fd[SH_FDS];
};

/* false: a file could not be opened, the status says so, and the command
 * does not run; nothing is to be ended then. `saved` must outlive it. */
bool sh_redirect(struct sh *, const struct sh_redir *,
    struct sh_redirected *saved);
void sh_redirect_end(struct sh *, const struct sh_redirected *saved);

/* exec <file: for the rest of this shell. */
void sh_redirect_keep(struct sh *, const struct sh_redir *);

#endif
