/* Check: does what watches this host notice a change? */
#include "checks/all_checks.h"

static bool
applies(const struct facts *f)
{
	return f->changes_seen == TRI_NO;
}

static void
evaluate(const struct facts *f, const struct policy *p, struct findings *fs,
    struct finding *n)
{
	(void)f;
	(void)p;
	finding_say(fs, n, VERDICT_WARN, "hardenmail --watch did not notice "
	    "the file that it changed itself: what changed since its last "
	    "report may not have been seen");
	n->remedy = "systemctl restart hardenmail-watch.service";
}

const struct check check_watch_blind = {
	.name = "watch-blind",
	.title = "changes of this host are noticed",
	.explain = "Once a day hardenmail --watch changes an empty file of its "
	    "own, .watch-decoy in /var/spool/hardenmail, which it watches in "
	    "the same way as everything else, and waits a minute for that to "
	    "be noticed.\n\n"
	    "It warns where that did not happen, and is not reported "
	    "otherwise.",
	.severity = SEVERITY_HIGH,
	.applies = applies,
	.evaluate = evaluate,
};
