/* Names of hosts: their canonical form, by /etc/hosts and the name server. */
#ifndef HM_RULES_NET_NAMES_H
#define HM_RULES_NET_NAMES_H

#include "agent/rules/state.h"

/* What the host map finds for a name, or for an "[address]"; remembered.
 * NULL: no memory. */
const struct host_answer *net_canon(struct run *, const char *name);

/* Records, in the question's memory. */
enum dns_answer net_records(struct run *, const char *name, const char *type,
    struct strv *ret);

#endif
