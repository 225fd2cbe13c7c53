/* A flag's contents, and a script's execute bits. */
#include "tests/unit/unit.h"

#include "tests/unit/edit_case.h"

static void
flag(void **state)
{
	struct edit_case *c = *state;

	c->recipe.file = "/etc/config/sendmail";
	c->recipe.set = "off";
	expect_edit(c, edit_flag, "/etc/config/sendmail", 1, "on\n", "off\n");
	/* Nothing of the old contents is kept. */
	expect_edit(c, edit_flag, "/etc/config/sendmail", 1, "ON again\non\n",
	    "off\n");
	expect_edit(c, edit_flag, "/etc/config/sendmail", 1, "on", "off\n");
	assert_int_equal(edit_do(c, edit_flag, 1), 0);
	/* A flag that is missing is off (chkconfig of IRIX). */
	c->recipe.file = "/etc/config/other";
	assert_int_equal(edit_do(c, edit_flag, 0), 0);
	assert_null(c->plan.first);
}

static void
executable(void **state)
{
	struct edit_case *c = *state;
	const struct step *s;

	script(c->f, "etc/rc.d/rc.sendmail", "/usr/sbin/sendmail -bd\n");
	edit_at(c, "/etc/rc.d/rc.sendmail", 1, NULL);
	assert_int_equal(edit_do(c, edit_executable, 0), 1);
	s = edit_step(c, "/etc/rc.d/rc.sendmail");
	assert_int_equal(s->kind, STEP_MODE);
	assert_int_equal(s->mode & 07777, 0644);
	assert_int_equal(s->was.mode & 07777, 0755);
	assert_int_equal(edit_do(c, edit_executable, 1), 0);
	/* One bit is enough for root. */
	chmod(tree_path(&c->f->tree, "etc/rc.d/rc.sendmail"), 0610);
	assert_int_equal(edit_do(c, edit_executable, 0), 1);
	assert_int_equal(edit_step(c, "/etc/rc.d/rc.sendmail")->mode & 07777,
	    0600);
	chmod(tree_path(&c->f->tree, "etc/rc.d/rc.sendmail"), 0644);
	assert_int_equal(edit_do(c, edit_executable, 0), 0);
}

/* periodic(1M) of RISC/os: what lies beside it with .stop holds a job. */
static void
hold(void **state)
{
	struct edit_case *c = *state;
	static const char job[] = "/usr/adm/periodic/daily/17.mail.system";
	const struct step *s;

	script(c->f, job + 1, "/usr/sbin/sendmail -bd\n");
	edit_at(c, job, 1, NULL);
	c->recipe.set = "held";
	assert_int_equal(edit_do(c, edit_hold, 0), 1);
	s = edit_step(c, "/usr/adm/periodic/daily/17.mail.system.stop");
	assert_false(s->was.there);
	assert_int_equal(edit_do(c, edit_hold, 1), 0);
	tree_file(&c->f->tree, "usr/adm/periodic/daily/17.mail.system.stop",
	    "x\n");
	assert_int_equal(edit_do(c, edit_hold, 0), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		EDIT_TEST(flag),
		EDIT_TEST(executable),
		EDIT_TEST(hold),
	};

	return cmocka_run_group_tests_name("edit_flag", tests, NULL, NULL);
}
