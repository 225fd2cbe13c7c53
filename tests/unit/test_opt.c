/* Options: long, short, bundled, abbreviated, wrong; and the help. */
#include "tests/unit/unit.h"

#include "agent/base/opt.h"

#include <errno.h>
#include <string.h>

enum { CHECK = 1, ROOT, POLICY, POLICY_FROM_ROOT, VERBOSE, HIDDEN, LETTER };

static const struct opt table[] = {
	{ .id = CHECK, .name = "check", .letter = 'c',
	  .help = "say what would accept mail here" },
	{ .id = ROOT, .name = "root", .arg = "DIR",
	  .help = "look at the tree below DIR" },
	{ .id = POLICY, .name = "policy", .letter = 'p', .arg = "FILE",
	  .help = "the policy, in the place of /etc/hardenmail/policy.conf "
	    "and the files of policy.d behind it" },
	{ .id = POLICY_FROM_ROOT, .name = "policy-from-root",
	  .help = "take that tree's policy" },
	{ .id = VERBOSE, .name = "verbose", .letter = 'v', .help = "more" },
	{ .id = HIDDEN, .name = "rollback", .help = NULL },
	{ .id = LETTER, .letter = 'z', .help = "a letter only" },
	{ .id = 0 },
};

static int
count(char *const argv[])
{
	int n = 0;

	while (argv[n] != NULL)
		n++;
	return n;
}

static void
expect(struct opt_walk *w, int id, const char *value)
{
	struct err e = { 0 };

	assert_int_equal(opt_next(w, table, &e), id);
	if (value == NULL)
		assert_null(w->value);
	else
		assert_string_equal(w->value, value);
	assert_string_equal(e.text, "");
}

static void
start(struct opt_walk *w, char *const argv[])
{
	opt_init(w, count(argv), argv);
}

#define ARGV(...) ((char *[]){ (char []){ "hardenmail" }, __VA_ARGS__, NULL })
#define W(text) (char []){ text }

static void
test_forms(void **state)
{
	struct opt_walk w;

	start(&w, ARGV(W("--check"), W("--root=/mnt"), W("--root"), W("--x"),
	    W("-pA"), W("-p"), W("B"), W("-cvpC"), W("-vc"), W("word"),
	    W("-c")));
	expect(&w, CHECK, NULL);
	expect(&w, ROOT, "/mnt");
	expect(&w, ROOT, "--x");
	expect(&w, POLICY, "A");
	expect(&w, POLICY, "B");
	expect(&w, CHECK, NULL);
	expect(&w, VERBOSE, NULL);
	expect(&w, POLICY, "C");
	expect(&w, VERBOSE, NULL);
	expect(&w, CHECK, NULL);
	expect(&w, 0, NULL);
	assert_int_equal(w.at, 10);
	expect(&w, 0, NULL);
}

static void
test_ends(void **state)
{
	struct opt_walk w;

	start(&w, ARGV(W("--root="), W("--"), W("--check")));
	expect(&w, ROOT, "");
	expect(&w, 0, NULL);
	assert_int_equal(w.at, 3);
	expect(&w, 0, NULL);
	start(&w, ARGV(W("-")));
	expect(&w, 0, NULL);
	assert_int_equal(w.at, 1);
	start(&w, (char *[]){ NULL });
	expect(&w, 0, NULL);
}

static void
test_beginnings(void **state)
{
	struct opt_walk w;

	/* "policy" is whole although it begins another name. */
	start(&w, ARGV(W("--policy=x"), W("--policy-f"), W("--ve"),
	    W("--roo=y")));
	expect(&w, POLICY, "x");
	expect(&w, POLICY_FROM_ROOT, NULL);
	expect(&w, VERBOSE, NULL);
	expect(&w, ROOT, "y");
}

static void
expect_wrong(char *const argv[], const char *text)
{
	struct err e = { 0 };
	struct opt_walk w;

	start(&w, argv);
	assert_int_equal(opt_next(&w, table, &e), -EINVAL);
	assert_string_equal(e.text, text);
}

static void
test_wrong(void **state)
{
	expect_wrong(ARGV(W("--none")), "--none: no such option");
	expect_wrong(ARGV(W("--none=x")), "--none: no such option");
	expect_wrong(ARGV(W("--=x")), "--: no such option");
	expect_wrong(ARGV(W("--po")),
	    "--po: could be --policy or --policy-from-root");
	expect_wrong(ARGV(W("--check=yes")), "--check: takes no argument");
	expect_wrong(ARGV(W("--root")), "--root: needs DIR");
	expect_wrong(ARGV(W("-p")), "-p: needs FILE");
	expect_wrong(ARGV(W("-x")), "-x: no such option");
}

static void
test_help(void **state)
{
	struct buf b = BUF_INIT(4096);

	opt_help(table, &b);
	assert_string_equal(b.p,
"  -c, --check             say what would accept mail here\n"
"  --root DIR              look at the tree below DIR\n"
"  -p, --policy FILE       the policy, in the place of\n"
"                          /etc/hardenmail/policy.conf and the files of "
"policy.d\n"
"                          behind it\n"
"  --policy-from-root      take that tree's policy\n"
"  -v, --verbose           more\n"
"  -z                      a letter only\n");
	buf_release(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_forms),
		cmocka_unit_test(test_ends),
		cmocka_unit_test(test_beginnings),
		cmocka_unit_test(test_wrong),
		cmocka_unit_test(test_help),
	};

	return cmocka_run_group_tests_name("opt", tests, NULL, NULL);
}
