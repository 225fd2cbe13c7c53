/* How a starter is turned off or down on each system: rows of a table, and
 * the few edit functions that they name. */
#ifndef HM_RECIPE_H
#define HM_RECIPE_H

#include <stdbool.h>
#include <stddef.h>

#include "agent/base/buf.h"
#include "agent/base/err.h"
#include "agent/model/facts.h"
#include "agent/model/plan.h"
#include "agent/model/policy.h"
#include "agent/port/host.h"

struct recipe;

/* What an edit function works on. */
struct edit_job {
	const struct host *host;	/* without an overlay */
	const struct facts *facts;	/* of that host */
	const struct starter *starter;
	const struct policy *policy;
	const struct recipe *recipe;
	enum aim aim;
	unsigned turn;			/* 0: the first way, 1: the next ... */
	struct plan *plan;		/* gets the edits and steps */
	/* was_read(), which belongs to another folder. */
	int (*was)(const struct root *, const char *path, struct was *ret,
	    struct buf *text, struct err *);
};

/*
 * Plan one way to change what the starter's configuration says. Functions
 * with several ways to try take them by turn. The file steps alone must do
 * it: whether they do is proved afterwards, so that a function may propose
 * what it cannot judge. 1: done; 0: does not fit here, or no such turn (the
 * plan may hold half of it then, and is thrown away); -errno.
 */
typedef int edit_fn(struct edit_job *, struct err *);

#define RECIPE_OFF	(1u << AIM_OFF)
#define RECIPE_QUEUE	(1u << AIM_QUEUE)
#define RECIPE_LOOPBACK	(1u << AIM_LOOPBACK)
#define RECIPE_DOWN	(RECIPE_OFF | RECIPE_QUEUE)

/* The NULL of a member means that anything fits. */
struct recipe {
	const char *mta, *platform, *init, *mechanism, *version, *path;
	unsigned aims;			/* RECIPE_... */
	edit_fn *edit;
	edit_fn *also;			/* or NULL: goes with the first, which
					 * counts the turns */
	const char *file;		/* of edit_assign, edit_flag */
	const char *set;		/* of edit_assign: lines as they would
					 * be appended, "A=\"x\";\nB=y"; of
					 * edit_flag: the line */
	const char *why;		/* half a sentence */
};

/* Ends with edit NULL. The first that fits and proves itself is taken. */
extern const struct recipe recipes[];

/* Where nothing runs the queue once the listener is gone. */
extern const struct recipe recipe_runner;

/* Is the row for this starter and aim? */
bool recipe_fits(const struct recipe *, const struct facts *,
    const struct starter *, enum aim);

/* Variables in a file that a script or unit reads: the last assignment of
 * each gets the value, in its own quotes; missing ones, or all of them in
 * turn 1, are appended. The file comes into being where there is none. */
edit_fn edit_assign;
/* The listening -b of a command, wherever on the starter's lines it stands:
 * taken out, or made a -q. A turn for each place and both ways. */
edit_fn edit_words;
/* AIX: the start line of rc.tcpip, past SRC and without -bd. */
edit_fn edit_src;
/* -ODaemonPortOptions= on the command line gets a loopback address. */
edit_fn edit_port_word;
/* The command becomes an argument of ":". */
edit_fn edit_noop;
/* The file holds one line, recipe->set; none where there is no file. */
edit_fn edit_flag;
/* A file "SCRIPT.stop" comes into being, with the line recipe->set. */
edit_fn edit_hold;
/* Nobody may execute the file in which the command stands. */
edit_fn edit_executable;
/* The line becomes a comment. */
edit_fn edit_comment;
/* An inittab entry is switched off; one that respawns runs once. */
edit_fn edit_inittab_off;
edit_fn edit_inittab_once;
/* inetd's line gets 127.0.0.1: in front. */
edit_fn edit_inetd_loopback;
/* xinetd: disable = yes; bind = 127.0.0.1. */
edit_fn edit_xinetd_off;
edit_fn edit_xinetd_loopback;
/* S links get a name that is not run. */
edit_fn edit_rclink;
/* The links of OpenRC's run levels go. */
edit_fn edit_runlevel;
/* A job of launchd's gets the key Disabled. */
edit_fn edit_launchd;
/* SMF's fragment for the next boot disables the instances. */
edit_fn edit_smf;
/* A unit: its links removed; a link to /dev/null in its place; a drop-in
 * with a command that does not listen; a socket on loopback. */
edit_fn edit_unit_disable;
edit_fn edit_unit_mask;
edit_fn edit_unit_command;
edit_fn edit_socket_loopback;
/* Postfix, every instance that the command starts: main.cf binds it to
 * loopback; or its services that listen become comments of master.cf, and
 * pickup, qmgr and the rest stay as they are. */
edit_fn edit_postfix_loopback;
edit_fn edit_postfix_queue;
/* sendmail.cf, and its .mc where one is there: listeners on loopback. */
edit_fn edit_cf_loopback;
/* Queue runs by cron, for both queues where there are two. */
edit_fn edit_cron_queue;

#endif
