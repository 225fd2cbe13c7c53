/* A whole host. */
#include "tests/unit/unit.h"

#include "agent/run/gather.h"
#include "checks/judge.h"
#include "tests/unit/hosttree.h"

static void
look(struct fixture *f)
{
	facts_release(&f->facts);
	assert_int_equal(gather(&f->host, &f->facts, &f->err), 0);
}

static void
an_empty_folder_is_no_pass(void **state)
{
	struct fixture *f = *state;

	look(f);
	assert_string_equal(f->facts.platform, "generic");
	assert_null(f->facts.init);
	assert_true(doubted(f, "boot", NULL));
	assert_non_null(f->facts.unseen);
	assert_false(f->facts.live);
}

/* --root /usr, or a mount point one level too deep. */
static void
a_part_of_a_host_is_no_pass(void **state)
{
	struct fixture *f = *state;

	tree_file(&f->tree, "lib/systemd/systemd", "x");
	tree_file(&f->tree, "etc/x", "x");
	look(f);
	assert_string_equal(f->facts.init, "systemd");
	assert_true(doubted(f, "boot", NULL));
	assert_string_equal(f->facts.doubts->reason,
	    "without /etc and /usr this is not the root of a host");
}

static void
solaris(void **state)
{
	struct fixture *f = *state;

	with_sendmail(f);
	tree_file(&f->tree, "etc/release", "  Solaris 7 11/99 SPARC\n");
	tree_file(&f->tree, "etc/inittab", "is:3:initdefault:\n");
	tree_file(&f->tree, "etc/rc2.d/S88sendmail",
	    "/usr/lib/sendmail -bd -q15m &\n");
	look(f);
	assert_string_equal(f->facts.platform, "solaris");
	assert_string_equal(f->facts.title, "Solaris 7");
	assert_string_equal(f->facts.version, "5.7");
	assert_string_equal(f->facts.init, "sysv");
	assert_string_equal(f->facts.evidence.v[0], "/etc/release");
	expect_starter(f, "/etc/rc2.d/S88sendmail", 1, ROLE_DAEMON, TRI_YES);
	assert_string_equal(f->facts.submission.path, "setuid");
	assert_string_equal(f->facts.mtas->path, "/usr/lib/sendmail");
	assert_null(f->facts.doubts);
}

static void
smf_is_a_doubt(void **state)
{
	struct fixture *f = *state;

	tree_file(&f->tree, "etc/release", "  Solaris 10 1/13 SPARC\n");
	tree_file(&f->tree, "lib/svc/bin/svc.startd", "x");
	look(f);
	assert_string_equal(f->facts.init, "smf");
	assert_true(doubted(f, "boot", NULL));
}

static void
a_platform_by_name(void **state)
{
	struct fixture *f = *state;

	f->host.platform = "aix";
	look(f);
	assert_string_equal(f->facts.platform, "aix");
	assert_null(note_about(f->facts.unseen, "boot"));
}

static void
the_wrong_platform_by_name(void **state)
{
	struct fixture *f = *state;

	tree_file(&f->tree, "etc/release", "  Solaris 7 11/99 SPARC\n");
	f->host.platform = "aix";
	look(f);
	assert_string_equal(note_about(f->facts.unseen, "boot")->reason,
	    "what only Solaris has: this host looks like it, and was taken "
	    "for AIX (--platform)");
}

static void
upstart_jobs(void **state)
{
	struct fixture *f = *state;

	tree_file(&f->tree, "etc/debian_version", "7\n");
	tree_file(&f->tree, "sbin/initctl", "x");
	tree_file(&f->tree, "etc/init/rc.conf", "exec /etc/init.d/rc 2\n");
	look(f);
	assert_null(f->facts.doubts);
	tree_file(&f->tree, "etc/init/mail.conf", "exec postfix start\n");
	look(f);
	assert_true(doubted(f, "boot", "/etc/init/mail.conf"));
}

/* Homes on a server refuse even root: that opens no verdict, and names
 * nobody. */
static void
homes_that_are_closed(void **state)
{
	struct fixture *f = *state;
	const struct note *n;
	bool told = false;

	tree_file(&f->tree, "etc/release", "  Solaris 7 11/99 SPARC\n");
	tree_file(&f->tree, "etc/passwd", "alice:x:100:1::/home/alice/x:\n"
	    "bob:x:101:1::/home/bob:\n");
	tree_file(&f->tree, "usr/lib/sendmail", "Sendmail 8.9.3");
	tree_file(&f->tree, "etc/mail/sendmail.cf", "V8/Sun\n");
	tree_folder(&f->tree, "home/alice/x");
	tree_file(&f->tree, "home/bob/.forward", "x@y\n");
	tree_file(&f->tree, "home/bob/.fetchmailrc", "poll x\n");
	chmod(tree_path(&f->tree, "home/alice"), 0);
	chmod(tree_path(&f->tree, "home/bob/.forward"), 0);
	chmod(tree_path(&f->tree, "home/bob/.fetchmailrc"), 0);
	if (geteuid() == 0)
		assert_int_equal(seteuid(65534), 0);
	look(f);
	if (getuid() == 0)
		assert_int_equal(seteuid(0), 0);
	chmod(tree_path(&f->tree, "home/alice"), 0700);
	assert_null(f->facts.doubts);
	for (n = f->facts.unseen; n != NULL; n = n->next) {
		assert_null(strstr(n->reason, "alice"));
		assert_null(strstr(n->reason, "bob"));
		told = told || (strcmp(n->about, "clients") == 0 &&
		    strstr(n->reason, "files of users") != NULL);
	}
	assert_true(told);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(an_empty_folder_is_no_pass),
		TEST(a_part_of_a_host_is_no_pass),
		TEST(solaris),
		TEST(smf_is_a_doubt),
		TEST(a_platform_by_name),
		TEST(the_wrong_platform_by_name),
		TEST(upstart_jobs),
		TEST(homes_that_are_closed),
	};

	return cmocka_run_group_tests_name("gather", tests, NULL, NULL);
}
