/* What a sendmail.cf says itself: features by their rules, words of class R,
 * authentication, its level, its smart host. */
#include "agent/model/cf_flaw.h"

#include "tests/unit/relay_lists.h"

/* Of a sendmail of that version. */
static void
expect_cf(const char *version, const char *text, const char *found)
{
	struct pool pool = { .blocks = NULL };
	struct relay_flaw *list = NULL, *f;
	struct buf b = BUF_INIT(4096);
	struct smcf cf;

	assert_int_equal(smcf_parse(&pool, text, strlen(text), &cf, NULL), 0);
	assert_int_equal(cf_flaws(&pool, "/f", text, strlen(text), &cf,
	    version, &list), 0);
	buf_adds(&b, "");
	for (f = list; f != NULL; f = f->next)
		buf_addf(&b, "%s%u %s", f == list ? "" : ", ", f->at.line,
		    relay_flaw_name(f->kind));
	assert_string_equal(b.p, found);
	buf_release(&b);
	pool_release(&pool);
}

/* The comments can be deleted, or be left behind: the rule is the better
 * place. These lines are m4's. */
static void
test_features(void **state)
{
	expect_cf(NULL, "V10/Berkeley\n"
	    "#####  $Id: promiscuous_relay.m4,v 8.13 2013-11-22 Exp $  #####\n"
	    "#####  $Id: access_db.m4,v 8.28 Exp $  #####\n"
	    "#####  $Id: accept_unresolvable_domains.m4,v 8.11 $ #####\n"
	    "R$* promiscuous_relay.m4\n# $Id: relay_local_from\n",
	    "2 feature, 4 lax");
	expect_cf(NULL, "SBasic_check_relay\nR$*\t\t\t$: x\n"
	    "SRcpt_ok\nR$*\t\t\t$: $>ParseRecipient $1\t\tstrip\n"
	    "SRelay_ok\nR<?> $+ < @ $=w >\t$@ RELAY\t\tFROM local\n",
	    "6 feature");
	expect_cf(NULL, "# $Id: relay_local_from.m4,v 8.7 Exp $\n"
	    "SRelay_ok\nR<?> $+ < @ $=w >\t$@ RELAY\t\tFROM local\n",
	    "3 feature");
	expect_cf(NULL, "SRcpt_ok\n"
	    "R<$* : $=w . : $*> $*\t$@ RELAY\nSRelay_ok\n", "2 feature");
	expect_cf(NULL, "SRcpt_ok\nR$*\t\t\t$: $>CanonAddr $1\n"
	    "R$* < @ $* . >\t\t$1 < @ $2 >\nSRelay_ok\n", "2 feature");
	expect_cf(NULL, "SBasic_check_mail\n"
	    "R<?> $* < @ $+ >\t$: <OKR> $1 < @ $2 >\t\t... unresolvable OK\n",
	    "2 lax");
	expect_cf(NULL, "SRelay_ok\nR<?> $+ < @ $+ >\t$: <@> $>SearchList "
	    "<! From> $| <F:$1@$2>  <>\n", "2 lax");
	/* Since 8.12 Rcpt_ok asks Relay_ok, unless it relays for all. */
	expect_cf(NULL, "SBasic_check_rcpt\nR$*\t$#$*\nSRcpt_ok\n"
	    "R$*\t\t\t$: $>ParseRecipient $1\n", "3 feature");
	/* blocklist_recipients begins as relay_local_from does. */
	expect_cf(NULL, "SBasic_check_rcpt\n"
	    "R<?> $+ < @ $=w >\t$: <> <F: $1 @ $2 > $| <U: $1@> <D:$2>\n"
	    "R$+ < @ $=w >\t\t$@ RELAY\nR<?> $*\t$@ RELAY\n", "");
}

static void
test_class(void **state)
{
	expect_cf(NULL, "CRfriend.example com\nC{R}203 10\nCR$={VirtHost}\n"
	    "Cwcom\nCR 203.0.113.0/24\n", "1 wide, 2 wide, 5 inert");
}

static void
test_switch(void **state)
{
	expect_cf(NULL, "D{Check_Rcpt} ON\n", "");
	expect_cf(NULL, "D{Check_Rcpt}\n", "1 feature");
	expect_cf(NULL, "D{Check_Rcpt} ON\nD{Check_Rcpt}\t\n", "2 feature");
	/* The first cf of UnixWare 7 that could: macro C. */
	expect_cf(NULL, "Ktrusted hash -o -m -a.TRUSTED "
	    "/etc/mail/table/trusted\nDC\n", "2 feature");
	expect_cf(NULL, "Ktrusted hash -o -m -a.TRUSTED "
	    "/etc/mail/table/trusted\nDCon\n", "");
	expect_cf(NULL, "DC\n", "");
}

static void
test_passwords(void **state)
{
	expect_cf(NULL, "O AuthMechanisms=DIGEST-MD5 LOGIN PLAIN\n",
	    "1 feature");
	expect_cf(NULL, "O AuthMechanisms=plain\n#O ServerCertFile=/x\n",
	    "1 feature");
	expect_cf(NULL, "O AuthMechanisms=EXTERNAL GSSAPI DIGEST-MD5\n", "");
	/* No passwords before TLS. */
	expect_cf(NULL, "O AuthMechanisms=LOGIN PLAIN\nO AuthOptions=A p y\n",
	    "");
	/* TLS may be had, and need not be taken. */
	expect_cf(NULL, "O AuthMechanisms=LOGIN PLAIN\n"
	    "O ServerCertFile=/etc/mail/tls/c.pem\n"
	    "O ServerKeyFile=/etc/mail/tls/k.pem\n", "1 lax");
	expect_cf(NULL, "O AuthMechanisms=LOGIN PLAIN\n"
	    "O ServerCertFile=/etc/mail/tls/c.pem\n", "1 feature");
}

/* Which level a release writes and understands: its release notes. */
static void
test_level(void **state)
{
	assert_int_equal(cf_level_of("8.6.13"), 5);
	assert_int_equal(cf_level_of("8.7.5"), 6);
	assert_int_equal(cf_level_of("8.8.8+Sun"), 7);
	assert_int_equal(cf_level_of("8.9.3"), 8);
	assert_int_equal(cf_level_of("8.10.1"), 9);
	assert_int_equal(cf_level_of("8.11.6p2"), 9);
	assert_int_equal(cf_level_of("8.12.10"), 10);
	assert_int_equal(cf_level_of("8.17.1.9"), 10);
	assert_int_equal(cf_level_of("8.5"), 4);
	assert_int_equal(cf_level_of("5.67"), 0);
	assert_int_equal(cf_level_of("8.x"), 0);
	assert_int_equal(cf_level_of(""), 0);
	expect_cf("8.17.1.9", "# x\nV5\n", "2 lax");
	expect_cf("8.17.1.9", "V10/Berkeley\n", "");
	expect_cf("8.9.3", "V10/Berkeley\n", "1 lax");
	expect_cf("8.8.8+Sun", "V7/Sun\n", "");
	expect_cf(NULL, "V7/Sun\n", "");
	/* A file without a level is as old as it can be. */
	expect_cf("8.17.1", "DMx\n", "");
}

static void
test_hub(void **state)
{
	expect_cf(NULL, "DSsmtp:hub.example\n", "1 route");
	expect_cf(NULL, "DS\n", "");
	expect_cf(NULL, "DSa\nDS[192.0.2.1]\n", "2 route");
	expect_cf(NULL, "D{MTAHost}[127.0.0.1]\n", "");
	expect_cf(NULL, "D{MTAHost}[hub.example]\n", "1 route");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_features),
		cmocka_unit_test(test_class),
		cmocka_unit_test(test_switch),
		cmocka_unit_test(test_passwords),
		cmocka_unit_test(test_level),
		cmocka_unit_test(test_hub),
	};

	return cmocka_run_group_tests_name("cf_flaw", tests, NULL, NULL);
}
