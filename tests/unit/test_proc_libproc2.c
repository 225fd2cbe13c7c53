/* The process table of the running kernel. */
#define _GNU_SOURCE
#include "tests/unit/unit.h"

#include <errno.h>
#include <sched.h>
#include <signal.h>
#include <sys/socket.h>
#include <time.h>

#include "agent/port/host.h"
#include "tests/unit/sleeper.h"
#include "tests/unit/swept.h"

static const char command[] =
    "/usr/sbin/sendmail\0" SLEEPER_MARK "\0\0-q15m";

struct fixture {
	char *path;
	struct sleeper sleeper;
	struct pool pool;
	struct proc *list;
	struct proc_blind blind;
};

static bool
is_path(const void *arg, const char *exe, const char *comm)
{
	return exe != NULL && strcmp(exe, arg) == 0;
}

static bool
is_name(const void *arg, const char *exe, const char *comm)
{
	return comm != NULL && strcmp(comm, arg) == 0;
}

static void
start(struct fixture *f, sleeper_setup *setup)
{
	*f = (struct fixture){ .path = sleeper_copy("sendmail") };
	assert_non_null(f->path);
	assert_true(sleeper_start(&f->sleeper, f->path, setup, NULL));
}

static void
look(struct fixture *f)
{
	struct err e = { .code = 0 };

	assert_int_equal(proc_port.list(NULL, is_path, f->path, &f->pool,
	    &f->list, &f->blind, &e), 0);
}

static void
finish(struct fixture *f)
{
	sleeper_end(&f->sleeper);
	sleeper_remove(f->path);
	pool_release(&f->pool);
}

static void
test_details(void **state)
{
	struct fixture f;
	const struct proc *p;

	start(&f, NULL);
	look(&f);
	p = f.list;
	assert_non_null(p);
	assert_null(p->next);
	assert_int_equal(p->pid, f.sleeper.pid);
	assert_int_equal(p->ppid, getpid());
	assert_int_equal(p->uid, geteuid());
	assert_string_equal(p->comm, "sendmail");
	assert_string_equal(p->exe, f.path);
	assert_false(p->deleted);
	assert_int_equal(p->cmdline_len, sizeof(command));
	assert_memory_equal(p->cmdline, command, sizeof(command));
	assert_false(p->stdin_socket);
	assert_true(p->start > 0);
	assert_in_range(p->started, time(NULL) - 30, time(NULL) + 1);
	assert_int_equal(f.blind.foreign, 0);
	finish(&f);
}

static void
test_deleted(void **state)
{
	struct fixture f;

	start(&f, NULL);
	unlink(f.path);
	look(&f);
	assert_non_null(f.list);
	assert_true(f.list->deleted);
	assert_string_equal(f.list->exe, f.path);
	finish(&f);
}

static int
socket_on_stdin(void *arg)
{
	int fd[2];

	if (socketpair(AF_UNIX, SOCK_STREAM, 0, fd) != 0)
		return -1;
	return dup2(fd[0], 0) == 0 ? 0 : -1;
}

static void
test_stdin_socket(void **state)
{
	struct fixture f;

	start(&f, socket_on_stdin);
	look(&f);
	assert_non_null(f.list);
	assert_true(f.list->stdin_socket);
	finish(&f);
}

static int
other_net(void *arg)
{
	return unshare(CLONE_NEWNET);
}

static int
other_mount(void *arg)
{
	return unshare(CLONE_NEWNS);
}

/* The sleeper becomes a grandchild, in a pid namespace inside of ours. */
static int
other_pid(void *arg)
{
	pid_t pid;

	if (unshare(CLONE_NEWPID) != 0)
		return -1;
	pid = fork();
	if (pid <= 0)
		return pid == 0 ? 0 : -1;
	close(SLEEPER_READY);
	waitpid(pid, NULL, 0);
	_exit(0);
	return -1;	/* tcc does not know that _exit() stays away */
}

static void
need_root(void)
{
	if (geteuid() != 0)
		skip_because("needs root");
}

static void
test_other_net(void **state)
{
	struct fixture f;

	need_root();
	start(&f, other_net);
	look(&f);
	assert_null(f.list);
	assert_int_equal(f.blind.foreign, 1);
	finish(&f);
}

static void
test_other_pid(void **state)
{
	struct fixture f;

	need_root();
	start(&f, other_pid);
	look(&f);
	assert_null(f.list);
	assert_int_equal(f.blind.foreign, 1);
	finish(&f);
}

/* systemd gives PrivateTmp= units a mount namespace: still our host's. */
static void
test_other_mount(void **state)
{
	struct fixture f;

	need_root();
	start(&f, other_mount);
	look(&f);
	assert_non_null(f.list);
	assert_int_equal(f.list->pid, f.sleeper.pid);
	assert_int_equal(f.blind.foreign, 0);
	finish(&f);
}

/* Run in a child as nobody: its exit status says how far it came. */
static int
as_nobody(int (*look_around)(struct fixture *), struct fixture *f)
{
	int status;
	pid_t pid = fork();

	if (pid == 0) {
		if (setgid(65534) != 0 || setuid(65534) != 0)
			_exit(100);
		_exit(look_around(f));
	}
	assert_true(pid > 0);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 101;
}

static int
nobody_sees(struct fixture *f)
{
	const struct proc *p;

	if (proc_port.list(NULL, is_name, "sendmail", &f->pool, &f->list,
	    &f->blind, NULL) != 0)
		return 1;
	for (p = f->list; p != NULL; p = p->next)
		if (p->pid == f->sleeper.pid)
			break;
	if (p == NULL)
		return 2;
	if (p->exe != NULL || p->uid != 0)
		return 3;
	if (p->cmdline_len != sizeof(command) ||
	    memcmp(p->cmdline, command, sizeof(command)) != 0)
		return 4;
	return f->blind.hidden > 0 ? 0 : 5;
}

static int
nobody_sees_no_container(struct fixture *f)
{
	const struct proc *p;

	if (proc_port.list(NULL, is_name, "sendmail", &f->pool, &f->list,
	    &f->blind, NULL) != 0)
		return 1;
	for (p = f->list; p != NULL; p = p->next)
		if (p->ppid == f->sleeper.pid)
			return 2;
	return f->blind.foreign > 0 ? 0 : 3;
}

static void
test_nobody(void **state)
{
	struct fixture f;

	need_root();
	start(&f, NULL);
	assert_int_equal(as_nobody(nobody_sees, &f), 0);
	finish(&f);
	start(&f, other_pid);
	assert_int_equal(as_nobody(nobody_sees_no_container, &f), 0);
	finish(&f);
}

static void
test_get(void **state)
{
	struct err e = { .code = 0 };
	struct proc *p = NULL;
	struct fixture f;

	start(&f, NULL);
	assert_int_equal(proc_port.get(NULL, f.sleeper.pid, &f.pool, &p, &e),
	    0);
	assert_non_null(p);
	assert_int_equal(p->pid, f.sleeper.pid);
	assert_string_equal(p->exe, f.path);
	p = NULL;
	/* Ended, but not waited for: a zombie is no program. */
	assert_int_equal(kill(f.sleeper.pid, SIGKILL), 0);
	assert_int_equal(waitid(P_PID, (id_t)f.sleeper.pid,
	    &(siginfo_t){ .si_pid = 0 }, WEXITED | WNOWAIT), 0);
	assert_int_equal(proc_port.get(NULL, f.sleeper.pid, &f.pool, &p, &e),
	    -ESRCH);
	look(&f);
	assert_null(f.list);
	assert_int_equal(waitpid(f.sleeper.pid, NULL, 0), f.sleeper.pid);
	assert_int_equal(proc_port.get(NULL, f.sleeper.pid, &f.pool, &p, &e),
	    -ESRCH);
	assert_null(p);
	f.sleeper.pid = 0;
	finish(&f);
}

/* More hits than libproc2 takes at once. */
static void
test_many(void **state)
{
	enum { MOST = 300 };
	const int MANY = SWEPT_TURNS(MOST, 4);
	struct fixture f = { .path = NULL };
	char self[4096] = "";
	pid_t pids[MOST], last = 0;
	const struct proc *p;
	int i, n = 0;

	assert_true(readlink("/proc/self/exe", self, sizeof(self) - 1) > 0);
	for (i = 0; i < MANY; i++) {
		pids[i] = fork();
		if (pids[i] == 0) {
			alarm(60);
			pause();
			_exit(0);
		}
		assert_true(pids[i] > 0);
	}
	f.path = self;
	look(&f);
	for (p = f.list; p != NULL; p = p->next) {
		assert_true(p->pid > last);
		last = p->pid;
		n += p->ppid == getpid();
	}
	for (i = 0; i < MANY; i++) {
		kill(pids[i], SIGKILL);
		waitpid(pids[i], NULL, 0);
	}
	pool_release(&f.pool);
	assert_int_equal(n, MANY);
}

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_details),
		cmocka_unit_test(test_deleted),
		cmocka_unit_test(test_stdin_socket),
		cmocka_unit_test(test_other_net),
		cmocka_unit_test(test_other_pid),
		cmocka_unit_test(test_other_mount),
		cmocka_unit_test(test_nobody),
		cmocka_unit_test(test_get),
		cmocka_unit_test(test_many),
	};

	sleeper_main(argc, argv);
	return cmocka_run_group_tests_name("proc_libproc2", tests, NULL,
	    NULL);
}
