/* A report read back into the facts that it was made of. */
#ifndef HM_REPORT_FACTS_H
#define HM_REPORT_FACTS_H

#include <jansson.h>

#include "agent/base/err.h"
#include "agent/model/facts.h"

/*
 * The inverse of report_json() for all that checks look at; a report of an
 * older program, which lacks the later members, is read as knowing less.
 * facts_init() was called. -EINVAL with "starters[3].role: expected ...",
 * -ENOMEM; the facts are of no use then. Sockets that a report does not
 * speak of are taken as seen where the report is of a live host.
 */
int report_facts(json_t *report, struct facts *, struct err *);

#endif
