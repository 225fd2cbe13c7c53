/* Asks a mail hub through hardenmail-probe, a program without privilege. */
#ifndef HM_HUB_PROBE_H
#define HM_HUB_PROBE_H

#include "agent/run/make_plan.h"

/* For make_plan(); ask comes first. */
struct hub_probe {
	struct hub_ask ask;
	const char *const *paths;	/* NULL-ended: where the program is */
};

/* paths NULL: where it is installed. */
void hub_probe_init(struct hub_probe *, const char *const *paths);

#endif
