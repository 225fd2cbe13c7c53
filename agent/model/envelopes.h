/* The envelopes by which relay testers and spammers try a mail server. */
#ifndef HM_ENVELOPES_H
#define HM_ENVELOPES_H

#include <stdbool.h>

#include "agent/base/pool.h"
#include "agent/model/relaying.h"

struct envelope {
	struct envelope *next;
	unsigned number;	/* of the catalogue: the union of what rlytest,
				 * nmap, Metasploit, Nessus, ORBS, DSBL and
				 * abuse.net send, and of the holes that
				 * sendmail's release notes name; 1 to 30 */
	const char *from;	/* as check_mail gets it: "<>", "a@b" */
	const char *to;		/* as RCPT has it: "<a@b>" */
	bool forged;		/* the sender is one of this host's */
	bool routed;		/* the domain is in the mailbox's name: who
				 * does not look there takes it for one of
				 * his own */
	enum relay means;	/* what it is that this is relayed */
};

/* What the catalogue is filled in with. */
struct envelope_names {
	const char *host, *literal;	/* "relay.example", "[192.0.2.25]" */
	const char *sender;	/* a stranger: "user@elsewhere.test" */
	const char *offsite, *third;	/* two domains of strangers */
	const char *user;	/* a mailbox of offsite */
	const char *offsite_literal;	/* "[203.0.113.9]" */
	const char *pointed;	/* a stranger's domain, whose MX is host;
				 * NULL: none */
	const char *friend;	/* a domain that the host relays for; NULL:
				 * none */
};

/* The whole catalogue, or (other) those that depend on the host's name, for
 * another one of its names. Appended to the end of *list. 0 or -ENOMEM. */
int envelopes_add(struct pool *, const struct envelope_names *, bool other,
    struct envelope **list);

#endif
