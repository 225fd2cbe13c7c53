/* The table of recipes. */
#include "tests/unit/unit.h"

#include <string.h>

#include "platforms/platform.h"
#include "platforms/recipe.h"

/* What a row names exists, and what its function needs is there. */
static void
rows_are_whole(void **state)
{
	const struct recipe *r;

	for (r = recipes; r->edit != NULL; r++) {
		assert_non_null(r->why);
		assert_true(r->aims != 0);
		if (r->platform != NULL)
			assert_non_null(platform_find(r->platform));
		if (r->edit == edit_assign) {
			assert_non_null(r->file);
			assert_non_null(r->set);
			assert_non_null(strchr(r->set, '='));
		}
	}
}

static edit_fn *
first(const char *platform, const char *mechanism, enum aim aim)
{
	struct facts f = { .platform = platform, .init = "sysv" };
	struct starter s = { .mta = "sendmail", .mechanism = mechanism };
	const struct recipe *r;

	for (r = recipes; r->edit != NULL; r++)
		if (recipe_fits(r, &f, &s, aim))
			return r->edit;
	return NULL;
}

/* rc.M asks of rc.sendmail alone whether it is executable. */
static void
slackware(void **state)
{
	struct facts f = { .platform = "slackware", .init = "bsd" };
	struct starter s = { .mta = "sendmail", .mechanism = "rcscript",
		.at = { .path = "/etc/rc.d/rc.sendmail" } };
	const struct recipe *r = recipes;

	while (!recipe_fits(r, &f, &s, AIM_OFF))
		r++;
	assert_ptr_equal(r->edit, edit_executable);
	s.at.path = "/etc/rc.d/rc.M";
	for (r = recipes; !recipe_fits(r, &f, &s, AIM_OFF); r++)
		;
	assert_ptr_equal(r->edit, edit_noop);
}

/* The vendor's own switch comes first. */
static void
order(void **state)
{
	assert_ptr_equal(first("solaris", "rclink", AIM_QUEUE), edit_assign);
	assert_ptr_equal(first("solaris", "rclink", AIM_OFF), edit_rclink);
	assert_ptr_equal(first("hpux", "rclink", AIM_OFF), edit_assign);
	assert_ptr_equal(first("aix", "rcscript", AIM_QUEUE), edit_src);
	assert_ptr_equal(first("redhat", "rclink", AIM_QUEUE), edit_assign);
	assert_ptr_equal(first("redhat", "unit", AIM_QUEUE),
	    edit_unit_command);
	assert_ptr_equal(first("debian", "inetd", AIM_LOOPBACK),
	    edit_inetd_loopback);
	assert_ptr_equal(first("freebsd", "rc.subr", AIM_LOOPBACK),
	    edit_assign);
	assert_ptr_equal(first("netbsd", "rc.subr", AIM_OFF), edit_assign);
	assert_ptr_equal(first("gentoo", "openrc", AIM_OFF), edit_runlevel);
	assert_ptr_equal(first("irix", "rclink", AIM_QUEUE), edit_flag);
	assert_ptr_equal(first("irix", "rclink", AIM_OFF), edit_flag);
	assert_ptr_equal(first("suse", "rclink", AIM_QUEUE), edit_assign);
	assert_ptr_equal(first("suse", "unit", AIM_QUEUE), edit_assign);
	assert_ptr_equal(first("mandriva", "rclink", AIM_OFF), edit_rclink);
	assert_ptr_equal(first("generic", "rcscript", AIM_QUEUE), edit_words);
	assert_ptr_equal(first("generic", "rcscript", AIM_OFF), edit_noop);
	assert_null(first("solaris", "rclink", AIM_NOTHING));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rows_are_whole),
		cmocka_unit_test(slackware),
		cmocka_unit_test(order),
	};

	return cmocka_run_group_tests_name("recipe_rows", tests, NULL, NULL);
}
