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

#endif
