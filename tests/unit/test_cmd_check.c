/* --check on small trees: statuses, and the order in which things fail. */
#include "agent/commands.h"

#include <stdlib.h>

#include "agent/output.h"
#include "tests/unit/captured.h"

static char top[] = "/tmp/hm-check-XXXXXX";
static char policy[64], text[65536];

static int
make_tree(void **state)
{
	FILE *f;

	if (mkdtemp(top) == NULL)
		return -1;
	snprintf(policy, sizeof(policy), "%s/policy", top);
	f = fopen(policy, "w");
	if (f == NULL)
		return -1;
	fputs("[service]\nmode = off\n", f);
	fclose(f);
	return 0;
}

static int
remove_tree(void **state)
{
	remove(policy);
	return rmdir(top);
}

static int
check(const struct settings *s)
{
	return captured(cmd_check, s, text, sizeof(text));
}

/* The tree as it is committed has no run level folders, so nothing starts
 * its sendmail: a warning about the queue. */
static void
a_tree(void **state)
{
	struct settings s = { .root = "tests/hosts/solaris-7/root",
	    .policy_from_root = true, .format = &format_text };

	assert_int_equal(check(&s), 1);
	assert_non_null(strstr(text,
	    ": WARNING (mode queue-only; Solaris 7; a tree)\n"));
	assert_non_null(strstr(text, "\nWARN queue-runner (medium)\n"));
	s.format = &format_json;
	assert_int_equal(check(&s), 1);
	assert_non_null(strstr(text, "\"source\": \"root\""));
	assert_non_null(strstr(text, "\"verdict\": \"warning\""));
	/* the same tree taken for another system */
	s.platform = "generic";
	check(&s);
	assert_non_null(strstr(text, "\"id\": \"generic\""));
}

/* What no table knows is not called compliant. */
static void
an_empty_tree(void **state)
{
	assert_int_equal(check(&(struct settings){ .root = top,
	    .policy_from_root = true, .format = &format_text }), 3);
	assert_non_null(strstr(text, ": CANNOT TELL (mode queue-only"));
}

static void
mistakes(void **state)
{
	/* a policy is refused before the tree is asked for */
	assert_int_equal(check(&(struct settings){ .root = "/nonexistent",
	    .policy = policy, .format = &format_text }), EXIT_CONFIG);
	assert_string_equal(text, "");
	assert_int_equal(check(&(struct settings){ .root = "/nonexistent",
	    .policy_from_root = true, .format = &format_text }),
	    EXIT_NO_INPUT);
	assert_int_equal(check(&(struct settings){ .root = policy,
	    .policy_from_root = true, .format = &format_text }),
	    EXIT_NO_INPUT);
	assert_int_equal(check(&(struct settings){ .root = top,
	    .platform = "plan9", .policy_from_root = true,
	    .format = &format_text }), EXIT_USAGE);
	assert_string_equal(text, "");
}

/* Monitoring knows four statuses. */
static void
an_error_for_monitoring(void **state)
{
	assert_int_equal(check(&(struct settings){ .root = "/nonexistent",
	    .policy_from_root = true, .format = &format_nagios }), 3);
	assert_string_equal(text, "HARDENMAIL UNKNOWN - /nonexistent: No such "
	    "file or directory\n");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_tree),
		cmocka_unit_test(an_empty_tree),
		cmocka_unit_test(mistakes),
		cmocka_unit_test(an_error_for_monitoring),
	};

	return cmocka_run_group_tests_name("cmd_check", tests, make_tree,
	    remove_tree);
}
