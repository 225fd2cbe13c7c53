/* Lines of a mail configuration that are dangerous, too wide, or in vain. */
#include "agent/model/relay_flaw.h"

#include "tests/unit/relay_lists.h"

static void
test_mc(void **state)
{
	expect(relay_flaws_mc, "VERSIONID(`x')\n"
	    "FEATURE(`promiscuous_relay')dnl\n"
	    "dnl FEATURE(`relay_based_on_MX')\n"
	    "define(`x')dnl FEATURE(`relay_based_on_MX')\n"
	    "# FEATURE(`relay_based_on_MX')\n"
	    "FEATURE(accept_unqualified_senders)\n"
	    "FEATURE(`access_db')FEATURE( `relay_local_from')\n"
	    "FEATURE(`relay_local_fromx')\nMYFEATURE(`loose_relay_check')\n",
	    "2 feature, 6 lax, 7 feature");
	expect(relay_flaws_mc, "FEATURE(`relay_mail_from', `domain')dnl\n",
	    "1 lax");
	expect(relay_flaws_mc, "FEATURE(", "");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_mc),
	};

	return cmocka_run_group_tests_name("relay_flaw", tests, NULL, NULL);
}
