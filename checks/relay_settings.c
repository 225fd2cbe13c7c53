/* Check: does the mail configuration say whom it relays for, and no more? */
#include "checks/all_checks.h"

#include "checks/judge.h"

static void
add_flaw(struct findings *fs, struct finding *n, const struct relay_flaw *f)
{
	struct place why = { .text = f->why };

	finding_evidence(fs, n, &f->at, 0);
	finding_evidence(fs, n, &why, 1);
}

static void
evaluate(const struct facts *f, const struct policy *p, struct findings *fs,
    struct finding *n)
{
	const enum stance reach = stance_of_sendmail(f);
	const struct note *doubt = note_about(f->doubts, "relay");
	const struct relay_flaw *flaw, *first = NULL;
	const char *place;
	unsigned bad = 0, others = 0;

	(void)p;
	if (doubt != NULL && f->flaws == NULL) {
		finding_say(fs, n, VERDICT_UNKNOWN, "cannot tell what the mail "
		    "configuration says: %s%s%s", doubt->at.path != NULL ?
		    doubt->at.path : "", doubt->at.path != NULL ? ": " : "",
		    doubt->reason);
		return;
	}
	if (f->relaying.disk.verdict == RELAY_ABSENT) {
		finding_say(fs, n, VERDICT_NOT_APPLICABLE, "%s",
		    f->relaying.disk.reason != NULL ?
		    f->relaying.disk.reason : "there is no sendmail.cf");
		return;
	}
	for (flaw = f->flaws; flaw != NULL; flaw = flaw->next) {
		add_flaw(fs, n, flaw);
		if (flaw->kind == FLAW_LAX || flaw->kind == FLAW_INERT) {
			others++;
			continue;
		}
		first = first == NULL ? flaw : first;
		bad++;
	}
	place = first == NULL ? NULL : place_words(&fs->pool, &first->at);
	if (first == NULL) {
		finding_say(fs, n, VERDICT_PASS, others == 0 ? "nothing in "
		    "the mail configuration widens relaying" : "nothing in "
		    "the mail configuration widens relaying; %u line%s "
		    "worth a look", others, others == 1 ? " is" : "s are");
		return;
	}
	finding_say(fs, n, reach == STANCE_NONE || reach == STANCE_LOOPBACK ?
	    VERDICT_PASS : VERDICT_WARN, "%s %s%s", place, first->why,
	    bad > 1 ? ", and there is more" : "");
	if (n->verdict != VERDICT_WARN)
		return;
	n->remedy = first->kind == FLAW_STALE ? pool_printf(&fs->pool,
	    "make sendmail.cf anew from %s with m4, and look at what changes "
	    "before sendmail is restarted", first->at.path) :
	    pool_printf(&fs->pool, "take the line out (%s), or write what is "
	    "meant", place);
}

const struct check check_relay_settings = {
	.name = "relay-settings",
	.title = "the mail configuration does not widen relaying",
	.explain = "Reads the text from which relay control is made: "
	    "sendmail.mc, the comments of sendmail.cf, the files of class R "
	    "(relay-domains) and the access file. relay-open evaluates what "
	    "they come to; this check shows the line.\n\n"
	    "It warns of features that weaken relay control "
	    "(promiscuous_relay, relay_local_from, relay_based_on_MX, "
	    "loose_relay_check), of entries for a whole top-level domain or a "
	    "network of one number, and of a sendmail.mc that is newer than "
	    "its sendmail.cf, where sendmail listens beyond loopback. It "
	    "shows, but passes, features that take senders who do not exist, "
	    "and entries that do nothing: slashes, wildcards, a dot at the "
	    "end of a name.",
	.severity = SEVERITY_MEDIUM,
	.evaluate = evaluate,
};
