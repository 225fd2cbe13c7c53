/* What speaks to the listeners of this host, besides the MSP. */
#ifndef HM_CLIENTS_H
#define HM_CLIENTS_H

#include "agent/base/err.h"
#include "agent/model/facts.h"
#include "agent/port/host.h"

/*
 * Fill facts->clients: fetchmailrc files of the system and of users, the
 * connections of this moment, and the mail log (agent/run/maillogs.h). The
 * listeners, addresses and mtas are there already. What cannot be seen is
 * noted as unseen about "clients". 0 or -ENOMEM.
 */
int clients_gather(const struct host *, struct facts *, struct err *);

/* This host by name, address or loopback. */
bool clients_is_self(const struct facts *, const char *target);

#endif
