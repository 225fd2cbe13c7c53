/* Would this host relay: what was found, and the words for it. */
#ifndef HM_RELAYING_H
#define HM_RELAYING_H

#include <stdbool.h>

#include "agent/base/pool.h"
#include "agent/model/role.h"

/* From the best to the worst, but for the first two. */
enum relay {
	RELAY_ABSENT = 0,	/* nothing to be asked, or not looked at */
	RELAY_UNKNOWN,
	RELAY_CLOSED,
	RELAY_LAN_ONLY,		/* clients of its own or a private network,
				 * or of its own domain */
	RELAY_NETWORK,		/* clients of other networks or domains that
				 * it names */
	RELAY_DOMAIN,		/* mail of strangers to domains it names */
	RELAY_MX,		/* whoever makes it his domain's MX */
	RELAY_SENDER,		/* whoever gives the right sender */
	RELAY_OPEN
};

/* "closed", "open-by-mx" ... */
const char *relay_name(enum relay);

/* UNKNOWN is worse than what nobody minds, and better than what is open:
 * open > open-by-sender > open-by-mx > unknown > the rest. */
enum relay relay_worse(enum relay, enum relay);

/* Anybody may use it, if he knows how. */
bool relay_is_open(enum relay);

/* What makes it so; it tells what mends it. */
enum relay_cause {
	RELAY_CAUSE_NONE = 0,
	RELAY_CAUSE_RULE,	/* a rule lets it through */
	RELAY_CAUSE_CLASS,	/* a word of a class */
	RELAY_CAUSE_MAP,	/* an entry of a map */
	RELAY_CAUSE_DEFERRED,	/* DeliveryMode=deferred: no rule is asked */
	RELAY_CAUSE_NO_RULESET	/* there is no ruleset that could refuse */
};
const char *relay_cause_name(enum relay_cause);

struct place;

/* One level: what is on disk, what a daemon has loaded. */
struct relay_level {
	enum relay verdict;
	const char *cf;			/* which was asked, or NULL */
	const char *reason;		/* why it is unknown or absent, or
					 * NULL */
	enum relay_cause cause;
	struct strv examples;		/* "MAIL FROM:<a> RCPT TO:<b> from
					 * ..."; the first decided */
	struct place *because;		/* of that one */
	bool stale;			/* unknown: what is on disk is newer
					 * than what was loaded */
};

/* Another's opinion of what is on disk; by NULL: nobody was asked. */
struct relay_second {
	const char *by;			/* "sendmail -bt" */
	enum tri agrees;		/* UNKNOWN: it gave no answer */
	unsigned asked;			/* questions that both answered */
	const char *reason;		/* why not, or NULL */
};

struct relaying {
	struct relay_level disk, running;
	struct relay_second second;
};

#endif
