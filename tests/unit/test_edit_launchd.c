/* A job's own key Disabled. */
#include "tests/unit/unit.h"

#include "tests/unit/edit_case.h"

static void
disabled(void **state)
{
	struct edit_case *c = *state;

	expect_edit(c, edit_launchd, "/Library/LaunchDaemons/x.plist", 1,
	    "<!-- <dict> -->\n<plist version=\"1.0\">\n<dict>\n"
	    "\t<key>a</key><dict></dict>\n</dict></plist>\n",
	    "<!-- <dict> -->\n<plist version=\"1.0\">\n<dict>\n"
	    "\t<key>Disabled</key>\n\t<true/>\n"
	    "\t<key>a</key><dict></dict>\n</dict></plist>\n");
	assert_int_equal(edit_do(c, edit_launchd, 1), 0);
	expect_none(c, edit_launchd, "/Library/LaunchDaemons/x.plist", 1,
	    "bplist00");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		EDIT_TEST(disabled),
	};

	return cmocka_run_group_tests_name("edit_launchd", tests, NULL,
	    NULL);
}
