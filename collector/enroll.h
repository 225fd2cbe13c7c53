/* How a host comes to its identity: enrolment, and what operators decide. */
#ifndef HM_ENROLL_H
#define HM_ENROLL_H

#include <stdbool.h>
#include <stdint.h>

#include "agent/base/pool.h"
#include "collector/host_row.h"
#include "collector/store.h"

/* What a host says of itself; all but the name may be missing. */
struct enrolment {
	struct pool pool;
	const char *name, *machine_id, *serial;
	struct strv macs;		/* "52:54:00:12:34:56" */
	const char *peer;		/* the address that it came from */
	const char *subject;		/* hash of its certificate, or NULL */
	char key[DIGEST_HEX];		/* that of the key it signs with, or
					 * "" */
};

/* Strict JSON. -EINVAL (400), -EPROTO (422), with the place; -ENOMEM.
 * enrolment_release() in any case. */
int enrolment_read(struct enrolment *, const char *body, size_t len,
    struct err *);
void enrolment_release(struct enrolment *);

/*
 * Anchors that nobody has: a new host, or the one of the inventory that has
 * this address or name and never enrolled, unless the inventory grants it
 * more than the default: then, as where an enrolled host has one of the
 * anchors, an operator must decide first, and the same request is answered
 * once he has. A host without any anchor is known by its name.
 */
int enroll(struct store *, const struct enrolment *, int64_t now,
    struct enrolled_host *ret, struct err *);

/* "52-54-00-AB-cd-ef" as "52:54:00:ab:cd:ef", in the pool. NULL: nothing
 * that tells one host from another. */
const char *mac_clean(struct pool *, const char *text);

/* What --merge and --replace do. merge: it is the host that it resembles,
 * installed anew. replace: it is another host with the old one's anchors;
 * the old one is gone. -ENOENT: no such enrolment waits. */
int enroll_decide(struct store *, int64_t pending, bool merge, int64_t now,
    struct err *);

#endif
