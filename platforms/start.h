/* From a command line that would run to a starter of an MTA. */
#ifndef HM_START_H
#define HM_START_H

#include "agent/base/err.h"
#include "agent/model/facts.h"
#include "agent/model/words.h"
#include "agent/port/host.h"

/* What a mechanism found: a command, where it stands, and whether the boot
 * would run it. The strings are copied. */
struct started {
	const char *mechanism;
	enum activation activation;
	struct words words;
	struct place at;
	struct place *because;
	enum tri at_boot;
	const char *reason;		/* why at_boot is unknown */
	const char *unit;
	const char *listen;		/* of a super-server's socket */
};

/*
 * If the words end in an MTA (wrappers are followed: see wrapper.h), add a
 * starter with its role: the command line, then the cf that it names or the
 * platform's, so that a daemon whose listeners are all on loopback is
 * LOOPBACK_DAEMON. A command of no MTA adds nothing. The same line of the
 * same file with the same words is added once, its `because` merged and
 * the strongest at_boot kept. 0 or -ENOMEM.
 */
int start_add(const struct host *, struct facts *, const struct started *,
    struct err *);

/* "sendmail", "postfix", "exim", "opensmtpd", "qmail", "nullmailer", "dma",
 * "msmtpd", "mmdf" ... for the path or name of a program (links resolved in
 * the root, mailwrapper and alternatives followed); NULL: no MTA. */
const char *mta_of_program(const struct host *, const char *path);

/* The same by name alone; for processes and words. */
const char *mta_of_name(const char *basename);

#endif
