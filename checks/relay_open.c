/* Check: would sendmail here relay the mail of strangers? */
#include "checks/all_checks.h"

#include <string.h>

#include "checks/judge.h"

static const char *
file_of(const struct place *p)
{
	return p != NULL && p->path != NULL ? p->path : "sendmail.cf";
}

/* "FILE line N" */
static const char *
where(struct pool *pool, const struct place *p)
{
	return p != NULL && p->path != NULL ? place_words(pool, p) :
	    "sendmail.cf";
}

/* The text from which makemap(8) makes the map at path. */
static const char *
map_source(struct pool *pool, const char *path)
{
	size_t len = strlen(path);

	if (len > 3 && strcmp(path + len - 3, ".db") == 0)
		len -= 3;
	else if (len > 4 && (strcmp(path + len - 4, ".pag") == 0))
		len -= 4;
	return pool_strndup(pool, path, len);
}

static const char *
map_remedy(struct pool *pool, const struct place *at)
{
	const char *file = map_source(pool, file_of(at));

	if (file == NULL)
		return NULL;
	if (at->line == 0)
		return pool_printf(pool, "%s has an entry that stands in no "
		    "line of %s: makemap hash %s < %s", at->path, file, file,
		    file);
	return pool_printf(pool, "take line %u out of %s, then: makemap hash "
	    "%s < %s", at->line, file, file, file);
}

static const char *
remedy(struct pool *pool, const struct relay_level *l)
{
	const char *at = where(pool, l->because);

	switch (l->cause) {
	case RELAY_CAUSE_CLASS:
		return pool_printf(pool, "take the word out (%s), then restart "
		    "sendmail: it reads its classes only when it starts", at);
	case RELAY_CAUSE_MAP:
		return map_remedy(pool, l->because);
	case RELAY_CAUSE_DEFERRED:
		return pool_printf(pool, "set DeliveryMode=background (%s), "
		    "then restart sendmail", l->because == NULL ||
		    l->because->path == NULL ? "where the daemon is started" :
		    at);
	case RELAY_CAUSE_NO_RULESET:
		return pool_printf(pool, "replace %s by one that m4 makes from "
		    "the cf folder of sendmail 8.9 or newer, then restart "
		    "sendmail", file_of(l->because));
	case RELAY_CAUSE_RULE:
		return pool_printf(pool, "take what makes this rule (%s) out "
		    "of sendmail.mc, make sendmail.cf anew with m4, then "
		    "restart sendmail", at);
	default:
		return NULL;
	}
}

static void
add_evidence(struct findings *fs, struct finding *n,
    const struct relay_level *l)
{
	struct place example = { .next = NULL };
	const struct place *p;
	size_t i;

	for (p = l->because; p != NULL; p = p->next)
		finding_evidence(fs, n, p, 0);
	for (i = 0; i < l->examples.n; i++) {
		example.text = pool_printf(&fs->pool, "relayed: %s",
		    l->examples.v[i]);
		finding_evidence(fs, n, &example, l->because != NULL);
	}
}

/* One that agrees is not worth a line. */
static void
add_second(struct findings *fs, struct finding *n,
    const struct relay_second *s)
{
	struct place at = { .next = NULL };

	if (s->by == NULL || s->agrees == TRI_YES || s->reason == NULL)
		return;
	at.text = pool_printf(&fs->pool, "second opinion (%s): %s", s->by,
	    s->reason);
	finding_evidence(fs, n, &at, 0);
}

/* "on disk open, running unknown (REASON)" where they differ. */
static const char *
levels_words(struct pool *pool, const struct relaying *r)
{
	if (r->running.verdict == RELAY_ABSENT ||
	    r->running.verdict == r->disk.verdict)
		return "";
	return pool_printf(pool, "; on disk: %s, running: %s%s%s%s",
	    relay_name(r->disk.verdict), relay_name(r->running.verdict),
	    r->running.reason != NULL ? " (" : "",
	    r->running.reason != NULL ? r->running.reason : "",
	    r->running.reason != NULL ? ")" : "");
}

static const char *
verdict_words(enum relay v)
{
	switch (v) {
	case RELAY_OPEN:
		return "relays mail of anybody to anybody";
	case RELAY_SENDER:
		return "relays for anybody who gives one of this host's "
		    "senders";
	case RELAY_MX:
		return "relays to every domain that names this host as its MX";
	case RELAY_DOMAIN:
		return "relays mail of strangers to domains that it names";
	case RELAY_NETWORK:
		return "relays for networks or domains beyond its own";
	case RELAY_LAN_ONLY:
		return "relays for its own network or domain alone";
	default:
		return "does not relay for strangers";
	}
}

static const char *
reach_words(enum stance s)
{
	return s == STANCE_LOOPBACK ? " (latent: it listens on loopback "
	    "only)" : s == STANCE_NONE ? " (latent: nothing of it listens)" :
	    "";
}

/* How bad that is, where it can be reached so. */
static enum verdict
weigh(enum relay v, enum stance reach)
{
	switch (v) {
	case RELAY_OPEN:
	case RELAY_SENDER:
	case RELAY_MX:
		return reach == STANCE_NONE ? VERDICT_WARN : VERDICT_FAIL;
	case RELAY_DOMAIN:
	case RELAY_NETWORK:
		return reach == STANCE_NONE || reach == STANCE_LOOPBACK ?
		    VERDICT_PASS : VERDICT_WARN;
	case RELAY_UNKNOWN:
	case RELAY_ABSENT:
		return reach == STANCE_NONE ? VERDICT_PASS : VERDICT_UNKNOWN;
	default:
		return VERDICT_PASS;
	}
}

/* Why a sendmail.cf, or who runs with it, may be there all the same. */
static const struct note *
hidden(const struct facts *f)
{
	static const char *const abouts[] = { "relay", "processes", "boot" };
	const struct note *doubt = NULL;
	size_t i;

	for (i = 0; doubt == NULL && i < sizeof(abouts) / sizeof(*abouts);
	    i++)
		doubt = note_about(f->doubts, abouts[i]);
	return doubt;
}

static void
say_absent(const struct facts *f, struct findings *fs, struct finding *n,
    const struct relay_level *l)
{
	const struct note *doubt = hidden(f);

	if (doubt != NULL)
		finding_say(fs, n, VERDICT_UNKNOWN, "whether sendmail has "
		    "rules that relay for strangers is not known: %s%s%s",
		    doubt->at.path != NULL ? doubt->at.path : "",
		    doubt->at.path != NULL ? ": " : "", doubt->reason);
	else
		finding_say(fs, n, VERDICT_NOT_APPLICABLE, "%s%s%s",
		    l->cf != NULL ? l->cf : "", l->cf != NULL ? ": " : "",
		    l->reason != NULL ? l->reason :
		    "relaying was not evaluated");
}

static void
evaluate(const struct facts *f, const struct policy *p, struct findings *fs,
    struct finding *n)
{
	const struct relaying *r = &f->relaying;
	const struct note *doubt = note_about(f->doubts, "relay");
	const struct relay_level *worst = relay_worse(r->disk.verdict,
	    r->running.verdict) == r->disk.verdict ? &r->disk : &r->running;
	enum stance reach = stance_of_sendmail(f);
	enum relay v = worst->verdict;
	const char *cf = worst->cf != NULL ? worst->cf : "sendmail.cf";

	(void)p;
	if (v == RELAY_ABSENT) {
		say_absent(f, fs, n, worst);
		return;
	}
	if (doubt != NULL && !relay_is_open(v))
		v = RELAY_UNKNOWN;
	if (v == RELAY_UNKNOWN)
		finding_say(fs, n, weigh(v, reach), "whether %s relays for "
		    "strangers is not known: %s%s", cf,
		    doubt != NULL ? doubt->reason : worst->reason != NULL ?
		    worst->reason : "its rules gave no answer",
		    reach_words(reach));
	else
		finding_say(fs, n, weigh(v, reach), "sendmail with %s %s (%s)"
		    "%s%s", cf, verdict_words(v), relay_name(v),
		    v > RELAY_LAN_ONLY ? reach_words(reach) : "",
		    levels_words(&fs->pool, r));
	if (v > RELAY_CLOSED)
		add_evidence(fs, n, worst);
	add_second(fs, n, &r->second);
	if (n->verdict == VERDICT_FAIL && reach == STANCE_LOOPBACK)
		n->severity = SEVERITY_MEDIUM;
	if (n->verdict == VERDICT_WARN)
		n->severity = reach == STANCE_NONE ? SEVERITY_LOW :
		    SEVERITY_MEDIUM;
	if (n->verdict == VERDICT_FAIL || n->verdict == VERDICT_WARN)
		n->remedy = remedy(&fs->pool, worst);
	if (n->verdict != VERDICT_PASS)
		evidence_doubts(fs, n, f, "relay");
}

const struct check check_relay_open = {
	.name = "relay-open",
	.title = "sendmail does not relay the mail of strangers",
	.explain = "Evaluates the rules of sendmail.cf for the 30 envelopes by "
	    "which relay testers and spammers try a mail server, filled in "
	    "with this host's names, from strangers with and without a name, "
	    "and for what the classes R and m and the RELAY entries of the "
	    "maps name. What is on disk and what the daemon has loaded (by "
	    "its command line, and while no file that it reads at its start "
	    "is newer) are kept apart.\n\n"
	    "It fails where anybody is served (open), anybody who gives one "
	    "of this host's senders (open-by-sender), or who makes this host "
	    "his domain's MX (open-by-mx), also where sendmail listens on "
	    "loopback only: that is latent, and less severe. It warns where "
	    "mail of strangers goes to other domains that the configuration "
	    "names (open-to-domain) or other networks are served "
	    "(open-to-network), and where nothing that could be open "
	    "listens.\n\n"
	    "No name server is asked: where its answer decides, the verdict is "
	    "unknown and tells the name. Not applicable without a "
	    "sendmail.cf.\n\n"
	    "With --second-opinion the host's own sendmail -bt is asked the "
	    "deciding questions too; where it differs the verdict is unknown, "
	    "and both answers are told.",
	.severity = SEVERITY_HIGH,
	.evaluate = evaluate,
};
