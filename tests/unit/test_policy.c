/* The policy file: all keys, and what is said about each mistake. */
#include "agent/model/policy.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "agent/base/buf.h"
#include "tests/unit/unit.h"

static bool
known(const char *check)
{
	return strcmp(check, "smtp-listener") == 0 ||
	    strcmp(check, "sendmail-version") == 0;
}

static int
parse(struct policy *p, const char *text, struct err *e)
{
	return policy_parse(p, "p", text, strlen(text), known, e);
}

static void
defaults(void **state)
{
	struct policy p;

	policy_init(&p);
	assert_int_equal(p.mode, MODE_QUEUE_ONLY);
	assert_int_equal(p.queue_interval, 900);
	assert_false(p.unproven);
	assert_false(p.watch_enforces);
	assert_null(p.window);
	policy_seal(&p);
	assert_string_equal(p.digest, "");
	policy_release(&p);
}

/* The example of DESIGN, "Policy file". */
static const char example[] =
    "[service]\n"
    "mode = local-only            ; disabled | queue-only\n"
    "queue-interval = 30m\n"
    "[enforce]\n"
    "unproven = yes\n"
    "window = Sun 03:00-05:00     ; none: any time\n"
    "[watch]\n"
    "react = enforce\n"
    "[relay]\n"
    "smart-host = relay.example.edu      ; the campus hub\n"
    "minimum-version = 8.12.10\n"
    "networks = 192.0.2.0/24             ; repeated keys append\n"
    "networks = 2001:db8::/32\n"
    "[canary]\n"
    "to = postmaster@example.edu\n"
    "[listen]\n"
    "allow = 192.0.2.25:25\n"
    "[check sendmail-version]\n"
    "severity = low\n"
    "on-fail = warn\n"
    "[report]\n"
    "collector = https://hardenmail.example.edu\n"
    "[exemption hub-until-spring]\n"
    "check = smtp-listener\n"
    "reason = departmental hub, ticket 4711\n"
    "until = 2027-03-31\n";

static void
every_key(void **state)
{
	struct err e = { .code = 0 };
	struct policy p;

	policy_init(&p);
	if (parse(&p, example, &e) != 0)
		fail_msg("%s", e.text);
	assert_int_equal(p.mode, MODE_LOCAL_ONLY);
	assert_int_equal(p.queue_interval, 1800);
	assert_true(p.unproven);
	assert_true(p.watch_enforces);
	assert_string_equal(p.window, "Sun 03:00-05:00");
	assert_string_equal(p.smart_host, "relay.example.edu");
	assert_string_equal(p.minimum_version, "8.12.10");
	assert_int_equal(p.networks.n, 2);
	assert_string_equal(p.networks.v[1], "2001:db8::/32");
	assert_string_equal(p.canary, "postmaster@example.edu");
	assert_string_equal(p.allow.v[0], "192.0.2.25:25");
	assert_true(policy_allows(&p, "192.0.2.25", 25));
	assert_false(policy_allows(&p, "192.0.2.25", 587));
	assert_string_equal(p.collector, "https://hardenmail.example.edu");
	assert_int_equal(policy_check(&p, "sendmail-version")->severity,
	    SEVERITY_LOW);
	assert_int_equal(policy_check(&p, "sendmail-version")->on_fail,
	    VERDICT_WARN);
	assert_null(policy_check(&p, "smtp-listener"));
	assert_string_equal(p.exemptions->name, "hub-until-spring");
	assert_string_equal(p.exemptions->check, "smtp-listener");
	assert_string_equal(p.exemptions->reason,
	    "departmental hub, ticket 4711");
	assert_int_equal(p.exemptions->until, 1806537600);
	assert_string_equal(p.exemptions->until_text, "2027-03-31");
	policy_release(&p);
}

static void
modes(void **state)
{
	static const struct { const char *text; enum mode mode; } all[] = {
		{ "disabled", MODE_DISABLED },
		{ "queue-only", MODE_QUEUE_ONLY },
		{ "local-only", MODE_LOCAL_ONLY }, { "server", MODE_SERVER },
		{ "observe", MODE_OBSERVE },
	};
	char text[64];
	struct policy p;
	size_t i;

	for (i = 0; i < 5; i++) {
		policy_init(&p);
		snprintf(text, sizeof(text), "[service]\nmode = %s\n",
		    all[i].text);
		assert_int_equal(parse(&p, text, NULL), 0);
		assert_int_equal(p.mode, all[i].mode);
		assert_string_equal(mode_name(p.mode), all[i].text);
		policy_release(&p);
	}
}

#define MODES "disabled, queue-only, local-only, server or observe"
#define INTERVAL "a time of 1m to 4w with its unit, like 15m or 1h30m"
#define WINDOW "days and times like Sun 03:00-05:00, Mon-Fri 22:00-04:00 or " \
	"03:00-05:00"
#define NETWORK "one network like 192.0.2.0/24 or 2001:db8::/32, with no " \
	"bits behind its prefix"
#define ENDPOINT "an address and port like 192.0.2.25:25 or [2001:db8::25]:25"
#define SECTIONS "service, enforce, watch, relay, canary, listen, report, " \
	"check or exemption"

/* What a person who made this mistake has to be told, word for word. */
static const struct { const char *text, *message; } wrong[] = {
	{ "[service]\nmode = relay\n",
	    "p:2: mode = relay, expected " MODES },
	{ "[service]\nmode = Queue-Only\n",
	    "p:2: mode = Queue-Only, expected " MODES },
	{ "[service]\nmode =\n", "p:2: mode has no value, expected " MODES },
	{ "[service]\nmode = ; disabled\n",
	    "p:2: mode has no value, expected " MODES },
	{ "[service]\nmode = disabled now\n",
	    "p:2: mode = disabled now, expected " MODES },
	{ "[service]\nMode = disabled\n",
	    "p:2: unknown key Mode in [service], expected mode or "
	    "queue-interval" },
	{ "[service]\nqueue-interval = 15\n",
	    "p:2: queue-interval = 15, expected " INTERVAL },
	{ "[service]\nqueue-interval = 0m\n",
	    "p:2: queue-interval = 0m, expected " INTERVAL },
	{ "[service]\nqueue-interval = quarterly\n",
	    "p:2: queue-interval = quarterly, expected " INTERVAL },
	{ "[service]\nqueue_interval = 15m\n",
	    "p:2: unknown key queue_interval in [service], expected mode or "
	    "queue-interval" },
	{ "[service]\nmode = disabled\nmode = server\n",
	    "p:3: mode is given a second time, expected one (the first is in "
	    "line 2)" },
	{ "[service]\nmode = disabled\n[enforce]\nunproven = no\n[service]\n"
	    "mode = server\n",
	    "p:6: mode is given a second time, expected one (the first is in "
	    "line 2)" },
	{ "[service now]\nmode = disabled\n",
	    "p:2: [service now], expected [service] alone" },
	{ "[services]\nmode = disabled\n",
	    "p:2: unknown section [services], expected " SECTIONS },
	{ "[Service]\nmode = disabled\n",
	    "p:2: unknown section [Service], expected " SECTIONS },
	{ "mode = disabled\n",
	    "p:1: expected a \"[section]\" before the first key" },
	{ "[service]\nmode disabled\n",
	    "p:2: expected \"key = value\" or \"[section]\"" },
	{ "[service\nmode = disabled\n",
	    "p:1: expected ']' at the end of the section" },
	{ "[]\nmode = disabled\n",
	    "p:1: expected the name of a section between '[' and ']'" },
	{ "[service]\n= disabled\n",
	    "p:2: expected the name of a key before '='" },
	{ "[enforce]\nunproven = true\n",
	    "p:2: unproven = true, expected yes or no" },
	{ "[enforce]\nunproven = 1\n",
	    "p:2: unproven = 1, expected yes or no" },
	{ "[enforce]\nwindow = sunday\n",
	    "p:2: window = sunday, expected " WINDOW },
	{ "[enforce]\nwindow = Sun 3:00-5:00\n",
	    "p:2: window = Sun 3:00-5:00, expected " WINDOW },
	{ "[enforce]\nmode = disabled\n",
	    "p:2: unknown key mode in [enforce], expected unproven or "
	    "window" },
	{ "[relay]\nsmart-host = 192.0.2.1\n",
	    "p:2: smart-host = 192.0.2.1, expected a host name, or an address "
	    "in brackets" },
	{ "[relay]\nsmart-host = relay.example.edu:25\n",
	    "p:2: smart-host = relay.example.edu:25, expected a host name, or "
	    "an address in brackets" },
	{ "[relay]\nsmart_host = relay.example.edu\n",
	    "p:2: unknown key smart_host in [relay], expected smart-host, "
	    "minimum-version or networks" },
	{ "[relay]\nminimum-version = latest\n",
	    "p:2: minimum-version = latest, expected a version like "
	    "8.12.10" },
	{ "[relay]\nnetworks = 192.0.2.0/33\n",
	    "p:2: networks = 192.0.2.0/33, expected " NETWORK },
	{ "[relay]\nnetworks = 192.0.2.7/24\n",
	    "p:2: networks = 192.0.2.7/24, expected " NETWORK },
	{ "[relay]\nnetworks = 192.0.2.0/24, 198.51.100.0/24\n",
	    "p:2: networks = 192.0.2.0/24, 198.51.100.0/24, expected "
	    NETWORK },
	{ "[relay]\nnetworks = campus\n",
	    "p:2: networks = campus, expected " NETWORK },
	{ "[relay]\nnetworks = 2001:db8::1/32\n",
	    "p:2: networks = 2001:db8::1/32, expected " NETWORK },
	{ "[canary]\nto = postmaster\n",
	    "p:2: to = postmaster, expected a mail address like "
	    "postmaster@example.edu" },
	{ "[canary]\nfrom = a@example.edu\n",
	    "p:2: unknown key from in [canary], expected to" },
	{ "[listen]\nallow = 192.0.2.25\n",
	    "p:2: allow = 192.0.2.25, expected " ENDPOINT },
	{ "[listen]\nallow = 192.0.2.256:25\n",
	    "p:2: allow = 192.0.2.256:25, expected " ENDPOINT },
	{ "[listen]\nallow = 192.0.2.25:70000\n",
	    "p:2: allow = 192.0.2.25:70000, expected " ENDPOINT },
	{ "[listen]\nallow = ::1:25\n",
	    "p:2: allow = ::1:25, expected " ENDPOINT },
	{ "[report]\ncollector = hardenmail.example.edu\n",
	    "p:2: collector = hardenmail.example.edu, expected an https:// "
	    "address (http:// for loopback only)" },
	{ "[report]\ncollector = http://hardenmail.example.edu\n",
	    "p:2: collector = http://hardenmail.example.edu, expected an "
	    "https:// address (http:// for loopback only)" },
	{ "[check]\nseverity = low\n",
	    "p:2: [check] without a name, expected [check CHECK]" },
	{ "[check smtp]\nseverity = low\n",
	    "p:2: unknown check smtp, expected one of hardenmail "
	    "--list-checks" },
	{ "[check smtp-listener]\nseverity = urgent\n",
	    "p:2: severity = urgent, expected low, medium or high" },
	{ "[check smtp-listener]\nseverity = default\n",
	    "p:2: severity = default, expected low, medium or high" },
	{ "[check smtp-listener]\non-fail = pass\n",
	    "p:2: on-fail = pass, expected fail or warn" },
	{ "[check smtp-listener]\nenabled = no\n",
	    "p:2: unknown key enabled in [check], expected severity or "
	    "on-fail" },
	{ "[exemption]\ncheck = smtp-listener\n",
	    "p:2: [exemption] without a name, expected [exemption NAME]" },
	{ "[exemption x]\ncheck = smtp\n",
	    "p:2: unknown check smtp, expected one of hardenmail "
	    "--list-checks" },
	{ "[exemption x]\nuntil = 2027-02-29\n",
	    "p:2: until = 2027-02-29, expected the last day, like "
	    "2027-03-31" },
	{ "[exemption x]\nuntil = 31.3.2027\n",
	    "p:2: until = 31.3.2027, expected the last day, like "
	    "2027-03-31" },
	{ "[exemption x]\nuntil = never\n",
	    "p:2: until = never, expected the last day, like 2027-03-31" },
	{ "[exemption x]\nreason =\n",
	    "p:2: reason has no value, expected a reason" },
	{ "[exemption x]\napprover = me\n",
	    "p:2: unknown key approver in [exemption], expected check, reason "
	    "or until" },
	{ "[exemption x]\nuntil = 2027-01-01\nuntil = 2028-01-01\n",
	    "p:3: until is given a second time, expected one (the first is in "
	    "line 2)" },
};

static void
every_mistake_is_named(void **state)
{
	struct policy p;
	struct err e;
	size_t i;

	assert_true(sizeof(wrong) / sizeof(wrong[0]) >= 40);
	for (i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		policy_init(&p);
		e = (struct err){ .code = 0 };
		if (parse(&p, wrong[i].text, &e) != -EINVAL)
			fail_msg("took: %s", wrong[i].text);
		assert_string_equal(e.text, wrong[i].message);
		policy_release(&p);
	}
}

static void
a_nul_is_no_text(void **state)
{
	static const char text[] = "[service]\nmode = disabled\0\n";
	struct err e = { .code = 0 };
	struct policy p;

	policy_init(&p);
	assert_int_equal(policy_parse(&p, "p", text, sizeof(text) - 1, known,
	    &e), -EINVAL);
	assert_memory_equal(e.text, "p:2: ", 5);
	policy_release(&p);
}

/* The files of policy.d: single values replace, lists go on. */
static void
one_file_over_another(void **state)
{
	struct err e = { .code = 0 };
	struct policy p;

	policy_init(&p);
	assert_int_equal(parse(&p, example, &e), 0);
	assert_int_equal(parse(&p, "[service]\nmode = server\n"
	    "[relay]\nnetworks = 198.51.100.0/24\n"
	    "[check sendmail-version]\non-fail = fail\n"
	    "[exemption hub-until-spring]\nuntil = 2027-06-30\n"
	    "[exemption other]\ncheck = smtp-listener\n", &e), 0);
	assert_int_equal(p.mode, MODE_SERVER);
	assert_int_equal(p.queue_interval, 1800);
	assert_int_equal(p.networks.n, 3);
	assert_int_equal(policy_check(&p, "sendmail-version")->severity,
	    SEVERITY_LOW);
	assert_int_equal(policy_check(&p, "sendmail-version")->on_fail,
	    VERDICT_FAIL);
	assert_string_equal(p.exemptions->until_text, "2027-06-30");
	assert_string_equal(p.exemptions->reason,
	    "departmental hub, ticket 4711");
	assert_string_equal(p.exemptions->next->name, "other");
	policy_release(&p);
}

/* printf 'TEXT' | sha256sum; a NUL byte stands between two texts. */
static void
the_digest(void **state)
{
	struct policy p;

	policy_init(&p);
	assert_int_equal(parse(&p, "[service]\nmode = disabled\n", NULL), 0);
	policy_seal(&p);
	assert_string_equal(p.digest,
	    "2b0201c3fe7fcd786729122cd2fb88ae"
	    "bbd8fa8baf4f148900c4bcb0048579cc");
	assert_int_equal(parse(&p, "[service]\nmode = server\n", NULL), 0);
	policy_seal(&p);
	assert_string_equal(p.digest,
	    "68b0023ba995621a7db4b2184f5e8bbb"
	    "b18f51fe98cd1a785738bd20560cdd64");
	policy_release(&p);
}

static void
too_many(void **state)
{
	struct buf b = BUF_INIT(1 << 20);
	struct err e = { .code = 0 };
	struct policy p;
	int i;

	policy_init(&p);
	buf_adds(&b, "[listen]\n");
	for (i = 0; i < 1001; i++)
		buf_addf(&b, "allow = 192.0.2.%d:%d\n", i % 256, 1 + i);
	assert_int_equal(parse(&p, b.p, &e), -EINVAL);
	assert_string_equal(e.text, "p:1002: too many, expected at most 1000");
	policy_release(&p);
	buf_release(&b);
}

static void
when_an_exemption_counts(void **state)
{
	struct exemption e = { .check = "smtp-listener", .reason = "x",
	    .until = 1806537600, .until_text = "2027-03-31" };
	struct pool p = { .blocks = NULL };

	assert_null(exemption_flaw(&p, &e, 1806537599));
	assert_string_equal(exemption_flaw(&p, &e, 1806537600),
	    "it ended on 2027-03-31");
	e.reason = NULL;
	assert_string_equal(exemption_flaw(&p, &e, 0), "it has no reason");
	e.check = NULL;
	assert_string_equal(exemption_flaw(&p, &e, 0), "it names no check");
	pool_release(&p);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(defaults),
		cmocka_unit_test(every_key),
		cmocka_unit_test(modes),
		cmocka_unit_test(every_mistake_is_named),
		cmocka_unit_test(a_nul_is_no_text),
		cmocka_unit_test(one_file_over_another),
		cmocka_unit_test(the_digest),
		cmocka_unit_test(too_many),
		cmocka_unit_test(when_an_exemption_counts),
	};

	return cmocka_run_group_tests_name("policy", tests, NULL, NULL);
}
