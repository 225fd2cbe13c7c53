/* Verdicts with their evidence. */
#ifndef HM_FINDING_H
#define HM_FINDING_H

#include "agent/base/pool.h"
#include "agent/model/facts.h"

/* Not in order of weight: see verdict_worse(). */
enum verdict { VERDICT_UNKNOWN = 0, VERDICT_PASS, VERDICT_WARN, VERDICT_FAIL,
	VERDICT_NOT_APPLICABLE, VERDICT_EXEMPT };
enum severity { SEVERITY_DEFAULT = 0, SEVERITY_LOW, SEVERITY_MEDIUM,
	SEVERITY_HIGH };

const char *verdict_name(enum verdict);
const char *severity_name(enum severity);

/* fail > unknown > warn > pass; the rest count as pass. */
enum verdict verdict_worse(enum verdict, enum verdict);

/* One place that shows it. path may be NULL: then text says it alone (a
 * listener, a process). depth 1: it explains the one of depth 0 before. */
struct proof {
	struct proof *next;
	struct place at;		/* at.next is not used */
	unsigned depth;
};

struct finding {
	struct finding *next;
	const char *check;		/* borrowed from the check */
	enum verdict verdict;
	enum severity severity;
	const char *summary;		/* one sentence */
	struct proof *evidence;
	const char *remedy;		/* the exact command, or NULL; may
					 * have several lines */
};

/* What the policy asked for that was not granted: exemptions that are
 * expired or incomplete. */
struct remark {
	struct remark *next;
	const char *text;
};

struct findings {
	struct pool pool;
	struct finding *first, **end;
	struct remark *remarks, **remarks_end;
	enum verdict worst;		/* of the run */
};

void findings_init(struct findings *);
void findings_release(struct findings *);

/* NULL: no memory. Its verdict is unknown until something is said. */
struct finding *findings_add(struct findings *, const char *check);

/* Copies. 0 or -ENOMEM. */
int findings_remark(struct findings *, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

/* Sets verdict and summary (formatted, into the pool; NULL without memory,
 * and then the pool has failed). */
void finding_say(struct findings *, struct finding *, enum verdict,
    const char *fmt, ...) __attribute__((format(printf, 4, 5)));

/* Append a copy; the same place and text is not added twice. Without memory
 * the pool has failed. */
void finding_evidence(struct findings *, struct finding *,
    const struct place *, unsigned depth);

/* "compliant", "warning", "non-compliant", "unknown" */
const char *run_verdict_name(enum verdict worst);

#endif
