/* Who changed a file, by the kernel's own word, where it tells us. */
#define _GNU_SOURCE
#include "tests/unit/unit.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "agent/port/writers.h"
#include "tests/unit/tree.h"

static struct tree tree;
static struct writers *writers;
static char told[4096], self[256];
static pid_t writer;
static int hold = -1;

/* Only root is told, and no container. */
static bool
can_be_told(void)
{
	struct err e = { .code = 0 };
	int r = writers_port.open(&writers, &e);

	if (r == 0)
		return true;
	assert_true(r == -EPERM || r == -ENOTSUP || r == -ENOSYS);
	assert_memory_equal(e.text, "fanotify: ", 10);
	assert_null(writers);
	return false;
}

static int
setup(void **state)
{
	ssize_t n = readlink("/proc/self/exe", self, sizeof(self) - 1);

	assert_true(n > 0);
	self[n] = '\0';
	writers = NULL;
	tree_make(&tree);
	tree_file(&tree, "etc/a", "one\n");
	tree_file(&tree, "opt/b", "one\n");
	return 0;
}

static int
teardown(void **state)
{
	writers_port.close(writers);
	tree_remove(&tree);
	return 0;
}

static int
mark(const char *one, const char *other)
{
	char a[512], b[512];
	const struct watch_spot spots[] = {
		{ .folder = a, .name = "a" }, { .folder = a, .name = "b" },
		{ .folder = b } };

	snprintf(a, sizeof(a), "%s", tree_path(&tree, one));
	snprintf(b, sizeof(b), "%s", tree_path(&tree, other));
	return writers_port.watch(writers, spots, 3);
}

/* Another process writes to it, and stays for a while. */
static void
change(const char *name)
{
	int done[2], go[2], fd;
	char byte = 0;

	assert_int_equal(pipe2(done, O_CLOEXEC), 0);
	assert_int_equal(pipe2(go, O_CLOEXEC), 0);
	writer = fork();
	if (writer == 0) {
		close(go[1]);
		fd = open(tree_path(&tree, name), O_WRONLY | O_CREAT, 0600);
		if (fd < 0 || write(fd, "two\n", 4) != 4)
			_exit(1);
		close(fd);
		if (write(done[1], "x", 1) != 1 || read(go[0], &byte, 1) != 0)
			_exit(1);
		_exit(0);
	}
	assert_true(writer > 0);
	close(done[1]);
	assert_int_equal(read(done[0], &byte, 1), 1);
	close(done[0]);
	close(go[0]);
	hold = go[1];
}

static void
end_writer(void)
{
	int status = -1;

	close(hold);
	assert_int_equal(waitpid(writer, &status, 0), writer);
	assert_int_equal(status, 0);
}

static void
say(void *arg, const struct writer *w)
{
	size_t at = strlen(told);

	assert_ptr_equal(arg, &tree);
	snprintf(told + at, sizeof(told) - at, "%s %d %ld;",
	    strcmp(w->exe, self) == 0 ? "self" : w->exe,
	    w->pid == writer, w->uid);
}

static const char *
of(const char *name, int64_t since)
{
	int r;

	told[0] = '\0';
	r = writers_port.ask(writers, tree_path(&tree, name), since, say,
	    &tree);
	if (r == -ENODATA)
		return "not known";
	assert_int_equal(r, 0);
	return told;
}

static void
a_process(void **state)
{
	int64_t since;
	char expected[32];

	if (!can_be_told())
		return;
	assert_int_equal(mark("etc", "opt"), 0);
	since = writers_port.now();
	assert_string_equal(of("etc/a", since), "");
	change("etc/a");
	snprintf(expected, sizeof(expected), "self 1 %ld;", (long)geteuid());
	assert_string_equal(of("etc/a", since), expected);
	assert_string_equal(of("opt/b", since), "");
	/* It is noted, although it is gone. */
	end_writer();
	assert_string_equal(of("etc/a", since), expected);
	assert_string_equal(of("etc/a", writers_port.now()), "");
	change("opt/new");
	assert_string_equal(of("opt/new", since), expected);
	end_writer();
}

/* Only while the folder was watched. */
static void
not_watched(void **state)
{
	int64_t since;

	since = writers_port.now();
	assert_string_equal(of("etc/a", since), "not known");
	if (!can_be_told())
		return;
	since = writers_port.now();
	assert_string_equal(of("etc/a", since), "not known");
	assert_int_equal(mark("etc", "none"), 0);
	assert_string_equal(of("etc/a", since), "not known");
	since = writers_port.now();
	assert_string_equal(of("opt/b", since), "not known");
	assert_string_equal(of("none/b", since), "not known");
	assert_int_equal(mark("etc", "opt"), 0);
	assert_string_equal(of("opt/b", since), "not known");
	assert_string_equal(of("etc/a", since), "");
	/* Another folder of that name. */
	assert_int_equal(rename(tree_path(&tree, "etc"),
	    tree_path(&tree, "old")), 0);
	tree_file(&tree, "etc/a", "two\n");
	assert_string_equal(of("etc/a", since), "not known");
	assert_int_equal(mark("etc", "opt"), 0);
	assert_string_equal(of("etc/a", since), "not known");
	assert_string_equal(of("etc/a", writers_port.now()), "");
}

static void
nobody_is_asked_twice(void **state)
{
	const struct watch_spot none = { .folder = NULL };

	if (!can_be_told())
		return;
	assert_int_equal(writers_port.watch(writers, &none, 0), 0);
	assert_string_equal(of("etc/a", writers_port.now()), "not known");
	writers_port.close(writers);
	writers = NULL;
	assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
	assert_int_equal(errno, ECHILD);
}

/* Without CAP_SYS_ADMIN it is said, and not merely silent: an unprivileged
 * group is told of changes, but not whose they are. */
static void
no_privilege(void **state)
{
	struct err e = { .code = 0 };
	struct writers *w = NULL;
	int status = -1;
	pid_t pid;

	if (geteuid() != 0)
		skip_because("only root has a privilege to be without");
	pid = fork();
	if (pid == 0) {
		if (setgid(65534) != 0 || setuid(65534) != 0)
			_exit(10);
		_exit(writers_port.open(&w, &e) != -EPERM || w != NULL ||
		    strcmp(e.text, "fanotify: Operation not permitted") != 0);
	}
	assert_true(pid > 0);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
}

#define CASE(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(a_process),
		CASE(not_watched),
		CASE(nobody_is_asked_twice),
		CASE(no_privilege),
	};

	return cmocka_run_group_tests_name("writers_fanotify", tests, NULL,
	    NULL);
}
