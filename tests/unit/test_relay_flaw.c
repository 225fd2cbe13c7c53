/* Lines of a mail configuration that are dangerous, too wide, or in vain. */
#include "agent/model/relay_flaw.h"

#include <string.h>

#include "agent/base/buf.h"
#include "tests/unit/unit.h"

typedef int find_fn(struct pool *, const char *, const char *, size_t,
    struct relay_flaw **);

/* "1 feature, 3 lax": lines and kinds of all that is found. */
static void
expect(find_fn *find, const char *text, const char *found)
{
	struct pool pool = { .blocks = NULL };
	struct relay_flaw *list = NULL, *f;
	struct buf b = BUF_INIT(4096);

	assert_int_equal(find(&pool, "/f", text, strlen(text), &list), 0);
	buf_adds(&b, "");
	for (f = list; f != NULL; f = f->next)
		buf_addf(&b, "%s%u %s", f == list ? "" : ", ", f->at.line,
		    relay_flaw_name(f->kind));
	assert_string_equal(b.p, found);
	buf_release(&b);
	pool_release(&pool);
}

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
	expect(relay_flaws_mc, "FEATURE(", "");
}

static void
test_cf(void **state)
{
	expect(relay_flaws_cf, "V10/Berkeley\n"
	    "#####  $Id: promiscuous_relay.m4,v 8.13 2013-11-22 Exp $  #####\n"
	    "#####  $Id: access_db.m4,v 8.28 Exp $  #####\n"
	    "#####  $Id: accept_unresolvable_domains.m4,v 8.11 $ #####\n"
	    "R$* promiscuous_relay.m4\n# $Id: relay_local_from\n",
	    "2 feature, 4 lax");
}

/* What real sendmail 8.17 does with each entry (class R). */
static void
test_domains(void **state)
{
	expect(relay_flaws_domains, "# com\nfriend.example\n192.168.2\n"
	    "203.0.113.\nIPv6:2001:db8\n10\n.friend.example\n", "");
	expect(relay_flaws_domains, "com\n.example\n203\nEXAMPLE # us\n",
	    "1 wide, 2 wide, 3 wide, 4 wide");
	expect(relay_flaws_domains, "203.0.113.0/24\n0/0\n0.0.0.0\n203.*\n*\n"
	    ".\nexample.\n[203.0.113.9]\n@d.example\nuser@d.example\n"
	    "Connect:203 RELAY\n2001:db8\n", "1 inert, 2 inert, 3 inert, "
	    "4 inert, 5 inert, 6 inert, 7 inert, 8 inert, 9 inert, "
	    "10 inert, 11 inert, 12 inert");
}

/* Only RELAY relays; OK never does. */
static void
test_access(void **state)
{
	expect(relay_flaws_access, "com OK\ncom\tRELAY\nTo:com REJECT\n"
	    "#com RELAY\nConnect:203 RELAY\nConnect:10 RELAY\n"
	    "Spam:x RELAY\nuser@d.example RELAY\nTo:u@d.example RELAY\n"
	    "198.18.0.0/15  relay\nConnect: RELAY\nfriend.example RELAY\n",
	    "2 wide, 5 wide, 10 inert, 11 inert");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_mc),
		cmocka_unit_test(test_cf),
		cmocka_unit_test(test_domains),
		cmocka_unit_test(test_access),
	};

	return cmocka_run_group_tests_name("relay_flaw", tests, NULL, NULL);
}
