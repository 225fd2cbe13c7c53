/* Login records: a file of them that the test writes. */
#define _GNU_SOURCE
#include "tests/unit/unit.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <utmpx.h>

#include "agent/port/logins.h"
#include "tests/unit/tree.h"

static char said[1024];

static void
note(void *arg, const char *user, const char *line)
{
	size_t at = strlen(said);

	assert_ptr_equal(arg, said);
	snprintf(said + at, sizeof(said) - at, "%s@%s ", user, line);
}

static void
add(short type, const char *user, const char *line, const char *id)
{
	struct utmpx u = { .ut_type = type };

	memcpy(u.ut_user, user, strlen(user));
	memcpy(u.ut_line, line, strlen(line));
	memcpy(u.ut_id, id, strlen(id));
	assert_non_null(pututxline(&u));
}

static void
open_sessions(void **state)
{
	struct tree tree;

	tree_make(&tree);
	tree_file(&tree, "utmp", "");
	assert_int_equal(utmpxname(tree_path(&tree, "utmp")), 0);
	said[0] = '\0';
	logins_each(note, said);
	assert_string_equal(said, "");
	setutxent();
	add(BOOT_TIME, "reboot", "~", "~~");
	add(LOGIN_PROCESS, "LOGIN", "tty1", "1");
	add(USER_PROCESS, "alice", "pts/0", "ts/0");
	/* As long as the field, without a NUL. */
	add(USER_PROCESS, "abcdefghijklmnopqrstuvwxyzabcdef", "pts/1",
	    "ts/1");
	add(DEAD_PROCESS, "bob", "pts/2", "ts/2");
	endutxent();
	logins_each(note, said);
	assert_string_equal(said,
	    "alice@pts/0 abcdefghijklmnopqrstuvwxyzabcdef@pts/1 ");
	/* There are none. */
	assert_int_equal(unlink(tree_path(&tree, "utmp")), 0);
	said[0] = '\0';
	logins_each(note, said);
	assert_string_equal(said, "");
	tree_remove(&tree);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(open_sessions),
	};

	return cmocka_run_group_tests_name("logins_utmpx", tests, NULL, NULL);
}
