/* From a command line that would run to a starter of an MTA. */
#ifndef HM_START_H
#define HM_START_H

#include "agent/base/err.h"
#include "agent/model/facts.h"
#include "agent/model/words.h"
#include "agent/port/host.h"
#include "platforms/mta.h"

/* What a mechanism found: a command, where it stands, and whether the boot
 * would run it. The strings are copied. */
struct started {
	const char *mechanism;
	enum activation activation;
	struct words words;
	const char *program;		/* what is executed, where words[0]
					 * is an argv[0] of its own; or NULL */
	struct place at;
	struct place *because;
	enum tri at_boot;
	const char *reason;		/* why at_boot is unknown */
	const char *unit;
	const char *listen;		/* of a super-server's socket */
	bool loopback;			/* that socket is on loopback */
	long every;			/* of cron: seconds from one run to the
					 * next at most; 0: not periodic */
	bool other_root;		/* its root may be another folder:
					 * chroot(8), RootDirectory= */
	bool src;			/* by the SRC of AIX, under which
					 * sendmail ends at once without -bd
					 * (its main.c of AIX 4.1) */
};

/*
 * If the words end in an MTA (wrappers are followed: see wrapper.h), add a
 * starter with its role: the command line, then the cf that it names or the
 * platform's, so that a daemon whose listeners are all on loopback is
 * LOOPBACK_DAEMON. A command of no MTA adds nothing. The same line of the
 * same file with the same words is added once, its `because` merged and
 * the strongest at_boot kept. Where systemd is init, a command that has it
 * start units (service_call.h) becomes a request instead. 0 or -ENOMEM.
 */
int start_add(const struct host *, struct facts *, const struct started *,
    struct err *);

#endif
