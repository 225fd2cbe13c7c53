/* Exim's command line, as far as it decides what Exim becomes (spec.txt,
 * chapter 5). */
#ifndef HM_EX_CMD_H
#define HM_EX_CMD_H

#include <stdbool.h>

#include "agent/base/pool.h"
#include "agent/model/role.h"
#include "agent/model/words.h"

struct ex_cmd {
	bool daemon;		/* -bd, -bdf: listens by itself */
	bool wait;		/* -bw: on the socket that it is given */
	bool session;		/* -bs, -bS */
	bool other;		/* -bp, -bV ...: something short */
	bool runs_queue;	/* any -q */
	long queue_interval;	/* seconds; 0: a single run; -1: no -q */
	const char *config;	/* -C: a list of files; NULL without */
	const char *listen;	/* -oX; NULL without */
	struct strv macros;	/* -D: "NAME=value" */
	const char *error;	/* Exim would not start, or NULL */
	bool known;		/* no word has a gap */
};

/* words[0] is argv[0]; its name is the caller's to look at. 0 or -ENOMEM. */
int ex_cmd_parse(struct pool *, const struct words *, struct ex_cmd *ret);

/* By the words alone. DAEMON: it depends on the configuration where. NONE:
 * Exim would refuse them; UNKNOWN: not all are known, or for -bw. */
enum role ex_cmd_role(const struct ex_cmd *);

#endif
