/* --plan on a small tree. */
#include "agent/commands.h"

#include "agent/output.h"
#include "tests/unit/captured.h"
#include "tests/unit/tree.h"

static char text[65536];

static void
plan(const char *policy, int status, const char *says)
{
	struct tree t;
	struct settings s = { .format = &format_text,
	    .policy_from_root = true };

	tree_make(&t);
	tree_file(&t, "etc/hardenmail/policy.conf", policy);
	tree_file(&t, "etc/rc", ". /etc/rc.local\n");
	tree_file(&t, "etc/rc.local", "/usr/lib/sendmail -bd -q1h&\n");
	tree_file(&t, "usr/lib/sendmail", "stands for the program\n");
	chmod(tree_path(&t, "usr/lib/sendmail"), 0755);
	s.root = t.path;
	assert_int_equal(captured(cmd_plan, &s, text, sizeof(text)), status);
	if (says != NULL)
		assert_non_null(strstr(text, says));
	tree_remove(&t);
}

static void
statuses(void **state)
{
	plan("[enforce]\nunproven = yes\n", 0,
	    "\n-/usr/lib/sendmail -bd -q1h&\n+/usr/lib/sendmail -q1h&\n");
	plan("", 1, "\n# refused: /etc/rc.local line 1: how this system");
	plan("[service]\nmode = observe\n", 0, "nothing is changed");
	plan("[service]\nmode = server\n", 0, "nothing to change");
	plan("[service]\nmode = off\n", EXIT_CONFIG, NULL);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(statuses),
	};

	return cmocka_run_group_tests_name("cmd_plan", tests, NULL, NULL);
}
