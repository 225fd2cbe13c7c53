/* Which DNS blacklists have an address (RFC 5782). */
#ifndef HM_BLACKLIST_H
#define HM_BLACKLIST_H

#include <stdbool.h>
#include <stddef.h>

#include "agent/base/json.h"
#include "agent/base/pool.h"
#include "probe/networks.h"

#define BLACKLIST_ZONES 16
/* The longest name that is asked for. */
#define BLACKLIST_NAME 320

enum blacklist_answer {
	BLACKLIST_UNKNOWN = 0,	/* no answer, or one that is none */
	BLACKLIST_NOT,
	BLACKLIST_LISTED
};

/* The name for an address in a zone: "7.2.0.192.zone", or 32 nibbles. 0, or
 * -EINVAL: it would be longer than names may be. */
int blacklist_name(const struct address *, const char *zone,
    char ret[BLACKLIST_NAME]);

/*
 * What an answer of the DNS says: listed by an A record in 127/8, whose text
 * goes to `code`. 127.255.255.x is how lists say that they do not answer, and
 * what is not in 127/8 comes from a name server that makes answers up: both
 * are unknown.
 */
enum blacklist_answer blacklist_parse(const unsigned char *message,
    size_t len, char code[16]);

struct blacklist_entry {
	struct blacklist_entry *next;
	struct address address;
	const void *of;		/* the caller's */
	struct strv listed;	/* "zone=127.0.0.2" */
	struct strv unknown;	/* zones that did not tell */
};

/* = {.pool = ..., .zones = ..., .n = ...}; borrowed. */
struct blacklists {
	struct pool *pool;
	const char *const *zones;
	size_t n;
	struct blacklist_entry *first, *last;
};

/* An address to be asked about, once. 0 or -ENOMEM. */
int blacklists_add(struct blacklists *, const struct address *,
    const void *of);

/* Ask the resolver of this host for all of them. A zone that did not answer
 * three times in a row is not asked any more. 0 or -ENOMEM. */
int blacklists_ask(struct blacklists *);

/* For people; nothing where no zone was asked. */
void blacklists_print(struct buf *, const struct blacklists *);
/* A member "blacklists" of the object that is open: those that were added
 * `of` that, all of them for NULL; nothing where no zone was asked. */
void blacklists_json(struct json *, const struct blacklists *,
    const void *of);

#endif
