/* The lookups in a right side: $[ name $] and $( map key $@ x $: y $). */
#ifndef HM_RULES_MAP_CALL_H
#define HM_RULES_MAP_CALL_H

#include "agent/rules/state.h"

/* Replaces all of them, one after the other. FLOW_WRONG: the ruleset ends,
 * as a value cannot be tokenised, or there is no room. */
enum flow map_calls(struct run *, struct words *, size_t room);

#endif
