/* collector/cmd_password.c: a line for the password file. */
#include "collector/commands_all.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "tests/unit/unit.h"

/* The exit status for this standard input; what is printed, in out. */
static int
run(const char *name, const char *input, char *out, size_t size)
{
	struct arguments a = { .value = name };
	int in[2], back[2], kept[2], status;
	ssize_t n;

	assert_int_equal(pipe(in), 0);
	assert_int_equal(pipe(back), 0);
	assert_int_equal(write(in[1], input, strlen(input)),
	    (ssize_t)strlen(input));
	close(in[1]);
	fflush(stdout);
	kept[0] = dup(STDIN_FILENO);
	kept[1] = dup(STDOUT_FILENO);
	dup2(in[0], STDIN_FILENO);
	dup2(back[1], STDOUT_FILENO);
	clearerr(stdin);
	status = cmd_password(&a);
	fflush(stdout);
	dup2(kept[0], STDIN_FILENO);
	dup2(kept[1], STDOUT_FILENO);
	close(kept[0]);
	close(kept[1]);
	close(in[0]);
	close(back[1]);
	n = read(back[0], out, size - 1);
	close(back[0]);
	out[n > 0 ? n : 0] = '\0';
	return status;
}

static void
lines(void **state)
{
	struct passwords o = { .first = NULL };
	struct err e = { .code = 0 };
	char out[512];

	assert_int_equal(run("jane", "correct horse\n", out, sizeof(out)), 0);
	assert_int_equal(passwords_parse(&o, "f", out, strlen(out), &e), 0);
	assert_string_equal(passwords_check(&o, "jane", "correct horse"),
	    "jane");
	passwords_release(&o);
	assert_int_equal(run("jane", "short\n", out, sizeof(out)),
	    STATUS_USAGE);
	assert_string_equal(out, "");
	assert_int_equal(run("jane", "", out, sizeof(out)), STATUS_USAGE);
	assert_int_equal(run("ja:ne", "correct horse\n", out, sizeof(out)),
	    STATUS_USAGE);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lines),
	};

	return cmocka_run_group_tests_name("cmd_password", tests, NULL, NULL);
}
