/* What systemctl, service and their like are asked to start. */
#ifndef HM_SERVICE_CALL_H
#define HM_SERVICE_CALL_H

#include <stdbool.h>

#include "agent/model/words.h"
#include "agent/port/host.h"

struct service_call {
	struct strv units;	/* "sendmail.service", as systemd would name
				 * them */
	bool later;		/* only linked, for a boot to come */
	bool unclear;		/* there may be others: a word is not known,
				 * or is a pattern */
};

/* An option of systemctl that has another host's, a container's or a user's
 * manager do it, or changes only files? */
bool service_call_elsewhere(const char *option);

/*
 * Would this command have units started: systemctl start, restart,
 * reload-or-restart, isolate, enable ..., service NAME start, invoke-rc.d
 * NAME start, rc-service NAME start? Nothing runs yet at boot, so that
 * try-restart and the like start nothing; another host's manager or a
 * user's (-H, -M, --user) is not ours. 1: yes, 0: no, -ENOMEM.
 */
int service_call_read(struct pool *, const struct words *,
    struct service_call *ret);

/* Is it for systemd to start these, where that is init? Not where service(8)
 * and its like name what is a script of /etc/init.d and no unit's file:
 * evaluating the script says more. */
bool service_call_of_units(const struct host *, const struct words *,
    const struct service_call *);

/*
 * Does a line of this text, in whatever language, name systemctl, service or
 * the like and beside it a unit of systemd on disk whose file names an MTA?
 * Decides, as mta_mentioned(), no more than whether what cannot be understood
 * matters.
 */
bool service_call_mentions(const struct host *, const char *text,
    size_t len);

#endif
