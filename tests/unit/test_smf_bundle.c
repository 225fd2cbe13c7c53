/* Manifests and profiles: instances, methods, tokens. */
#include "tests/unit/unit.h"

#include <errno.h>

#include "platforms/smf_bundle.h"
#include "tests/unit/hosttree.h"

#define BUNDLE(text) "<?xml version='1.0'?>\n<service_bundle type='manifest' " \
	"name='x'>\n" text "\n</service_bundle>\n"

static struct smf_instance *
bundle(struct fixture *f, const char *text)
{
	struct smf_instance *all = NULL;
	unsigned line;

	tree_file(&f->tree, "m.xml", text);
	assert_int_equal(smf_bundle_read(&f->host, "/m.xml", &f->pool, &all,
	    &line), 0);
	return all;
}

static void
instances(void **state)
{
	struct smf_instance *i = bundle(*state, BUNDLE(
	    "<service name='network/smtp' type='service' version='1'>\n"
	    "<exec_method type='method' name='stop' exec=':kill'/>\n"
	    "<exec_method type='method' name='start' exec='/common %s'/>\n"
	    "<instance name='a' enabled='true'/>\n"
	    "<instance name='b' enabled='false'>\n"
	    "<exec_method type='method' name='start' exec='/own %i %m %%'>\n"
	    "<method_context><method_environment>\n"
	    "<envvar name='X' value='1'/></method_environment>\n"
	    "</method_context></exec_method></instance></service>\n"
	    "<service name='y' type='service' version='1'>\n"
	    "<create_default_instance enabled='true'/></service>"));
	struct fixture *f = *state;

	assert_string_equal(i->fmri, "svc:/network/smtp:a");
	assert_int_equal(i->enabled, TRI_YES);
	assert_string_equal(smf_command(&f->pool, i), "/common network/smtp");
	assert_int_equal(i->line, 5);
	i = i->next;
	assert_string_equal(i->fmri, "svc:/network/smtp:b");
	assert_int_equal(i->enabled, TRI_NO);
	assert_string_equal(smf_command(&f->pool, i), "/own b start %");
	assert_int_equal(i->environment.n, 1);
	assert_string_equal(i->environment.v[0], "X=1");
	i = i->next;
	assert_string_equal(i->fmri, "svc:/y:default");
	assert_null(i->start);
	assert_null(i->next);
}

static void
inetd_and_tokens(void **state)
{
	struct fixture *f = *state;
	struct smf_instance *i = bundle(f, BUNDLE(
	    "<service name='network/smtp/tcp' type='service' version='1'>\n"
	    "<instance name='x'><exec_method name='inetd_start' "
	    "exec='/usr/lib/sendmail -bs' type='method'/></instance>\n"
	    "<instance name='y'><exec_method name='start' "
	    "exec='/x %{a/b}' type='method'/></instance>\n"
	    "<instance name='z'><exec_method name='start' "
	    "exec='/x %' type='method'/></instance></service>"));

	assert_true(i->inetd);
	assert_int_equal(i->enabled, TRI_UNKNOWN);
	assert_string_equal(smf_command(&f->pool, i),
	    "/usr/lib/sendmail -bs");
	assert_null(smf_command(&f->pool, i->next));
	assert_null(smf_command(&f->pool, i->next->next));
	assert_false(f->pool.failed);
}

static void
broken(void **state)
{
	struct fixture *f = *state;
	struct smf_instance *all = NULL;
	unsigned line;

	tree_file(&f->tree, "m.xml", "<plist/>\n");
	assert_int_equal(smf_bundle_read(&f->host, "/m.xml", &f->pool, &all,
	    &line), -EINVAL);
	tree_file(&f->tree, "m.xml", BUNDLE("<service>\n</service>"));
	assert_int_equal(smf_bundle_read(&f->host, "/m.xml", &f->pool, &all,
	    &line), -EINVAL);
	tree_file(&f->tree, "m.xml", BUNDLE("<service name='a'>\n\n<b>"));
	assert_int_equal(smf_bundle_read(&f->host, "/m.xml", &f->pool, &all,
	    &line), -EINVAL);
	assert_int_equal(line, 6);
	assert_int_equal(smf_bundle_read(&f->host, "/none.xml", &f->pool,
	    &all, &line), -ENOENT);
	assert_null(all);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(instances),
		TEST(inetd_and_tokens),
		TEST(broken),
	};

	return cmocka_run_group_tests_name("smf_bundle", tests, NULL, NULL);
}
