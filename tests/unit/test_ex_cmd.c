/* Exim's command line: spec.txt of 4.96, chapter 5, and its exim.c. */
#include "agent/model/ex_cmd.h"

#include "tests/unit/unit.h"

#include <string.h>

#define WORDS(...) ((const char *const []){ "exim4", __VA_ARGS__, NULL })

static struct ex_cmd
parse(struct pool *p, const char *const *argv)
{
	struct words w = { .n = 0 };
	struct ex_cmd c;
	size_t n = 0;

	while (argv[n] != NULL)
		n++;
	assert_int_equal(words_from_argv(p, argv, n, &w), 0);
	assert_int_equal(ex_cmd_parse(p, &w, &c), 0);
	return c;
}

static void
is(const char *const *argv, enum role role, long interval)
{
	struct pool p = { .blocks = NULL };
	struct ex_cmd c = parse(&p, argv);

	assert_string_equal(role_name(ex_cmd_role(&c)), role_name(role));
	assert_int_equal(c.queue_interval, interval);
	pool_release(&p);
}

static void
roles(void **state)
{
	(void)state;
	is(WORDS("-bd"), ROLE_DAEMON, -1);
	is(WORDS("-bdf", "-q30m"), ROLE_DAEMON, 1800);
	is(WORDS("-q1h30m"), ROLE_QUEUE_RUNNER, 5400);
	is(WORDS("-oP", "/run/exim4/exim.pid", "-qff30m"), ROLE_QUEUE_RUNNER,
	    1800);
	is(WORDS("-q", "30m"), ROLE_QUEUE_RUNNER, 1800);
	is(WORDS("-qGlists/10s"), ROLE_QUEUE_RUNNER, 10);
	is(WORDS("-q"), ROLE_ONE_SHOT, 0);
	is(WORDS("-qf", "-v"), ROLE_ONE_SHOT, 0);
	is(WORDS("-q", "1abcde-000001-AB"), ROLE_ONE_SHOT, 0);
	is(WORDS("-bs"), ROLE_SESSION, -1);
	is(WORDS("-bp"), ROLE_ONE_SHOT, -1);
	is(WORDS("-t"), ROLE_ONE_SHOT, -1);
	is(WORDS("-qR", "host"), ROLE_ONE_SHOT, -1);
	is(WORDS("-bw"), ROLE_UNKNOWN, -1);
	is(WORDS("-f", "-bd", "user"), ROLE_ONE_SHOT, -1);
	is(WORDS("user", "-bd"), ROLE_ONE_SHOT, -1);
}

static void
refused(void **state)
{
	(void)state;
	is(WORDS("-bd", "-q"), ROLE_NONE, 0);
	is(WORDS("-bdx"), ROLE_NONE, -1);
	is(WORDS("-q30"), ROLE_NONE, -1);
	is(WORDS("-bd", "-bp"), ROLE_NONE, -1);
	is(WORDS("-bw", "-q30m"), ROLE_NONE, 1800);
	is(WORDS("-bd", "-oX"), ROLE_NONE, -1);
	is(WORDS("-bd", "-C"), ROLE_NONE, -1);
}

static void
arguments(void **state)
{
	struct pool p = { .blocks = NULL };
	struct words w = { .n = 0 };
	struct ex_cmd c = parse(&p, WORDS("-C", "/a:/b", "-oX", "127.0.0.1",
	    "-DX=1", "-oY", "-bd", "-oMa", "-q"));

	(void)state;
	assert_string_equal(c.config, "/a:/b");
	assert_string_equal(c.listen, "127.0.0.1");
	assert_int_equal(c.macros.n, 1);
	assert_string_equal(c.macros.v[0], "X=1");
	assert_true(c.daemon);
	assert_false(c.runs_queue);
	assert_string_equal(parse(&p, WORDS("-C/c"))
	    .config, "/c");
	assert_int_equal(words_push(&p, &w, "exim", WORD_KNOWN), 0);
	assert_int_equal(words_push(&p, &w, "-q", WORD_TAIL), 0);
	assert_int_equal(ex_cmd_parse(&p, &w, &c), 0);
	assert_false(c.known);
	assert_int_equal(ex_cmd_role(&c), ROLE_UNKNOWN);
	pool_release(&p);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(roles),
		cmocka_unit_test(refused),
		cmocka_unit_test(arguments),
	};

	return cmocka_run_group_tests_name("ex_cmd", tests, NULL, NULL);
}
