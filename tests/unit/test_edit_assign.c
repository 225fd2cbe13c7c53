/* Variables in files that scripts read. */
#include "tests/unit/unit.h"

#include "platforms/edit_assign.h"
#include "tests/unit/edit_case.h"

#define CONF "/etc/mail/sendmail.conf"

static void
set(struct edit_case *c, const char *file, const char *set)
{
	c->recipe.file = file;
	c->recipe.set = set;
}

static void
finds_the_last(void **state)
{
	static const struct { const char *text, *name, *value; } rows[] = {
		{ "MODE=-bd\n", "MODE", "-bd" },
		{ "MODE=-bd\nMODE=\n", "MODE", "" },
		{ "MODE=\"-bd\" # put back\n", "MODE", "\"-bd\"" },
		{ "  export MODE='x y'\n", "MODE", "'x y'" },
		{ "A=1 MODE=2\n", "MODE", "2" },
		{ "A=1; MODE=2; B=3\n", "MODE", "2" },
		{ "#MODE=1\nMODE=2\n# MODE=3\n", "MODE", "2" },
		{ "XMODE=1\nMODE=2\nMODE_X=3\n", "MODE", "2" },
		{ "X=\"\nMODE=1\n\"\nMODE=2\n", "MODE", "2" },
		{ "if true; then MODE=2; fi\n", "MODE", "2" },
		{ "echo MODE=1\nMODE=2", "MODE", "2" },
		{ "MODE=`echo a; echo b`\n", "MODE", "`echo a; echo b`" },
		{ "MODE=$(a; (b) c)x\n", "MODE", "$(a; (b) c)x" },
		{ "MODE=a\\ b c\n", "MODE", "a\\ b" },
		{ "MODE=yes\r\n", "MODE", "yes" },
		{ "A=1 \\\nMODE=2\n", "MODE", "2" },
		{ "MODE=\"open", "MODE", "\"open" },
	};
	static const char none[] = "MODE = 1\nmode=2\n#MODE=3\n"
	    "echo MODE=4\n";
	size_t i, from, to;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		assert_true(assign_find(rows[i].text, strlen(rows[i].text),
		    rows[i].name, &from, &to));
		assert_int_equal(to - from, strlen(rows[i].value));
		assert_memory_equal(rows[i].text + from, rows[i].value,
		    to - from);
	}
	assert_false(assign_find(none, strlen(none), "MODE", &from, &to));
	assert_false(assign_find("", 0, "MODE", &from, &to));
}

/* linux-bsd.md 4: both switches of Debian, the rest byte for byte. */
static void
keeps_quotes_and_bytes(void **state)
{
	struct edit_case *c = *state;

	set(c, CONF, "DAEMON_MODE=\"none\";\nQUEUE_MODE=\"daemon\";");
	expect_edit(c, edit_assign, CONF, 1,
	    "# caf\xe9\t\nDAEMON_MODE=\"Daemon\";\t# x \n"
	    "QUEUE_MODE=\"${DAEMON_MODE}\";\nZ='1'",
	    "# caf\xe9\t\nDAEMON_MODE=\"none\";\t# x \n"
	    "QUEUE_MODE=\"daemon\";\nZ='1'");
	expect_edit(c, edit_assign, CONF, 1,
	    "DAEMON_MODE='Daemon'\nQUEUE_MODE=daemon\n",
	    "DAEMON_MODE='none'\nQUEUE_MODE=daemon\n");
	/* CRLF stays, also in what is added. */
	expect_edit(c, edit_assign, CONF, 1, "DAEMON_MODE=Daemon;\r\n",
	    "DAEMON_MODE=none;\r\nQUEUE_MODE=\"daemon\";\r\n");
}

static void
several_assignments(void **state)
{
	struct edit_case *c = *state;

	set(c, "/etc/default/sendmail", "MODE=\"\"");
	expect_edit(c, edit_assign, "/etc/default/sendmail", 1,
	    "MODE=-bd\nMODE=-bD\n", "MODE=-bd\nMODE=\"\"\n");
	expect_edit(c, edit_assign, "/etc/default/sendmail", 1,
	    "export MODE='-bd'", "export MODE=''");
	/* Turn 1 appends: a condition may stand around the first. */
	assert_int_equal(edit_do(c, edit_assign, 1), 1);
	expect_put(c, "/etc/default/sendmail",
	    "export MODE='-bd'\nMODE=\"\"\n");
	assert_int_equal(edit_do(c, edit_assign, 2), 0);
}

static void
missing_file_or_line(void **state)
{
	struct edit_case *c = *state;

	set(c, "/etc/default/sendmail", "MODE=\"\"");
	edit_at(c, "/etc/rc2.d/S88sendmail", 1, "x\n");
	assert_int_equal(edit_do(c, edit_assign, 0), 1);
	expect_put(c, "/etc/default/sendmail", "MODE=\"\"\n");
	assert_false(edit_step(c, "/etc/default/sendmail")->was.there);
	assert_int_equal(edit_step(c, "/etc/default/sendmail")->mode, 0644);
	/* Turn 1 would be the same. */
	assert_int_equal(edit_do(c, edit_assign, 1), 0);
	set(c, "/etc/sysconfig/sendmail", "DAEMON=no\nQUEUE={interval}");
	expect_edit(c, edit_assign, "/etc/sysconfig/sendmail", 1,
	    "OTHER=1", "OTHER=1\nDAEMON=no\nQUEUE=15m\n");
}

/* HP-UX reads every file of rc.config.d: the one that decides is edited. */
static void
the_file_in_force(void **state)
{
	struct edit_case *c = *state;

	set(c, "/etc/rc.config.d/mailservs", "export SENDMAIL_SERVER=0");
	tree_file(&c->f->tree, "etc/rc.config.d/mailservs",
	    "export SENDMAIL_SERVER=0\n");
	c->because[0] = (struct place){ .line = 1, .path =
	    "/etc/rc.config.d/mailservs.old", .text =
	    "export SENDMAIL_SERVER=1" };
	c->starter.because = &c->because[0];
	expect_edit(c, edit_assign, "/etc/rc.config.d/mailservs.old", 1,
	    "export SENDMAIL_SERVER=\"1\"\t# hub\n",
	    "export SENDMAIL_SERVER=\"0\"\t# hub\n");
	/* A script is not the settings file, whatever it assigns. */
	c->because[0].path = "/sbin/init.d/sendmail";
	assert_int_equal(edit_do(c, edit_assign, 0), 1);
	assert_null(c->plan.first);
}

/* rc.conf.local is read behind rc.conf, which is not to be edited. */
static void
local_overrides(void **state)
{
	struct edit_case *c = *state;

	set(c, "/etc/rc.conf.local", "sendmail_flags=NO");
	tree_file(&c->f->tree, "etc/rc.conf", "sendmail_flags=-bd\n");
	c->because[0] = (struct place){ .line = 1, .path = "/etc/rc.conf",
		.text = "sendmail_flags=-bd" };
	c->starter.because = &c->because[0];
	assert_int_equal(edit_do(c, edit_assign, 0), 1);
	expect_put(c, "/etc/rc.conf.local", "sendmail_flags=NO\n");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		EDIT_TEST(finds_the_last),
		EDIT_TEST(keeps_quotes_and_bytes),
		EDIT_TEST(several_assignments),
		EDIT_TEST(missing_file_or_line),
		EDIT_TEST(the_file_in_force),
		EDIT_TEST(local_overrides),
	};

	return cmocka_run_group_tests_name("edit_assign", tests, NULL, NULL);
}
