/* Mailers: fields, flags, rulesets. */
#include "tests/unit/rules_fixture.h"

#include "agent/rules/mailer.h"

static void
test_fields(void **state)
{
	struct rules *cf = fixture_rules(&empty_fixture, V10
	    "Mlocal,\tP=[IPC], F=lsDFMAw5:/|@q, S=EnvFromL/HdrFromL,\n"
	    "\tR=EnvToL/HdrToL, A=FILE \"a, b\" $u\n"
	    "Mbad\tP\nMESMTP P=x, F=mDFMuXa, A=y\nMesmtp P=x, F=u, A=y\n");
	const struct mailer *m = mailer_find(cf, "LOCAL");

	assert_non_null(m);
	assert_string_equal(m->flags, "lsDFMAw5:/|@q");
	assert_non_null(m->recipient);
	assert_string_equal(m->recipient->name, "EnvToL");
	assert_true(rules_have(cf, "HdrToL"));
	assert_null(mailer_find(cf, "bad"));
	/* The last of a name. */
	assert_string_equal(mailer_find(cf, "esmtp")->flags, "u");
	rules_free(cf);
}

static void
test_field(void **state)
{
	struct buf b = BUF_INIT(64);

	assert_string_equal(mailer_field("a\"b,c\"d\\,e,rest", ',', &b),
	    ",rest");
	assert_string_equal(b.p, "ab,cd,e");
	assert_string_equal(mailer_field("x\\n\\", '\0', &b), "");
	assert_string_equal(b.p, "x\n");
	buf_release(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_fields),
		cmocka_unit_test(test_field),
	};

	return cmocka_run_group_tests_name("mailer", tests, NULL, NULL);
}
