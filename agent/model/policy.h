/* The policy file: what mode this host should be in. */
#ifndef HM_POLICY_H
#define HM_POLICY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "agent/base/digest.h"
#include "agent/base/err.h"
#include "agent/base/pool.h"
#include "agent/model/finding.h"

enum mode { MODE_QUEUE_ONLY = 0, MODE_DISABLED, MODE_LOCAL_ONLY, MODE_SERVER,
	MODE_OBSERVE };

const char *mode_name(enum mode);

/* What the mode wants of a host: the way down that strands no mail. */
enum aim {
	AIM_NOTHING,		/* server: nothing to take away */
	AIM_OFF,		/* no MTA at all */
	AIM_QUEUE,		/* no listener, a queue runner */
	AIM_LOOPBACK		/* a listener on loopback only */
};

/* [check NAME] */
struct check_policy {
	struct check_policy *next;
	const char *check;
	enum severity severity;		/* SEVERITY_DEFAULT: the check's own */
	enum verdict on_fail;		/* VERDICT_FAIL, or VERDICT_WARN */
};

/* [exemption NAME]: ignored, and said so, when expired or incomplete. */
struct exemption {
	struct exemption *next;
	const char *name, *check, *reason;
	int64_t until;			/* last day, as 00:00 UTC of the day
					 * after; 0: missing */
	const char *until_text;
};

struct policy {
	struct pool pool;
	enum mode mode;
	long queue_interval;		/* seconds */
	bool unproven;
	bool watch_enforces;		/* [watch] react */
	const char *window;
	struct strv networks;		/* "192.0.2.0/24" */
	struct strv allow;		/* "192.0.2.25:25", "[::1]:25" */
	const char *smart_host, *minimum_version, *canary, *collector;
	struct check_policy *checks;
	struct exemption *exemptions;
	/* of the text(s) in the order in which they were read, hex; ""
	 * before policy_seal(), and where nothing was read */
	char digest[DIGEST_HEX];
	struct digest running;
	unsigned texts;
};

/* The defaults of DESIGN: queue-only, 15m. */
void policy_init(struct policy *);
void policy_release(struct policy *);

/* The most exemptions, networks and addresses that are taken. */
#define POLICY_MAX_LIST 1000

/*
 * Read one more file over what is there: single values replace those of the
 * files before, lists go on. A single value twice in one text is an error.
 * known(name) tells whether a check of that name exists (an unknown one is
 * an error). On an error the policy must not be used: -EINVAL with
 * "file:line: what, expected what", -ENOMEM.
 */
int policy_parse(struct policy *, const char *name, const char *text,
    size_t len, bool (*known)(const char *check), struct err *);

/* Fill in the digest, after the last text. */
void policy_seal(struct policy *);

/* [listen] allow names this address (numeric) and port. */
bool policy_allows(const struct policy *, const char *address, unsigned port);

/* It names all of these, written as starters have them, and there are some. */
bool policy_allows_all(const struct policy *, const struct strv *endpoints);

/* The [check NAME] of a check, or NULL. */
const struct check_policy *policy_check(const struct policy *,
    const char *check);

/* NULL: the exemption is in force at that time; else why it is not, in
 * words: "it ended on 2026-03-31", "it has no reason". */
const char *exemption_flaw(struct pool *, const struct exemption *,
    int64_t now);

#endif
