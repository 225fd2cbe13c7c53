/* Where an address goes: parseaddr() and buildaddr() of sendmail. */
#ifndef HM_RULES_MAIL_ROUTE_H
#define HM_RULES_MAIL_ROUTE_H

#include "agent/rules/state.h"

/* Rulesets 3 and 0, then what the mailer's own make of the user. Fills
 * route_mailer, route_host, route_user; all NULL where the address cannot be
 * tokenised. */
void route(struct run *, const char *address, struct rules_answer *);

#endif
