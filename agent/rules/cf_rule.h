/* Rulesets: their names and numbers, and the R lines in them. */
#ifndef HM_RULES_CF_RULE_H
#define HM_RULES_CF_RULE_H

#include "agent/rules/state.h"

/* The ruleset that a text names: "3", "check_rcpt", "canonify=3", what
 * follows is passed over. With `make` it comes into being. NULL: none, no
 * valid name, or no memory. *end (may be NULL): behind the name. */
struct ruleset *ruleset_named(struct rules *, const char *text, bool make,
    const char **end);

/* An R line, translated, without its R, into a ruleset. Lines that sendmail
 * refuses are passed over as it does. 0, -ENOMEM, -E2BIG. */
int rule_add(struct rules *, struct ruleset *, char *text, unsigned line);

#endif
