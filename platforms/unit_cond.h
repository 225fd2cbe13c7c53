/* Would the Condition and Assert lines of a unit let it start? */
#ifndef HM_UNIT_COND_H
#define HM_UNIT_COND_H

#include "agent/model/facts.h"
#include "platforms/unit.h"

/*
 * YES; NO with the line that says so in *at; UNKNOWN with the line whose
 * answer is not on disk (ConditionVirtualization=, a path below /run).
 * at may be NULL. Lists with "|" need one of them; "!" turns an answer.
 */
enum tri unit_condition(const struct unit_tree *, const struct unit *,
    struct place *at);

#endif
