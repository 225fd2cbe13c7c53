/* One look at a host, which the commands share. */
#include "tests/unit/unit.h"

#include "agent/check_run.h"
#include "agent/output.h"
#include "tests/unit/tarfile.h"
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
captures(void **state)
{
	struct settings s = { .format = &format_text };
	struct check_run run;
	struct err e = { .code = 0 };
	char folder[1024];
	struct tree t;
	int i;

	tree_make(&t);
	tree_file(&t, "policy", "[service]\nmode = local-only\n");
	s.policy = tree_path(&t, "policy");
	/* The second time it is not complete. */
	for (i = 0; i < 2; i++) {
		const char *tar = tree_path(&t, "host.tar");
		FILE *f = fopen(tar, "w");

		assert_non_null(f);
		tar_file(f, "./etc/release", 0644, "Solaris 8\n");
		if (i == 0)
			tar_file(f, "./.hardenmail/capture", 0644,
			    "hardenmail capture 1\n");
		tar_end(f);
		s.capture = tar;
		s.policy = tree_path(&t, "policy");
		check_run_init(&run);
		assert_int_equal(check_run_open(&s, &run, &e),
		    i == 0 ? 0 : EXIT_DATA);
		snprintf(folder, sizeof(folder), "%s", run.unpacked.p);
		if (i == 0) {
			assert_int_equal(run.host.source, SOURCE_CAPTURE);
			assert_int_equal(check_run_look(&run, &e), 0);
			assert_string_equal(run.facts.title, "Solaris 8");
		} else {
			assert_non_null(strstr(e.text, "not all of it"));
		}
		assert_int_equal(access(folder, F_OK), 0);
		check_run_release(&run);
		assert_int_equal(access(folder, F_OK), -1);
	}
	s.capture = tree_path(&t, "none.tar");
	check_run_init(&run);
	assert_int_equal(check_run_open(&s, &run, &e), EXIT_NO_INPUT);
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
		cmocka_unit_test(captures),
		cmocka_unit_test(mistakes),
	};

	return cmocka_run_group_tests_name("check_run", tests, NULL, NULL);
}
