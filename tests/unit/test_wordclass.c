/* Classes: C, F and its patterns, copies, case. */
#include "tests/unit/rules_fixture.h"

#include "agent/rules/macro.h"
#include "agent/rules/wordclass.h"

static const struct fixture_file files[] = {
	{ .path = "/etc/mail/domains", .text =
	    "one.example # not this\n#two.example\nThree.Example four\n\n" },
	{ .path = NULL }
};
static const struct fixture fixture = { .files = files };

static bool
matches(const char *line, const char *pattern, char word[64])
{
	bool understood;

	return class_match_pattern(line, pattern, word, 64, &understood) &&
	    understood;
}

/* As sscanf() with one conversion: 1 or nothing. */
static void
test_pattern(void **state)
{
	char word[64];
	bool understood;

	assert_true(matches("  a b\n", "%s", word));
	assert_string_equal(word, "a");
	assert_true(matches("a b # c\n", "%[^#]", word));
	assert_string_equal(word, "a b ");
	assert_false(matches("#a", "%[^#]", word));
	assert_true(matches("host: x", "host: %s", word));
	assert_string_equal(word, "x");
	assert_false(matches("other: x", "host: %s", word));
	assert_true(matches("a:b", "%*[^:]:%s", word));
	assert_string_equal(word, "b");
	assert_true(matches("abcdef", "%3s", word));
	assert_string_equal(word, "abc");
	assert_true(matches("x9-", "%[a-z0-9]", word));
	assert_string_equal(word, "x9");
	assert_false(matches("", "%s", word));
	assert_false(class_match_pattern("1", "%d", word, 64, &understood));
	assert_false(understood);
}

static void
test_members(void **state)
{
	struct rules *cf = fixture_rules(&fixture, V10
	    "Cwlocalhost mail\nC{Big}$=w extra\nFR/etc/mail/domains\n"
	    "FS-o /etc/mail/none\nFT/etc/mail/domains %[^#]\n");
	const struct member *m = class_find(cf, 'R', "three.example");
	const char *end;

	assert_non_null(m);
	assert_string_equal(m->path, "/etc/mail/domains");
	assert_int_equal(m->line, 3);
	assert_non_null(class_find(cf, 'R', "one.example"));
	assert_null(class_find(cf, 'R', "two.example"));
	assert_null(class_find(cf, 'R', "four"));
	assert_non_null(class_find(cf, 'T', "four"));
	assert_non_null(class_find(cf, 'w', "LOCALHOST"));
	assert_non_null(class_find(cf, 'w', "relay.test.example"));
	assert_non_null(class_find(cf, 'm', "test.example"));
	assert_non_null(class_find(cf, macro_number(cf, "{Big}", &end),
	    "mail"));
	assert_null(class_find(cf, 'w', "extra"));
	assert_null(cf->incomplete);
	rules_free(cf);
}

/* What a program or a map fills is not known: no answer is certain. */
static void
test_incomplete(void **state)
{
	struct rules *cf = fixture_rules(&fixture, V10 "Fw|/bin/hosts\n");

	assert_non_null(cf->incomplete);
	rules_free(cf);
	cf = fixture_rules(&fixture, V10 "Fw/etc/mail/none\n");
	assert_non_null(cf->incomplete);
	rules_free(cf);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_pattern),
		cmocka_unit_test(test_members),
		cmocka_unit_test(test_incomplete),
	};

	return cmocka_run_group_tests_name("wordclass", tests, NULL, NULL);
}
