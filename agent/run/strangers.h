/* Strangers: clients and names that no host knows, and their name servers. */
#ifndef HM_STRANGERS_H
#define HM_STRANGERS_H

#include <stdbool.h>

#include "agent/rules/rules.h"

struct stranger {
	const char *address, *name, *domain;	/* "203.0.113.9",
				 * "probe.offsite.example" */
	const char *reverse;	/* "9.113.0.203" */
};

/*
 * A world around another one: its files and names, and a DNS of which only
 * the strangers' part is known. They are nobody's enemies: no list of
 * senders has them. What else is asked is written down.
 */
struct strangers {
	struct rules_world rules;	/* what rules_read() gets */
	const struct rules_world *inner;	/* borrowed */
	struct stranger one, two;	/* of different blocks */
	const char *pointed;	/* a name of theirs whose MX is this host */
	const char *own;	/* this host's address, or NULL */
	struct strv known;	/* names that exist, with those below */
	bool others_exist;	/* what all other names are taken for */
	struct strv asked;	/* these others */
	struct pool pool;
};

/* The inner world's host and names are this host. 0 or -ENOMEM. */
int strangers_init(struct strangers *, const struct rules_world *inner);
void strangers_release(struct strangers *);

/* Choose them: from addresses and domains that are none of these words
 * (class members, "192.0.2", "example") and not below one. 0 or -ENOMEM. */
int strangers_choose(struct strangers *, const struct rules_entry *);

/* text is name, or ends in ".name"; case does not count. */
bool name_is_below(const char *text, const char *name);

/* text is address, or begins with "address."; or the same with colons. */
bool address_is_below(const char *text, const char *address);

#endif
