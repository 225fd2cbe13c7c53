/* Check: can mail be brought to this host over the network? */
#include "checks/all_checks.h"
#include "checks/tally.h"

static void
evaluate(const struct facts *f, const struct policy *p, struct findings *fs,
    struct finding *n)
{
	const struct note *doubt = note_about(f->doubts, "listeners");
	struct tally t;

	if (!f->sockets_seen && doubt == NULL) {
		finding_say(fs, n, VERDICT_NOT_APPLICABLE,
		    "sockets cannot be seen here");
		return;
	}
	tally_listeners(&t, f, p, WHOSE_ALL);
	tally_evidence_listeners(fs, n, f, p, WHOSE_ALL);
	if (doubt != NULL && verdict_worse(t.worst, VERDICT_UNKNOWN) !=
	    t.worst) {
		finding_say(fs, n, VERDICT_UNKNOWN,
		    "cannot tell what listens for mail: %s", doubt->reason);
	} else if (t.listener == NULL) {
		finding_say(fs, n, VERDICT_PASS,
		    "nothing listens for mail (ports 25, 465, 587)");
	} else {
		finding_say(fs, n, t.worst, "%s",
		    tally_sentence(fs, &t, f, p));
		if (t.worst != VERDICT_PASS)
			n->remedy = tally_remedy(fs, &t, f, p, WHOSE_ALL);
	}
	/* A firewall in front lowers the severity, it never passes. */
	if (t.worst == VERDICT_FAIL && t.behind_firewall)
		n->severity = SEVERITY_MEDIUM;
	if (n->verdict != VERDICT_PASS)
		evidence_doubts(fs, n, f, "listeners");
}

const struct check check_smtp_listener = {
	.name = "smtp-listener",
	.title = "nothing listens for mail beyond loopback",
	.explain = "Lists the TCP sockets on which this host listens: all of "
	    "mail programs, and those on ports 25, 465 and 587 whoever holds "
	    "them.\n\n"
	    "It fails where one of them can be reached from other hosts, "
	    "unless the policy allows that address ([listen] allow). A "
	    "firewall on this host lowers the severity but never makes it "
	    "pass. Not applicable in a tree.",
	.severity = SEVERITY_HIGH,
	.evaluate = evaluate,
};
