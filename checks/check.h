/* One question about a host; each check answers one, from facts alone. */
#ifndef HM_CHECK_H
#define HM_CHECK_H

#include "agent/model/facts.h"
#include "agent/model/finding.h"
#include "agent/model/policy.h"

struct check {
	const char *name;
	const char *title;		/* for --list-checks */
	const char *explain;		/* for --explain: paragraphs */
	enum severity severity;
	/* Is there a finding at all? NULL: always. */
	bool (*applies)(const struct facts *);
	/* Sets verdict, summary, evidence, remedy (strings into the pool of
	 * the findings), and a severity where it is not the check's own. */
	void (*evaluate)(const struct facts *, const struct policy *,
	    struct findings *, struct finding *);
};

/* NULL-ended; checks/all_checks.c. */
extern const struct check *const checks[];

const struct check *check_find(const char *name);
/* The same as a question, for policy_parse(). */
bool check_known(const char *name);

/* Run all: severities, on-fail and exemptions of the policy applied, and
 * the worst of all in ret->worst. now: seconds since 1970. 0, -ENOMEM. */
int checks_run(const struct facts *, const struct policy *, int64_t now,
    struct findings *ret);

#endif
