/* This host's processes as its own ps shows them. */
#include "tests/unit/unit.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "agent/port/proc_ps.c"

static bool
everything(const void *arg, const char *exe, const char *comm)
{
	assert_null(exe);
	assert_non_null(comm);
	return true;
}

static const struct proc *
find(const struct proc *list, pid_t pid)
{
	for (; list != NULL; list = list->next)
		if (list->pid == pid)
			return list;
	return NULL;
}

static bool
has_ps(void)
{
	size_t i;

	for (i = 0; paths[i] != NULL; i++)
		if (access(paths[i], X_OK) == 0)
			return true;
	return false;
}

static void
ourselves(void **state)
{
	struct host h = { .root = ROOT_INIT, .source = SOURCE_LIVE };
	struct proc_blind blind = { .foreign = 0 };
	struct pool pool = { .blocks = NULL };
	struct err e = { .code = 0 };
	struct proc *list_of = NULL;
	const struct proc *own;
	int rc;

	assert_int_equal(root_open(&h.root, "/", &e), 0);
	rc = proc_port.list(&h, everything, NULL, &pool, &list_of, &blind,
	    &e);
	if (!has_ps()) {
		assert_int_equal(rc, -ENOENT);
		assert_string_equal(e.text, "this host has no ps");
		goto out;
	}
	assert_int_equal(rc, 0);
	assert_int_equal(e.code, 0);
	assert_string_equal(e.text, "");
	own = find(list_of, getpid());
	assert_non_null(own);
	assert_int_equal(own->ppid, getppid());
	assert_int_equal(own->uid, geteuid());
	assert_null(own->exe);
	assert_null(own->unit);
	assert_true(own->cmdline_len > 0);
	assert_true(own->cmdline_plain);
	assert_int_equal(blind.unread, 0);
	assert_false(blind.mounted_hidden);
	assert_non_null(blind.limits);
out:
	pool_release(&pool);
	root_release(&h.root);
}

static void
nobody_holds(void **state)
{
	const unsigned long inodes[] = { 1461, 0 };
	struct err e = { .code = 0 };
	struct proc *p = NULL;
	bool blind = false;
	pid_t pids[] = { 7, 8 };

	assert_int_equal(proc_port.holders(NULL, inodes, 2, 1, NULL, pids,
	    &blind, &e), 0);
	assert_int_equal(pids[0], 0);
	assert_int_equal(pids[1], 0);
	assert_true(blind);
	assert_int_equal(proc_port.get(NULL, 1, NULL, &p, &e), -ENOSYS);
}

/* What each answer of ps comes to. */
static void
answers(void **state)
{
	static const struct {
		const char *text;
		int rc;
		const char *words;
	} rows[] = {
		{ "PID CMD\n1 init\n", 0, "" },
		{ "PID CMD\n", -EINVAL, "ps -x shows no process" },
		{ "PID CMD\nx y\n", -EINVAL,
			"what ps -x prints is not understood" },
		{ "ps: illegal option\n", -EINVAL,
			"what ps -x prints is not understood" },
		{ "", -EINVAL, "what ps -x prints is not understood" },
		{ "PID CMD\n1 init\n1 init\n", -EEXIST,
			"ps -x shows one pid twice: somebody's command line "
			"has lines of its own" },
	};
	struct pool pool = { .blocks = NULL };
	struct proc *list_of;
	struct ps_seen seen;
	struct err e;
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const struct ps_text in = { .text = rows[i].text,
			.len = strlen(rows[i].text) };

		e = (struct err){ .code = 0 };
		list_of = NULL;
		assert_int_equal(parse(&in, "-x", everything, NULL, &pool,
		    &list_of, &seen, &e), rows[i].rc);
		assert_string_equal(e.text, rows[i].words);
	}
	pool_release(&pool);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ourselves),
		cmocka_unit_test(nobody_holds),
		cmocka_unit_test(answers),
	};

	return cmocka_run_group_tests_name("proc_ps", tests, NULL, NULL);
}
