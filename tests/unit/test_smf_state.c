/* What of SMF's repository files tell. */
#include "tests/unit/unit.h"

#include "platforms/smf_state.h"
#include "tests/unit/hosttree.h"

#define FMRI "svc:/network/smtp:sendmail"

/* smf(5) lists these abbreviations. */
static void
names(void **state)
{
	assert_true(smf_names(FMRI, FMRI));
	assert_true(smf_names("svc:/network/smtp", FMRI));
	assert_true(smf_names("network/smtp:sendmail", FMRI));
	assert_true(smf_names("network/smtp", FMRI));
	assert_true(smf_names("smtp:sendmail", FMRI));
	assert_true(smf_names("smtp", FMRI));
	assert_true(smf_names(":sendmail", FMRI));
	assert_true(smf_names("sendmail", FMRI));
	assert_true(smf_names("*smtp*", FMRI));
	assert_false(smf_names("network", FMRI));
	assert_false(smf_names("mtp:sendmail", FMRI));
	assert_false(smf_names("smtp:postfix", FMRI));
	assert_false(smf_names("svc:/network/smt", FMRI));
	assert_false(smf_names("sendmail-client", FMRI));
	assert_false(smf_names("*ssh*", FMRI));
}

static enum tri
enabled(struct fixture *f, struct smf_state *s)
{
	assert_int_equal(smf_enabled(&f->host, &f->pool, FMRI, s, &f->err),
	    0);
	return s->enabled;
}

static void
recorded(void **state)
{
	struct fixture *f = *state;
	struct smf_state s;
	const char *value = NULL;

	tree_file(&f->tree, ".hardenmail/svcprop",
	    "svc:/network/ssh:default/:properties/general/enabled boolean "
	    "true\n" FMRI "/:properties/general/enabled boolean false\n"
	    FMRI "/:properties/config/path_to_sendmail_mc astring \"\"\n"
	    FMRI "/:properties/config/x astring a\\ b\n");
	/* No capture: a file of somebody's. */
	assert_int_equal(enabled(f, &s), TRI_UNKNOWN);
	assert_non_null(strstr(s.reason, "svcs -l " FMRI));
	f->host.source = SOURCE_CAPTURE;
	assert_int_equal(enabled(f, &s), TRI_NO);
	assert_string_equal(s.because->path, SMF_RECORDED);
	assert_int_equal(s.because->line, 2);
	assert_int_equal(smf_property(&f->host, &f->pool, FMRI,
	    "config/path_to_sendmail_mc", &value, NULL), TRI_YES);
	assert_string_equal(value, "");
	assert_int_equal(smf_property(&f->host, &f->pool, FMRI, "config/x",
	    &value, NULL), TRI_YES);
	assert_string_equal(value, "a\\ b");
	/* Asked for, and not there; and never asked for. */
	assert_int_equal(smf_property(&f->host, &f->pool, FMRI,
	    "config/local_only", &value, NULL), TRI_NO);
	assert_int_equal(smf_property(&f->host, &f->pool, FMRI, "config/y",
	    &value, NULL), TRI_UNKNOWN);
	assert_int_equal(smf_property(&f->host, &f->pool, "svc:/none:x",
	    "config/local_only", &value, NULL), TRI_UNKNOWN);
}

static void
state_of_one_boot(void **state)
{
	struct fixture *f = *state;
	struct smf_state s;

	f->host.source = SOURCE_CAPTURE;
	tree_file(&f->tree, ".hardenmail/svcs",
	    "STATE          STIME    FMRI\n"
	    "online         10:00:00 " FMRI "\n");
	assert_int_equal(enabled(f, &s), TRI_UNKNOWN);
	assert_non_null(strstr(s.reason, "online"));
}

static enum tri
upgrade(struct fixture *f, const char *text)
{
	struct smf_state s;

	tree_file(&f->tree, "var/svc/profile/upgrade", text);
	return enabled(f, &s);
}

static void
fragment(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(upgrade(f, "svcadm disable smtp:sendmail\n"),
	    TRI_NO);
	assert_int_equal(upgrade(f, "svcadm disable -t sendmail\n"), TRI_NO);
	assert_int_equal(upgrade(f, "/usr/sbin/svcadm enable -r ssh smtp\n"),
	    TRI_YES);
	assert_int_equal(upgrade(f, "svcadm disable ssh\n"), TRI_UNKNOWN);
	assert_int_equal(upgrade(f, "svcadm refresh sendmail\n"),
	    TRI_UNKNOWN);
	assert_int_equal(upgrade(f, "if false; then\nsvcadm enable smtp\n"
	    "fi\nsvcadm disable smtp\n"), TRI_NO);
	assert_int_equal(upgrade(f, "svcadm disable smtp\n"
	    "[ -n \"`date`\" ] && svcadm enable smtp\n"), TRI_UNKNOWN);
	assert_int_equal(upgrade(f, "svcadm disable `cat /none`\n"),
	    TRI_UNKNOWN);
	assert_int_equal(upgrade(f, "svcadm disable smtp\n"
	    "svccfg -s smtp:sendmail setprop general/enabled=true\n"),
	    TRI_UNKNOWN);
	assert_int_equal(upgrade(f, "svcadm disable smtp\nfi\n"),
	    TRI_UNKNOWN);
}

/* It is applied last, once; nobody knows whether it was already. */
static void
site(void **state)
{
	struct fixture *f = *state;

	tree_file(&f->tree, "var/svc/profile/site.xml", "<service_bundle "
	    "type='profile' name='s'><service name='network/smtp' "
	    "type='service' version='1'><instance name='sendmail' "
	    "enabled='true'/></service></service_bundle>");
	assert_int_equal(upgrade(f, "svcadm disable smtp\n"), TRI_UNKNOWN);
	assert_int_equal(upgrade(f, "svcadm enable smtp\n"), TRI_YES);
	tree_file(&f->tree, "var/svc/profile/site.xml", "<service_bundle>");
	assert_int_equal(upgrade(f, "svcadm enable smtp\n"), TRI_UNKNOWN);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names),
		TEST(recorded),
		TEST(state_of_one_boot),
		TEST(fragment),
		TEST(site),
	};

	return cmocka_run_group_tests_name("smf_state", tests, NULL, NULL);
}
