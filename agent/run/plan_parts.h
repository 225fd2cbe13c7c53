/* What make_plan() is made of. */
#ifndef HM_PLAN_PARTS_H
#define HM_PLAN_PARTS_H

#include "agent/run/make_plan.h"
#include "platforms/recipe.h"

/* One recipe for one starter that was proved. */
struct choice {
	const struct starter *starter;
	const struct recipe *recipe;
	unsigned turn;
};

#define MAX_CHOICES 64

/* Everything of one planning. */
struct planning {
	const struct host *host;
	const struct facts *facts;
	const struct policy *policy;
	const struct hub_ask *ask;
	enum aim aim;
	bool hub;			/* submit.cf is pointed to the hub */
	struct choice choices[MAX_CHOICES];
	unsigned n;
};

/* plan_mail.c: decide on aim, fallback and hub; refuse where mail would end
 * nowhere. 0 or -errno. */
int plan_mail_aim(struct planning *, struct plan *, struct err *);
/* Steps that point submit.cf, and its mc, to the hub. 1, 0, -errno. */
int plan_mail_path(struct planning *, struct plan *, struct err *);
/* plan_ends.c: say where each client's and recipient's mail ends, and
 * refuse where that is nowhere. 0 or -ENOMEM. */
int plan_mail_ends(struct planning *, const struct facts *after,
    struct plan *);

/* plan_service.c: what has to be stopped and started for the files to be
 * heeded. after: what the planned files would start. 0 or -errno. */
int plan_service(struct planning *, const struct facts *after, struct plan *,
    struct err *);

/* Stopping waits for deliveries that are under way: milliseconds. */
#define PLAN_STOP_LIMIT 90000

/* plan_programs.c. NULL-ended words, copied into the pool; NULL: no memory. */
const char *const *plan_words(struct pool *, const char *const *);
#define PLAN_WORDS(pool, ...) plan_words(pool, \
	(const char *const []){ __VA_ARGS__, NULL })
/* A step that runs a program, argv NULL: -ENOMEM; the same one twice is one.
 * The words are borrowed from the plan's pool. 0 or -ENOMEM. */
int plan_run(struct plan *, enum phase, const char *const *argv,
    const char *const *undo, const char *why);
/* The command by which Linux and the BSDs tell inetd or xinetd to read its
 * files anew: of those that this host has. NULL: no memory. */
const char *const *plan_reread(struct planning *, struct plan *,
    const char *name);
/* On a running host: refuse what needs a program that is not there, as it
 * would fail half way, and the way back with it. 0 or -ENOMEM. */
int plan_programs(struct planning *, struct plan *);

/* A step by the service manager; the same one twice is one. 0, -ENOMEM. */
int plan_bus(struct plan *, enum phase, const char *verb, const char *undo,
    const char *unit, const char *why);
/* Nothing else runs in the starter's unit: rc-local.service is all of
 * rc.local. */
bool plan_own_unit(const struct starter *);
/* The words of a command that can be run as it is, in the plan's pool; NULL:
 * no. */
const char *const *plan_argv(struct plan *, const struct words *);

/* plan_strays.c: end what runs against the aim and would not be ended by the
 * steps so far: what was started by hand, or is switched off and still runs.
 * 0 or -ENOMEM. */
int plan_strays(struct planning *, struct plan *);

#endif
