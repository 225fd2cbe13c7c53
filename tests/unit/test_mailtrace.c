/* Where a letter went: what sendmail, Postfix and Exim log of it. */
#include "tests/unit/unit.h"

#include <string.h>

#include "agent/model/mailtrace.h"

static struct mailtrace
trace(const char *const *lines)
{
	struct mailtrace t = { .message = "m.1@h.test" };

	for (; *lines != NULL; lines++)
		mailtrace_line(&t, *lines, strlen(*lines));
	return t;
}

#define S "Nov 22 08:00:00 h sendmail[1]: "
#define M "Nov 22 08:00:01 h sm-mta[2]: "
#define FROM "from=root, size=1, class=0, nrcpts=1, msgid=<m.1@h.test>, "

/* By way of the daemon on loopback into a mailbox. */
static const char *const mailbox[] = {
	S "4AN8: " FROM "relay=root@localhost",
	M "4AN9: " FROM "proto=ESMTP, relay=localhost [127.0.0.1]",
	S "4AN8: to=root, ctladdr=root (0/0), mailer=relay, "
	    "relay=[127.0.0.1] [127.0.0.1], dsn=2.0.0, stat=Sent (4AN9 ok)",
	M "4AN9: to=<root@h.test>, mailer=local, pri=1, dsn=2.0.0, stat=Sent",
	NULL
};

static void
sendmail(void **state)
{
	const char *handed[] = { mailbox[0], mailbox[1], mailbox[2], NULL };
	const char *to_hub[] = { mailbox[0],
		S "4AN8: to=root, mailer=relay, relay=hub.test. [192.0.2.1], "
		"dsn=2.0.0, stat=Sent (ok, relay=[127.0.0.1])", NULL };
	const char *solaris[] = {
		"Nov 22 08:00:00 h sendmail[1]: [ID 801593 mail.info] "
		"4AN8: " FROM "relay=root@localhost",
		"Nov 22 08:00:00 h sendmail[1]: [ID 801593 mail.info] "
		"4AN8: to=root, mailer=local, dsn=2.0.0, stat=Sent", NULL };
	const char *six[] = { mailbox[0],
		S "4AN8: to=root, mailer=relay, relay=localhost "
		"[IPv6:0:0:0:0:0:0:0:1], dsn=2.0.0, stat=Sent (ok)", NULL };
	const char *deferred[] = { mailbox[0],
		S "4AN8: to=root, relay=hub.test., dsn=4.0.0, "
		"stat=Deferred: Connection refused by hub.test.", NULL };
	const char *unknown[] = { mailbox[0], mailbox[1],
		M "4AN9: to=<root@h.test>, relay=local, dsn=5.1.1, "
		"stat=User unknown", NULL };
	const char *other[] = {
		S "4AN8: from=root, msgid=<m.1@h.test.example>, relay=x",
		S "4AN8: to=root, mailer=local, stat=Sent", NULL };
	const char *forged[] = {
		S "4AN8: to=<x, msgid=<m.1@h.test>, >, stat=Sent",
		S "4AN8: to=root, mailer=local, stat=Sent", NULL };
	struct mailtrace t = trace(mailbox);

	assert_int_equal(t.n_ids, 2);
	assert_int_equal(t.ended, 1);
	assert_false(t.failed);
	assert_string_equal(t.last, "Sent");
	t = trace(handed);
	assert_int_equal(t.ended, 0);
	assert_false(t.failed);
	assert_int_equal(trace(to_hub).ended, 1);
	assert_int_equal(trace(six).ended, 0);
	assert_int_equal(trace(solaris).ended, 1);
	t = trace(deferred);
	assert_int_equal(t.ended, 0);
	assert_false(t.failed);
	assert_string_equal(t.last,
	    "Deferred: Connection refused by hub.test.");
	t = trace(unknown);
	assert_true(t.failed);
	assert_string_equal(t.last, "User unknown");
	assert_int_equal(trace(other).n_ids, 0);
	assert_int_equal(trace(forged).n_ids, 0);
}

#define P "2026-11-22T08:00:00.123456+01:00 h postfix/"

static void
postfix(void **state)
{
	const char *mailbox_too[] = {
		P "cleanup[7]: 4d5Q1x3zWBzB: message-id=<m.1@h.test>",
		P "qmgr[8]: 4d5Q1x3zWBzB: from=<root@h.test>, size=1",
		P "local[9]: 4d5Q1x3zWBzB: to=<root@h.test>, orig_to=<root>, "
		"relay=local, dsn=2.0.0, status=sent (delivered to mailbox)",
		P "qmgr[8]: 4d5Q1x3zWBzB: removed", NULL };
	const char *bounced[] = { mailbox_too[0],
		P "smtp[9]: 4d5Q1x3zWBzB: to=<a@b.test>, relay=hub.test"
		"[192.0.2.1]:25, dsn=5.7.1, status=bounced (no)", NULL };
	const char *filter[] = { mailbox_too[0],
		P "smtp[9]: 4d5Q1x3zWBzB: to=<root@h.test>, relay=127.0.0.1"
		"[127.0.0.1]:10025, dsn=2.0.0, status=sent (250 ok)", NULL };
	const char *alias[] = { mailbox_too[0],
		P "cleanup[7]: 4d5Q1x4aaaaa: message-id=<m.1@h.test>",
		P "local[9]: 4d5Q1x3zWBzB: to=<root@h.test>, relay=local, "
		"dsn=2.0.0, status=sent (forwarded as 4d5Q1x4aaaaa)",
		P "smtp[9]: 4d5Q1x4aaaaa: to=<a@b.test>, relay=none, "
		"dsn=4.4.1, status=deferred (connect: refused)", NULL };

	assert_int_equal(trace(alias).n_ids, 2);
	assert_int_equal(trace(alias).ended, 0);
	assert_int_equal(trace(mailbox_too).ended, 1);
	assert_true(trace(bounced).failed);
	assert_int_equal(trace(filter).ended, 0);
	assert_false(trace(filter).failed);
}

#define E "2026-11-22 08:00:00 1vMabc-0000000001A-0Xyz "

static void
exim(void **state)
{
	const char *hub[] = {
		E "<= root@h.test U=root P=local S=300 id=m.1@h.test",
		E "=> root@hub.test R=smarthost T=remote_smtp H=hub.test "
		"[192.0.2.1] C=\"250 ok\"",
		E "Completed", NULL };
	const char *deferred[] = {
		"2026-11-22 08:00:00 [77] 1vMabc-0000000001A-0Xyz <= root@h "
		"U=root id=m.1@h.test T=x",
		E "== root@h R=r T=t defer (-44): no", NULL };
	const char *failed[] = { hub[0], E "** root@h.test: Unrouteable",
		NULL };
	const char *loop[] = { hub[0],
		E "=> root@h.test T=remote H=localhost [127.0.0.1]", NULL };

	assert_int_equal(trace(hub).ended, 1);
	assert_int_equal(trace(deferred).n_ids, 1);
	assert_int_equal(trace(deferred).ended, 0);
	assert_false(trace(deferred).failed);
	assert_true(trace(failed).failed);
	assert_int_equal(trace(loop).ended, 0);
}

/* No end is put where there is none. */
static void
broken_lines(void **state)
{
	const char *lines[] = { "", "]: ", "]: [ID ", "]: abcd", "]: abcd:",
		"]: abcd: ", "2026-11-22 08:00:00 ", "2026-11-22 08:00:00 [",
		"2026-11-22 08:00:00 abcd", "2026-11-22 08:00:00 abcd ",
		S "4AN8: " "from=root, msgid=<m.1@h.test", NULL };

	assert_int_equal(trace(lines).n_ids, 0);
	assert_int_equal(trace(lines).ended, 0);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(sendmail),
		cmocka_unit_test(postfix),
		cmocka_unit_test(exim),
		cmocka_unit_test(broken_lines),
	};

	return cmocka_run_group_tests_name("mailtrace", tests, NULL, NULL);
}
