/* Lines as sendmail writes them to syslog. */
#include "agent/model/maillog.h"

#include <stdio.h>
#include <string.h>

#include "tests/unit/unit.h"

#define TODAY 1795338000	/* 2026-11-22T09:00:00Z */

static struct maillog_line
read_line(const char *text, bool good)
{
	struct maillog_line l;

	assert_int_equal(maillog_parse(text, strlen(text), TODAY, &l), good);
	return l;
}

static void
relays(void **state)
{
	static const struct {
		const char *relay, *address;
		enum maillog_kind kind;
	} rows[] = {
		{ "localhost [127.0.0.1]", "127.0.0.1", MAILLOG_SMTP },
		{ "localhost.localdomain [IPv6:::1]", "::1", MAILLOG_SMTP },
		{ "[192.0.2.9]", "192.0.2.9", MAILLOG_SMTP },
		{ "mx.example.edu [192.0.2.9] (may be forged)", "192.0.2.9",
		    MAILLOG_SMTP },
		{ "IDENT:root@a.example [192.0.2.9]", "192.0.2.9",
		    MAILLOG_SMTP },
		{ "root@localhost", "", MAILLOG_COMMAND },
	};
	char text[512];
	struct maillog_line l;
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		snprintf(text, sizeof(text), "Nov 22 08:59:59 host "
		    "sm-mta[123]: 4AM8xxTd000123: from=<a@b.example>, "
		    "size=321, class=0, nrcpts=1, msgid=<x1@b.example>, "
		    "proto=ESMTP, daemon=MTA-v4, relay=%s", rows[i].relay);
		l = read_line(text, true);
		assert_int_equal(l.kind, rows[i].kind);
		assert_string_equal(l.address, rows[i].address);
		assert_int_equal(l.when, TODAY - 1);
		assert_true(l.message != 0);
	}
}

/* The sender's own words come first, and do not count. */
static void
forged(void **state)
{
	struct maillog_line l = read_line("Nov 22 08:00:00 h sm-mta[1]: 4A: "
	    "from=<a, relay=root@localhost, b>, size=1, class=0, nrcpts=1, "
	    "msgid=<y, relay=[192.0.2.1]>, relay=evil.example [203.0.113.5]",
	    true);

	assert_int_equal(l.kind, MAILLOG_SMTP);
	assert_string_equal(l.address, "203.0.113.5");
}

static void
others(void **state)
{
	struct maillog_line l = read_line("Nov 22 08:00:00 h sm-mta[1]: 4A: "
	    "to=<alice@h>, delay=00:00:00, xdelay=00:00:00, mailer=local, "
	    "pri=30321, dsn=2.0.0, stat=Sent", true);

	assert_int_equal(l.kind, MAILLOG_DELIVERED);
	read_line("Nov 22 08:00:00 h sm-mta[1]: 4A: to=<a@b>, delay=00:00:00, "
	    "mailer=esmtp, pri=1, relay=mx.b [192.0.2.1], dsn=2.0.0, "
	    "stat=Sent (ok)", false);
	/* A session that handed nothing over. */
	read_line("Nov 22 08:00:00 h sm-mta[1]: 4A: from=<a@b>, size=0, "
	    "class=0, nrcpts=0, relay=x [192.0.2.1]", false);
	l = read_line("Nov 22 08:00:00 h sm-mta[1]: 4A: from=root, size=1, "
	    "class=0, nrcpts=1, relay=root@h", true);
	assert_int_equal(l.message, 0);
	read_line("Nov 22 08:00:00 h sm-mta[1]: 4A: from=<>, nrcpts=1, "
	    "relay=x [", false);
	read_line("", false);
}

static void
times(void **state)
{
	static const struct { const char *text; int64_t when; } rows[] = {
		{ "2026-11-22T09:00:00.123456+01:00 h x[1]: y", TODAY },
		{ "Nov 22 09:00:00 host x[1]: yyyyy", TODAY },
		{ "Nov  2 09:00:00 host x[1]: yyyyy", TODAY - 20 * 86400 },
		{ "Nov 23 09:00:00 host x[1]: yyyyy", TODAY + 86400 },
		/* not yet this year: 364 days before 2026-12-24 */
		{ "Dec 24 09:00:00 host x[1]: yyyyy",
		    TODAY + 32 * 86400 - 365 * 86400 },
		{ "ovN 22 09:00:00 host x[1]: yyyyy", 0 },
		{ "Nov 22 9:00:00 host x[1]: yyyyyyy", 0 },
		{ "garbage garbage garbage garbage", 0 },
	};
	struct maillog_line l;
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		maillog_parse(rows[i].text, strlen(rows[i].text), TODAY, &l);
		if (l.when != rows[i].when)
			fail_msg("row %zu: %lld", i, (long long)l.when);
	}
}

static void
files(void **state)
{
	static const char text[] = "# mail.* /no\n"
	    "*.info;mail.none;authpriv.none\t/var/log/messages\n"
	    "mail.*\t\t\t-/var/log/maillog\n"
	    "mail.debug\tifdef(`LOGHOST', /var/log/syslog, @loghost)\n"
	    "uucp,news.crit /var/log/spooler\n"
	    "mail.err action(type=\"omfile\" file=\"/var/log/mail.err\")\n"
	    "mail.info @loghost\n";
	static const char all[] = "*.*;auth.none -/var/log/syslog\n"
	    "kern.* /var/log/kern.log\n";
	struct pool p = { 0 };
	struct strv v = { 0 };

	assert_int_equal(maillog_files(&p, text, sizeof(text) - 1, &v), 0);
	assert_int_equal(v.n, 3);
	assert_string_equal(v.v[0], "/var/log/maillog");
	assert_string_equal(v.v[1], "/var/log/syslog");
	assert_string_equal(v.v[2], "/var/log/mail.err");
	v = (struct strv){ .n = 0 };
	assert_int_equal(maillog_files(&p, all, sizeof(all) - 1, &v), 0);
	assert_int_equal(v.n, 1);
	assert_string_equal(v.v[0], "/var/log/syslog");
	pool_release(&p);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(relays),
		cmocka_unit_test(forged),
		cmocka_unit_test(others),
		cmocka_unit_test(times),
		cmocka_unit_test(files),
	};

	return cmocka_run_group_tests_name("maillog", tests, NULL, NULL);
}
