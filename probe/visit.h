/* One host that is asked: its connections, one after the other. */
#ifndef HM_VISIT_H
#define HM_VISIT_H

#include "probe/crowd.h"
#include "probe/interview.h"
#include "probe/sweep.h"

enum visit_state {
	VISIT_WAITING = 0,	/* for its turn, or for `when` */
	VISIT_TALKING,
	VISIT_DONE
};

struct visit {
	struct visit *next;	/* for the caller */
	const struct target *target;
	const struct sweep_settings *settings;
	struct crowd *crowd;
	enum visit_state state;
	int64_t when;		/* not before that; while it talks, how long */
	int64_t connect_by;	/* TCP alone */
	int64_t start;		/* of the first connection; 0: none yet */
	struct link *link;
	struct interview *talk;	/* of the link; NULL until it is opened */
	bool no_tls;		/* TLS was tried, and failed */
	bool met;		/* a connection came about */
	bool refused;
	struct greeting greeting;
	struct transcript transcript;
	struct envelope_names names;
	struct question *questions;
	struct pool pool;
	char local[ADDRESS_TEXT], why[160];
	bool later;		/* why may be another one next time */
	unsigned connections, rounds;
	int error;		/* of ours: -ENOMEM */
};

/* The functions of struct crowd_handler, whose owner is a struct visit. */
extern const struct crowd_handler visit_handler;

void visit_init(struct visit *, const struct target *,
    const struct sweep_settings *, struct crowd *);
void visit_release(struct visit *);

/* Open a connection; it is TALKING then, or DONE. */
void visit_start(struct visit *, int64_t now);
/* Has it taken too long? Called now and then while it is TALKING. */
void visit_watch(struct visit *, int64_t now);
/* What came of it; borrowed from it. */
struct observation visit_result(const struct visit *, int64_t now);

#endif
