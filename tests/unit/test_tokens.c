/* Tokens: operators, quotes, comments, what is not balanced. */
#include "tests/unit/rules_fixture.h"

#include "agent/rules/tokens.h"

static void
expect_tokens(struct rules *cf, const struct scan *how, const char *text,
    const char *expected)
{
	struct pool pool = { .blocks = NULL };
	struct words w;
	char joined[512];

	scan(cf, &pool, text, how, &w, NULL);
	tokens_text((const char *const *)w.w, joined, sizeof(joined));
	assert_string_equal(joined, expected);
	pool_release(&pool);
}

static void
test_scan(void **state)
{
	struct rules *cf = fixture_rules(&empty_fixture, V10);
	const struct scan out = { .kind = SCAN_OUTSIDE };
	const struct scan rule = { .kind = SCAN_RULE, .delim = ',' };

	expect_tokens(cf, &out, "user%a@b.example",
	    "user % a @ b . example");
	expect_tokens(cf, &out, "\"u s\"@x", "\"u s\" @ x");
	expect_tokens(cf, &out, "a (com (ment)) b", "a b");
	expect_tokens(cf, &rule, "a(b)", "a ( b )");
	expect_tokens(cf, &out, "u\\@s!\\!x", "u\\@s ! ! x");
	expect_tokens(cf, &out, "<<a", "< < a > >");
	expect_tokens(cf, &out, "a>b", "ab");
	expect_tokens(cf, &out, "\"open", "\"open\"");
	expect_tokens(cf, &rule, "<@a,@b:c@d>", "< @ a , @ b : c @ d >");
	expect_tokens(cf, &rule, "a,b", "a");
	expect_tokens(cf, &rule, "<a,b", "< a >");
	expect_tokens(cf, &out, "", "");
	rules_free(cf);
}

static void
test_limits(void **state)
{
	struct rules *cf = fixture_rules(&empty_fixture, V10);
	const struct scan out = { .kind = SCAN_OUTSIDE };
	struct pool pool = { .blocks = NULL };
	char text[4096];
	struct words w;

	memset(text, 'a', sizeof(text));
	text[256] = '\0';
	assert_int_equal(scan(cf, &pool, text, &out, &w, NULL), 0);
	text[256] = 'a';
	text[257] = '\0';
	assert_int_equal(scan(cf, &pool, text, &out, &w, NULL), -E2BIG);
	memset(text, '@', 1500);
	text[1500] = '\0';
	assert_int_equal(scan(cf, &pool, text, &out, &w, NULL), -E2BIG);
	assert_int_equal(w.n, 0);
	memset(text, '<', 300);
	text[300] = '\0';
	assert_int_equal(scan(cf, &pool, text, &out, &w, NULL), 0);
	assert_int_equal(w.n, 600);
	pool_release(&pool);
	rules_free(cf);
}

/* Before level 7 the operators are in $o; without any: .:@[] */
static void
test_operators(void **state)
{
	expect_answer(&empty_fixture, "V5\nDo.:%@!\nS1\nR$-%$-\t$@ $2\n",
	    "1", "a%b", "b");
	expect_answer(&empty_fixture, "V8\nS1\nR$-%$-\t$@ $2\n", "1", "a%b",
	    "a%b");
}

static void
test_join(void **state)
{
	struct rules *cf = fixture_rules(&empty_fixture, V10 "O BlankSub=_\n");
	const char *const words[] = { "a", "b", "@", "c", NULL };
	const struct scan out = { .kind = SCAN_OUTSIDE };
	struct pool pool = { .blocks = NULL };
	struct join how = { .blank = '\0' };
	char text[32];
	struct words w;

	assert_int_equal(scan(cf, &pool, "x", &out, &w, NULL), 0);
	join(cf, words, 4, &how, text, sizeof(text));
	assert_string_equal(text, "a_b@c");
	how.blank = ' ';
	join(cf, words, 4, &how, text, sizeof(text));
	assert_string_equal(text, "a b@c");
	join(cf, words, 4, &how, text, 5);
	assert_true(strlen(text) < 5);
	snprintf(text, sizeof(text), "a\"b\\\"c\"");
	strip_quotes(text);
	assert_string_equal(text, "ab\"c");
	pool_release(&pool);
	rules_free(cf);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_scan),
		cmocka_unit_test(test_limits),
		cmocka_unit_test(test_operators),
		cmocka_unit_test(test_join),
	};

	return cmocka_run_group_tests_name("tokens", tests, NULL, NULL);
}
