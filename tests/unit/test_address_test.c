/* sendmail -bt: what is typed, and what its answers mean. The answers are
 * sendmail 8.17.1's own words. */
#include "agent/run/address_test.h"

#include <errno.h>
#include <string.h>

#include "tests/unit/unit.h"

static void
questions(void **state)
{
	struct relay_mail m = { .client = { "203.0.113.9", "probe.example",
	    "OK" }, .from = "a@b.example", .to = "<c@d.example>" };
	struct buf b = BUF_INIT(1024);

	assert_int_equal(address_test_ask(&b, &m, 'b'), 0);
	m.from = "<>";
	assert_int_equal(address_test_ask(&b, &m, 'd'), 0);
	assert_string_equal(b.p, ".D{client_addr}203.0.113.9\n"
	    ".D{client_name}probe.example\n.D{client_resolve}OK\n"
	    ".D{deliveryMode}b\n.Dfa@b.example\n"
	    "check_rcpt <c@d.example>\n/parse <c@d.example>\n"
	    ".D{client_addr}203.0.113.9\n"
	    ".D{client_name}probe.example\n.D{client_resolve}OK\n"
	    ".D{deliveryMode}d\n.Df\n"
	    "check_rcpt <c@d.example>\n/parse <c@d.example>\n");
	/* Another line would be another question. */
	m.to = "<c@d.example>\n/quit";
	assert_int_equal(address_test_ask(&b, &m, 'b'), -EINVAL);
	buf_release(&b);
}

static const char printed[] =
	"ADDRESS TEST MODE (ruleset 3 NOT automatically invoked)\n"
	"Enter <ruleset> <address>\n"
	"> > > > > > check_rcpt         input: < u @ d . example >\n"
	"Basic_check_rcpt   input: < u @ d . example >\n"
	"Basic_check_rcpt returns: RELAY\n"
	"check_rcpt       returns: RELAY\n"
	"> Cracked address = $g\n"
	"Parsing envelope recipient address\n"
	"canonify           input: u @ d . example\n"
	"canonify         returns: u < @ d . example >\n"
	"mailer esmtp, host d.example., user u@d.example\n"
	"> > > > > > check_rcpt         input: < u @ d . example >\n"
	"check_rcpt       returns: $# error $@ 5 . 7 . 1 $: \"550 Relaying "
	"denied\"\n"
	"> Cracked address = $g\n"
	"mailer esmtp, host d.example., user u@d.example\n"
	"> > > > > > check_rcpt         input: < u @ d . example >\n"
	"check_rcpt       returns: $# error $@ 4 . 7 . 1 $: \"450 Relaying "
	"temporarily denied. Cannot resolve PTR record for \" 203 . 0 . 113\n"
	"==  Ruleset check_rcpt (186) status 75\n"
	"> > > > > > check_rcpt         input: < root @ here . example >\n"
	"check_rcpt       returns: OK\n"
	"mailer local, user root\n"
	"> > > > > Undefined ruleset check_rcpt\n"
	"> mailer *error*, host 5.1.3, user Invalid route address\n"
	"> > > > > > check_rcpt         input: < u @ d . example >\n"
	"check_rcpt       returns: < u @ d . example > $| @ user < @ d\n"
	"> > > > > > check_rcpt         input: < u @ d . example >\n"
	"check_rcpt       returns: $# TEMP\n"
	"> > > > > > check_rcpt         input: < u @ d . example >\n"
	"check_rcpt       returns: $# discard $: discard\n"
	"> > > > > > check_rcpt         input: < u @ d . example >\n";

static void
answers(void **state)
{
	static const struct {
		enum address_says says;
		const char *mailer;
	} rows[] = {
		{ SAYS_ACCEPTED, "esmtp" }, { SAYS_REFUSED, "esmtp" },
		{ SAYS_LATER, NULL }, { SAYS_ACCEPTED, "local" },
		{ SAYS_ACCEPTED, "*error*" }, { SAYS_ACCEPTED, NULL },
		{ SAYS_LATER, NULL }, { SAYS_REFUSED, NULL },
		{ SAYS_NOTHING, NULL },
	};
	struct address_answer a[16];
	struct pool p = { .blocks = NULL };
	size_t i;

	assert_int_equal(address_test_read(&p, printed, sizeof(printed) - 1,
	    a, 16), sizeof(rows) / sizeof(rows[0]));
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		assert_int_equal(a[i].says, rows[i].says);
		if (rows[i].mailer == NULL)
			assert_null(a[i].mailer);
		else
			assert_string_equal(a[i].mailer, rows[i].mailer);
	}
	assert_string_equal(a[0].returned, "RELAY");
	assert_null(a[4].returned);
	/* No more than there is room for; nothing in no answer. */
	assert_int_equal(address_test_read(&p, printed, sizeof(printed) - 1,
	    a, 2), 2);
	assert_int_equal(address_test_read(&p, "", 0, a, 2), 0);
	assert_int_equal(address_test_read(&p, "> > ", 4, a, 2), 0);
	pool_release(&p);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(questions),
		cmocka_unit_test(answers),
	};

	return cmocka_run_group_tests_name("address_test", tests, NULL, NULL);
}
