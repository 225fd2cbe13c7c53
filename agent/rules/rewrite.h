/* Rulesets at work: rewrite() of sendmail's parseaddr.c. */
#ifndef HM_RULES_REWRITE_H
#define HM_RULES_REWRITE_H

#include "agent/rules/state.h"

/* The workspace from `words` on through one ruleset; room: how many tokens
 * it may hold. set NULL: none. depth 0 for the first. */
enum flow rewrite(struct run *, const struct ruleset *, const char **words,
    size_t room, int depth);

#endif
