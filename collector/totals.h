/* Totals for the overview: by condition and contact, department, platform,
 * day. */
#ifndef HM_TOTALS_H
#define HM_TOTALS_H

#include <stdint.h>

#include "collector/store.h"

enum { CONDITION_FAILING = 0, CONDITION_UNKNOWN, CONDITION_WARNING,
	CONDITION_COMPLIANT, CONDITIONS };
enum { CONTACT_FRESH = 0, CONTACT_STALE, CONTACT_NEVER_SEEN, CONTACTS };

/* "failing" ...; "fresh" ... */
extern const char *const condition_names[CONDITIONS];
extern const char *const contact_names[CONTACTS];

struct totals {
	int64_t hosts, overdue;
	int64_t pending;		/* enrolments that wait */
	int64_t by[CONDITIONS][CONTACTS];
	int64_t condition[CONDITIONS], contact[CONTACTS];
};

/* Hosts that are gone are in none of these. */
int totals_read(struct store *, int64_t now, int64_t stale_before,
    struct totals *ret, struct err *);

/* A department or platform; name "": not known. The string lives during the
 * call. */
struct part {
	const char *name;
	int64_t hosts, overdue, condition[CONDITIONS];
};

enum part_kind { PART_DEPARTMENT, PART_PLATFORM };

/* Most failing first, at most 50. fn as in host_list(). */
int totals_parts(struct store *, enum part_kind, int64_t now,
    int (*fn)(void *arg, const struct part *), void *arg, struct err *);

struct day {
	int64_t day;		/* its first second, UTC; 0: no figures */
	int64_t condition[CONDITIONS], overdue;
};

/* The n days up to and with that of now; days[n - 1] is today. */
int totals_days(struct store *, int64_t now, struct day *days, size_t n,
    struct err *);

#endif
