/* Check: does a mail program other than sendmail take mail, or would it? */
#include "checks/all_checks.h"
#include "checks/tally.h"

/* The parts whose doubts leave the answer open. A tree has none of what
 * runs: that cannot be seen there, which is no doubt. */
static const struct note *
first_doubt(const struct facts *f)
{
	const struct note *d = note_about(f->doubts, "boot");

	if (d == NULL)
		d = note_about(f->doubts, "processes");
	return d;
}

/* The worst of listening, running and starting; the first where equal. */
static void
tally_other(struct tally *t, const struct facts *f, const struct policy *p)
{
	struct tally next;

	*t = (struct tally){ .worst = VERDICT_PASS, .stance = STANCE_NONE };
	if (f->sockets_seen)
		tally_listeners(t, f, p, WHOSE_OTHER);
	if (f->running_seen) {
		tally_processes(&next, f, p, WHOSE_OTHER);
		if (next.process != NULL && (t->stance == STANCE_NONE ||
		    verdict_worse(t->worst, next.worst) != t->worst))
			*t = next;
	}
	tally_starters(&next, f, p, WHOSE_OTHER);
	if (next.starter != NULL && (t->stance == STANCE_NONE ||
	    verdict_worse(t->worst, next.worst) != t->worst))
		*t = next;
}

static void
add_evidence(const struct facts *f, const struct policy *p,
    struct findings *fs, struct finding *n)
{
	const struct listener *l;

	for (l = f->listeners; l != NULL; l = l->next)
		if (l->mta != NULL && !is_sendmail(l->mta))
			evidence_listener(fs, n, l);
	tally_evidence_processes(fs, n, f, p, WHOSE_OTHER);
	tally_evidence_starters(fs, n, f, p, WHOSE_OTHER);
}

static void
evaluate(const struct facts *f, const struct policy *p, struct findings *fs,
    struct finding *n)
{
	const struct note *doubt = first_doubt(f);
	struct tally t;

	tally_other(&t, f, p);
	if (doubt != NULL && verdict_worse(t.worst, VERDICT_UNKNOWN) !=
	    t.worst) {
		finding_say(fs, n, VERDICT_UNKNOWN,
		    "cannot tell whether another mail program runs or starts: "
		    "%s", doubt->reason);
	} else if (t.stance == STANCE_NONE) {
		finding_say(fs, n, VERDICT_PASS,
		    "no other mail program runs or will start");
	} else {
		finding_say(fs, n, t.worst, "%s",
		    tally_sentence(fs, &t, f, p));
		if (t.worst != VERDICT_PASS)
			n->remedy = tally_remedy(fs, &t, f, p, WHOSE_OTHER);
	}
	if (n->verdict == VERDICT_PASS)
		return;
	add_evidence(f, p, fs, n);
	evidence_doubts(fs, n, f, "boot");
	evidence_doubts(fs, n, f, "processes");
}

const struct check check_other_mta = {
	.name = "other-mta",
	.title = "no other mail program takes mail",
	.explain = "The same questions about Postfix, Exim, OpenSMTPD and "
	    "every other mail program that is known: does one run or listen, "
	    "would one start at the next boot, and from where could it be "
	    "reached?\n\n"
	    "It fails and passes by the same table as the checks of sendmail, "
	    "and is unknown where the configuration of such a program does "
	    "not say on which addresses it would listen.",
	.severity = SEVERITY_HIGH,
	.evaluate = evaluate,
};
