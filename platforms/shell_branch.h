/* Conditions: the branch that is taken, the others, and both. */
#ifndef HM_SHELL_BRANCH_H
#define HM_SHELL_BRANCH_H

#include "platforms/shell_state.h"

/*
 * The status of `condition` was just left in the state; arms[0] is what
 * follows on success, arms[1] on failure (NULL: nothing). keep: a NULL arm
 * keeps the status, as && and || do; otherwise it is 0.
 */
void sh_branch(struct sh *, const struct sh_node *condition,
    struct sh_node *const arms[2], bool keep);

/* Ways of which any may be taken. */
struct sh_ways {
	void (*go)(struct sh *, void *arg, size_t i);
	void *arg;
	size_t n;
};

/* Go all of them; the state is then what holds behind any. why: what is not
 * known; may be NULL. */
void sh_choose(struct sh *, const struct sh_ways *, const struct place *from,
    const char *why);

void sh_case(struct sh *, struct sh_node *);
void sh_for(struct sh *, struct sh_node *);
void sh_while(struct sh *, struct sh_node *);

#endif
