/* SMF's fragment for the next boot. */
#include "tests/unit/unit.h"

#include "platforms/smf_state.h"
#include "tests/unit/edit_case.h"

#define DAEMON "svc:/network/smtp:sendmail"
#define CLIENT "svc:/network/sendmail-client:default"

static void
add(struct edit_case *c, const char *unit, const char *mechanism,
    enum tri at_boot)
{
	struct starter *s = facts_starter(&c->f->facts);

	assert_non_null(s);
	s->mta = "sendmail";
	s->mechanism = mechanism;
	s->unit = unit;
	s->at_boot = at_boot;
}

/* Both services in one edit, whichever starter asks for it. */
static void
fragment(void **state)
{
	struct edit_case *c = *state;

	c->starter.mechanism = "smf";
	c->starter.unit = CLIENT;
	add(c, DAEMON, "smf", TRI_UNKNOWN);
	add(c, DAEMON, "smf", TRI_YES);
	add(c, CLIENT, "smf", TRI_YES);
	add(c, "svc:/site/other:x", "smf", TRI_NO);
	add(c, "x.service", "unit", TRI_YES);
	expect_edit(c, edit_smf, SMF_UPGRADE, 1, NULL,
	    "svcadm disable " DAEMON "\nsvcadm disable " CLIENT "\n");
	/* Somebody else's lines stay, and are run first. */
	expect_edit(c, edit_smf, SMF_UPGRADE, 1, "svcadm enable ssh",
	    "svcadm enable ssh\nsvcadm disable " DAEMON "\n"
	    "svcadm disable " CLIENT "\n");
	assert_int_equal(edit_do(c, edit_smf, 1), 0);
	c->starter.unit = NULL;
	assert_int_equal(edit_do(c, edit_smf, 0), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		EDIT_TEST(fragment),
	};

	return cmocka_run_group_tests_name("edit_smf", tests, NULL, NULL);
}
