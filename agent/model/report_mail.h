/* How mail leaves a host and who gets it there, in the report. */
#ifndef HM_REPORT_MAIL_H
#define HM_REPORT_MAIL_H

#include "agent/base/json.h"
#include "agent/model/facts.h"

/* The member "submission". Who on this host uses the listener has a name,
 * other hosts are counted. */
void report_submission(struct json *, const struct facts *);

/* The member "recipients": counts alone, since names of users and their mail
 * addresses stay on their host. */
void report_recipients(struct json *, const struct facts *);

/* The member "relay": what is on disk, what a daemon has loaded, flaws. */
void report_relaying(struct json *, const struct facts *);

/* The member "clients": what a check reads of each, so that it can be
 * evaluated again from the report; without users and their homes. */
void report_clients(struct json *, const struct client *);

#endif
