/* Check: does sendmail run in a role that the policy forbids? */
#include "checks/all_checks.h"
#include "checks/tally.h"

static void
evaluate(const struct facts *f, const struct policy *p, struct findings *fs,
    struct finding *n)
{
	const struct note *doubt = note_about(f->doubts, "processes");
	struct tally t;

	if (!f->running_seen && doubt == NULL) {
		finding_say(fs, n, VERDICT_NOT_APPLICABLE,
		    "running programs cannot be seen here");
		return;
	}
	tally_processes(&t, f, p, WHOSE_SENDMAIL);
	tally_evidence_processes(fs, n, f, p, WHOSE_SENDMAIL);
	if (doubt != NULL && verdict_worse(t.worst, VERDICT_UNKNOWN) !=
	    t.worst) {
		finding_say(fs, n, VERDICT_UNKNOWN,
		    "cannot tell what sendmail is running: %s", doubt->reason);
	} else if (t.process == NULL) {
		finding_say(fs, n, VERDICT_PASS,
		    "no sendmail daemon is running");
	} else {
		finding_say(fs, n, t.worst, "%s",
		    tally_sentence(fs, &t, f, p));
		if (t.worst != VERDICT_PASS)
			n->remedy = tally_remedy(fs, &t, f, p,
			    WHOSE_SENDMAIL);
	}
	if (n->verdict != VERDICT_PASS)
		evidence_doubts(fs, n, f, "processes");
}

const struct check check_sendmail_daemon_running = {
	.name = "sendmail-daemon-running",
	.title = "sendmail does not run as a daemon now",
	.explain = "Looks at the running sendmail processes and works out what "
	    "each one does from its true command line, its pid file, its "
	    "process title and the sockets that it holds.\n\n"
	    "It fails where one of them takes mail from the network although "
	    "the mode of the policy does not allow that, also while it turns "
	    "connections away for the moment. Not applicable in a tree.",
	.severity = SEVERITY_HIGH,
	.evaluate = evaluate,
};
