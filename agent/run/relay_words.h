/* The words of a configuration that suggest whom it may relay for. */
#ifndef HM_RELAY_WORDS_H
#define HM_RELAY_WORDS_H

#include "agent/model/relaying.h"
#include "agent/run/strangers.h"

/* A mail to try: what is NULL is a stranger's. */
struct relay_word {
	struct relay_word *next;
	const char *address, *name;	/* of the client */
	const char *from, *to;		/* as struct envelope has them */
	enum relay means;
};

/* More are not tried; the widest come first. */
#define RELAY_WORDS_MAX 200

/*
 * From the classes R and m, and from the entries with the value RELAY of the
 * maps that the rules have asked so far: clients in such networks and
 * domains, mail to such domains, such senders. They suggest a question, the
 * rules answer it. Names that are tried are made known to the strangers. 0
 * or -ENOMEM.
 */
int relay_words(struct rules *, struct strangers *, struct pool *,
    struct relay_word **ret);

/* The first domain of class R that is not this host's own, or NULL. */
const char *relay_words_friend(struct rules *, struct strangers *,
    struct pool *);

/* The words of the classes R, m and w, and the keys of RELAY entries without
 * their tags: no stranger may be among them. 0 or -ENOMEM. */
int relay_words_taken(struct rules *, struct pool *,
    struct rules_entry **ret);

/* "example", "ac.jp": everybody's. */
bool relay_word_is_wide(const char *domain);

#endif
