/* One mail of one client, through the rulesets that the daemon asks. */
#ifndef HM_RELAY_ASK_H
#define HM_RELAY_ASK_H

#include "agent/model/facts.h"
#include "agent/run/strangers.h"

struct relay_client {
	const char *address, *name, *resolve;	/* OK, FAIL */
};
struct relay_mail {
	struct relay_client client;
	const char *from, *to;		/* as struct envelope has them */
};

enum relay_way {
	WAY_UNCLEAR,		/* *why says why */
	WAY_REFUSED,
	WAY_HERE,		/* taken, and kept */
	WAY_AWAY		/* taken, and handed on */
};

/* What becomes of it. own: it is the host's own, which nobody asks for its
 * sender and connection. *why is in the pool, set for UNCLEAR only. 0 or
 * -ENOMEM. */
int relay_ask(struct rules *, const struct relay_mail *, bool own,
    struct pool *, enum relay_way *ret, const char **why);

/*
 * Why it is relayed: the places that decided it, appended to *because, and
 * what kind of thing they are. forged: for its sender, and then it is no
 * fault of the class that the sender's domain is in. Strings in the pool. 0
 * or -ENOMEM.
 */
int relay_explain(struct rules *, const struct relay_mail *, bool forged,
    struct pool *, struct place **because, enum relay_cause *);

/* "MAIL FROM:<a@b> RCPT TO:<c@d> from 203.0.113.9 (name)"; in the pool. */
const char *relay_mail_text(struct pool *, const struct relay_mail *);
/* And back: a name in brackets does not resolve. False: it is none. */
bool relay_mail_parse(struct pool *, const char *text,
    struct relay_mail *ret);

#endif
