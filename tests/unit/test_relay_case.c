/* The word for an answer, and rows of cases. */
#include "tests/unit/rules_fixture.h"

#include "agent/run/relay_case.h"

static const char *const cf = V10 "Mlocal P=x, F=l, A=y\n"
    "Msmtp P=x, F=m, A=y\nScheck_rcpt\n"
    "Rlocal\t$@ RELAY\nRremote\t$@ RELAY\n"
    "Rdeny\t$#error $@ 5.7.1 $: \"550 Relaying denied\"\n"
    "Rnone\t$#error $@ 5.7.1 $: \"550 Access denied\"\n"
    "Rlater\t$#error $@ 4.3.0 $: \"451 Try again\"\n"
    "Rtemp\t$# TEMP $@ 4.4.0 $: \"450 x\"\nRgone\t$#discard $: x\n"
    "S3\nS0\nRremote\t$#smtp $@ h $: u\nRbad\t$#error $: x\n"
    "R$*\t$#local $: $1\n";

static void
expect(const char *address, char kind, const char *verdict)
{
	struct rules *rules = fixture_rules(&empty_fixture, cf);
	struct pool pool = { .blocks = NULL };
	struct relay_case c = { .ruleset = "check_rcpt",
	    .address = address, .kind = kind, .from = "a@b" };
	struct relay_reply reply;

	assert_int_equal(relay_case_ask(rules, &c, false, &pool, &reply), 0);
	assert_string_equal(reply.verdict, verdict);
	pool_release(&pool);
	rules_free(rules);
}

static void
test_words(void **state)
{
	expect("remote", 'O', "OPEN");
	expect("remote", 'T', "TRUST");
	expect("local", 'O', "ACCLOCAL");
	expect("local", 'L', "LOCAL");
	expect("local", 'M', "ACCEPT");
	expect("bad", 'O', "ACCERR");
	expect("deny", 'O', "DENY");
	expect("none", 'O', "ERR");
	expect("gone", 'O', "ERR");
	expect("later", 'O', "TEMP");
	expect("temp", 'O', "TEMP");
}

static void
test_rows(void **state)
{
	static const char row[] = "n\tcheck_mail\t<>\tM\t1.2.3.4\ta\tOK\tf\t";
	struct pool pool = { .blocks = NULL };
	struct relay_case c;

	assert_true(relay_case_parse(&pool, row, strlen(row), &c));
	assert_string_equal(c.name, "n");
	assert_int_equal(c.kind, 'M');
	assert_string_equal(c.from, "f");
	assert_null(c.auth);
	assert_false(relay_case_parse(&pool, row, 20, &c));
	assert_false(relay_case_parse(&pool, "", 0, &c));
	pool_release(&pool);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_words),
		cmocka_unit_test(test_rows),
	};

	return cmocka_run_group_tests_name("relay_case", tests, NULL, NULL);
}
