/* Does the left side of a rule fit the workspace, and what does $1 hold? */
#ifndef HM_RULES_RULE_MATCH_H
#define HM_RULES_RULE_MATCH_H

#include "agent/rules/state.h"

/* What the wildcards took: tokens first to first + n. */
struct parts {
	size_t n;
	struct part {
		size_t pattern, first, len;
		const struct member *member;	/* of $=x: why */
		int class;
	} part[MAX_PARTS + 1];
};

/* As rewrite() of parseaddr.c matches: wildcards take as little as they can,
 * $=x the shortest phrase that is in the class. */
bool rule_match(struct run *, const struct rule *, const char *const *words,
    struct parts *ret);

#endif
