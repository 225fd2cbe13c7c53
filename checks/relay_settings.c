/* Check: does the mail configuration say whom it relays for, and no more? */
#include "checks/all_checks.h"

#include <string.h>
#include <strings.h>

#include "checks/judge.h"

static void
add_flaw(struct findings *fs, struct finding *n, const struct relay_flaw *f)
{
	struct place why = { .text = f->why };

	finding_evidence(fs, n, &f->at, 0);
	finding_evidence(fs, n, &why, 1);
}

/* The host alone: "[192.0.2.25]", "relay:hub.example." */
static size_t
host_of(const char **name)
{
	size_t len;

	*name += **name == '[';
	len = strcspn(*name, "]");
	return len > 0 && (*name)[len - 1] == '.' ? len - 1 : len;
}

/* Where mail is handed on is a flaw only where the policy names a hub, and
 * it is another one. */
static bool
is_other_hub(const struct relay_flaw *f, const struct policy *p)
{
	const char *hub = p->smart_host, *host = f->why;
	size_t len, n;

	if (hub == NULL || host == NULL)
		return false;
	len = host_of(&hub);
	n = host_of(&host);
	return len != n || strncasecmp(hub, host, n) != 0;
}

static const char *
remedy(struct pool *pool, const struct relay_flaw *f, const struct policy *p)
{
	const char *place = place_words(pool, &f->at), *path = f->at.path;
	const size_t len = path == NULL ? 0 : strlen(path);

	if (f->kind == FLAW_ROUTE)
		return pool_printf(pool, "name %s there (%s), as the policy "
		    "does", p->smart_host, place);
	if (f->kind == FLAW_STALE && len > 3 &&
	    strcmp(path + len - 3, ".mc") == 0)
		return pool_printf(pool, "make sendmail.cf anew from %s with "
		    "m4, and look at what changes before sendmail is "
		    "restarted", path);
	if (f->kind == FLAW_STALE)
		return pool_printf(pool, "look at what changed in %s, then "
		    "run makemap(8) for it, or take the change back", path);
	return pool_printf(pool, "take the line out (%s), or write what is "
	    "meant", place);
}

static void
say_flaw(struct findings *fs, struct finding *n, const struct relay_flaw *f,
    bool latent, unsigned bad, const struct policy *p)
{
	const char *place = place_words(&fs->pool, &f->at);

	/* Where this host's own mail goes has nothing to do with who can
	 * reach it. */
	latent = latent && f->kind != FLAW_ROUTE;
	finding_say(fs, n, latent ? VERDICT_PASS : VERDICT_WARN,
	    f->kind == FLAW_ROUTE ? "%s hands mail on to %s, which is not the "
	    "hub of the policy%s" : "%s %s%s", place, f->why, bad > 1 ?
	    ", and there is more" : "");
	if (!latent)
		n->remedy = remedy(&fs->pool, f, p);
}

static void
evaluate(const struct facts *f, const struct policy *p, struct findings *fs,
    struct finding *n)
{
	const enum stance reach = stance_of_sendmail(f);
	const struct note *doubt = note_about(f->doubts, "relay");
	const struct relay_flaw *flaw, *first = NULL;
	unsigned bad = 0, others = 0;

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
		if (flaw->kind >= FLAW_VERSION || (flaw->kind == FLAW_ROUTE &&
		    !is_other_hub(flaw, p)))
			continue;
		add_flaw(fs, n, flaw);
		if (flaw->kind == FLAW_LAX || flaw->kind == FLAW_INERT) {
			others++;
			continue;
		}
		first = first == NULL ? flaw : first;
		bad++;
	}
	if (first == NULL) {
		finding_say(fs, n, VERDICT_PASS, others == 0 ? "nothing in "
		    "the mail configuration widens relaying" : "nothing in "
		    "the mail configuration widens relaying; %u line%s "
		    "worth a look", others, others == 1 ? " is" : "s are");
		return;
	}
	say_flaw(fs, n, first, reach == STANCE_NONE ||
	    reach == STANCE_LOOPBACK, bad, p);
}

const struct check check_relay_settings = {
	.name = "relay-settings",
	.title = "the mail configuration does not widen relaying",
	.explain = "Reads the text from which relay control is made: "
	    "sendmail.mc and sendmail.cf, the files of the classes R "
	    "(relay-domains) and w (local-host-names), the access file, the "
	    "table of trusted hosts of UnixWare. relay-open evaluates what "
	    "they come to; this check shows the line.\n\n"
	    "It warns of features that weaken relay control "
	    "(promiscuous_relay, relay_local_from, relay_based_on_MX, "
	    "loose_relay_check), of a check that is switched off, of entries "
	    "for a whole top-level domain or a network of one number, of "
	    "passwords that are taken without TLS, and of a text that is "
	    "newer than what is made from it (sendmail.mc, the tables of "
	    "maps), where sendmail listens beyond loopback; and of mail that "
	    "is handed on to another host than the policy's smart-host, "
	    "wherever it listens. It shows, but passes, features that take "
	    "senders who do not exist, a sendmail.cf of another level than "
	    "the program's, a vendor's sample, and entries that do nothing: "
	    "slashes, wildcards, a dot at the end of a name.",
	.severity = SEVERITY_MEDIUM,
	.evaluate = evaluate,
};
