/* A capture is told from a tree, and what its ps and netstat said counts. */
#include "tests/unit/unit.h"

#include <errno.h>

#include "agent/port/recorded.h"
#include "tests/unit/tree.h"

struct fixture {
	struct tree tree;
	struct host host;
	struct pool pool;
	struct err e;
};

static int
begin(void **state)
{
	static struct fixture f;

	f = (struct fixture){ .host = { .root = ROOT_INIT,
		.source = SOURCE_ROOT } };
	tree_make(&f.tree);
	tree_file(&f.tree, "etc/passwd", "root:x:0:0::/:/bin/sh\n");
	assert_int_equal(root_open(&f.host.root, f.tree.path, &f.e), 0);
	*state = &f;
	return 0;
}

static int
end(void **state)
{
	struct fixture *f = *state;

	pool_release(&f->pool);
	root_release(&f->host.root);
	tree_remove(&f->tree);
	return 0;
}

static void
told_from_trees(void **state)
{
	struct fixture *f = *state;

	assert_false(recorded_is_capture(&f->host.root));
	tree_file(&f->tree, ".hardenmail/capture", "hardenmail capture 2\n");
	assert_false(recorded_is_capture(&f->host.root));
	tree_file(&f->tree, ".hardenmail/capture", "hardenmail capture 1\n");
	assert_true(recorded_is_capture(&f->host.root));
}

/* Of a disk: no command was run. */
static void
without_outputs(void **state)
{
	struct fixture *f = *state;

	recorded_use(&f->host);
	assert_int_equal(f->host.source, SOURCE_CAPTURE);
	assert_null(f->host.proc);
	assert_null(f->host.sock);
}

static bool
wanted(const void *arg, const char *exe, const char *comm)
{
	return strcmp(comm, "sendmail") == 0;
}

/* As ps -ef of SVR4 has it (unix facts: Solaris). */
static void
processes(void **state)
{
	struct fixture *f = *state;
	struct proc_blind blind = { .foreign = 9 };
	struct proc *p = NULL;

	tree_file(&f->tree, ".hardenmail/ps",
	    "     UID   PID  PPID  C    STIME TTY      TIME CMD\n"
	    "    root     1     0  0   Nov 01 ?        0:09 /etc/init -\n"
	    "    root   227     1  0   Nov 01 ?        0:01 "
	    "/usr/lib/sendmail -bd -q15m\n");
	recorded_use(&f->host);
	assert_non_null(f->host.proc);
	assert_int_equal(f->host.proc->list(&f->host, wanted, NULL, &f->pool,
	    &p, &blind, &f->e), 0);
	assert_non_null(p);
	assert_null(p->next);
	assert_int_equal(p->pid, 227);
	assert_int_equal(p->uid, 0);
	assert_true(p->cmdline_plain);
	assert_null(p->exe);
	assert_false(blind.mounted_hidden);
	assert_int_equal(blind.foreign, 0);
	assert_non_null(blind.limits);
}

static void
bad_lists(void **state)
{
	struct fixture *f = *state;
	struct proc_blind blind = { .foreign = 0 };
	struct proc *p = NULL;
	struct sock *s = NULL;

	tree_file(&f->tree, ".hardenmail/ps", "ps: not found\n");
	tree_file(&f->tree, ".hardenmail/netstat", "netstat: no\n");
	recorded_use(&f->host);
	assert_int_equal(f->host.proc->list(&f->host, wanted, NULL, &f->pool,
	    &p, &blind, &f->e), -EINVAL);
	assert_string_equal(f->e.text, "/.hardenmail/ps is not understood");
	f->e = (struct err){ .code = 0 };
	assert_int_equal(f->host.sock->listeners(&f->host, &f->pool, &s,
	    &f->e), -EINVAL);
	assert_string_equal(f->e.text,
	    "/.hardenmail/netstat is not understood");
	assert_null(p);
	assert_null(s);
	tree_file(&f->tree, ".hardenmail/ps",
	    "  PID  PPID USER COMMAND COMMAND\n"
	    "    7     1 root sendmail /usr/lib/sendmail -bd\n");
	assert_int_equal(f->host.proc->list(&f->host, wanted, NULL, &f->pool,
	    &p, &blind, &f->e), 0);
	/* Without process 1 there are others that were not shown. */
	assert_true(blind.mounted_hidden);
}

/* As netstat -an of HP-UX has it. */
static void
sockets(void **state)
{
	struct fixture *f = *state;
	struct sock *s = NULL;
	const char *name = NULL;

	tree_file(&f->tree, ".hardenmail/netstat",
	    "Active Internet connections (including servers)\n"
	    "Proto Recv-Q Send-Q  Local Address          Foreign Address"
	    "        (state)\n"
	    "tcp        0      0  *.25                   *.*"
	    "                    LISTEN\n");
	tree_file(&f->tree, ".hardenmail/uname",
	    "HP-UX\nB.10.20\nrelay1\nE\n9000/715\n");
	recorded_use(&f->host);
	assert_non_null(f->host.sock);
	assert_int_equal(f->host.sock->listeners(&f->host, &f->pool, &s,
	    &f->e), 0);
	assert_non_null(s);
	assert_null(s->next);
	assert_int_equal(s->port, 25);
	assert_int_equal(f->host.sock->name(&f->host, &f->pool, &name,
	    &f->e), 0);
	assert_string_equal(name, "relay1");
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, begin, end)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(told_from_trees),
		TEST(without_outputs),
		TEST(processes),
		TEST(bad_lists),
		TEST(sockets),
	};

	return cmocka_run_group_tests_name("recorded", tests, NULL, NULL);
}
