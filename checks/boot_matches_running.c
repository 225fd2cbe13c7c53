/* Check: will the next boot bring back what runs now? */
#include "checks/all_checks.h"

#include <string.h>

#include "agent/base/buf.h"
#include "checks/judge.h"

/* The longest list of differences in a summary. */
#define MAX_TEXT 1000

static bool
same_mta(const char *a, const char *b)
{
	return a != NULL && b != NULL && strcmp(a, b) == 0;
}

/* Does this starter account for a process with that stance? An MSP's runner
 * and an MTA's are two things. */
static bool
accounts_for(const struct starter *s, const struct process *p,
    enum stance stance)
{
	if (!same_mta(s->mta, p->mta) || stance_of_starter(s) != stance)
		return false;
	return stance != STANCE_RUNNER || s->role == p->role;
}

/* Would the boot start what this process does? */
static enum tri
is_started(const struct facts *f, const struct process *p, enum stance stance)
{
	enum tri answer = TRI_NO;
	const struct starter *s;

	for (s = f->starters; s != NULL; s = s->next) {
		if (s->at_boot == TRI_NO)
			continue;
		if (s->role == ROLE_UNKNOWN && same_mta(s->mta, p->mta)) {
			answer = TRI_UNKNOWN;
		} else if (accounts_for(s, p, stance)) {
			if (s->at_boot == TRI_YES)
				return TRI_YES;
			answer = TRI_UNKNOWN;
		}
	}
	return answer;
}

/* Does something run that this starter accounts for? */
static enum tri
is_running(const struct facts *f, const struct starter *s)
{
	enum tri answer = TRI_NO;
	const struct process *p;
	enum stance stance;

	for (p = f->processes; p != NULL; p = p->next) {
		if (!same_mta(s->mta, p->mta))
			continue;
		stance = stance_of_process(f, p);
		if (stance == STANCE_UNKNOWN)
			answer = TRI_UNKNOWN;
		else if (accounts_for(s, p, stance))
			return TRI_YES;
	}
	return answer;
}

static void
list_add(struct buf *b, const char *what, const char *name, const char *as)
{
	if (b->len > 0)
		buf_adds(b, "; ");
	buf_addf(b, "%s as %s %s", name != NULL ? name : "an MTA", as, what);
}

static void
compare_running(const struct facts *f, struct findings *fs,
    struct finding *n, struct buf *b)
{
	const struct process *p;
	enum stance stance;

	for (p = f->processes; p != NULL; p = p->next) {
		stance = stance_of_process(f, p);
		if (stance == STANCE_UNKNOWN || stance == STANCE_NONE ||
		    is_started(f, p, stance) != TRI_NO)
			continue;
		list_add(b, "runs and will not start at the next boot", p->mta,
		    stance == STANCE_LOOPBACK ? "loopback-daemon" :
		    role_name(p->role));
		evidence_process(fs, n, p);
	}
}

static void
compare_boot(const struct facts *f, struct findings *fs, struct finding *n,
    struct buf *b)
{
	const struct starter *s;
	enum stance stance;

	for (s = f->starters; s != NULL; s = s->next) {
		stance = stance_of_starter(s);
		if (s->at_boot != TRI_YES || stance == STANCE_UNKNOWN ||
		    stance == STANCE_NONE || s->activation != ACTIVATION_BOOT ||
		    is_running(f, s) != TRI_NO)
			continue;
		list_add(b, "will start at the next boot and does not run",
		    s->mta, role_name(s->role));
		evidence_starter(fs, n, s);
	}
}

/* The first thing that cannot be compared; NULL: all can. */
static const char *
unclear(const struct facts *f, struct pool *pool)
{
	const struct process *p;
	const struct starter *s;

	for (s = f->starters; s != NULL; s = s->next)
		if (s->at_boot != TRI_NO && (stance_of_starter(s) ==
		    STANCE_UNKNOWN || (s->at_boot == TRI_UNKNOWN &&
		    stance_of_starter(s) != STANCE_NONE)))
			return pool_printf(pool, "what %s starts is not clear",
			    place_words(pool, &s->at));
	for (p = f->processes; p != NULL; p = p->next)
		if (stance_of_process(f, p) == STANCE_UNKNOWN)
			return pool_printf(pool, "what pid %ld does is not "
			    "clear", (long)p->pid);
	return NULL;
}

static void
evaluate(const struct facts *f, const struct policy *p, struct findings *fs,
    struct finding *n)
{
	struct buf b = BUF_INIT(MAX_TEXT);
	const struct note *doubt = note_about(f->doubts, "boot");
	const char *why;

	if (doubt == NULL)
		doubt = note_about(f->doubts, "processes");
	if (!f->running_seen &&
	    note_about(f->doubts, "processes") == NULL) {
		finding_say(fs, n, VERDICT_NOT_APPLICABLE,
		    "running programs cannot be seen here");
		return;
	}
	compare_running(f, fs, n, &b);
	compare_boot(f, fs, n, &b);
	/* What was not read may hold what seems to be missing. A list that
	 * is too long is cut, its evidence is not. */
	why = doubt != NULL ? doubt->reason : unclear(f, &fs->pool);
	if (why != NULL)
		finding_say(fs, n, VERDICT_UNKNOWN,
		    "cannot compare the boot with what runs: %s%s%.*s", why,
		    b.len > 0 ? "; " : "", (int)b.len,
		    b.len > 0 ? b.p : "");
	else if (b.len > 0)
		finding_say(fs, n, VERDICT_WARN, "%.*s", (int)b.len, b.p);
	else
		finding_say(fs, n, VERDICT_PASS,
		    "what runs is what the next boot will start");
	buf_release(&b);
}

const struct check check_boot_matches_running = {
	.name = "boot-matches-running",
	.title = "the next boot starts what runs now",
	.explain = "Compares the mail programs that run with those that the "
	    "boot configuration would start, by program and role.\n\n"
	    "It warns where something was started by hand, or was switched "
	    "off but still runs, or would come back at the next boot although "
	    "it does not run now. Not applicable in a tree.",
	.severity = SEVERITY_LOW,
	.evaluate = evaluate,
};
