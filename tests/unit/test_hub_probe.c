/* The child that asks a mail hub. */
#include "tests/unit/unit.h"

#include <errno.h>

#include "agent/hub_probe.h"
#include "tests/unit/tree.h"

/* A program in the probe's place, and what is made of it. */
static void
answer(const char *text, int expected, const char *says)
{
	struct err e = { .code = 0 };
	const char *paths[2] = { NULL, NULL };
	struct hub_probe p;
	struct tree t;

	tree_make(&t);
	tree_file(&t, "probe", text);
	chmod(tree_path(&t, "probe"), 0755);
	paths[0] = tree_path(&t, "probe");
	hub_probe_init(&p, paths);
	assert_int_equal(p.ask.ask(&p.ask, "relay.example.edu",
	    "root@host.example.edu", "root@host.example.edu", &e), expected);
	if (says != NULL)
		assert_non_null(strstr(e.text, says));
	tree_remove(&t);
}

static void
answers(void **state)
{
	answer("#!/bin/sh\nexit 0\n", 1, NULL);
	answer("#!/bin/sh\necho refused; exit 1\n", 0,
	    "relay.example.edu was asked: refused");
	answer("#!/bin/sh\nprintf 'a\\033[2J\\n'; exit 2\n", 0,
	    "asked: a [2J");
	answer("#!/bin/sh\nkill -9 $$\n", 0, "no answer");
	/* The addresses arrive as words. */
	answer("#!/bin/sh\n[ \"$1 $2 $3 $4 $5 $6\" = '--hub "
	    "relay.example.edu --from root@host.example.edu --to "
	    "root@host.example.edu' ]\n", 1, NULL);
}

static void
not_there(void **state)
{
	static const char *const none[] = { "/nonexistent/probe", NULL };
	struct err e = { .code = 0 };
	struct hub_probe p;

	hub_probe_init(&p, none);
	assert_int_equal(p.ask.ask(&p.ask, "h", "a", "b", &e), 0);
	assert_non_null(strstr(e.text, "cannot be run"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(answers),
		cmocka_unit_test(not_there),
	};

	return cmocka_run_group_tests_name("hub_probe", tests, NULL, NULL);
}
