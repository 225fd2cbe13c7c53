/* What is known of a host in one row, for taking its next report in. */
#ifndef HM_HOST_STATE_H
#define HM_HOST_STATE_H

#include <stdbool.h>
#include <stdint.h>

#include "agent/base/digest.h"
#include "agent/model/policy.h"
#include "collector/store.h"

struct host_state {
	int64_t host;
	char id[32];
	char department[128];
	enum mode mode;			/* permitted */
	int64_t host_epoch;		/* the present enrolment */
	int64_t gone_at;
	/* the credential that led here */
	int64_t epoch;
	bool revoked;
	/* the run of reports of one digest that goes on */
	int64_t run_epoch;		/* 0: none yet */
	int64_t first_seq, last_seq, reports;
	char digest[DIGEST_HEX];
	int64_t since, seen;
	char condition[16];
	char stored[16];		/* the condition, as it was read */
	char platform[64];
	char verdicts[1024];		/* "smtp-listener=fail ..." */
	char judged[64];		/* by what: mode and program */
	int64_t first_failed, notified_at, deadline;	/* 0: none */
	int64_t full_at;		/* when it sent a full report */
	char claimed[72];		/* its own mode and verdict */
};

/*
 * The host's row is this transaction's until it ends: whoever changes a host
 * has it, so that what was read of it stays true. Where several hosts are
 * locked, in the order of their numbers, and store_alone() before them.
 */
int host_lock(struct store *, int64_t host, struct err *);

/* 1, or 0 where there is no such credential; a revoked one is found. Inside
 * a transaction that writes: the host is locked. -EAGAIN: it moved. */
int host_state_by_credential(struct store *, const char *hash,
    struct host_state *ret, struct err *);
/* 1, or 0 where there is no such host. Locked in the same way. */
int host_state_by_number(struct store *, int64_t host,
    struct host_state *ret, struct err *);

/* A row of host_state_ahead_sql, whose last column is the hash. */
extern const char host_state_ahead_sql[];
void host_state_take(struct host_state *, const struct value *columns,
    size_t n);

/* The whole row but the number of clones. */
int host_state_save(struct store *, const struct host_state *, struct err *);

/* "failing", by the name; MODE_QUEUE_ONLY for an unknown one. */
enum mode mode_from(const char *name);

#endif
