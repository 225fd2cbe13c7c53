/* What events start. */
#include "tests/unit/unit.h"

#include <sys/stat.h>

#include "platforms/mechs.h"
#include "tests/unit/hosttree.h"

static const struct entry entry = { .mech = &mech_hook };

static void
look(struct fixture *f)
{
	assert_int_equal(mech_hook.read(&f->host, &entry, &f->facts,
	    &f->err), 0);
}

static void
a_script_may_run(void **state)
{
	struct fixture *f = *state;

	with_sendmail(f);
	script(f, "etc/network/if-up.d/mail",
	    "#!/bin/sh\n/usr/lib/sendmail -bd\n");
	script(f, "etc/NetworkManager/dispatcher.d/pre-up.d/9",
	    "#!/bin/sh\n/usr/lib/sendmail -q\n");
	tree_file(&f->tree, "etc/ppp/ip-up.d/other", "#!/bin/sh\nroute\n");
	look(f);
	assert_int_equal(n_starters(f), 2);
	expect_starter(f, "/etc/network/if-up.d/mail", 2, ROLE_DAEMON,
	    TRI_UNKNOWN);
	expect_starter(f, "/etc/NetworkManager/dispatcher.d/pre-up.d/9", 2,
	    ROLE_ONE_SHOT, TRI_UNKNOWN);
	assert_null(f->facts.doubts);
}

/* The words that the event hands over decide: NetworkManager-dispatcher(8),
 * interfaces(5), dhclient-script(8). */
static void
a_script_is_told(void **state)
{
	struct fixture *f = *state;

	with_sendmail(f);
	script(f, "etc/NetworkManager/dispatcher.d/1", "#!/bin/sh\n"
	    "[ \"$2\" = up ] || exit 0\n/usr/lib/sendmail -bd\n");
	script(f, "etc/NetworkManager/dispatcher.d/2", "#!/bin/sh\n"
	    "[ \"$2\" = down ] || exit 0\n/usr/lib/sendmail -bd\n");
	script(f, "etc/network/if-up.d/3", "#!/bin/sh\n"
	    "[ \"$MODE\" = start ] || exit 0\n/usr/lib/sendmail -bd\n");
	tree_file(&f->tree, "etc/network/if-up.d/4",
	    "#!/bin/sh\n/usr/lib/sendmail -bd\n");	/* no x bit */
	script(f, "etc/ppp/ip-up.d/5", "#!/bin/sh\n"
	    "case $1 in ppp0) /usr/lib/sendmail -bd;; esac\n");
	look(f);
	assert_int_equal(n_starters(f), 4);
	expect_starter(f, "/etc/NetworkManager/dispatcher.d/1", 3,
	    ROLE_DAEMON, TRI_UNKNOWN);
	expect_starter(f, "/etc/NetworkManager/dispatcher.d/2", 3,
	    ROLE_DAEMON, TRI_NO);
	expect_starter(f, "/etc/network/if-up.d/3", 3, ROLE_DAEMON,
	    TRI_UNKNOWN);
	expect_starter(f, "/etc/ppp/ip-up.d/5", 2, ROLE_DAEMON, TRI_UNKNOWN);
}

/* A file "down": supervise(8), runsv(8), s6-supervise. */
static void
a_service_is_held_down(void **state)
{
	struct fixture *f = *state;
	static const char run[] = "#!/bin/sh\nexec /usr/lib/sendmail -bD\n";

	with_sendmail(f);
	script(f, "etc/service/mail/run", run);
	script(f, "etc/sv/other/run", run);
	tree_file(&f->tree, "etc/sv/other/down", "");
	script(f, "etc/s6/sv/mta/run",
	    "#!/bin/execlineb -P\nfdmove -c 2 1\n/usr/lib/sendmail -bD\n");
	tree_file(&f->tree, "etc/s6/sv/mta/type", "longrun\n");
	tree_file(&f->tree, "etc/s6/sv/mta/down", "true\n");
	look(f);
	assert_int_equal(n_starters(f), 3);
	expect_starter(f, "/etc/service/mail/run", 2, ROLE_DAEMON,
	    TRI_UNKNOWN);
	expect_starter(f, "/etc/sv/other/run", 2, ROLE_DAEMON, TRI_NO);
	expect_starter(f, "/etc/s6/sv/mta/run", 3, ROLE_DAEMON,
	    TRI_UNKNOWN);
}

static void
a_line_is_a_doubt(void **state)
{
	struct fixture *f = *state;

	tree_file(&f->tree, "etc/udev/rules.d/9.rules",
	    "# RUN+=\"/usr/sbin/sendmail -bd\"\n"
	    "ACTION==\"add\", RUN+=\"/usr/sbin/sendmail -bd\"\n");
	tree_file(&f->tree, "etc/pam.d/smtp.sendmail",
	    "auth required pam_unix.so\n");
	look(f);
	assert_int_equal(n_starters(f), 0);
	assert_non_null(f->facts.doubts);
	assert_string_equal(f->facts.doubts->at.path,
	    "/etc/udev/rules.d/9.rules");
	assert_int_equal(f->facts.doubts->at.line, 2);
	assert_null(f->facts.doubts->next);
}

static void
a_generator_is_a_doubt(void **state)
{
	static const char own[] = "etc/systemd/system-generators/mail";
	struct fixture *f = *state;

	tree_file(&f->tree, own, "#!/bin/sh\nln -s sendmail.service $1/x\n");
	look(f);
	assert_null(f->facts.doubts);	/* not executable: not run */
	assert_int_equal(chmod(tree_path(&f->tree, own), 0755), 0);
	look(f);
	assert_non_null(f->facts.doubts);
	assert_string_equal(f->facts.doubts->at.path,
	    "/etc/systemd/system-generators/mail");
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		TEST(a_service_is_held_down),
		cmocka_unit_test_setup_teardown(a_script_may_run, setup,
		    teardown),
		cmocka_unit_test_setup_teardown(a_script_is_told, setup,
		    teardown),
		cmocka_unit_test_setup_teardown(a_line_is_a_doubt, setup,
		    teardown),
		cmocka_unit_test_setup_teardown(a_generator_is_a_doubt,
		    setup, teardown),
	};

	return cmocka_run_group_tests_name("mech_hook", tests, NULL, NULL);
}
