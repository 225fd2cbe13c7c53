/* The policy file: what mode this host should be in. */
#include "agent/model/policy.h"

#include <assert.h>
#include <errno.h>
#include <string.h>

#include "agent/base/ini.h"
#include "agent/model/policy_value.h"

/* One text while it is read. */
struct reading {
	struct policy *policy;
	const char *name;
	bool (*known)(const char *);
	struct seen *seen;		/* keys of this text that stand once */
	struct pool pool;		/* of `seen` */
};

struct seen {
	struct seen *next;
	const char *section, *argument, *key;
	unsigned line;
};

void
policy_init(struct policy *p)
{
	*p = (struct policy){
		.mode = MODE_QUEUE_ONLY,
		.queue_interval = 900,
	};
	digest_init(&p->running);
}

void
policy_release(struct policy *p)
{
	pool_release(&p->pool);
	policy_init(p);
}

static const char *const modes[] = {
	[MODE_QUEUE_ONLY] = "queue-only",
	[MODE_DISABLED] = "disabled",
	[MODE_LOCAL_ONLY] = "local-only",
	[MODE_SERVER] = "server",
	[MODE_OBSERVE] = "observe",
};

#define N_MODES (sizeof(modes) / sizeof(modes[0]))

const char *
mode_name(enum mode m)
{
	assert((size_t)m < N_MODES);
	return modes[m];
}

/* A setter takes the value, or answers false; an error that is none of the
 * value's is a failed pool. */
typedef bool setter(struct policy *, const struct ini_key *);

static bool
keep(struct policy *p, const char **field, const char *text)
{
	*field = pool_strdup(&p->pool, text);
	return *field != NULL;
}

static bool
set_mode(struct policy *p, const struct ini_key *k)
{
	size_t i;

	for (i = 0; i < N_MODES; i++)
		if (strcmp(modes[i], k->value) == 0) {
			p->mode = (enum mode)i;
			return true;
		}
	return false;
}

static bool
set_interval(struct policy *p, const struct ini_key *k)
{
	return value_interval(k->value, &p->queue_interval);
}

static bool
set_unproven(struct policy *p, const struct ini_key *k)
{
	return value_yes_no(k->value, &p->unproven);
}

static bool
set_window(struct policy *p, const struct ini_key *k)
{
	return value_window(k->value) && keep(p, &p->window, k->value);
}

static bool
set_react(struct policy *p, const struct ini_key *k)
{
	p->watch_enforces = strcmp(k->value, "enforce") == 0;
	return p->watch_enforces || strcmp(k->value, "report") == 0;
}

static bool
set_smart_host(struct policy *p, const struct ini_key *k)
{
	return value_host(k->value) && keep(p, &p->smart_host, k->value);
}

static bool
set_version(struct policy *p, const struct ini_key *k)
{
	return value_version(k->value) &&
	    keep(p, &p->minimum_version, k->value);
}

static bool
set_canary(struct policy *p, const struct ini_key *k)
{
	return value_mail_address(k->value) && keep(p, &p->canary, k->value);
}

static bool
set_collector(struct policy *p, const struct ini_key *k)
{
	return value_url(k->value) && keep(p, &p->collector, k->value);
}

static bool
add_network(struct policy *p, const struct ini_key *k)
{
	const char *text;

	return value_network(&p->pool, k->value, &text) &&
	    strv_push(&p->pool, &p->networks, text) == 0;
}

static bool
add_allowed(struct policy *p, const struct ini_key *k)
{
	const char *text;

	return value_endpoint(&p->pool, k->value, &text) &&
	    strv_push(&p->pool, &p->allow, text) == 0;
}

const struct check_policy *
policy_check(const struct policy *p, const char *check)
{
	const struct check_policy *c;

	for (c = p->checks; c != NULL; c = c->next)
		if (strcmp(c->check, check) == 0)
			return c;
	return NULL;
}

/* The [check NAME] of the section, made when it is new. */
static struct check_policy *
check_of(struct policy *p, const char *name)
{
	struct check_policy **end, *c;

	for (end = &p->checks; *end != NULL; end = &(*end)->next)
		if (strcmp((*end)->check, name) == 0)
			return *end;
	c = pool_alloc(&p->pool, sizeof(*c));
	if (c == NULL || !keep(p, &c->check, name))
		return NULL;
	c->on_fail = VERDICT_FAIL;
	*end = c;
	return c;
}

static bool
set_severity(struct policy *p, const struct ini_key *k)
{
	struct check_policy *c = check_of(p, k->argument);
	enum severity s;

	for (s = SEVERITY_LOW; c != NULL && s <= SEVERITY_HIGH; s++)
		if (strcmp(severity_name(s), k->value) == 0) {
			c->severity = s;
			return true;
		}
	return false;
}

static bool
set_on_fail(struct policy *p, const struct ini_key *k)
{
	struct check_policy *c = check_of(p, k->argument);

	if (c == NULL)
		return false;
	if (strcmp(k->value, "fail") == 0)
		c->on_fail = VERDICT_FAIL;
	else if (strcmp(k->value, "warn") == 0)
		c->on_fail = VERDICT_WARN;
	else
		return false;
	return true;
}

static struct exemption *
exemption_of(struct policy *p, const char *name)
{
	struct exemption **end, *e;

	for (end = &p->exemptions; *end != NULL; end = &(*end)->next)
		if (strcmp((*end)->name, name) == 0)
			return *end;
	e = pool_alloc(&p->pool, sizeof(*e));
	if (e == NULL || !keep(p, &e->name, name))
		return NULL;
	*end = e;
	return e;
}

static bool
set_ex_check(struct policy *p, const struct ini_key *k)
{
	struct exemption *e = exemption_of(p, k->argument);

	return e != NULL && keep(p, &e->check, k->value);
}

static bool
set_ex_reason(struct policy *p, const struct ini_key *k)
{
	struct exemption *e = exemption_of(p, k->argument);

	return e != NULL && keep(p, &e->reason, k->value);
}

static bool
set_ex_until(struct policy *p, const struct ini_key *k)
{
	struct exemption *e = exemption_of(p, k->argument);

	return e != NULL && value_last_day(k->value, &e->until) &&
	    keep(p, &e->until_text, k->value);
}

enum takes { TAKES_NOTHING, TAKES_CHECK, TAKES_NAME };

static const struct row {
	const char *section;
	enum takes takes;		/* behind the section's name */
	const char *key;
	bool repeats;
	setter *set;
	const char *expected;		/* what a value must be */
} rows[] = {
	{ .section = "service", .key = "mode", .set = set_mode,
	    .expected = "disabled, queue-only, local-only, server or "
	    "observe" },
	{ .section = "service", .key = "queue-interval", .set = set_interval,
	    .expected = "a time of 1m to 4w with its unit, like 15m or "
	    "1h30m" },
	{ .section = "enforce", .key = "unproven", .set = set_unproven,
	    .expected = "yes or no" },
	{ .section = "enforce", .key = "window", .set = set_window,
	    .expected = "days and times like Sun 03:00-05:00, "
	    "Mon-Fri 22:00-04:00 or 03:00-05:00" },
	{ .section = "watch", .key = "react", .set = set_react,
	    .expected = "report or enforce" },
	{ .section = "relay", .key = "smart-host", .set = set_smart_host,
	    .expected = "a host name, or an address in brackets" },
	{ .section = "relay", .key = "minimum-version", .set = set_version,
	    .expected = "a version like 8.12.10" },
	{ .section = "relay", .key = "networks", .repeats = true,
	    .set = add_network,
	    .expected = "one network like 192.0.2.0/24 or 2001:db8::/32, "
	    "with no bits behind its prefix" },
	{ .section = "canary", .key = "to", .set = set_canary,
	    .expected = "a mail address like postmaster@example.edu" },
	{ .section = "listen", .key = "allow", .repeats = true,
	    .set = add_allowed,
	    .expected = "an address and port like 192.0.2.25:25 or "
	    "[2001:db8::25]:25" },
	{ .section = "report", .key = "collector", .set = set_collector,
	    .expected = "an https:// address (http:// for loopback only)" },
	{ .section = "check", .takes = TAKES_CHECK, .key = "severity",
	    .set = set_severity, .expected = "low, medium or high" },
	{ .section = "check", .takes = TAKES_CHECK, .key = "on-fail",
	    .set = set_on_fail, .expected = "fail or warn" },
	{ .section = "exemption", .takes = TAKES_NAME, .key = "check",
	    .set = set_ex_check, .expected = "the name of a check" },
	{ .section = "exemption", .takes = TAKES_NAME, .key = "reason",
	    .set = set_ex_reason, .expected = "a reason" },
	{ .section = "exemption", .takes = TAKES_NAME, .key = "until",
	    .set = set_ex_until,
	    .expected = "the last day, like 2027-03-31" },
};

#define N_ROWS (sizeof(rows) / sizeof(rows[0]))

#define BAD(r, k, e, ...) \
	(err_set((e), EINVAL, __VA_ARGS__), \
	err_prefix((e), "%s:%u: ", (r)->name, (k)->line), -EINVAL)

/* "a, b or c": the sections, or the keys of one section. */
static const char *
names_of(struct pool *p, const char *section)
{
	const char *text = NULL, *last = NULL, *name;
	size_t i;

	for (i = 0; i < N_ROWS; i++) {
		if (section != NULL && strcmp(rows[i].section, section) != 0)
			continue;
		name = section != NULL ? rows[i].key : rows[i].section;
		if (last != NULL && strcmp(last, name) == 0)
			continue;
		if (last != NULL)
			text = text == NULL ? last :
			    pool_printf(p, "%s, %s", text, last);
		last = name;
	}
	return text == NULL ? last : pool_printf(p, "%s or %s", text, last);
}

static int
find_row(struct reading *r, const struct ini_key *k, const struct row **ret,
    struct err *e)
{
	bool section = false;
	size_t i;

	for (i = 0; i < N_ROWS; i++) {
		if (strcmp(rows[i].section, k->section) != 0)
			continue;
		section = true;
		if (strcmp(rows[i].key, k->key) == 0) {
			*ret = &rows[i];
			return 0;
		}
	}
	if (!section)
		return BAD(r, k, e, "unknown section [%s], expected %s",
		    k->section, names_of(&r->pool, NULL));
	return BAD(r, k, e, "unknown key %s in [%s], expected %s", k->key,
	    k->section, names_of(&r->pool, k->section));
}

static int
check_argument(struct reading *r, const struct ini_key *k,
    const struct row *row, struct err *e)
{
	if (row->takes == TAKES_NOTHING && k->argument[0] != '\0')
		return BAD(r, k, e, "[%s %s], expected [%s] alone", k->section,
		    k->argument, k->section);
	if (row->takes != TAKES_NOTHING && k->argument[0] == '\0')
		return BAD(r, k, e, "[%s] without a name, expected [%s %s]",
		    k->section, k->section,
		    row->takes == TAKES_CHECK ? "CHECK" : "NAME");
	if (row->takes == TAKES_CHECK && !r->known(k->argument))
		return BAD(r, k, e, "unknown check %s, expected one of "
		    "hardenmail --list-checks", k->argument);
	return 0;
}

static int
check_once(struct reading *r, const struct ini_key *k, struct err *e)
{
	struct seen *s;

	for (s = r->seen; s != NULL; s = s->next)
		if (strcmp(s->section, k->section) == 0 &&
		    strcmp(s->argument, k->argument) == 0 &&
		    strcmp(s->key, k->key) == 0)
			return BAD(r, k, e, "%s is given a second time, "
			    "expected one (the first is in line %u)", k->key,
			    s->line);
	s = pool_alloc(&r->pool, sizeof(*s));
	if (s == NULL)
		return err_set(e, ENOMEM, "no memory");
	s->section = pool_strdup(&r->pool, k->section);
	s->argument = pool_strdup(&r->pool, k->argument);
	s->key = pool_strdup(&r->pool, k->key);
	s->line = k->line;
	s->next = r->seen;
	r->seen = s;
	return r->pool.failed ? err_set(e, ENOMEM, "no memory") : 0;
}

/* Lists that are fed by a file have an end. */
static int
check_room(struct reading *r, const struct ini_key *k, struct err *e)
{
	const struct policy *p = r->policy;
	const struct exemption *x;
	size_t n = 0;

	for (x = p->exemptions; x != NULL; x = x->next)
		n++;
	if (n > POLICY_MAX_LIST || p->networks.n > POLICY_MAX_LIST ||
	    p->allow.n > POLICY_MAX_LIST)
		return BAD(r, k, e, "too many, expected at most %d",
		    POLICY_MAX_LIST);
	return 0;
}

static int
take(void *arg, const struct ini_key *k, struct err *e)
{
	struct reading *r = arg;
	const struct row *row;
	int result;

	if ((result = find_row(r, k, &row, e)) < 0 ||
	    (result = check_argument(r, k, row, e)) < 0 ||
	    (!row->repeats && (result = check_once(r, k, e)) < 0))
		return result;
	if (k->value[0] == '\0')
		return BAD(r, k, e, "%s has no value, expected %s", k->key,
		    row->expected);
	if (row->set == set_ex_check && !r->known(k->value))
		return BAD(r, k, e, "unknown check %s, expected one of "
		    "hardenmail --list-checks", k->value);
	if (!row->set(r->policy, k)) {
		if (r->policy->pool.failed)
			return err_set(e, ENOMEM, "no memory");
		return BAD(r, k, e, "%s = %s, expected %s", k->key, k->value,
		    row->expected);
	}
	return check_room(r, k, e);
}

int
policy_parse(struct policy *p, const char *name, const char *text,
    size_t len, bool (*known)(const char *check), struct err *e)
{
	struct reading r = { .policy = p, .name = name, .known = known };
	int result = ini_parse(name, text, len, take, &r, e);

	pool_release(&r.pool);
	if (result < 0)
		return result;
	/* A NUL between: no text holds one, so the border counts too. */
	if (p->texts++ > 0)
		digest_add(&p->running, "", 1);
	digest_add(&p->running, text, len);
	return 0;
}

void
policy_seal(struct policy *p)
{
	struct digest copy = p->running;

	if (p->texts > 0)
		digest_hex(&copy, p->digest);
}

bool
policy_allows(const struct policy *p, const char *address, unsigned port)
{
	struct pool pool = { .blocks = NULL };
	const char *words = endpoint_words(&pool, address, port);
	bool found = words != NULL && strv_has(&p->allow, words);

	pool_release(&pool);
	return found;
}

bool
policy_allows_all(const struct policy *p, const struct strv *endpoints)
{
	size_t i;

	for (i = 0; i < endpoints->n; i++)
		if (!strv_has(&p->allow, endpoints->v[i]))
			return false;
	return endpoints->n > 0;
}

const char *
exemption_flaw(struct pool *pool, const struct exemption *e, int64_t now)
{
	const char *flaw;

	if (e->check == NULL)
		return "it names no check";
	if (e->reason == NULL)
		return "it has no reason";
	if (e->until == 0)
		return "it has no end";
	if (now < e->until)
		return NULL;
	flaw = pool_printf(pool, "it ended on %s", e->until_text);
	return flaw != NULL ? flaw : "it ended";
}
