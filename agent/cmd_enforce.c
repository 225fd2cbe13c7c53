/* --enforce: bring the host into the mode of its policy, or leave it. */
#include "agent/commands.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "agent/base/log.h"
#include "agent/changing.h"
#include "agent/check_run.h"
#include "agent/hub_probe.h"
#include "agent/output.h"
#include "agent/run/apply.h"
#include "agent/run/canary.h"
#include "agent/run/make_plan.h"
#include "agent/run/permit.h"
#include "agent/run/recover.h"
#include "agent/run/reverter.h"
#include "agent/run/undo.h"

#define LOOKS 15		/* a second apart: daemons take their time */
#define CANARY_SECONDS 90	/* a letter takes longer */

enum { REFUSED = 1, ROLLED_BACK = 2 };

static bool
is_refused(const struct plan *p, bool force)
{
	const struct refusal *r;

	for (r = p->refusals; r != NULL; r = r->next)
		if (!force || !r->forcible)
			return true;
	return false;
}

static int
say(const struct settings *s, const char *text, struct err *e)
{
	struct buf b = BUF_INIT(4096);
	int status;

	/* A report for programs is one object, and this is none. */
	if (s->format != formats[0] || s->output != NULL)
		return 0;
	buf_adds(&b, text);
	status = output_write(NULL, &b, e);
	buf_release(&b);
	return status;
}

/* What an earlier run left undone comes first. 0 or an exit status. */
static int
finish_earlier(const struct host *h, struct err *e)
{
	enum recovered what;
	unsigned number;
	int r = recover(h, &what, &number, e);

	if (r == -EBUSY)
		return REFUSED;
	if (r < 0)
		return changing_status(r);
	if (what != RECOVERED_NOTHING)
		log_warning("run %u did not come to its end, and was %s",
		    number, what == RECOVERED_COMPLETED ? "completed" :
		    "reverted");
	return 0;
}

static int
make(struct check_run *run, struct err *e)
{
	const bool live = run->host.source == SOURCE_LIVE;
	struct hub_probe probe;
	int status;

	hub_probe_init(&probe, NULL);
	status = check_run_look(run, e);
	if (status == 0 && make_plan(&run->host, &run->facts,
	    &run->findings, &run->policy, live ? &probe.ask : NULL,
	    &run->plan, e) < 0)
		status = EXIT_SYSTEM;
	run->planned = status == 0;
	return status;
}

/* true: go on. */
static bool
ask(const struct settings *s, int *status, struct err *e)
{
	char answer[16];

	if (s->yes)
		return true;
	if (!isatty(STDIN_FILENO) || !isatty(STDERR_FILENO)) {
		err_set(e, EINVAL, "--enforce asks before it changes "
		    "anything: without a terminal it needs --yes");
		*status = EXIT_USAGE;
		return false;
	}
	(void)fputs("Change this host? [y/N] ", stderr);
	if (fgets(answer, sizeof(answer), stdin) != NULL &&
	    (answer[0] == 'y' || answer[0] == 'Y'))
		return true;
	err_set(e, ECANCELED, "nothing is changed");
	*status = REFUSED;
	return false;
}

static int
plan_reverter(const struct settings *s, const struct check_run *run,
    struct plan *p, struct err *e)
{
	struct buf program = BUF_INIT(4096);
	int r;

	/* Of a tree nothing can be started: reverter_plan() says so. */
	r = run->host.source == SOURCE_LIVE ? root_readlink(&run->host.root,
	    "/proc/self/exe", &program) : buf_adds(&program, "hardenmail");
	if (r < 0)
		r = err_set(e, -r, "--confirm-within: this program does not "
		    "know where it lies");
	else
		r = reverter_plan(&run->host, &run->facts, pool_strdup(
		    &p->pool, program.p), run->now, s->confirm_within, p, e);
	buf_release(&program);
	return r;
}

/* The second look: the mode is reached when nothing is left to be planned. */
static bool
is_reached(const struct check_run *first, bool force, struct err *e)
{
	struct check_run look;
	bool reached;

	check_run_init(&look);
	policy_release(&look.policy);
	look.host = first->host;
	look.policy = first->policy;
	look.now = first->now;
	*e = (struct err){ .code = 0 };
	reached = make(&look, e) == 0 && look.plan.n_steps == 0 &&
	    !is_refused(&look.plan, force);
	if (!reached && e->text[0] == '\0')
		err_set(e, EIO, "a second look does not find the host in "
		    "mode %s: %s", mode_name(first->plan.mode),
		    look.plan.refusals != NULL ? look.plan.refusals->reason :
		    look.plan.first != NULL && look.plan.first->why != NULL ?
		    look.plan.first->why : "something is left to be changed");
	policy_init(&look.policy);
	look.host = (struct host){ .root = ROOT_INIT };
	check_run_release(&look);
	return reached;
}

static bool
verify(const struct check_run *first, bool force, struct err *e)
{
	const struct timespec second = { .tv_sec = 1 };
	int tries = first->host.source == SOURCE_LIVE ? LOOKS : 1;

	while (tries-- > 0) {
		if (is_reached(first, force, e))
			return true;
		if (tries > 0)
			nanosleep(&second, NULL);
	}
	return false;
}

/* Does the mail of this host still arrive? Only where the policy names
 * somebody who wants to get letters. */
static bool
still_arrives(const struct check_run *run, bool force, struct err *e)
{
	const struct host *h = &run->host;

	if (run->policy.canary == NULL || h->source != SOURCE_LIVE ||
	    canary_sing(h, &run->facts, run->policy.canary, CANARY_SECONDS,
	    e) == 0)
		return true;
	if (!force)
		return false;
	log_warning("%s", e->text);
	return true;
}

/* The reverter may have come while we looked, and found us busy. */
static bool
is_in_time(const struct host *h, int64_t deadline, struct err *e)
{
	if (deadline == 0 || h->clock == NULL || h->clock->now(h) < deadline)
		return true;
	err_set(e, ETIMEDOUT, "--confirm-within was over before the change "
	    "was seen to hold");
	return false;
}

static int
apply_status(enum applied how, int r)
{
	if (how == APPLIED_ROLLED_BACK || how == APPLIED_STUCK)
		return ROLLED_BACK;
	return r == -EAGAIN || r == -EPERM || r == -ELOOP || r == -EEXIST ||
	    r == -EBUSY ? REFUSED : changing_status(r);
}

static int
change(const struct settings *s, struct check_run *run, struct err *e)
{
	struct apply_how how = { .force = s->force };
	struct err back = { .code = 0 };
	struct plan reverter;
	enum applied applied;
	struct run done;
	char text[128];
	int r = 0, status;

	plan_init(&reverter);
	if (s->confirm_within != 0) {
		r = plan_reverter(s, run, &reverter, e);
		how.reverter = &reverter;
		how.deadline = run->now + s->confirm_within;
	}
	if (r < 0) {
		plan_release(&reverter);
		return r == -ENOTSUP ? REFUSED : EXIT_SYSTEM;
	}
	changing_uninterrupted();
	r = apply(&run->host, &run->plan, &how, &done, &applied, e);
	plan_release(&reverter);
	if (r < 0) {
		status = apply_status(applied, r);
		if (applied != APPLIED_NOTHING)
			run_close(&done);
		return status;
	}
	if (verify(run, s->force, e) && still_arrives(run, s->force, e) &&
	    is_in_time(&run->host, how.deadline, e)) {
		*e = (struct err){ .code = 0 };
		(void)snprintf(text, sizeof(text), "run %u brought this host "
		    "into mode %s%s\n", done.j.run,
		    mode_name(run->plan.mode), s->confirm_within != 0 ?
		    "; it is undone unless --confirm comes in time" : "");
		status = say(s, text, e);
	} else {
		status = ROLLED_BACK;
		if (undo_run(&done, &(struct undo_how){
		    .rolled_back = true }, NULL, &back) < 0)
			log_error("%s", back.text);
	}
	run_close(&done);
	changing_tidy(&run->host);
	return status;
}

static int
enforce(const struct settings *s, struct check_run *run, struct err *e)
{
	char text[128];
	int status = 0;

	if (run->policy.mode == MODE_OBSERVE)
		return say(s, "mode observe: nothing is changed\n", e);
	if (permit_window(&run->policy, run->now, e) < 0)
		return REFUSED;
	changing_uninterrupted();
	status = finish_earlier(&run->host, e);
	changing_interruptible();
	if (status == 0)
		status = make(run, e);
	if (status != 0)
		return status;
	if (is_refused(&run->plan, s->force)) {
		status = check_run_show(s, run, e);
		return status != 0 ? status : REFUSED;
	}
	if (run->plan.n_steps == 0) {
		(void)snprintf(text, sizeof(text), "in mode %s: nothing is to "
		    "be changed\n", mode_name(run->plan.mode));
		return say(s, text, e);
	}
	status = check_run_show(s, run, e);
	if (status != 0 || !ask(s, &status, e))
		return status;
	return change(s, run, e);
}

int
cmd_enforce(const struct settings *s)
{
	struct err e = { .code = 0 }, why = { .code = 0 };
	struct check_run run;
	struct changing c;
	int status;

	check_run_init(&run);
	changing_init(&c);
	status = check_run_open(s, &run, &e);
	if (status == 0) {
		if (run.host.source == SOURCE_LIVE)
			run.host.service = &service_port;
		c.host = run.host;
		status = changing_begin(&c, &e);
	}
	if (status == 0) {
		status = enforce(s, &run, &e);
		/* Also of what was refused: the host is as it is. */
		check_run_after(s, &why);
	}
	if (e.text[0] != '\0')
		log_error("%s", e.text);
	if (why.text[0] != '\0')
		log_warning("%s", why.text);
	c.host.root = ROOT_INIT;
	changing_release(&c);
	check_run_release(&run);
	return status;
}
