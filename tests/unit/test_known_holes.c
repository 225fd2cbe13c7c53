/* Which published holes a version has, by the CVE records and sendmail's
 * RELEASE_NOTES, and what distributions have mended under the old number. */
#include "agent/model/known_holes.h"

#include "tests/unit/relay_lists.h"

/* "CVE-2003-0694 old, ..." */
static void
expect_holes(const char *version, const char *package, const char *path,
    const char *found)
{
	struct pool pool = { .blocks = NULL };
	struct relay_flaw *list = NULL, *f;
	struct buf b = BUF_INIT(4096);

	assert_int_equal(known_holes(&pool, path, version, package, &list),
	    0);
	buf_adds(&b, "");
	for (f = list; f != NULL; f = f->next) {
		assert_string_equal(f->at.path, path);
		assert_string_equal(f->at.text, version);
		buf_addf(&b, "%s%.*s %s", f == list ? "" : ", ",
		    (int)strcspn(f->why, " :"), f->why,
		    relay_flaw_name(f->kind));
	}
	assert_string_equal(b.p, found);
	buf_release(&b);
	pool_release(&pool);
}

#define LOCAL "/usr/local/sbin/sendmail"
#define VENDOR "/usr/lib/sendmail"

static void
test_upstream(void **state)
{
	expect_holes("8.18.1", NULL, LOCAL, "");
	expect_holes("8.18.2.1", NULL, LOCAL, "");
	expect_holes("8.17.2", NULL, LOCAL, "CVE-2023-51765 old");
	expect_holes("8.14.9", NULL, LOCAL, "CVE-2023-51765 old");
	expect_holes("8.14.8", NULL, LOCAL,
	    "CVE-2014-3956 old, CVE-2023-51765 old");
	expect_holes("8.14.3", NULL, LOCAL, "CVE-2009-4565 old, "
	    "CVE-2014-3956 old, CVE-2023-51765 old");
	expect_holes("8.13.6", NULL, LOCAL, "CVE-2009-4565 old, "
	    "CVE-2014-3956 old, CVE-2023-51765 old");
	expect_holes("8.13.5", NULL, LOCAL, "CVE-2006-0058 old, "
	    "CVE-2009-4565 old, CVE-2014-3956 old, CVE-2023-51765 old");
	expect_holes("8.12.10", NULL, LOCAL, "CVE-2009-4565 old, "
	    "CVE-2014-3956 old, CVE-2023-51765 old");
	expect_holes("8.12.9", NULL, LOCAL, "CVE-2003-0694 old, "
	    "CVE-2009-4565 old, CVE-2014-3956 old, CVE-2023-51765 old");
	expect_holes("8.12.7", NULL, LOCAL, "CVE-2002-1337 old, "
	    "CVE-2003-0161 old, CVE-2003-0694 old, CVE-2009-4565 old, "
	    "CVE-2014-3956 old, CVE-2023-51765 old");
	/* The first two were mended in 8.11 as well. */
	expect_holes("8.11.7", NULL, LOCAL, "CVE-2003-0694 old, "
	    "CVE-2009-4565 old, CVE-2014-3956 old, CVE-2023-51765 old");
	expect_holes("8.x", NULL, LOCAL, "");
	expect_holes("", NULL, LOCAL, "");
}

static void
test_packages(void **state)
{
	/* Debian's changelog: the smuggling is mended in deb12u1. */
	expect_holes("8.17.1.9", "8.17.1.9-2+deb12u1", VENDOR, "");
	expect_holes("8.17.1.9", "8.17.1.9-2+deb12u2", VENDOR, "");
	expect_holes("8.17.1.9", "8.17.1.9-2+deb12u10", VENDOR, "");
	expect_holes("8.17.1.9", "8.17.1.9-2", VENDOR, "CVE-2023-51765 old");
	expect_holes("8.17.1.9", "8.17.1.9-1", VENDOR, "CVE-2023-51765 old");
	/* Of others nothing is known. */
	expect_holes("8.15.2", "8.15.2-22+deb11u3", VENDOR,
	    "CVE-2023-51765 perhaps-old");
	expect_holes("8.14.7", NULL, VENDOR,
	    "CVE-2014-3956 perhaps-old, CVE-2023-51765 perhaps-old");
	expect_holes("8.17.2+Sun", NULL, LOCAL, "CVE-2023-51765 perhaps-old");
}

static void
test_compare(void **state)
{
	assert_true(version_compare("8.12.10", "8.12.9") > 0);
	assert_true(version_compare("8.12.9", "8.12.10") < 0);
	assert_true(version_compare("8.12", "8.12.0") == 0);
	assert_true(version_compare("8.12.10", "8.12.10") == 0);
	assert_true(version_compare("8.9.3+Sun", "8.9.3") == 0);
	assert_true(version_compare("8.12.0.Beta1", "8.12.0") == 0);
	assert_true(version_compare("8.17.1.9", "8.17.1") > 0);
	assert_true(version_compare("10.0", "8.99") > 0);
}

/* dpkg(1) keeps paragraphs of fields; only what is installed counts. */
static void
test_dpkg(void **state)
{
	static const char status[] = "Package: sendmail-base\n"
	    "Status: install ok installed\nVersion: 1.2-3\n\n"
	    "Package: sendmail-bin\nStatus: install ok installed\n"
	    "Description: x\n Version: 9\nVersion: 8.17.1.9-2+deb12u1\n\n"
	    "Package: zsh\nVersion: 5\n";
	static const char removed[] = "Package: sendmail-bin\n"
	    "Status: deinstall ok config-files\nVersion: 8.15.2-8\n";
	struct pool p = { .blocks = NULL };

	assert_string_equal(dpkg_version(&p, status, sizeof(status) - 1,
	    "sendmail-bin"), "8.17.1.9-2+deb12u1");
	assert_null(dpkg_version(&p, status, sizeof(status) - 1, "zsh"));
	assert_null(dpkg_version(&p, status, sizeof(status) - 1, "sendmail"));
	assert_null(dpkg_version(&p, removed, sizeof(removed) - 1,
	    "sendmail-bin"));
	assert_null(dpkg_version(&p, "", 0, "sendmail-bin"));
	pool_release(&p);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_upstream),
		cmocka_unit_test(test_packages),
		cmocka_unit_test(test_compare),
		cmocka_unit_test(test_dpkg),
	};

	return cmocka_run_group_tests_name("known_holes", tests, NULL, NULL);
}
