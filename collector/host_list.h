/* Lists hosts by condition, contact and deadline: what pages and API show. */
#ifndef HM_HOST_LIST_H
#define HM_HOST_LIST_H

#include <stdbool.h>
#include <stdint.h>

#include "collector/store.h"

/* All that is NULL or 0 does not limit. Strings are borrowed. */
struct host_filter {
	const char *id;
	const char *condition;		/* "failing" ... */
	const char *contact;		/* "fresh", "stale", "never-seen",
					 * "gone"; NULL: all but gone */
	bool overdue;
	bool due;			/* has a deadline; the next one first,
					 * and no `after` */
	const char *department, *platform;
	const char *check;		/* has an open violation of it */
	const char *search;		/* part of name, address or owner */
	int64_t after;			/* the number of the last one */
	unsigned limit;			/* at most; 0: all */
	int64_t now;
	int64_t stale_before;		/* seen before then is stale */
};

/* Strings live during the call; NULL and 0 where not known. */
struct host_row {
	int64_t n;
	const char *id, *name, *address, *owner, *department, *mode;
	const char *platform, *title;
	const char *condition, *contact;
	bool overdue;
	int64_t epoch, sequence;	/* sequence -1: none */
	int64_t seen, since, first_failed, notified_at, deadline;
	int64_t clones;
	const char *verdicts, *claimed;
	int64_t enrolled_at;
};

/* A negative answer of fn ends it and is returned. How many rows. */
int host_list(struct store *, const struct host_filter *,
    int (*fn)(void *arg, const struct host_row *), void *arg, struct err *);

/* How many hosts the filter finds, without limit and after. */
int host_count(struct store *, const struct host_filter *, int64_t *ret,
    struct err *);

/* Is this the name of a condition, of a contact? */
bool is_condition(const char *);
bool is_contact(const char *);

#endif
