/* One cf, tried with strangers' mail: rules written by hand. */
#include "agent/run/relay_trial.h"

#include "tests/unit/stranger_rules.h"

#define DENY "R$*\t$#error $@ 5.7.1 $: \"550 Relaying denied\"\n"
#define ADDRESS "R$*\t$: $&{client_addr} $| $1\n"
#define LOCAL ADDRESS "R127.0.0.1 $| $*\t$@ RELAY\nR$* $| $*\t$: $2\n"

static void
expect(const char *rules, enum relay verdict, enum relay_cause cause,
    const char *reason)
{
	struct relay_level level = { .verdict = RELAY_ABSENT };
	struct stranger_rules x;
	char cf[4096];

	snprintf(cf, sizeof(cf), "%s%s", STRANGER_CF, rules);
	stranger_rules_open(&x, &empty_fixture, cf);
	assert_int_equal(relay_try(x.rules, &x.strangers, &x.pool, &level),
	    0);
	assert_string_equal(relay_name(level.verdict), relay_name(verdict));
	assert_string_equal(relay_cause_name(level.cause),
	    relay_cause_name(cause));
	if (reason != NULL)
		assert_non_null(strstr(level.reason, reason));
	else
		assert_null(level.reason);
	assert_int_equal(level.examples.n > 0, cause != RELAY_CAUSE_NONE);
	stranger_rules_close(&x);
}

static void
test_open(void **state)
{
	expect("Scheck_rcpt\n" LOCAL DENY, RELAY_CLOSED, RELAY_CAUSE_NONE,
	    NULL);
	expect("Scheck_rcpt\nR$*\t$@ OK\n", RELAY_OPEN, RELAY_CAUSE_RULE,
	    NULL);
	/* Relay control lives in the cf: without it every version is open. */
	expect("", RELAY_OPEN, RELAY_CAUSE_NO_RULESET, NULL);
	expect("O DeliveryMode=deferred\nScheck_rcpt\n"
	    "R$*\t$: <$&{deliveryMode}> $1\nR<d> $*\t$@ deferred\n"
	    "R<$*> $*\t$: $2\n" LOCAL DENY, RELAY_OPEN,
	    RELAY_CAUSE_DEFERRED, NULL);
	/* A hole for one kind of client: with a name, or without one. */
	expect("Scheck_rcpt\n" LOCAL "R$*\t$: $&{client_resolve}\n"
	    "ROK\t$@ OK\n" DENY, RELAY_OPEN, RELAY_CAUSE_RULE, NULL);
	expect("Scheck_rcpt\n" LOCAL "R$*\t$: $&{client_resolve}\n"
	    "RFAIL\t$@ OK\n" DENY, RELAY_OPEN, RELAY_CAUSE_RULE, NULL);
}

static void
test_kinds(void **state)
{
	expect("Scheck_rcpt\n" LOCAL "R$*\t$: $&f\n"
	    "R$+@$=w\t$@ RELAY\n" DENY, RELAY_SENDER, RELAY_CAUSE_RULE, NULL);
	expect("Kmx bestmx\nScheck_rcpt\n" LOCAL
	    "R$*@$+>\t$: <$(mx $2 $)>\nR<$=w .>\t$@ RELAY\n" DENY, RELAY_MX,
	    RELAY_CAUSE_RULE, NULL);
	expect("CR friend.example\nScheck_rcpt\n" LOCAL
	    "R$*@$*$=R>\t$@ RELAY\n" DENY, RELAY_DOMAIN, RELAY_CAUSE_CLASS,
	    NULL);
	expect("CR 203\nScheck_rcpt\n" LOCAL
	    "R$*\t$: $&{client_addr}\nR$=R $*\t$@ RELAY\n" DENY,
	    RELAY_NETWORK, RELAY_CAUSE_CLASS, NULL);
	expect("CR 192.168\nScheck_rcpt\n" LOCAL
	    "R$*\t$: $&{client_addr}\nR$=R $*\t$@ RELAY\n" DENY,
	    RELAY_LAN_ONLY, RELAY_CAUSE_CLASS, NULL);
	expect("CR com\nScheck_rcpt\n" LOCAL "R$*@$*$=R>\t$@ RELAY\n" DENY,
	    RELAY_OPEN, RELAY_CAUSE_CLASS, NULL);
}

/* The %-hack of a check_rcpt written by hand in the days of 8.8. */
static void
test_tricks(void **state)
{
	static const char hack[] = V10 "Cwlocalhost\n"
	    "Mlocal P=x, F=lsD, A=y\nMsmtp P=[IPC], F=mD, A=TCP $h\n"
	    "S3\nR$*<$*>$*\t$: $2\nR$+@$+\t$: $1<@$2>\n"
	    "S0\nR$+%$+<@$=w>\t$#smtp $@ $2 $: $1@$2\n"
	    "R$+<@$=w>\t$#local $: $1\nR$+<@$+>\t$#smtp $@ $2 $: $1@$2\n"
	    "R$*\t$#local $: $1\n"
	    "Scheck_rcpt\n" LOCAL "R$*@$=w>\t$@ OK\n" DENY;
	struct relay_level level = { .verdict = RELAY_ABSENT };
	struct stranger_rules x;

	stranger_rules_open(&x, &empty_fixture, hack);
	assert_int_equal(relay_try(x.rules, &x.strangers, &x.pool, &level),
	    0);
	assert_int_equal(level.verdict, RELAY_OPEN);
	assert_non_null(strstr(level.examples.v[0], "user%offsite.example@"));
	stranger_rules_close(&x);
}

static void
test_controls(void **state)
{
	expect("Scheck_rcpt\n" DENY, RELAY_UNKNOWN, RELAY_CAUSE_NONE,
	    "the host itself");
	expect("Kweird nothing /x\nScheck_rcpt\nR$*\t$: $(weird $1 $)\n" DENY,
	    RELAY_UNKNOWN, RELAY_CAUSE_NONE, "");
}

static void
test_nothing(void **state)
{
	struct relay_level level = { .verdict = RELAY_OPEN };
	struct stranger_rules x;

	stranger_rules_open(&x, &empty_fixture, V10 "O QueueDirectory=/q\n");
	assert_int_equal(relay_try(x.rules, &x.strangers, &x.pool, &level),
	    0);
	assert_int_equal(level.verdict, RELAY_ABSENT);
	assert_non_null(strstr(level.reason, "no rules"));
	stranger_rules_close(&x);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_open),
		cmocka_unit_test(test_kinds),
		cmocka_unit_test(test_tricks),
		cmocka_unit_test(test_controls),
		cmocka_unit_test(test_nothing),
	};

	return cmocka_run_group_tests_name("relay_trial", tests, NULL, NULL);
}
