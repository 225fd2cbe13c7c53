/* Programs of the host, and signals to the right process. */
#include "tests/unit/unit.h"

#include <errno.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "agent/port/service.h"

static int
run(const char *const *argv, long limit, int *status, struct err *e)
{
	*status = 99;
	*e = (struct err){ .code = 0 };
	return service_run(NULL, argv, limit, status, e);
}

static void
programs(void **state)
{
	static const char *const good[] = { "/bin/true", NULL };
	static const char *const bad[] = { "/bin/sh", "-c",
		"echo first; echo 'it is broken' >&2; exit 3", NULL };
	static const char *const slow[] = { "/bin/sleep", "20", NULL };
	static const char *const none[] = { "/nonexistent/x", NULL };
	static const char *const relative[] = { "true", NULL };
	struct err e;
	int status;

	assert_int_equal(run(good, 5000, &status, &e), 0);
	assert_int_equal(status, 0);
	assert_int_equal(run(bad, 5000, &status, &e), 0);
	assert_int_equal(status, 3);
	assert_string_equal(e.text, "exit status 3: it is broken");
	assert_int_equal(run(slow, 200, &status, &e), 0);
	assert_int_equal(status, -1);
	assert_true(run(none, 5000, &status, &e) < 0);
	assert_true(run(relative, 5000, &status, &e) < 0);
}

static pid_t
sleeper(void)
{
	pid_t pid = fork();

	if (pid == 0) {
		signal(SIGTERM, SIG_DFL);
		alarm(30);
		for (;;)
			pause();
	}
	return pid;
}

static uint64_t
start_of(const struct host *h, pid_t pid)
{
	struct pool p = { .blocks = NULL };
	struct proc *found = NULL;
	uint64_t start;

	assert_int_equal(h->proc->get(h, pid, &p, &found, NULL), 0);
	start = found->start;
	pool_release(&p);
	return start;
}

static void
signals(void **state)
{
	struct host h = { .root = ROOT_INIT, .proc = &proc_port,
	    .sock = &sock_port };
	struct err e = { .code = 0 };
	pid_t pid = sleeper();
	uint64_t start;
	int status;

	assert_int_equal(root_open(&h.root, "/", NULL), 0);
	start = start_of(&h, pid);
	/* The pid is another's by now: it is left alone. */
	assert_int_equal(service_signal(&h, pid, start - 1, SIGTERM, 1000,
	    &e), 0);
	assert_int_equal(waitpid(pid, &status, WNOHANG), 0);
	/* It does not end: said so. */
	assert_int_equal(service_signal(&h, pid, start, SIGCONT, 200, &e),
	    -ETIMEDOUT);
	assert_int_equal(service_signal(&h, pid, start, SIGTERM, 5000, &e),
	    0);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGTERM);
	/* It is gone. */
	assert_int_equal(service_signal(&h, pid, start, SIGTERM, 1000, &e),
	    0);
	root_release(&h.root);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(programs), cmocka_unit_test(signals),
	};

	return cmocka_run_group_tests_name("service", tests, NULL, NULL);
}
