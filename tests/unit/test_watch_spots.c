/* From paths to the folders that have to be watched, written by hand. */
#include "agent/run/watch_spots.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "tests/unit/swept.h"
#include "tests/unit/tree.h"
#include "tests/unit/unit.h"

static struct tree tree;
static struct root root = ROOT_INIT;
static struct spots spots;

static int
setup(void **state)
{
	tree_make(&tree);
	root = ROOT_INIT;
	if (root_open(&root, tree.path, NULL) != 0)
		return -1;
	spots = (struct spots){ .n = 0 };
	return 0;
}

static int
teardown(void **state)
{
	spots_release(&spots);
	root_release(&root);
	tree_remove(&tree);
	return 0;
}

/* Rows "FOLDER NAME" or "FOLDER *", each ended by a line feed, sorted; the
 * folder as the tree has it. */
static void
are(const char *expected)
{
	char text[8192] = "";
	size_t i, len = strlen(tree.path), at = 0;
	const char *folder;

	spots_finish(&spots);
	for (i = 0; i < spots.n; i++) {
		assert_memory_equal(spots.v[i].folder, tree.path, len);
		folder = spots.v[i].folder + len;
		at += (size_t)snprintf(text + at, sizeof(text) - at, "%s %s\n",
		    folder[0] == '\0' ? "/" : folder,
		    spots.v[i].name != NULL ? spots.v[i].name : "*");
		assert_true(at < sizeof(text));
	}
	assert_string_equal(text, expected);
}

static void
add(const char *path, bool below)
{
	assert_int_equal(spots_add(&spots, &root, path, below), 0);
}

static void
a_file(void **state)
{
	tree_file(&tree, "etc/inittab", "x");
	add("/etc/inittab", true);
	are("/ etc\n/etc inittab\n");
}

static void
what_is_not_there(void **state)
{
	tree_folder(&tree, "etc");
	add("/etc/mail/sendmail.cf", true);
	add("/var/spool/cron/crontabs", true);
	are("/ etc\n/ var\n/etc mail\n");
}

static void
a_folder(void **state)
{
	tree_file(&tree, "etc/init.d/sendmail", "x");
	tree_folder(&tree, "etc/init.d/old/older");
	add("/etc/init.d", true);
	are("/ etc\n/etc init.d\n/etc/init.d *\n/etc/init.d/old *\n"
	    "/etc/init.d/old/older *\n");
	assert_int_equal(spots_folders(&spots), 5);
}

/* Names of all folders on the way are enough for a program. */
static void
not_below(void **state)
{
	tree_file(&tree, "usr/sbin/sendmail", "x");
	tree_folder(&tree, "usr/sbin/folder");
	add("/usr/sbin/sendmail", false);
	add("/usr/sbin", false);
	are("/ usr\n/usr sbin\n/usr/sbin sendmail\n");
}

static void
links(void **state)
{
	tree_file(&tree, "usr/lib/systemd/system/x.service", "x");
	tree_link(&tree, "lib", "usr/lib");
	tree_link(&tree, "etc/systemd/system/y.service", "/dev/null");
	tree_link(&tree, "etc/systemd/system/z.service", "../../z/../real");
	tree_file(&tree, "etc/real", "x");
	tree_folder(&tree, "etc/z");
	add("/lib/systemd/system", true);
	are("/ lib\n/ usr\n/usr lib\n/usr/lib systemd\n"
	    "/usr/lib/systemd system\n/usr/lib/systemd/system *\n");
	add("/etc/systemd/system", true);
	are("/ dev\n/ etc\n/ lib\n/ usr\n"
	    "/etc real\n/etc systemd\n/etc z\n/etc/systemd system\n"
	    "/etc/systemd/system *\n/usr lib\n/usr/lib systemd\n"
	    "/usr/lib/systemd system\n/usr/lib/systemd/system *\n");
}

/* Of a folder behind a link its names, and no more; a link to what is above
 * ends, and one that goes round ends too. A folder that is watched whole needs
 * no name. */
static void
links_to_folders(void **state)
{
	tree_folder(&tree, "opt/unit.d/deep");
	tree_link(&tree, "etc/all/unit.d", "/opt/unit.d");
	tree_link(&tree, "etc/all/up", "..");
	tree_link(&tree, "etc/all/self", "self");
	add("/etc/all", true);
	are("/ etc\n/ opt\n/etc *\n/etc/all *\n/opt unit.d\n"
	    "/opt/unit.d *\n");
}

/* What is linked to above the root stays within it. */
static void
nothing_outside(void **state)
{
	tree_link(&tree, "etc/x", "../../../../../../tmp/y");
	add("/etc/x", true);
	are("/ etc\n/ tmp\n/etc x\n");
}

static void
sameness(void **state)
{
	struct spots other = { .n = 0 };

	tree_file(&tree, "etc/a", "x");
	add("/etc/a", true);
	add("/etc/a", true);
	spots_finish(&spots);
	assert_int_equal(spots.n, 2);
	assert_int_equal(spots_add(&other, &root, "/etc/a", false), 0);
	spots_finish(&other);
	assert_true(spots_same(&spots, &other));
	assert_int_equal(spots_add(&other, &root, "/etc/b", false), 0);
	spots_finish(&other);
	assert_false(spots_same(&spots, &other));
	spots_release(&other);
	spots_finish(&other);
	assert_int_equal(other.n, 0);
}

/* A Solaris by what is in it: see platforms/solaris.c. */
static void
a_host(void **state)
{
	struct host h = { .source = SOURCE_ROOT };
	size_t i;
	int found = 0;

	tree_file(&tree, "etc/release", "Solaris 7 s998s_SunServer\n");
	tree_file(&tree, "etc/rc2.d/S88sendmail", "x");
	tree_file(&tree, "etc/default/sendmail", "x");
	h.root = root;
	h.platform = "solaris";
	assert_int_equal(spots_add_host(&spots, &h, NULL), 0);
	spots_finish(&spots);
	for (i = 0; i < spots.n; i++) {
		const char *at = spots.v[i].folder + strlen(tree.path);
		const char *name = spots.v[i].name;

		found += strcmp(at, "/etc/rc2.d") == 0 && name == NULL;
		found += strcmp(at, "/etc/default") == 0 &&
		    strcmp(name, "sendmail") == 0;
		found += strcmp(at, "") == 0 && strcmp(name, "usr") == 0;
		found += strcmp(at, "/etc") == 0 && strcmp(name, "mail") == 0;
	}
	assert_int_equal(found, 4);
}

/* More than there may be is said, not followed. */
static void
too_many(void **state)
{
	char name[64];
	int i;

	for (i = 0; i < SWEPT_TURNS(SPOTS_MAX + 10, 20); i++) {
		snprintf(name, sizeof(name), "/none%d", i);
		add(name, true);
	}
	assert_int_equal(spots.n, SWEPT_TURNS(SPOTS_MAX, 20));
	assert_int_equal(spots.full, SWEPT_TURNS(true, false));
}

#define TEST(fn) cmocka_unit_test_setup_teardown(fn, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_file),
		TEST(what_is_not_there),
		TEST(a_folder),
		TEST(not_below),
		TEST(links),
		TEST(links_to_folders),
		TEST(nothing_outside),
		TEST(sameness),
		TEST(a_host),
		TEST(too_many),
	};

	return cmocka_run_group_tests_name("watch_spots", tests, NULL, NULL);
}
