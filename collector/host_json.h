/* A host as the API shows it. */
#ifndef HM_HOST_JSON_H
#define HM_HOST_JSON_H

#include "agent/base/json.h"
#include "agent/model/finding.h"
#include "collector/host_list.h"

/* "2026-11-22T09:00:00Z", or null for 0. */
void json_time(struct json *, const char *key, int64_t when);

/* The members of a host, into the object that is open. */
void host_json(struct json *, const struct host_row *);

/* An object of a list: the collector's own verdict on one check. */
void finding_json(struct json *, const struct finding *);

/* What a probe saw, as one object of a list. */
struct observation_row;
void observation_row_json(struct json *, const struct observation_row *);

#endif
