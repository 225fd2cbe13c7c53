/* Which option takes the rest of a word, and words that are rewritten. */
#include "agent/model/smcmd_line.h"

#include "tests/unit/unit.h"

static void
takers(void **state)
{
	bool inside;

	assert_int_equal(smcmd_line_taker("-q15m", &inside), 'q');
	assert_true(inside);
	assert_int_equal(smcmd_line_taker("-vq", &inside), 'q');
	assert_false(inside);
	assert_int_equal(smcmd_line_taker("-bq", &inside), 'b');
	assert_true(inside);
	assert_int_equal(smcmd_line_taker("-v", &inside), 0);
	assert_int_equal(smcmd_line_taker("-", &inside), 0);
	assert_int_equal(smcmd_line_taker("--q", &inside), 0);
	assert_int_equal(smcmd_line_taker("q", &inside), 0);
	assert_int_equal(smcmd_line_taker("", &inside), 0);
}

static void
flags(void **state)
{
	assert_true(smcmd_line_flag('v'));
	assert_true(smcmd_line_flag('i'));
	assert_false(smcmd_line_flag('b'));
	assert_false(smcmd_line_flag('q'));
	assert_false(smcmd_line_flag('x'));
	assert_false(smcmd_line_flag(':'));
	assert_false(smcmd_line_flag('\0'));
}

/* sendmail saves its own argv in the pid file after this. */
static void
bare_options_get_their_argument(void **state)
{
	const char *argv[] = { "sendmail", "-d", "-C", "-q", "-v", "x" };
	struct pool p = { .blocks = NULL };
	struct smcmd cmd;

	assert_int_equal(smcmd_line(&p, argv, 6, false, &cmd), 0);
	assert_string_equal(argv[1], "-d0-99.1");
	assert_string_equal(argv[2], "-Csendmail.cf");
	assert_string_equal(argv[3], "-q0");
	assert_string_equal(argv[4], "-v");
	assert_string_equal(cmd.config, "sendmail.cf");
	assert_int_equal(cmd.mode, 'q');
	pool_release(&p);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(takers),
		cmocka_unit_test(flags),
		cmocka_unit_test(bare_options_get_their_argument),
	};

	return cmocka_run_group_tests_name("smcmd_line", tests, NULL, NULL);
}
