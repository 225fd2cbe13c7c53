/* What would be changed on a host, in which order, and why: no I/O. */
#ifndef HM_PLAN_H
#define HM_PLAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "agent/base/digest.h"
#include "agent/base/err.h"
#include "agent/base/pool.h"
#include "agent/model/facts.h"
#include "agent/model/policy.h"

/* In this order; every prefix of a plan boots, delivers mail and accepts no
 * more than before. */
enum phase { PHASE_PATH = 0,	/* where submitted mail goes */
	PHASE_RUNNER,		/* what empties the queues */
	PHASE_CONFIGURATION,	/* what the next boot starts */
	PHASE_STOP, PHASE_START, PHASE_VERIFY };

enum step_kind {
	STEP_PUT = 0,	/* path holds `data`: an old file or a new one */
	STEP_LINK,	/* path is a symbolic link to `to` */
	STEP_MOVE,	/* rename path to `to`, in the same folder */
	STEP_REMOVE,	/* path, a symbolic link or a file of ours, goes */
	STEP_MODE,	/* chmod path to `mode` */
	STEP_BUS,	/* verb (StopUnit, StartUnit, Reload ...) and unit */
	STEP_ARGV,	/* run argv: an init script, a service command */
	STEP_SIGNAL	/* SIGTERM to pid that began at start */
};

/* What the planner saw at path; apply refuses when it is not so any more. */
struct was {
	bool there, link;
	char digest[DIGEST_HEX];	/* of the bytes, or of the target */
	uint64_t dev, ino, nlink;
	uint64_t size;
	int64_t mtime, mtime_ns;
	mode_t mode;
	uid_t uid;
	gid_t gid;
};

struct step {
	struct step *next;
	enum step_kind kind;
	enum phase phase;
	const char *path;		/* without links on the way; files */
	const char *to;
	const char *data;		/* NUL-ended beyond len */
	size_t len;
	const char *old;		/* STEP_PUT: what stands there now, as
					 * data; NULL: nothing */
	size_t old_len;
	mode_t mode;			/* of a new file, and of STEP_MODE */
	bool keeps_time;		/* STEP_PUT: the old file's mtime */
	struct was was;
	const char *const *argv;	/* NULL-ended, absolute argv[0] */
	const char *const *undo_argv;	/* the way back, or NULL: none is
					 * needed */
	const char *verb, *undo_verb;	/* STEP_BUS; undo_verb NULL: none */
	const char *unit;		/* NULL for Reload */
	pid_t pid;
	uint64_t start;			/* clock ticks since boot */
	long limit;			/* milliseconds for act and for undo */
	bool live;			/* only where the host runs: not in a
					 * tree */
	const char *why;		/* half a sentence: "the daemon's switch
					 * of Debian's sendmail" */
};

/* Where mail of one client or recipient ends after the change. */
struct outcome {
	struct outcome *next;
	const char *who;		/* "cron's letters to root" */
	const char *where;		/* "hub.example.edu through submit.cf";
					 * NULL: nowhere, a refusal says so */
};

struct refusal {
	struct refusal *next;
	const char *reason;		/* one sentence */
	struct place at;		/* path may be NULL */
	bool forcible;			/* --force would go on */
};

struct plan {
	struct pool pool;
	enum mode wanted;		/* by the policy */
	enum mode mode;			/* that it reaches: wanted, or the
					 * announced fallback */
	struct step *first;		/* by phase, in order of making */
	struct outcome *ends, **ends_end;
	struct refusal *refusals, **refusals_end;
	struct edit *edits;		/* spans not yet made into steps */
	unsigned n_steps;
};

void plan_init(struct plan *);
void plan_release(struct plan *);

/* Append zeros behind the last step of that phase; strings from plan->pool.
 * NULL: no memory. */
struct step *plan_step(struct plan *, enum step_kind, enum phase);

/*
 * Replace text[from..to) of a file, whose whole contents are given once more
 * with each edit (equal bytes: -EAGAIN otherwise), by new text. All edits of
 * one path (without links) become one STEP_PUT in plan_seal(). An overlap
 * with an earlier edit is -EEXIST, unless it is the very same edit. Copies.
 */
int plan_edit(struct plan *, enum phase, const char *path,
    const struct was *, const char *text, size_t len, size_t from, size_t to,
    const char *with, const char *why, struct err *);

/* Make the edits into steps, each in its phase, and plan_order_made(). 0,
 * -ENOMEM. */
int plan_seal(struct plan *);

/*
 * A cf is changed before the mc beside it, and the mc keeps its time: Debian's
 * start makes a new cf of an mc that is younger, and what was written into
 * the cf by hand would be lost, by a crash between the two as well. An mc
 * that is younger already goes on to be.
 */
void plan_order_made(struct plan *);

/* Copies. 0 or -ENOMEM. */
int plan_refuse(struct plan *, const char *path, unsigned line,
    bool forcible, const char *fmt, ...)
    __attribute__((format(printf, 5, 6)));
int plan_end(struct plan *, const char *who, const char *where);

/* "path", "runner", "configuration" ... and "put", "link" ... */
const char *phase_name(enum phase);
const char *step_kind_name(enum step_kind);

#endif
