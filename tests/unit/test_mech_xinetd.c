/* xinetd.conf and the files that it includes. */
#include "tests/unit/unit.h"

#include "platforms/mechs.h"
#include "tests/unit/hosttree.h"


static const struct entry entry = { .mech = &mech_xinetd,
	.paths = PATHS("/etc/xinetd.conf"), .flags = ENTRY_ALWAYS };

static void
look(struct fixture *f)
{
	assert_int_equal(mech_xinetd.read(&f->host, &entry, &f->facts,
	    &f->err), 0);
}

#define SERVICE(more) "service smtp\n{\n\tsocket_type = stream\n" \
	"\tserver = /usr/sbin/sendmail\n\tserver_args = -bs\n" more "}\n"

static void
with_service(struct fixture *f, const char *defaults, const char *text)
{
	char conf[512];

	with_sendmail(f);
	snprintf(conf, sizeof(conf), "defaults\n{\n%s}\n"
	    "includedir /etc/xinetd.d\n", defaults);
	tree_file(&f->tree, "etc/xinetd.conf", conf);
	tree_file(&f->tree, "etc/xinetd.d/smtp", text);
	tree_file(&f->tree, "etc/xinetd.d/smtp.bak", text);
	tree_file(&f->tree, "etc/xinetd.d/smtp~", text);
	look(f);
	assert_int_equal(n_starters(f), 1);
}

static void
on(void **state)
{
	struct fixture *f = *state;

	with_service(f, "", SERVICE("disable = no\n"));
	expect_starter(f, "/etc/xinetd.d/smtp", 4, ROLE_INETD, TRI_YES);
	assert_false(f->facts.starters->loopback);
	assert_int_equal(f->facts.starters->words.n, 2);
}

static void
disabled(void **state)
{
	struct fixture *f = *state;

	with_service(f, "", SERVICE("\tdisable=yes\n"));
	expect_starter(f, "/etc/xinetd.d/smtp", 4, ROLE_INETD, TRI_NO);
}

static void
disabled_by_default(void **state)
{
	struct fixture *f = *state;

	with_service(f, "disabled = ftp smtp\n", SERVICE(""));
	expect_starter(f, "/etc/xinetd.d/smtp", 4, ROLE_INETD, TRI_NO);
}

static void
not_among_the_enabled(void **state)
{
	struct fixture *f = *state;

	with_service(f, "enabled = ftp\n", SERVICE(""));
	expect_starter(f, "/etc/xinetd.d/smtp", 4, ROLE_INETD, TRI_NO);
}

static void
bound_and_named(void **state)
{
	struct fixture *f = *state;

	with_service(f, "", "service mail-in\n{\nport = 25\n"
	    "bind = 127.0.0.1\nflags = NAMEINARGS REUSE\n"
	    "server = /usr/sbin/sendmail\nserver_args = smtpish -bs\n}\n");
	expect_starter(f, "/etc/xinetd.d/smtp", 6, ROLE_INETD, TRI_YES);
	assert_true(f->facts.starters->loopback);
	assert_string_equal(f->facts.starters->listen, "127.0.0.1:25");
	assert_string_equal(f->facts.starters->words.v[0].text, "smtpish");
}

static void
a_file_that_includes_itself(void **state)
{
	struct fixture *f = *state;

	tree_file(&f->tree, "etc/xinetd.conf", "include /etc/xinetd.conf\n");
	look(f);
	assert_true(doubted(f, "boot", "/etc/xinetd.conf"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(on),
		TEST(disabled),
		TEST(disabled_by_default),
		TEST(not_among_the_enabled),
		TEST(bound_and_named),
		TEST(a_file_that_includes_itself),
	};

	return cmocka_run_group_tests_name("mech_xinetd", tests, NULL, NULL);
}
