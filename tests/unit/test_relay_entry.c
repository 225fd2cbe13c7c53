/* Entries of class R, class w, access and SCO's table of trusted hosts. */
#include "agent/model/relay_entry.h"

#include "tests/unit/relay_lists.h"

/* What real sendmail 8.17 does with each entry (class R). */
static void
test_domains(void **state)
{
	expect(relay_entries_domains, "# com\nfriend.example\n192.168.2\n"
	    "203.0.113.\nIPv6:2001:db8\n10\n.friend.example\n", "");
	expect(relay_entries_domains, "com\n.example\n203\nEXAMPLE # us\n",
	    "1 wide, 2 wide, 3 wide, 4 wide");
	expect(relay_entries_domains, "203.0.113.0/24\n0/0\n0.0.0.0\n203.*\n*\n"
	    ".\nexample.\n[203.0.113.9]\n@d.example\nuser@d.example\n"
	    "Connect:203 RELAY\n2001:db8\n", "1 inert, 2 inert, 3 inert, "
	    "4 inert, 5 inert, 6 inert, 7 inert, 8 inert, 9 inert, "
	    "10 inert, 11 inert, 12 inert");
}

/* Only RELAY relays; OK never does. */
static void
test_access(void **state)
{
	expect(relay_entries_access, "com OK\ncom\tRELAY\nTo:com REJECT\n"
	    "#com RELAY\nConnect:203 RELAY\nConnect:10 RELAY\n"
	    "Spam:x RELAY\nuser@d.example RELAY\nTo:u@d.example RELAY\n"
	    "198.18.0.0/15  relay\nConnect: RELAY\nfriend.example RELAY\n",
	    "2 wide, 5 wide, 10 inert, 11 inert");
}

/* What real sendmail 8.17 does with each of class w: rule set 0 takes mail for
 * "tld", "[198.51.100.8]" and nothing of the others. */
static void
test_names(void **state)
{
	expect(relay_entries_names, "relay1.victim.example\n# *.x\n tld\n"
	    "localhost\n[198.51.100.8]\nRELAY.example # us\n\n", "");
	expect(relay_entries_names, "dotted.example.\n.leading.example\n"
	    "*.star.example\n@at.example\nu@at.example\n203.0.113.0/24\n"
	    "198.51.100.7\n", "1 inert, 2 inert, 3 inert, 4 inert, 5 inert, "
	    "6 inert, 7 inert");
}

/* SCO's own manual has "*.domain.com" and "123.456.789.*". */
static void
test_trusted(void **state)
{
	expect(relay_entries_trusted, "# *\taccept\nhost.example\taccept\n"
	    "*.domain.example\taccept\n192.0.2.*\taccept\n"
	    "192.0.2.7\taccept\n*\treject\n*\n", "");
	expect(relay_entries_trusted, "*\taccept\n*.*.*.*\taccept\n"
	    "*.com ACCEPT\n", "1 wide, 2 wide, 3 wide");
	expect(relay_entries_trusted, "123.456.*\taccept\n10.*\taccept\n"
	    "10.*.1.2\taccept\n10.1.2.*.\taccept\n", "1 inert, 2 inert, "
	    "3 inert, 4 inert");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_domains),
		cmocka_unit_test(test_access),
		cmocka_unit_test(test_names),
		cmocka_unit_test(test_trusted),
	};

	return cmocka_run_group_tests_name("relay_entry", tests, NULL, NULL);
}
