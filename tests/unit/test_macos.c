/* macOS by its version file. */
#include "tests/unit/unit.h"

#include "tests/unit/platformtest.h"

#define VERSION "System/Library/CoreServices/SystemVersion.plist"

static void
versions(void **state)
{
	struct fixture *f = *state;

	tree_file(&f->tree, VERSION, "<plist version='1.0'><dict>"
	    "<key>ProductName</key><string>Mac OS X</string>"
	    "<key>ProductVersion</key><string>10.2.8</string>"
	    "</dict></plist>");
	expect(f, "macos", "Mac OS X 10.2.8", "10.2.8", "startupitems");
	tree_file(&f->tree, "System/Library/LaunchDaemons/x.plist", "x");
	expect(f, "macos", "Mac OS X 10.2.8", "10.2.8", "launchd");
	tree_file(&f->tree, VERSION, "bplist00");
	expect(f, "macos", "macOS", NULL, "launchd");
}

static void
table(void **state)
{
	check_table("macos");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(versions),
		cmocka_unit_test(table),
	};

	return cmocka_run_group_tests_name("macos", tests, NULL, NULL);
}
