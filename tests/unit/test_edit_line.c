/* One line of inetd.conf, inittab, a crontab. */
#include "tests/unit/unit.h"

#include "tests/unit/edit_case.h"

static void
comment(void **state)
{
	struct edit_case *c = *state;

	expect_edit(c, edit_comment, "/etc/inetd.conf", 2,
	    "ftp x\r\nsmtp\tstream\ttcp \r\n# \xe9",
	    "ftp x\r\n#smtp\tstream\ttcp \r\n# \xe9");
	c->recipe.set = "#<off># ";
	expect_edit(c, edit_comment, "/etc/inetd.conf", 1, "smtp stream",
	    "#<off># smtp stream");
	expect_none(c, edit_comment, "/etc/inetd.conf", 1, "smtp \\\nx\n");
	expect_none(c, edit_comment, "/etc/inetd.conf", 3, "smtp\n");
	edit_at(c, "/etc/inetd.conf", 1, "smtp\n");
	assert_int_equal(edit_do(c, edit_comment, 1), 0);
}

static void
inittab(void **state)
{
	struct edit_case *c = *state;

	expect_edit(c, edit_inittab_off, "/etc/inittab", 1,
	    "sm:23:respawn:/usr/lib/sendmail -bD\n",
	    "sm:23:off:/usr/lib/sendmail -bD\n");
	expect_edit(c, edit_inittab_once, "/etc/inittab", 1,
	    "sm:23:respawn:/usr/lib/sendmail -bD # a:b",
	    "sm:23:once:/usr/lib/sendmail -bD # a:b");
	/* It runs once as it is. */
	edit_at(c, "/etc/inittab", 1, "sm:23:once:x\n");
	assert_int_equal(edit_do(c, edit_inittab_once, 0), 1);
	assert_null(c->plan.first);
	expect_none(c, edit_inittab_off, "/etc/inittab", 1, "sm:23\n");
}

static void
inetd_loopback(void **state)
{
	struct edit_case *c = *state;

	expect_edit(c, edit_inetd_loopback, "/etc/inetd.conf", 1,
	    "smtp\tstream\n", "127.0.0.1:smtp\tstream\n");
	expect_edit(c, edit_inetd_loopback, "/etc/inetd.conf", 1,
	    " \tsmtp stream\n", " \t127.0.0.1:smtp stream\n");
	expect_edit(c, edit_inetd_loopback, "/etc/inetd.conf", 1,
	    "*:smtp stream\n", "127.0.0.1:smtp stream\n");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		EDIT_TEST(comment),
		EDIT_TEST(inittab),
		EDIT_TEST(inetd_loopback),
	};

	return cmocka_run_group_tests_name("edit_line", tests, NULL, NULL);
}
