/* One question whether a host would relay, and the word for its answer. */
#ifndef HM_RELAY_CASE_H
#define HM_RELAY_CASE_H

#include "agent/rules/rules.h"

/* What a question is about: a destination elsewhere (O), on this host (L),
 * one that somebody may trust (T), a sender or connection (M). */
struct relay_case {
	const char *name, *ruleset, *address;
	char kind;
	const char *client_addr, *client_name, *client_resolve;
	const char *from, *auth;
	bool daemon;		/* as the daemon asks it, not sendmail -bt */
};

struct relay_reply {
	const char *verdict;	/* OPEN LOCAL TRUST ACCEPT ACCLOCAL ACCERR
				 * DENY TEMP ERR NORULE UNKNOWN; constant */
	const char *returned;	/* what the ruleset left, or why unknown */
	const char *route;	/* "esmtp, host H, user U"; "" without */
	struct rules_answer answer;
};

/* Ruleset NULL: the route alone. Everything in the reply lives in the pool. 0
 * or -ENOMEM. */
int relay_case_ask(struct rules *, const struct relay_case *, bool explain,
    struct pool *, struct relay_reply *ret);

/* A row of a table of cases, fields parted by tabs, in the order of struct
 * relay_case. In the pool; false: it has less than eight fields. */
bool relay_case_parse(struct pool *, const char *line, size_t len,
    struct relay_case *ret);

#endif
