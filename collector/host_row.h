/* Makes, finds and identifies the rows of hosts. */
#ifndef HM_HOST_ROW_H
#define HM_HOST_ROW_H

#include <stdint.h>

#include "collector/secret.h"
#include "collector/store.h"

enum enrolled { ENROLLED_PENDING = 0, ENROLLED };

struct enrolled_host {
	enum enrolled outcome;
	char id[32];
	char token[SECRET_TOKEN];
	int64_t epoch;
};

/* A new host row, its state, and its number; id is made. */
int host_create(struct store *, const char *name, const char *address,
    int64_t now, int64_t *number, char id[SECRET_ID], struct err *);

/* The host is no more: it is counted nowhere until it comes back. */
int host_gone(struct store *, int64_t host, int64_t now, struct err *);

/* A new token (and certificate, and key to sign with: hashes or NULL) of the
 * host; the epoch goes up, and what was given before ends. A key that another
 * host has stays with that. outcome is not set. */
int host_credential(struct store *, int64_t host, const char *subject,
    const char *key, int64_t now, struct enrolled_host *ret, struct err *);

/* All its tokens and certificates end now. How many. */
int host_revoke(struct store *, int64_t host, int64_t now, struct err *);

/* The number of the host of that id, or of that name where only one host
 * that is not gone has it. -ENOENT with the words. */
int host_find(struct store *, const char *id_or_name, int64_t *number,
    struct err *);

/* What the host will be told by; kind: "machine_id", "mac", "serial". */
int anchor_add(struct store *, int64_t host, const char *kind,
    const char *value, struct err *);

#endif
