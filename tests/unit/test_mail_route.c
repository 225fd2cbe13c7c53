/* Where an address goes. */
#include "tests/unit/rules_fixture.h"

#define MAILERS V10 "Mlocal P=x, F=l/:|@A, A=y\nMsmtp P=x, F=m, A=y\n" \
	"Mprog P=x, F=, A=y\nS3\nS4\nR$* <$*>\t$1 $2\nS2\n"

static void
expect(const char *right, const char *address, const char *mailer,
    const char *host, const char *user)
{
	struct pool pool = { .blocks = NULL };
	struct rules_question q = { .address = address, .route = true };
	struct buf cf = BUF_INIT(4096);
	struct rules_answer a;
	struct rules *rules;

	buf_adds(&cf, MAILERS);
	buf_addf(&cf, "S0\nR$*\t%s\n", right);
	rules = fixture_rules(&empty_fixture, cf.p);
	assert_int_equal(rules_ask(rules, &q, &pool, &a), 0);
	if (mailer == NULL)
		assert_null(a.route_mailer);
	else
		assert_string_equal(a.route_mailer, mailer);
	if (host == NULL)
		assert_null(a.route_host);
	else
		assert_string_equal(a.route_host, host);
	if (user == NULL)
		assert_null(a.route_user);
	else
		assert_string_equal(a.route_user, user);
	pool_release(&pool);
	buf_release(&cf);
	rules_free(rules);
}

static void
test_routes(void **state)
{
	expect("$#smtp $@ Hub.Example $: $1 <@x>", "U@v", "smtp",
	    "hub.example", "u@v@x");
	expect("$#local $: $1", "Root", "local", NULL, "root");
	expect("$#local $: @ $1", "root", "local", NULL, "root");
	expect("$#local $: $1", "|prog", "prog", NULL, "|prog");
	expect("$#local $: $1", "/file", "*file*", NULL, "/file");
	expect("$#error $@ 5.1.3 $: \"553 no\"", "x", "*error*", "5.1.3",
	    "\"553 no\"");
	/* A $-word in the user is no letter of an address. */
	expect("$#smtp $@ hub $: x $: y", "a", "smtp", "hub", "x?y");
	expect("$#error $@ 5.1.3 $: x $: y $@ z", "a", "*error*", "5.1.3",
	    "x?y?z");
	expect("$#local $: x $: y $| q", "a", "local", NULL, "x?y?q");
}

/* No mailer, an unknown one, none with the host that it needs. */
static void
test_bad(void **state)
{
	expect("$1", "x", "*error*", NULL, NULL);
	expect("$#none $@ h $: $1", "x", "*error*", NULL, NULL);
	expect("$#smtp $: $1", "x", "*error*", NULL, NULL);
	expect("$#local $@ h", "x", "*error*", NULL, NULL);
	expect("$#local $: $1", "", NULL, NULL, NULL);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_routes),
		cmocka_unit_test(test_bad),
	};

	return cmocka_run_group_tests_name("mail_route", tests, NULL, NULL);
}
