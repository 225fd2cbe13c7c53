/* Check: is sendmail as new as it has to be? */
#include "checks/all_checks.h"

#include "agent/model/known_holes.h"
#include "checks/judge.h"

static bool
applies(const struct facts *f)
{
	const struct relay_flaw *flaw;

	for (flaw = f->flaws; flaw != NULL; flaw = flaw->next)
		if (flaw->kind == FLAW_VERSION)
			return true;
	return false;
}

static void
add_hole(struct findings *fs, struct finding *n, const struct relay_flaw *f)
{
	struct place why = { .text = f->why };

	finding_evidence(fs, n, &f->at, 0);
	finding_evidence(fs, n, &why, 1);
}

static void
evaluate(const struct facts *f, const struct policy *p, struct findings *fs,
    struct finding *n)
{
	const struct relay_flaw *flaw, *old = NULL, *perhaps = NULL;
	const struct relay_flaw *program = NULL, *below = NULL;
	const char *least = p->minimum_version;

	for (flaw = f->flaws; flaw != NULL; flaw = flaw->next) {
		if (flaw->kind == FLAW_VERSION) {
			program = program == NULL ? flaw : program;
			if (least != NULL && below == NULL &&
			    version_compare(flaw->at.text, least) < 0)
				below = flaw;
		}
		if (flaw->kind != FLAW_OLD && flaw->kind != FLAW_PERHAPS)
			continue;
		add_hole(fs, n, flaw);
		if (flaw->kind == FLAW_OLD)
			old = old == NULL ? flaw : old;
		else
			perhaps = perhaps == NULL ? flaw : perhaps;
	}
	if (below != NULL) {
		finding_evidence(fs, n, &below->at, 0);
		finding_say(fs, n, VERDICT_FAIL, "%s is version %s, and the "
		    "policy wants %s or newer", below->at.path,
		    below->at.text, least);
	} else if (old != NULL) {
		finding_say(fs, n, VERDICT_WARN, "%s is version %s: %s",
		    old->at.path, old->at.text, old->why);
	} else {
		finding_say(fs, n, VERDICT_PASS, "%s is version %s%s",
		    program->at.path, program->at.text, perhaps == NULL ?
		    "" : ", which has published holes, unless its vendor "
		    "mended them under that number");
	}
	if (n->verdict != VERDICT_PASS)
		n->remedy = "install the newest sendmail of the system's "
		    "vendor, or of https://www.sendmail.org/";
}

const struct check check_sendmail_version = {
	.name = "sendmail-version",
	.title = "sendmail is as new as it has to be",
	.explain = "Compares the version that stands in the program with the "
	    "policy's minimum-version, and with the releases that mended "
	    "published holes, of which 8.12.10 is the last that any mail can "
	    "use to run commands. A distribution mends holes under the old "
	    "number: where the version of its package tells that, it counts "
	    "(Debian's 8.17.1.9-2+deb12u1 has no CVE-2023-51765), and where "
	    "nothing is known of the package the holes are shown, but "
	    "pass.\n\n"
	    "It is reported where the program tells its version and there is "
	    "a configuration for it. The version does not decide who may "
	    "relay, the configuration does: relay-open.",
	.severity = SEVERITY_MEDIUM,
	.applies = applies,
	.evaluate = evaluate,
};
