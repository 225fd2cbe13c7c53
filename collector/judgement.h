/* What the collector makes of a host's facts: verdicts, violations,
 * condition. */
#ifndef HM_JUDGEMENT_H
#define HM_JUDGEMENT_H

#include <stdint.h>

#include "agent/model/facts.h"
#include "agent/model/finding.h"
#include "collector/config.h"
#include "collector/host_state.h"

/* The same checks as on the host, under the permitted mode alone: no
 * exemption, no severity, no other word of the host's own policy. findings
 * are the caller's to release. */
int judgement_evaluate(const struct facts *, enum mode, int64_t now,
    struct findings *ret);

/* What a host_state was judged by: another word means judge again. */
void judgement_name(enum mode, char text[64]);

/*
 * Evaluate, with what probes saw, move the violations on, note what changed
 * in the history, and bring condition, verdicts, judged and the deadlines of
 * *h up to date; the caller saves *h.
 */
int judge_host(struct store *, const struct config *, struct host_state *h,
    const struct facts *, int64_t now, struct err *);

/* The same for a host that never sent a report: what probes saw is all that
 * is known, and where they saw nothing its condition is unknown. */
int judge_unheard(struct store *, const struct config *,
    struct host_state *h, int64_t now, struct err *);

/* first_failed, notified_at and deadline of *h from its violations; the
 * condition is failing where one is open, else `otherwise`, which may be
 * h->condition. */
int judge_violations(struct store *, const struct config *,
    struct host_state *h, const char *otherwise, struct err *);

#endif
