/* Check: does something run the queue of mail that waits? */
#include "checks/all_checks.h"

#include <string.h>

#include "checks/judge.h"

/* The two queues of sendmail 8.12 and later; before there is only MAIN. */
enum which { QUEUE_MAIN, QUEUE_CLIENT, N_QUEUES };

/* Is it run? In this order, so that the greatest one decides. */
enum answer { NO, MAYBE, YES };

struct runners {
	enum answer runs[N_QUEUES];
};

static void
raise_to(struct runners *r, enum which q, enum answer a)
{
	if (a > r->runs[q])
		r->runs[q] = a;
}

/* The MTA whose queue is asked about: sendmail where it is installed, else
 * the first that keeps a queue. NULL: none. */
static const char *
queueing_mta(const struct facts *f)
{
	static const char *const kinds[] = { "sendmail", "postfix", "exim",
		"opensmtpd", "qmail", NULL };
	const char *const *k;
	const struct mta *m;

	for (k = kinds; *k != NULL; k++)
		for (m = f->mtas; m != NULL; m = m->next)
			if (m->kind != NULL && strcmp(m->kind, *k) == 0)
				return *k;
	return NULL;
}

static bool
is_of(const char *mta, const char *kind)
{
	return kind == NULL || (mta != NULL && strcmp(mta, kind) == 0);
}

/* What a role does for the queues. blind: the interval was not seen, as in
 * a process title, which counts as `then`. Only sendmail runs its queue by -q
 * alone. */
static void
add_role(struct runners *r, enum role role, const char *mta, long interval,
    bool blind, enum answer then)
{
	switch (role) {
	case ROLE_QUEUE_RUNNER:
		raise_to(r, QUEUE_MAIN, YES);
		break;
	case ROLE_SUBMISSION_RUNNER:
		raise_to(r, QUEUE_CLIENT, YES);
		break;
	case ROLE_DAEMON:
	case ROLE_LOOPBACK_DAEMON:
		if (interval > 0 || !is_sendmail(mta))
			raise_to(r, QUEUE_MAIN, YES);
		else if (blind)
			raise_to(r, QUEUE_MAIN, then);
		break;
	case ROLE_UNKNOWN:
		raise_to(r, QUEUE_MAIN, MAYBE);
		raise_to(r, QUEUE_CLIENT, MAYBE);
		break;
	default:
		break;
	}
}

static bool
says_submission(const struct words *w)
{
	size_t i;

	for (i = 0; i < w->n; i++)
		if (strncmp(w->v[i].text, "-Ac", 3) == 0)
			return true;
	return false;
}

/* cron: only what cron runs, which serves the running host too. */
static void
add_starters(struct runners *r, const struct facts *f, const char *kind,
    bool cron)
{
	const struct starter *s;
	struct runners one;
	int q;

	for (s = f->starters; s != NULL; s = s->next) {
		if (s->at_boot == TRI_NO || !is_of(s->mta, kind) ||
		    (cron && s->activation != ACTIVATION_CRON))
			continue;
		one = (struct runners){ .runs = { NO, NO } };
		if (s->role == ROLE_ONE_SHOT &&
		    s->activation == ACTIVATION_CRON && s->queue_interval >= 0)
			raise_to(&one, says_submission(&s->words) ?
			    QUEUE_CLIENT : QUEUE_MAIN, YES);
		else
			add_role(&one, s->role, s->mta, s->queue_interval,
			    false, MAYBE);
		for (q = 0; q < N_QUEUES; q++)
			raise_to(r, q, s->at_boot == TRI_UNKNOWN &&
			    one.runs[q] == YES ? MAYBE : one.runs[q]);
	}
}

/* boot: what the next boot will run. A daemon whose title hides its -q is
 * taken for the one that the boot starts. */
static void
add_processes(struct runners *r, const struct facts *f, const char *kind,
    const struct runners *boot)
{
	const struct process *p;

	for (p = f->processes; p != NULL; p = p->next)
		if (is_of(p->mta, kind))
			add_role(r, p->role, p->mta, p->queue_interval,
			    p->command_source == NULL ||
			    strcmp(p->command_source, "title") == 0,
			    boot->runs[QUEUE_MAIN] == YES ? YES : MAYBE);
}

/* What could not be read may run either queue. */
static void
add_doubt(struct runners *r, const struct facts *f, const char *about)
{
	if (note_about(f->doubts, about) == NULL)
		return;
	raise_to(r, QUEUE_MAIN, MAYBE);
	raise_to(r, QUEUE_CLIENT, MAYBE);
}

static long
waiting(const struct facts *f, bool msp)
{
	const struct queue *q;
	long n = 0;

	for (q = f->queues; q != NULL; q = q->next)
		if (q->msp == msp && q->messages > 0)
			n += q->messages;
	return n;
}

/* A queue that could not be read, where nothing is sure to run it. */
static const struct queue *
unread(const struct facts *f, const struct runners *run,
    const struct runners *boot)
{
	const struct queue *q;
	enum which w;

	for (q = f->queues; q != NULL; q = q->next) {
		w = q->msp ? QUEUE_CLIENT : QUEUE_MAIN;
		if (q->messages < 0 &&
		    (run->runs[w] != YES || boot->runs[w] != YES))
			return q;
	}
	return NULL;
}

/* May mail come into this queue? */
static bool
is_used(const struct facts *f, const char *kind, enum which q)
{
	const char *path = f->submission.path;
	bool msp = path != NULL && strcmp(path, "msp") == 0;

	if (kind == NULL || (path != NULL && strcmp(path, "none") == 0))
		return false;
	if (q == QUEUE_CLIENT)
		return msp && is_sendmail(kind);
	return !msp || f->submission.needs_listener;
}

/* Is the answer for one queue wanted at all in this mode? The client queue
 * is asked about beside the other one: a runner of /var/spool/mqueue does
 * not deliver what the MSP keeps (sendmail(8), -Ac). */
static bool
is_wanted(const struct facts *f, const struct policy *p, const char *kind,
    enum which q)
{
	if (waiting(f, q == QUEUE_CLIENT) > 0)
		return true;
	return p->mode != MODE_LOCAL_ONLY && is_used(f, kind, q);
}

/* Is a queue that is not wanted, as far as is known, not run either? */
static bool
may_be_wanted(const struct facts *f, const struct policy *p, const char *kind,
    const struct runners *run, const struct runners *boot)
{
	int q;

	if (kind == NULL || p->mode == MODE_LOCAL_ONLY ||
	    note_about(f->doubts, "submission") == NULL)
		return false;
	for (q = 0; q < N_QUEUES; q++)
		if (run->runs[q] != YES || boot->runs[q] != YES)
			return true;
	return false;
}

static enum answer
worst_of(const struct facts *f, const struct policy *p, const char *kind,
    const struct runners *r, enum which *ret)
{
	enum answer worst = YES;
	int q;

	for (q = 0; q < N_QUEUES; q++)
		if (is_wanted(f, p, kind, q) && r->runs[q] < worst) {
			worst = r->runs[q];
			*ret = q;
		}
	return worst;
}

static void
say_none(const struct facts *f, struct findings *fs, struct finding *n,
    enum which q, bool now)
{
	long m = waiting(f, q == QUEUE_CLIENT);
	const char *queue = q == QUEUE_CLIENT ? "client queue" : "queue";

	if (m > 0)
		finding_say(fs, n, VERDICT_WARN, "%ld message%s in the %s, and "
		    "nothing %s it%s", m, m == 1 ? "" : "s", queue,
		    now ? "runs" : "will run", now ? "" :
		    " after the next boot");
	else
		finding_say(fs, n, VERDICT_WARN, "nothing %s the %s%s: mail "
		    "that cannot be delivered at once would stay there",
		    now ? "runs" : "will run", queue, now ? "" :
		    " after the next boot");
}

static void
add_queues(const struct facts *f, struct findings *fs, struct finding *n)
{
	const struct queue *q;

	for (q = f->queues; q != NULL; q = q->next)
		if (q->messages > 0)
			finding_evidence(fs, n, &(struct place){
			    .path = q->path, .text = pool_printf(&fs->pool,
			    "%ld message%s", q->messages,
			    q->messages == 1 ? "" : "s") }, 0);
}

/* What may run the queue, and what may hide who does. */
static void
add_maybes(const struct facts *f, struct findings *fs, struct finding *n,
    const char *kind)
{
	const struct starter *s;

	for (s = f->starters; s != NULL; s = s->next)
		if (s->at_boot != TRI_NO && is_of(s->mta, kind) &&
		    (s->role == ROLE_UNKNOWN || s->at_boot == TRI_UNKNOWN))
			finding_evidence(fs, n, &s->at, 0);
	evidence_doubts(fs, n, f, "processes");
	evidence_doubts(fs, n, f, "boot");
}

/* A line for root's crontab: safe in every mode, and takes no daemon. */
static const char *
crontab_line(struct pool *pool, const struct facts *f, const char *kind,
    enum which q)
{
	const struct mta *m;

	if (!is_sendmail(kind))
		return NULL;
	for (m = f->mtas; m != NULL; m = m->next)
		if (is_sendmail(m->kind) && m->path != NULL)
			return pool_printf(pool, "in root's crontab: "
			    "0,15,30,45 * * * * %s %s-q", m->path,
			    q == QUEUE_CLIENT ? "-Ac " : "");
	return NULL;
}

static void
evaluate(const struct facts *f, const struct policy *p, struct findings *fs,
    struct finding *n)
{
	const char *kind = queueing_mta(f);
	struct runners boot = { .runs = { NO, NO } }, run = boot;
	enum which q = QUEUE_MAIN;
	enum answer now = YES, later;
	const struct queue *blind;

	if (p->mode == MODE_DISABLED || p->mode == MODE_SERVER) {
		finding_say(fs, n, VERDICT_PASS,
		    "the mode %s asks for no queue runner", mode_name(p->mode));
		return;
	}
	add_starters(&boot, f, kind, false);
	add_doubt(&boot, f, "boot");
	if (!f->running_seen && note_about(f->doubts, "processes") == NULL) {
		run = boot;
	} else {
		add_processes(&run, f, kind, &boot);
		add_starters(&run, f, kind, true);
		add_doubt(&run, f, "processes");
		add_doubt(&run, f, "boot");	/* cron's part of it */
		now = worst_of(f, p, kind, &run, &q);
	}
	blind = unread(f, &run, &boot);
	later = now == NO ? YES : worst_of(f, p, kind, &boot, &q);
	if (now == NO || later == NO) {
		say_none(f, fs, n, q, now == NO);
		add_queues(f, fs, n);
		n->remedy = crontab_line(&fs->pool, f, kind, q);
	} else if (now == MAYBE || later == MAYBE) {
		finding_say(fs, n, VERDICT_UNKNOWN, "cannot tell whether "
		    "anything %s", now == MAYBE ? "runs the queue" :
		    "will run the queue after the next boot");
		add_maybes(f, fs, n, kind);
	} else if (blind != NULL) {
		finding_say(fs, n, VERDICT_UNKNOWN, "cannot tell whether mail "
		    "waits in %s, which nothing is sure to run", blind->path);
		evidence_doubts(fs, n, f, "queues");
	} else if (kind == NULL && note_about(f->doubts, "queues") != NULL) {
		finding_say(fs, n, VERDICT_UNKNOWN, "cannot tell whether "
		    "there is a queue that has to be run");
		evidence_doubts(fs, n, f, "queues");
	} else if (may_be_wanted(f, p, kind, &run, &boot)) {
		finding_say(fs, n, VERDICT_UNKNOWN,
		    "cannot tell which queues have to be run");
		evidence_doubts(fs, n, f, "submission");
	} else if (is_wanted(f, p, kind, QUEUE_MAIN) ||
	    is_wanted(f, p, kind, QUEUE_CLIENT)) {
		finding_say(fs, n, VERDICT_PASS, "the queue is run");
	} else {
		finding_say(fs, n, VERDICT_PASS,
		    "there is no queue that has to be run");
	}
}

const struct check check_queue_runner = {
	.name = "queue-runner",
	.title = "waiting mail is tried again",
	.explain = "Mail that cannot be delivered at once waits in a queue, "
	    "/var/spool/mqueue and from sendmail 8.12 on also "
	    "/var/spool/clientmqueue. It leaves only when something runs that "
	    "queue: a daemon or queue runner with -q and an interval, or cron "
	    "with -q.\n\n"
	    "It warns where messages wait, or could come to wait, and nothing "
	    "runs their queue now or after the next boot. Modes disabled and "
	    "server ask for nothing.",
	.severity = SEVERITY_MEDIUM,
	.evaluate = evaluate,
};
