/* Runs the checks and applies what the policy says of each. */
#include "checks/all_checks.h"

#include <errno.h>
#include <string.h>

const struct check *const checks[] = {
	&check_smtp_listener,
	&check_sendmail_daemon_running,
	&check_sendmail_daemon_boot,
	&check_boot_matches_running,
	&check_queue_runner,
	&check_submission_path,
	&check_other_mta,
	&check_relay_open,
	&check_relay_settings,
	&check_sendmail_version,
	&check_watch_blind,
	NULL,
};

const struct check *
check_find(const char *name)
{
	const struct check *const *c;

	for (c = checks; *c != NULL; c++)
		if (strcmp((*c)->name, name) == 0)
			return *c;
	return NULL;
}

bool
check_known(const char *name)
{
	return check_find(name) != NULL;
}

/* The first exemption of this check that is in force. */
static const struct exemption *
exempted(const struct policy *p, const char *check, int64_t now,
    struct pool *pool)
{
	const struct exemption *e;

	for (e = p->exemptions; e != NULL; e = e->next)
		if (e->check != NULL && strcmp(e->check, check) == 0 &&
		    exemption_flaw(pool, e, now) == NULL)
			return e;
	return NULL;
}

/* Severity, on-fail and exemption. What is unknown stays unknown: nobody
 * was granted not to look. */
static void
apply_policy(const struct policy *p, int64_t now, const struct check *c,
    struct findings *fs, struct finding *n)
{
	const struct check_policy *cp = policy_check(p, c->name);
	const struct exemption *e;

	if (n->severity == SEVERITY_DEFAULT)
		n->severity = c->severity;
	if (cp != NULL && cp->severity != SEVERITY_DEFAULT)
		n->severity = cp->severity;
	if (n->verdict != VERDICT_FAIL && n->verdict != VERDICT_WARN)
		return;
	e = exempted(p, c->name, now, &fs->pool);
	if (e != NULL)
		finding_say(fs, n, VERDICT_EXEMPT,
		    "%s (exempt until %s: %s)", n->summary != NULL ?
		    n->summary : "", e->until_text, e->reason);
	else if (cp != NULL && n->verdict == VERDICT_FAIL &&
	    cp->on_fail == VERDICT_WARN)
		n->verdict = VERDICT_WARN;
}

int
checks_run(const struct facts *f, const struct policy *p, int64_t now,
    struct findings *ret)
{
	const struct check *const *c;
	const struct exemption *e;
	const char *flaw;
	struct finding *n;

	ret->worst = VERDICT_PASS;
	for (c = checks; *c != NULL; c++) {
		if ((*c)->applies != NULL && !(*c)->applies(f))
			continue;
		n = findings_add(ret, (*c)->name);
		if (n == NULL)
			return -ENOMEM;
		(*c)->evaluate(f, p, ret, n);
		apply_policy(p, now, *c, ret, n);
		ret->worst = verdict_worse(ret->worst, n->verdict);
	}
	for (e = p->exemptions; e != NULL; e = e->next) {
		flaw = exemption_flaw(&ret->pool, e, now);
		if (flaw != NULL && findings_remark(ret,
		    "exemption \"%s\" is ignored: %s", e->name, flaw) < 0)
			return -ENOMEM;
	}
	return ret->pool.failed ? -ENOMEM : 0;
}
