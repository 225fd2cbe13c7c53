/* What a fetchmailrc has fetchmail do with the mail that it fetches. */
#ifndef HM_FETCHMAILRC_H
#define HM_FETCHMAILRC_H

#include <stdbool.h>
#include <stddef.h>

#include "agent/base/pool.h"

/* One "poll" or "skip" with one of its users, after fetchmail(1), "THE RUN
 * CONTROL FILE". */
struct fetchmail_poll {
	struct fetchmail_poll *next;
	const char *server;	/* polled; borrowed from the pool */
	bool to_program;	/* mda or bsmtp: needs no listener */
	struct strv hosts;	/* smtphost; none: "localhost" */
	unsigned line;
};

/* "defaults" are applied. A word that it does not know is passed over; 0 or
 * -ENOMEM. */
int fetchmailrc_parse(struct pool *, const char *text, size_t len,
    struct fetchmail_poll **ret);

/* Split "host/port" of smtphost: the port, 25 without one or for "smtp", 0
 * for a name that is not known or a path (LMTP over a local socket). *len:
 * the host's part of the text. */
unsigned fetchmailrc_port(const char *host, size_t *len);

#endif
