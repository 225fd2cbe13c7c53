/* SMF: methods of instances, and what nobody knows of their properties. */
#include "tests/unit/unit.h"

#include "platforms/mechs.h"
#include "tests/unit/hosttree.h"

#define FMRI "svc:/network/smtp:sendmail"
#define METHOD "/lib/svc/method/smtp-sendmail"

static void
manifest(struct fixture *f, const char *name, const char *exec)
{
	char text[1024];

	snprintf(text, sizeof(text), "<service_bundle type='manifest' "
	    "name='x'>\n<service name='network/smtp' type='service' "
	    "version='1'>\n<instance name='%s' enabled='true'>\n"
	    "<exec_method type='method' name='start'\n exec='%s'/>\n"
	    "</instance></service></service_bundle>\n", name, exec);
	tree_file(&f->tree, "lib/svc/manifest/network/smtp.xml", text);
}

static void
look(struct fixture *f)
{
	const struct entry entry = {
		.mech = &mech_smf,
		.paths = PATHS("/lib/svc/manifest/*/*.xml"),
	};

	facts_release(&f->facts);
	f->facts.platform = "solaris";
	f->facts.init = "smf";
	f->facts.local_daemon = true;
	assert_int_equal(mech_smf.read(&f->host, &entry, &f->facts, &f->err),
	    0);
}

static const struct starter *
with_role(struct fixture *f, enum role role)
{
	const struct starter *s;

	for (s = f->facts.starters; s != NULL; s = s->next)
		if (s->role == role)
			return s;
	fail_msg("no %s", role_name(role));
	return NULL;
}

static void
both_values(void **state)
{
	struct fixture *f = *state;

	with_sendmail(f);
	manifest(f, "sendmail", METHOD " %m");
	script(f, "lib/svc/method/smtp-sendmail", "#!/sbin/sh\nMODE=-bd\n"
	    "[ -f /etc/default/sendmail ] && . /etc/default/sendmail\n"
	    "l=`svcprop -p config/local_only $SMF_FMRI`\n"
	    "[ $? = 0 -a \"$l\" = true ] && MODE=-bl\n"
	    "[ $1 = start ] && /usr/lib/sendmail $MODE -q15m\n"
	    "/usr/lib/sendmail -Ac -q15m\n");
	look(f);
	assert_int_equal(n_starters(f), 3);
	assert_int_equal(with_role(f, ROLE_DAEMON)->at_boot, TRI_UNKNOWN);
	assert_int_equal(with_role(f, ROLE_LOOPBACK_DAEMON)->at_boot,
	    TRI_UNKNOWN);
	assert_string_equal(with_role(f, ROLE_DAEMON)->unit, FMRI);
	assert_string_equal(with_role(f, ROLE_DAEMON)->at.path, METHOD);
	/* Enabled for certain: what both have is certain too. */
	tree_file(&f->tree, "var/svc/profile/upgrade",
	    "svcadm enable " FMRI "\n");
	look(f);
	assert_int_equal(with_role(f, ROLE_DAEMON)->at_boot, TRI_UNKNOWN);
	assert_non_null(strstr(with_role(f, ROLE_DAEMON)->reason,
	    "config/local_only"));
	assert_int_equal(with_role(f, ROLE_SUBMISSION_RUNNER)->at_boot,
	    TRI_YES);
	assert_null(with_role(f, ROLE_SUBMISSION_RUNNER)->reason);
	tree_file(&f->tree, "var/svc/profile/upgrade",
	    "svcadm disable " FMRI "\n");
	look(f);
	assert_int_equal(with_role(f, ROLE_DAEMON)->at_boot, TRI_NO);
	assert_int_equal(with_role(f, ROLE_SUBMISSION_RUNNER)->at_boot,
	    TRI_NO);
	/* One value of MODE, whatever the property says. */
	tree_file(&f->tree, "var/svc/profile/upgrade",
	    "svcadm enable " FMRI "\n");
	tree_file(&f->tree, "etc/default/sendmail", "MODE=-bl\n");
	look(f);
	assert_int_equal(with_role(f, ROLE_LOOPBACK_DAEMON)->at_boot,
	    TRI_YES);
}

static void
recorded(void **state)
{
	struct fixture *f = *state;

	with_sendmail(f);
	f->host.source = SOURCE_CAPTURE;
	manifest(f, "sendmail", METHOD " start");
	script(f, "lib/svc/method/smtp-sendmail", "#!/sbin/sh\n"
	    "local_only=`/usr/bin/svcprop -p config/local_only $SMF_FMRI`\n"
	    "if [ \"$local_only\" = true ]; then M=-bl; else M=-bd; fi\n"
	    "/usr/lib/sendmail $M\n");
	tree_file(&f->tree, ".hardenmail/svcprop",
	    FMRI "/:properties/general/enabled boolean true\n"
	    FMRI "/:properties/config/local_only boolean true\n");
	look(f);
	assert_int_equal(n_starters(f), 1);
	expect_starter(f, METHOD, 4, ROLE_LOOPBACK_DAEMON, TRI_YES);
}

/* Commands that are no script, and other words. */
static void
commands(void **state)
{
	struct fixture *f = *state;

	with_sendmail(f);
	manifest(f, "x", "/usr/lib/sendmail -bD -q5m");
	look(f);
	expect_starter(f, "/lib/svc/manifest/network/smtp.xml", 4,
	    ROLE_DAEMON, TRI_UNKNOWN);
	manifest(f, "x", "exec /usr/lib/sendmail -q5m &amp;");
	look(f);
	expect_starter(f, "/lib/svc/manifest/network/smtp.xml", 4,
	    ROLE_QUEUE_RUNNER, TRI_UNKNOWN);
	manifest(f, "x", ":true");
	look(f);
	assert_int_equal(n_starters(f), 0);
	manifest(f, "x", "/usr/lib/sendmail %{start/args}");
	look(f);
	assert_true(doubted(f, "boot", "/lib/svc/manifest/network/smtp.xml"));
}

static void
other_init(void **state)
{
	struct fixture *f = *state;
	const struct entry entry = { .mech = &mech_smf,
		.paths = PATHS("/lib/svc/manifest/*/*.xml") };

	with_sendmail(f);
	manifest(f, "x", "/usr/lib/sendmail -bd");
	f->facts.init = "sysv";
	assert_int_equal(mech_smf.read(&f->host, &entry, &f->facts, &f->err),
	    0);
	assert_int_equal(n_starters(f), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(both_values),
		TEST(recorded),
		TEST(commands),
		TEST(other_init),
	};

	return cmocka_run_group_tests_name("mech_smf", tests, NULL, NULL);
}
