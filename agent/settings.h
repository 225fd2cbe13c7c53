/* What this run was asked to do: the command line and the policy files. */
#ifndef HM_SETTINGS_H
#define HM_SETTINGS_H

#include <stdbool.h>

#include "agent/base/err.h"
#include "agent/base/opt.h"
#include "agent/base/root.h"
#include "agent/format.h"
#include "agent/model/policy.h"

enum option { OPTION_CHECK = 1, OPTION_PLAN, OPTION_EXPLAIN, OPTION_LIST_CHECKS,
	OPTION_HELP, OPTION_VERSION, OPTION_ROOT, OPTION_POLICY,
	OPTION_POLICY_FROM_ROOT, OPTION_PLATFORM, OPTION_FORMAT,
	OPTION_OUTPUT, OPTION_UNDO, OPTION_CONFIRM, OPTION_HISTORY,
	OPTION_ENFORCE, OPTION_YES, OPTION_FORCE, OPTION_CONFIRM_WITHIN,
	OPTION_IF_UNCONFIRMED, OPTION_REPORT, OPTION_SPLAY,
	OPTION_ASK_RELAY, OPTION_RELAY_CASES,
	OPTION_CLIENT, OPTION_FROM, OPTION_TO, OPTION_AUTH, OPTION_TRACE,
	OPTION_DNS, OPTION_WATCH, OPTION_CAPTURE,
	OPTION_EXPLAIN_PLATFORM, OPTION_SECOND_OPINION };

/* The one table of options; --help and the manual page list the same. */
extern const struct opt options[];

/* Pointers are borrowed from argv or constant. */
struct settings {
	enum option command;		/* 0: none was asked for */
	const char *argument;		/* of the command, or NULL */
	const char *root;		/* NULL: the running host */
	const char *capture;		/* a tar of capture.sh, or NULL */
	const char *policy;		/* --policy FILE, or NULL */
	bool policy_from_root;
	const char *platform;		/* forced, or NULL */
	const struct format *format;
	const char *output;		/* NULL: standard output */
	bool yes;			/* do not ask */
	bool force;
	long confirm_within;		/* seconds; 0: not asked for */
	bool if_unconfirmed;		/* what the reverter says */
	bool second_opinion;		/* sendmail itself is asked */
	bool report;			/* spool it for the collector */
	long splay;			/* seconds, of which a part is waited */
	/* Of --ask-relay; NULL: not given. */
	const char *client, *from, *to, *auth;
	const char *dns;		/* none, a table, or NULL */
	bool trace;
};

/* -EINVAL with "--x: what is wrong". *ret is set on success only. */
int settings_parse(int argc, char *const argv[], struct settings *ret,
    struct err *);

/*
 * Read the policy files that the settings name into a policy that
 * policy_init() has prepared: --policy FILE alone, else policy.conf and
 * then policy.d/ (its names that end in .conf, in order) of the running
 * host, or of host_root with --policy-from-root. None at all: defaults.
 * What is there but cannot be read is an error.
 */
int settings_policy(const struct settings *, const struct root *host_root,
    struct policy *, struct err *);

#endif
