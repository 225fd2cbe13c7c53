/* sendmail's command line, as its two passes of getopt read it. */
#ifndef HM_SMCMD_H
#define HM_SMCMD_H

#include <stdbool.h>

#include "agent/base/pool.h"
#include "agent/model/role.h"
#include "agent/model/words.h"

/* `mode` is the letter that decides in the end: 'd' (also for -bD and the
 * name smtpd), 'l' (a daemon after -bl anywhere), 's', 'p', 'i', 't', 'v',
 * 'm' (deliver, the default), 'q' (queue run), 'z', 'h', 'H', 'a', 'C', 'O',
 * 'P'; where sendmail refuses the mode, the letter that it refuses. */
struct smcmd {
	char mode;
	enum tri certain;	/* YES; UNKNOWN: a gap could change mode,
				 * error or submission */
	enum tri options_certain; /* the same of options and config */
	bool foreground;	/* -bD, -qf */
	bool submission;	/* reads submit.cf: -Ac, -G, -C submit.cf */
	bool persistent;	/* -qp */
	bool runs_queue;	/* any -q */
	long queue_interval;	/* seconds; 0: a single run (of a daemon:
				 * none); -1: no -q, or with runs_queue:
				 * an interval that is not known */
	const char *config;	/* -C, NULL without */
	const char *error;	/* why sendmail would refuse, else NULL */
	struct strv options;	/* -O and -o in order: "Name=value", spelt
				 * as sendmail spells it; what it does not
				 * know stays as it is */
};

/*
 * Parse the words of a sendmail command (words[0] is argv[0]). Implements
 * sendmail 8.17 main.c: prescan for b,d,D,G,L,q, then the second pass; last
 * -b wins, its first letter counts; argv[0] basename smtpd, mailq,
 * newaliases, hoststat, purgestat; obsolete() rewriting a bare -q; -q alone
 * turns "deliver" into a queue run. local_daemon says that this sendmail
 * knows -bl (Sun's, illumos'). 0 or -ENOMEM.
 *
 * Gaps are tried with what could stand there (nothing, a value, another -b,
 * a word that ends the options); where that changes what sendmail becomes,
 * certain is UNKNOWN, and the rest of *ret holds for one of the readings.
 */
int smcmd_parse(struct pool *, const struct words *, bool local_daemon,
    struct smcmd *ret);

/* The role of that command, as far as the words alone can say it: DAEMON
 * where it listens (LOOPBACK_DAEMON for 'l'); a DaemonPortOptions on the
 * command line or in the cf is the caller's to consider (smcf.h). NONE
 * where sendmail would refuse to run; UNKNOWN where it is not certain. */
enum role smcmd_role(const struct smcmd *);

/* "15m", "1h30m", "90" (minutes), "" (0) as sendmail's convtime: seconds,
 * or -1. What is too large becomes LONG_MAX. */
long smcmd_interval(const char *text);

#endif
