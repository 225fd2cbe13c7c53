/* Check: would sendmail start in a role that the policy forbids? */
#include "checks/all_checks.h"
#include "checks/tally.h"

static void
evaluate(const struct facts *f, const struct policy *p, struct findings *fs,
    struct finding *n)
{
	const struct note *doubt = note_about(f->doubts, "boot");
	struct tally t;

	tally_starters(&t, f, p, WHOSE_SENDMAIL);
	tally_evidence_starters(fs, n, f, p, WHOSE_SENDMAIL);
	if (doubt != NULL && verdict_worse(t.worst, VERDICT_UNKNOWN) !=
	    t.worst) {
		finding_say(fs, n, VERDICT_UNKNOWN,
		    "cannot tell what the next boot starts: %s%s%s",
		    doubt->at.path != NULL ?
		    place_words(&fs->pool, &doubt->at) : "",
		    doubt->at.path != NULL ? ": " : "", doubt->reason);
	} else if (t.starter == NULL) {
		finding_say(fs, n, VERDICT_PASS,
		    "no sendmail will start at the next boot");
	} else {
		finding_say(fs, n, t.worst, "%s",
		    tally_sentence(fs, &t, f, p));
		if (t.worst != VERDICT_PASS)
			n->remedy = tally_remedy(fs, &t, f, p,
			    WHOSE_SENDMAIL);
	}
	if (n->verdict != VERDICT_PASS)
		evidence_doubts(fs, n, f, "boot");
}

const struct check check_sendmail_daemon_boot = {
	.name = "sendmail-daemon-boot",
	.title = "sendmail does not start as a daemon at the next boot",
	.explain = "Reads everything that the system's own start programs read "
	    "(run level folders, units, rc scripts, inetd, cron and so on), "
	    "works out the command line with which sendmail would be started, "
	    "and from that what it would do.\n\n"
	    "It fails where sendmail would listen although the mode of the "
	    "policy does not allow that, and is unknown where the start "
	    "configuration cannot be read or does not say enough. A daemon "
	    "bound to loopback passes in local-only, and in queue-only where "
	    "local mail is handed to it.",
	.severity = SEVERITY_HIGH,
	.evaluate = evaluate,
};
