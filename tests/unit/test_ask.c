/* Questions: macros, what was returned, why. */
#include "tests/unit/rules_fixture.h"

static const char *const cf = V10 "CRfriend.example\n"
    "Scheck_rcpt\nR$* @ $=R $*\t$@ RELAY\n"
    "R$*\t$: < $&{client_addr} > $1\nR< 10 . $* > $*\t$@ OK\n"
    "R$*\t$#error $@ 5.7.1 $: \"550 no \" $&{client_name} $>note\n"
    "Scheck_relay\nR$* $| $*\t$@ $2\n";

static void
test_answers(void **state)
{
	const struct rules_macro macros[] = { { "{client_addr}", "10.1.2.3" },
		{ "{client_name}", "x.y" } };
	struct rules_question q = { .ruleset = "check_rcpt",
	    .address = "a@b", .macros = macros, .n_macros = 2,
	    .explain = true };
	struct rules *rules = fixture_rules(&empty_fixture, cf);
	struct pool pool = { .blocks = NULL };
	struct rules_answer a;

	assert_int_equal(rules_ask(rules, &q, &pool, &a), 0);
	assert_true(a.defined);
	assert_string_equal(a.returned, "OK");
	assert_int_equal(a.rule->line, 7);
	assert_null(a.mailer);
	q.address = "a@friend.example";
	assert_int_equal(rules_ask(rules, &q, &pool, &a), 0);
	assert_string_equal(a.returned, "RELAY");
	assert_int_equal(a.class->line, 3);
	assert_string_equal(a.class->text, "friend.example in class R");
	assert_string_equal(a.rule->ruleset, "check_rcpt");
	q.n_macros = 0;
	q.address = "a@b";
	assert_int_equal(rules_ask(rules, &q, &pool, &a), 0);
	assert_string_equal(a.mailer, "error");
	assert_string_equal(a.at, "5.7.1");
	q.ruleset = "check_mail";
	assert_int_equal(rules_ask(rules, &q, &pool, &a), 0);
	assert_false(a.defined);
	pool_release(&pool);
	rules_free(rules);
}

/* $| parts two arguments; typed to sendmail -bt it does not. */
static void
test_typed(void **state)
{
	struct rules_question q = { .ruleset = "check_relay",
	    .address = "a $| b" };
	struct rules *rules = fixture_rules(&empty_fixture, cf);
	struct pool pool = { .blocks = NULL };
	struct rules_answer a;

	assert_int_equal(rules_ask(rules, &q, &pool, &a), 0);
	assert_string_equal(a.returned, "b");
	q.typed = true;
	assert_int_equal(rules_ask(rules, &q, &pool, &a), 0);
	assert_string_equal(a.returned, "a $ | b");
	pool_release(&pool);
	rules_free(rules);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_answers),
		cmocka_unit_test(test_typed),
	};

	return cmocka_run_group_tests_name("ask", tests, NULL, NULL);
}
