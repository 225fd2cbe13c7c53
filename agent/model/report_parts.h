/* Pieces that several members of a report are made of. */
#ifndef HM_REPORT_PARTS_H
#define HM_REPORT_PARTS_H

#include <stdint.h>

#include "agent/base/json.h"
#include "agent/model/facts.h"

/* Seconds since 1970 as "2026-11-22T09:00:00Z"; 0: null. */
void report_time(struct json *, const char *key, int64_t when);

void report_strings(struct json *, const char *key, const struct strv *);

/* The members path, line and text, in the object that is open. */
void report_place(struct json *, const struct place *);

/* A list of them. */
void report_places(struct json *, const char *key, const struct place *);

/* Below 0, which stands for what is not known or not there: null. */
void report_count(struct json *, const char *key, long n);

#endif
