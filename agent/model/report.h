/* One run as JSON, in the form that is printed, spooled and posted. */
#ifndef HM_REPORT_H
#define HM_REPORT_H

#include <stdbool.h>
#include <stdint.h>

#include "agent/base/buf.h"
#include "agent/model/facts.h"
#include "agent/model/finding.h"
#include "agent/model/plan.h"
#include "agent/model/policy.h"
#include "agent/model/since.h"

/* What a report has only once it is spooled. digest is NULL while it is being
 * made. */
struct report_spool {
	long long sequence;
	const char *digest;
	long long rejected;		/* reports the collector refused */
	long long dropped, lost;	/* heartbeats, changes without room */
};

/* All pointers are borrowed. */
struct report {
	const char *program;		/* version of hardenmail */
	const char *run;		/* opaque, 1-64 characters */
	int64_t time;			/* seconds since 1970 */
	const char *source;		/* "live", "root", "capture" */
	const struct facts *facts;
	const struct policy *policy;
	const struct findings *findings;
	const struct plan *plan;	/* NULL: none was made */
	struct since *since;		/* what --watch saw change, or NULL */
	const struct report_spool *spool;	/* NULL: it is not spooled */
	/* Only what says something of the host: no run, sequence, time, pid,
	 * change, session, count of a queue or of the mail log, and of
	 * findings no words. What the digest of a heartbeat is made of. */
	bool canonical;
};

/* Appends the report, version 1, to the buffer; what fails stays in it
 * (buf.failed). epoch is always null: the collector knows it from the token,
 * and a host that enrolls anew keeps what lies in its spool. */
void report_json(const struct report *, struct buf *);

/* "2026-11-22T09:00:00Z"; text has room for 32. */
void time_words(int64_t time, char text[32]);

/* 32 hexadecimal digits from what tells one run from another; it is an
 * identity, no secret. */
void run_identity(const char *host, int64_t seconds, long nanoseconds,
    long pid, char text[33]);

#endif
