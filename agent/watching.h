/* The loop of --watch: what it looks at, says and starts. */
#ifndef HM_WATCHING_H
#define HM_WATCHING_H

#include <stdbool.h>

#include "agent/base/err.h"
#include "agent/base/spoolname.h"
#include "agent/check_run.h"
#include "agent/port/watch.h"
#include "agent/run/watch_spots.h"
#include "agent/run/watch_turn.h"
#include "agent/settings.h"
#include "agent/since_good.h"

/* An empty file that nothing reads, in our own folder, which no start program
 * looks into. */
#define WATCH_DECOY_FILE SPOOL_FOLDER "/.watch-decoy"

/* Where since_good.h is kept: nobody else reads or writes there. */
#define WATCH_GOOD_FILE "/var/lib/hardenmail-watch/good"

/* What enforces the policy where systemd is the service manager. */
#define ENFORCE_UNIT "hardenmail-enforce.service"

/* What one look gave, and what came of it. */
struct watched {
	struct watch_answer answer;
	const char *verdict;		/* constant: run_verdict_name() */
	const char *before;		/* the same of the last report; NULL:
					 * this is the first */
	char by[1024];			/* who re-enabled it, or "unknown"; "":
					 * nobody did */
	bool enforced;			/* tried; reached: with success */
	bool reached;
};

/* Settings, port and service are borrowed. */
struct watching {
	const struct settings *settings;
	const struct watch_ops *port;
	const struct service_ops *service;	/* NULL: nothing is started */
	struct watch_turn turn;
	struct watch *watch, *old;
	struct spots spots;
	char sockets[DIGEST_HEX];
	struct listener *listeners;	/* of the last look */
	struct pool pool;		/* of these */
	const char *verdict;		/* of the last report */
	struct since_good good;		/* its port too is the caller's */
	const char *untold;		/* why it has none, or NULL; borrowed */
	char boot[64];			/* boot_id(); "": not known */
};

/* now: of clock_ops.tick. */
void watching_init(struct watching *, const struct settings *,
    const struct watch_ops *, const struct service_ops *, int64_t now);
void watching_release(struct watching *);

/*
 * Open the watch anew, look at the host, report what changed (standard
 * output or --output, and with --report the spool), and enforce where the
 * policy wants that and it is no fight. 0 or an exit status, and the words;
 * words with 0 too where there is something to say. After a failure the next
 * look is an hour off, or at the next change.
 */
int watching_look(struct watching *, struct watched *ret, struct err *);

/* Touch the decoy, which is to be noticed. 0, or -errno and the words. */
int watching_touch(struct watching *, struct err *);

/* A cheap look at sockets: where another one listens than at the last look,
 * something changed. */
void watching_sockets(struct watching *);

/* One JSON text in one line: line feeds and the blanks behind them stand
 * between its parts only. */
void watching_line(const struct buf *text, struct buf *ret);

#endif
