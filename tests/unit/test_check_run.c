/* One look at a host, which the commands share. */
#include "tests/unit/unit.h"

#include "agent/check_run.h"
#include "agent/output.h"
#include "tests/unit/tree.h"

static void
opens_and_looks(void **state)
{
	struct settings s = { .policy_from_root = true,
	    .format = &format_text };
	struct check_run run;
	struct err e = { .code = 0 };
	struct tree t;

	tree_make(&t);
	tree_file(&t, "etc/hardenmail/policy.conf",
	    "[service]\nmode = local-only\n");
	s.root = t.path;
	check_run_init(&run);
	assert_int_equal(check_run_open(&s, &run, &e), 0);
	assert_int_equal(run.policy.mode, MODE_LOCAL_ONLY);
	assert_int_equal(run.host.source, SOURCE_ROOT);
	assert_true(run.now > 0);
	assert_int_equal(check_run_look(&run, &e), 0);
	assert_non_null(run.findings.first);
	assert_false(run.planned);
	check_run_release(&run);
	tree_remove(&t);
}

static void
mistakes(void **state)
{
	struct settings s = { .root = "/nonexistent",
	    .policy_from_root = true };
	struct check_run run;
	struct err e = { .code = 0 };

	check_run_init(&run);
	assert_int_equal(check_run_open(&s, &run, &e), EXIT_NO_INPUT);
	assert_true(e.text[0] != '\0');
	s.platform = "plan9";
	assert_int_equal(check_run_open(&s, &run, &e), EXIT_USAGE);
	check_run_release(&run);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(opens_and_looks),
		cmocka_unit_test(mistakes),
	};

	return cmocka_run_group_tests_name("check_run", tests, NULL, NULL);
}
