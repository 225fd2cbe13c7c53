/* Weighs what runs, what would start and what listens, one by one. */
#ifndef HM_TALLY_H
#define HM_TALLY_H

#include "checks/judge.h"

/* Which programs count. */
enum whose { WHOSE_SENDMAIL, WHOSE_OTHER, WHOSE_ALL };

/* The worst verdict of a list, and the first element that has it. At most
 * one of the pointers is set; all are borrowed from the facts. */
struct tally {
	enum verdict worst;		/* PASS for an empty list */
	enum stance stance;		/* of that element; NONE without */
	const struct starter *starter;
	const struct process *process;
	const struct listener *listener;
	unsigned others;		/* more elements with that verdict */
	bool behind_firewall;		/* all of them are firewalled */
};

/* What listens beyond loopback only where [listen] allow of the policy says
 * so is passed, a daemon as well as its sockets. */
void tally_starters(struct tally *, const struct facts *,
    const struct policy *, enum whose);
void tally_processes(struct tally *, const struct facts *,
    const struct policy *, enum whose);
void tally_listeners(struct tally *, const struct facts *,
    const struct policy *, enum whose);

/* All elements that are not simply passed, the worst first. */
void tally_evidence_starters(struct findings *, struct finding *,
    const struct facts *, const struct policy *, enum whose);
void tally_evidence_processes(struct findings *, struct finding *,
    const struct facts *, const struct policy *, enum whose);
void tally_evidence_listeners(struct findings *, struct finding *,
    const struct facts *, const struct policy *, enum whose);

/* What mends the element, and the others with its verdict: each remedy once,
 * in the pool. NULL where none is known. */
const char *tally_remedy(struct findings *, const struct tally *,
    const struct facts *, const struct policy *, enum whose);

/* One sentence about the element of the tally, in the pool: what it does or
 * would do, where, and how many more. */
const char *tally_sentence(struct findings *, const struct tally *,
    const struct facts *, const struct policy *);

#endif
