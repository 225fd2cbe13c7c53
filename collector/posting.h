/* Reads the body of a report or a heartbeat. */
#ifndef HM_POSTING_H
#define HM_POSTING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "agent/base/digest.h"
#include "agent/base/err.h"
#include "agent/model/facts.h"

/* A report or heartbeat that was read and is sound in itself. */
struct posting {
	bool full;		/* a report; otherwise a heartbeat */
	int64_t epoch;		/* as the body says; -1: null */
	int64_t sequence;
	char digest[DIGEST_HEX];
	const char *host_id;	/* as the body says; NULL: null */
	const char *claimed;	/* the host's own mode and verdict */
	const char *body;	/* of a report; borrowed */
	size_t body_len;
	struct facts facts;	/* of a report */
};

/*
 * Read a body: strict JSON of the right members. posting_release() in any
 * case. -EINVAL: no JSON (400); -EPROTO: JSON that is no report, or one
 * without a sequence (422); -ENOMEM. The words say where.
 *
 * The digest is the member "digest" (64 hexadecimal digits) where the body
 * has one, else that of the report's own contents: SHA-256 of it without
 * run, epoch, sequence, time, digest, recipients and clients, without pids,
 * sessions, counts of clients, and counts and ages of queues, members sorted,
 * no blanks.
 */
int posting_read(struct posting *, bool full, const char *body, size_t len,
    struct err *);
void posting_release(struct posting *);

#endif
