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

struct finding {
	struct finding *next;
	const char *check;		/* borrowed from the check */
	enum verdict verdict;
	enum severity severity;
	const char *summary;		/* one sentence */
	struct place *evidence;
	const char *remedy;		/* the exact command, or NULL */
};

struct findings {
	struct pool pool;
	struct finding *first, **end;
	enum verdict worst;		/* of the run */
};

void findings_init(struct findings *);
void findings_release(struct findings *);
struct finding *findings_add(struct findings *, const char *check);

/* Sets verdict and summary (formatted, into the pool). */
void finding_say(struct findings *, struct finding *, enum verdict,
    const char *fmt, ...) __attribute__((format(printf, 4, 5)));

/* "compliant", "warning", "non-compliant", "unknown" */
const char *run_verdict_name(enum verdict worst);

#endif
