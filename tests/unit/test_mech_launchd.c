/* launchd: what starts a job, and what switches it off. */
#include "tests/unit/unit.h"

#include "platforms/mechs.h"
#include "tests/unit/hosttree.h"

#define JOB "/Library/LaunchDaemons/x.plist"

static void
job(struct fixture *f, const char *more)
{
	char text[1024];

	snprintf(text, sizeof(text), "<plist version='1.0'><dict>\n"
	    "<key>Label</key><string>x</string>\n"
	    "<key>ProgramArguments</key><array>\n"
	    "<string>/usr/sbin/sendmail</string><string>-bD</string>"
	    "</array>\n%s</dict></plist>\n", more);
	tree_file(&f->tree, &JOB[1], text);
}

static void
look(struct fixture *f, const char *version)
{
	const struct entry entry = {
		.mech = &mech_launchd,
		.paths = PATHS("/Library/LaunchDaemons/*.plist"),
	};

	facts_release(&f->facts);
	f->facts.platform = "macos";
	f->facts.init = "launchd";
	f->facts.version = version;
	assert_int_equal(mech_launchd.read(&f->host, &entry, &f->facts,
	    &f->err), 0);
}

static void
expect_boot(struct fixture *f, const char *more, enum tri at_boot)
{
	job(f, more);
	look(f, "13.4");
	expect_starter(f, JOB, 4, ROLE_DAEMON, at_boot);
}

static void
reasons(void **state)
{
	struct fixture *f = *state;

	with_sendmail(f);
	expect_boot(f, "", TRI_UNKNOWN);
	expect_boot(f, "<key>RunAtLoad</key><true/>", TRI_YES);
	expect_boot(f, "<key>RunAtLoad</key><false/>", TRI_UNKNOWN);
	expect_boot(f, "<key>KeepAlive</key><true/>", TRI_YES);
	expect_boot(f, "<key>KeepAlive</key><false/>", TRI_UNKNOWN);
	expect_boot(f, "<key>KeepAlive</key><dict><key>SuccessfulExit</key>"
	    "<true/></dict>", TRI_YES);
	expect_boot(f, "<key>KeepAlive</key><dict><key>PathState</key>"
	    "<dict/></dict>", TRI_UNKNOWN);
	expect_boot(f, "<key>OnDemand</key><false/>", TRI_YES);
	expect_boot(f, "<key>StartInterval</key><integer>60</integer>",
	    TRI_YES);
	expect_boot(f, "<key>Disabled</key><true/><key>RunAtLoad</key>"
	    "<true/>", TRI_NO);
	expect_boot(f, "<key>Disabled</key><false/><key>RunAtLoad</key>"
	    "<true/>", TRI_YES);
}

#define NEW "var/db/com.apple.xpc.launchd/disabled.plist"
#define OLD "var/db/launchd.db/com.apple.launchd/overrides.plist"
#define ENTRY(text) "<plist><dict><key>x</key>" text "</dict></plist>"

static void
expect_at(struct fixture *f, const char *version, enum tri at_boot)
{
	look(f, version);
	expect_starter(f, JOB, 4, ROLE_DAEMON, at_boot);
}

/* corrections 6: which file counts, and that it beats the job's own key. */
static void
switches(void **state)
{
	struct fixture *f = *state;

	with_sendmail(f);
	job(f, "<key>KeepAlive</key><true/>");
	tree_file(&f->tree, NEW, ENTRY("<true/>"));
	expect_at(f, "10.10", TRI_NO);
	expect_at(f, "11.2.3", TRI_NO);
	expect_at(f, "10.9.5", TRI_YES);
	expect_at(f, NULL, TRI_NO);
	tree_file(&f->tree, OLD, ENTRY("<dict><key>Disabled</key><true/>"
	    "</dict>"));
	expect_at(f, "10.6.8", TRI_NO);
	expect_at(f, "10.5.8", TRI_YES);
	job(f, "<key>KeepAlive</key><true/><key>Disabled</key><true/>");
	expect_at(f, "10.5.8", TRI_NO);
	tree_file(&f->tree, NEW, ENTRY("<false/>"));
	expect_at(f, "12.0", TRI_YES);
	assert_true(because_of(starter_at(f, JOB, 4), "/" NEW));
	tree_file(&f->tree, NEW, "bplist00");
	expect_at(f, "12.0", TRI_UNKNOWN);
	assert_true(doubted(f, "boot", "/" NEW));
}

static void
scripts_and_names(void **state)
{
	struct fixture *f = *state;

	with_sendmail(f);
	script(f, "usr/local/bin/go", "#!/bin/sh\n/usr/sbin/sendmail $1\n");
	tree_file(&f->tree, &JOB[1], "<plist><dict><key>ProgramArguments"
	    "</key><array><string>/usr/local/bin/go</string>"
	    "<string>-q5m</string></array><key>KeepAlive</key><true/></dict>"
	    "</plist>");
	look(f, "13");
	expect_starter(f, "/usr/local/bin/go", 2, ROLE_QUEUE_RUNNER, TRI_YES);
	/* argv[0] of its own. */
	tree_file(&f->tree, &JOB[1], "<plist><dict>\n<key>Program</key>"
	    "<string>/usr/sbin/sendmail</string>\n<key>ProgramArguments</key>"
	    "<array><string>smtpd</string></array></dict></plist>");
	look(f, "13");
	expect_starter(f, JOB, 2, ROLE_DAEMON, TRI_UNKNOWN);
	tree_file(&f->tree, &JOB[1], "<plist><dict><key>Label</key>"
	    "<string>/usr/sbin/sendmail</string></dict></plist>");
	look(f, "13");
	assert_int_equal(n_starters(f), 0);
	/* What is no list is a doubt where it may be one of mail. */
	tree_file(&f->tree, &JOB[1], "bplist00\001\002");
	look(f, "13");
	assert_null(f->facts.doubts);
	tree_file(&f->tree, "Library/LaunchDaemons/org.postfix.plist",
	    "bplist00\001\002");
	look(f, "13");
	assert_true(doubted(f, "boot",
	    "/Library/LaunchDaemons/org.postfix.plist"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(reasons),
		TEST(switches),
		TEST(scripts_and_names),
	};

	return cmocka_run_group_tests_name("mech_launchd", tests, NULL,
	    NULL);
}
