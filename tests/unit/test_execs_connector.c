/* The start of a program is told, where the kernel tells us. */
#define _GNU_SOURCE
#include "tests/unit/unit.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "agent/port/execs.h"

static bool
is_sleep(const void *arg, const char *exe, const char *comm)
{
	const char *slash = strrchr(exe, '/');

	(void)comm;
	return strcmp(slash != NULL ? slash + 1 : exe, arg) == 0;
}

static void
a_program(void **state)
{
	struct execs *x = NULL;
	struct err e = { .code = 0 };
	struct pollfd p = { .events = POLLIN };
	int ends[2];
	char byte = 0;
	pid_t pid;

	assert_int_equal(pipe2(ends, O_CLOEXEC | O_NONBLOCK), 0);
	if (execs_open(ends[1], is_sleep, "sleep", &x, &e) < 0) {
		/* No root, or a container: it is said. */
		assert_true(e.text[0] != '\0');
		assert_null(x);
		close(ends[0]);
		close(ends[1]);
		return;
	}
	pid = fork();
	if (pid == 0) {
		execl("/bin/sleep", "sleep", "30", (char *)NULL);
		_exit(127);
	}
	p.fd = ends[0];
	assert_int_equal(poll(&p, 1, 60000), 1);
	assert_int_equal(read(ends[0], &byte, 1), 1);
	assert_int_equal(byte, EXECS_BYTE);
	kill(pid, SIGKILL);
	waitpid(pid, NULL, 0);
	execs_close(x);
	close(ends[0]);
	close(ends[1]);
}

static void
ends_without_a_trace(void **state)
{
	execs_close(NULL);
	assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_program),
		cmocka_unit_test(ends_without_a_trace),
	};

	return cmocka_run_group_tests_name("execs_connector", tests, NULL,
	    NULL);
}
