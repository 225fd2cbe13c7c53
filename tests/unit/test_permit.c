/* Hold file, window, lock. */
#include "tests/unit/changehost.h"

#include <sys/wait.h>

#include "agent/run/permit.h"

static void
hold(void **state)
{
	struct changehost *c = *state;

	assert_int_equal(permit_hold(&c->host, &c->e), 0);
	tree_file(&c->tree, "etc/hardenmail/hold", "");
	assert_int_equal(permit_hold(&c->host, &c->e), -EPERM);
	assert_string_equal(c->e.text, "on hold, nothing is changed: "
	    "/etc/hardenmail/hold");
	tree_file(&c->tree, "etc/hardenmail/hold", "exams until 3 July\n2\n");
	assert_int_equal(permit_hold(&c->host, &c->e), -EPERM);
	assert_string_equal(c->e.text, "on hold, nothing is changed: "
	    "/etc/hardenmail/hold: exams until 3 July");
	assert_int_equal(unlink(tree_path(&c->tree, "etc/hardenmail/hold")),
	    0);
	tree_link(&c->tree, "etc/hardenmail/hold", "nowhere");
	assert_int_equal(permit_hold(&c->host, &c->e), -EPERM);
	assert_int_equal(unlink(tree_path(&c->tree, "etc/hardenmail/hold")),
	    0);
	assert_int_equal(mkdir(tree_path(&c->tree, "etc/hardenmail/hold"),
	    0755), 0);
	assert_int_equal(permit_hold(&c->host, &c->e), -EPERM);
}

static void
window(void **state)
{
	struct policy p;
	struct err e = { .code = 0 };

	setenv("TZ", "UTC0", 1);
	policy_init(&p);
	/* A Sunday, 12:00 UTC. */
	assert_int_equal(permit_window(&p, 1795348800, &e), 0);
	p.window = "Sun 03:00-05:00";
	assert_int_equal(permit_window(&p, 1795348800, &e), -EPERM);
	assert_string_equal(e.text, "nothing is changed outside the window "
	    "Sun 03:00-05:00");
	p.window = "Sun 11:00-13:00";
	assert_int_equal(permit_window(&p, 1795348800, &e), 0);
	p.window = "Mon 11:00-13:00";
	assert_int_equal(permit_window(&p, 1795348800, &e), -EPERM);
	p.window = NULL;
	policy_release(&p);
}

static void
lock(void **state)
{
	struct changehost *c = *state;
	char expected[128];
	int ready[2], end[2], fd;
	pid_t pid;
	char b;

	assert_int_equal(pipe(ready), 0);
	assert_int_equal(pipe(end), 0);
	pid = fork();
	if (pid == 0) {
		close(end[1]);
		if (permit_lock(&c->host, &fd, NULL) != 0)
			_exit(1);
		(void)!write(ready[1], "x", 1);
		(void)!read(end[0], &b, 1);
		_exit(0);
	}
	assert_int_equal(read(ready[0], &b, 1), 1);
	assert_int_equal(permit_lock(&c->host, &fd, &c->e), -EAGAIN);
	(void)snprintf(expected, sizeof(expected), "another hardenmail "
	    "(process %ld) is changing this host", (long)pid);
	assert_string_equal(c->e.text, expected);
	close(end[1]);
	assert_int_equal(waitpid(pid, NULL, 0), pid);
	assert_int_equal(permit_lock(&c->host, &fd, &c->e), 0);
	close(fd);
	close(ready[0]);
	close(ready[1]);
	close(end[0]);
}

#define T(name) cmocka_unit_test_setup_teardown(name, changehost_setup, \
    changehost_teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(hold), cmocka_unit_test(window), T(lock),
	};

	return cmocka_run_group_tests_name("permit", tests, NULL, NULL);
}
