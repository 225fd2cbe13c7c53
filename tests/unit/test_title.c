/* Process titles: of every version and system, cut and padded. */
#include "agent/model/title.h"

#include <string.h>

#include "tests/unit/unit.h"

struct row {
	const char *text;
	enum role role;
	bool accepting, cut;
	long interval;
	const char *prefix, *queue;
};

#define DAEMON ROLE_DAEMON
#define RUNNER ROLE_QUEUE_RUNNER
#define CLIENT ROLE_SUBMISSION_RUNNER
#define CHILD ROLE_SESSION
#define WHAT ROLE_UNKNOWN

static void
assert_text(const char *got, const char *want, const char *row)
{
	if (want == NULL ? got != NULL : got == NULL || strcmp(got, want))
		fail_msg("%s: %s, expected %s", row,
		    got == NULL ? "none" : got,
		    want == NULL ? "none" : want);
}

static void
check(const struct row *rows, size_t n)
{
	struct pool p = { .blocks = NULL };
	struct title t;
	size_t i;

	for (i = 0; i < n; i++) {
		const struct row *r = &rows[i];

		assert_int_equal(title_parse(&p, r->text, strlen(r->text),
		    &t), 0);
		if (!t.is_title)
			fail_msg("%s: not taken for a title", r->text);
		assert_text(role_name(t.role), role_name(r->role), r->text);
		if (t.accepting != r->accepting || t.cut != r->cut)
			fail_msg("%s: accepting %d cut %d", r->text,
			    t.accepting, t.cut);
		if (t.queue_interval != r->interval)
			fail_msg("%s: interval %ld", r->text,
			    t.queue_interval);
		assert_text(t.prefix, r->prefix, r->text);
		assert_text(t.queue, r->queue, r->text);
	}
	pool_release(&p);
}
#define CHECK(rows) check(rows, sizeof(rows) / sizeof((rows)[0]))

static void
listeners(void **state)
{
	static const struct row rows[] = {
		{ "sendmail: accepting connections", DAEMON, true, false, -1,
		    NULL, NULL },
		{ "sendmail: MTA: accepting connections          ", DAEMON,
		    true, false, -1, "MTA", NULL },
		{ "sendmail: accepting connections on port 25", DAEMON, true,
		    false, -1, NULL, NULL },
		{ "sendmail: accepting connections (sendmail)", DAEMON, true,
		    false, -1, NULL, NULL },
		{ "/usr/lib/sendmail: accepting connections", DAEMON, true,
		    false, -1, NULL, NULL },
		{ "sendmail: rejecting connections on daemon MTA: load "
		    "average: 12", DAEMON, false, false, -1, NULL, NULL },
		{ "sendmail: rejecting connections on daemon MTA: 12 "
		    "children, max 12", DAEMON, false, false, -1, NULL,
		    NULL },
		{ "sendmail: rejecting connections on daemon MTA-v4: free "
		    "memory: 12", DAEMON, false, false, -1, NULL, NULL },
		{ "sendmail: rejecting connections: load average: 12",
		    DAEMON, false, false, -1, NULL, NULL },
		{ "sendmail: MTA: rejecting connections on daemon MTA-v4: "
		    "load average: 99", DAEMON, false, false, -1, "MTA",
		    NULL },
		{ "sendmail: deferring connections on daemon MTA: 3 per "
		    "second", DAEMON, true, false, -1, NULL, NULL },
		{ "sendmail: delaying connections on daemon MTA: load "
		    "average=9 >= 8", DAEMON, true, false, -1, NULL, NULL },
		{ "sendmail: rejecting new messages: min free: 100", DAEMON,
		    true, false, -1, NULL, NULL },
		{ "sendmail: host12x MTA: accepting connections", DAEMON,
		    true, false, -1, "host12x MTA", NULL },
		{ "sendmail: a: b: accepting connections", DAEMON, true,
		    false, -1, "a: b", NULL },
	};

	CHECK(rows);
}

static void
queue_runners(void **state)
{
	static const struct row rows[] = {
		{ "sendmail: Queue runner@00:15:00 for /var/spool/mqueue",
		    RUNNER, false, false, 900, NULL, "/var/spool/mqueue" },
		{ "sendmail: Queue runner@01:00:00 for "
		    "/var/spool/clientmqueue", CLIENT, false, false, 3600,
		    NULL, "/var/spool/clientmqueue" },
		{ "sendmail: MTA: Queue runner@00:10:00 for "
		    "/var/spool/mqueue", RUNNER, false, false, 600, "MTA",
		    "/var/spool/mqueue" },
		{ "sendmail: MSP: Queue runner@00:20:00 for "
		    "/var/spool/mqueue-client", CLIENT, false, false, 1200,
		    "MSP", "/var/spool/mqueue-client" },
		{ "sendmail: Queue runner@00:20:00 for "
		    "/var/spool/mqueue-client/q*", CLIENT, false, false,
		    1200, NULL, "/var/spool/mqueue-client/q*" },
		{ "sendmail: Queue runner@1+00:00:00 for /var/spool/mqueue",
		    RUNNER, false, false, 86400, NULL, "/var/spool/mqueue" },
		{ "sendmail: Queue runner@7+01:30:01 for /mail/q (sendmail)",
		    RUNNER, false, false, 610201, NULL, "/mail/q" },
		{ "sendmail: Queue control", RUNNER, false, false, -1, NULL,
		    NULL },
		{ "sendmail: MSP: Queue control", CLIENT, false, false, -1,
		    "MSP", NULL },
		{ "sendmail: running queue: /var/spool/mqueue", RUNNER,
		    false, false, -1, NULL, "/var/spool/mqueue" },
		{ "sendmail: running queue: /var/spool/clientmqueue", CLIENT,
		    false, false, -1, NULL, "/var/spool/clientmqueue" },
	};

	CHECK(rows);
}

static void
children(void **state)
{
	static const struct row rows[] = {
		{ "sendmail: startup with 192.0.2.1", CHILD, false, false,
		    -1, NULL, NULL },
		{ "sendmail: server host.example [192.0.2.1] startup", CHILD,
		    false, false, -1, NULL, NULL },
		{ "sendmail: MTA: server host.example [192.0.2.1] cmd read",
		    CHILD, false, false, -1, "MTA", NULL },
		{ "sendmail: 4AMAMbRk012345 host.example [192.0.2.1]: DATA",
		    CHILD, false, false, -1, NULL, NULL },
		{ "sendmail: 4AMAMbRk012345 from queue", CHILD, false, false,
		    -1, NULL, NULL },
		{ "sendmail: UAA12345 mx.example.: client DATA status",
		    CHILD, false, false, -1, NULL, NULL },
		{ "sendmail: mx.example.: client QUIT", CHILD, false, false,
		    -1, NULL, NULL },
		{ "sendmail: control cmd read", CHILD, false, false, -1,
		    NULL, NULL },
		{ "sendmail: control: status", CHILD, false, false, -1, NULL,
		    NULL },
		/* A client that sends a daemon's title for a command. */
		{ "sendmail: host [192.0.2.1]: accepting connections", CHILD,
		    false, false, -1, NULL, NULL },
		{ "sendmail: MTA: host [IPv6:2001:db8::1]: Queue "
		    "runner@00:15:00 for /x", CHILD, false, false, -1, "MTA",
		    NULL },
	};

	CHECK(rows);
}

static void
cut_titles(void **state)
{
	static const struct row rows[] = {
		{ "sendmail:", WHAT, false, true, -1, NULL, NULL },
		{ "sendmail: ", WHAT, false, true, -1, NULL, NULL },
		{ "sendmail: acc", DAEMON, true, true, -1, NULL, NULL },
		{ "sendmail: MTA: accepting conn", DAEMON, true, true, -1,
		    "MTA", NULL },
		{ "sendmail: MTA:", WHAT, false, true, -1, NULL, NULL },
		{ "sendmail: M", WHAT, false, true, -1, NULL, NULL },
		/* rejecting, or running queue */
		{ "sendmail: r", WHAT, false, true, -1, NULL, NULL },
		{ "sendmail: ru", RUNNER, false, true, -1, NULL, NULL },
		{ "sendmail: rejecting ", DAEMON, false, true, -1, NULL,
		    NULL },
		{ "sendmail: rejecting new", DAEMON, true, true, -1, NULL,
		    NULL },
		{ "sendmail: de", DAEMON, true, true, -1, NULL, NULL },
		{ "sendmail: s", CHILD, false, true, -1, NULL, NULL },
		{ "sendmail: Queue ru", RUNNER, false, true, -1, NULL, NULL },
		{ "sendmail: Queue runner@01:0", RUNNER, false, true, -1,
		    NULL, NULL },
		{ "sendmail: Queue runner@01:00:00 f", RUNNER, false, true,
		    3600, NULL, NULL },
		{ "sendmail: Queue runner@01:00:00 for /var/spo", RUNNER,
		    false, false, 3600, NULL, "/var/spo" },
		{ "sendmail: Queue runner@01:00:00 for /var/spool/mqu",
		    RUNNER, false, true, 3600, NULL, "/var/spool/mqu" },
		{ "sendmail: Queue runner@01:00:00 for /var/spool/client",
		    CLIENT, false, true, 3600, NULL, "/var/spool/client" },
		{ "sendmail: Queue runner@01:00:00 for /var/spool/mqueue-c",
		    CLIENT, false, true, 3600, NULL,
		    "/var/spool/mqueue-c" },
	};

	CHECK(rows);
}

static void
svr4_titles(void **state)
{
	static const struct row rows[] = {
		{ "-accepting connections", DAEMON, true, false, -1, NULL,
		    NULL },
		{ "-accepting connections (sendmail)", DAEMON, true, false,
		    -1, NULL, NULL },
		{ "-accepting conn", DAEMON, true, true, -1, NULL, NULL },
		{ "-rejecting connections: load average: 9", DAEMON, false,
		    false, -1, NULL, NULL },
		{ "/usr/lib/sendmail -bd -q30m -accepting connections",
		    DAEMON, true, false, -1, NULL, NULL },
		{ "/usr/lib/sendmail -bd -q30m -accept", DAEMON, true, true,
		    -1, NULL, NULL },
	};

	CHECK(rows);
}

static void
new_titles_are_unknown(void **state)
{
	static const struct row rows[] = {
		{ "sendmail: doing something new", WHAT, false, false, -1,
		    NULL, NULL },
		{ "sendmail: MTA: doing something new", WHAT, false, false,
		    -1, "MTA", NULL },
	};

	CHECK(rows);
}

static void
no_titles(void **state)
{
	static const char *const rows[] = { "", "sendmail", "[sendmail]",
		"/usr/lib/sendmail -bd -q15m", "-sh", "-su", "-bash", "-rc",
		"/usr/sbin/sendmail -bd -a", "smtpd: queue",
		"vi sendmail: accepting connections", "sendmail:x",
		"grep accepting connections" };
	struct pool p = { .blocks = NULL };
	struct title t;
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		assert_int_equal(title_parse(&p, rows[i], strlen(rows[i]),
		    &t), 0);
		if (t.is_title)
			fail_msg("%s: taken for a title", rows[i]);
	}
	pool_release(&p);
}

/* /proc/PID/cmdline: padded with NULs; an argv is split by them. */
static void
cmdline_bytes(void **state)
{
	static const char title[] = "sendmail: accepting connections\0\0\0\0";
	static const char dirty[] = "sendmail: accepting connections\0PATH=/";
	static const char argv[] = "/usr/sbin/sendmail\0-bd\0-q15m";
	struct pool p = { .blocks = NULL };
	struct title t;

	assert_int_equal(title_parse(&p, title, sizeof(title), &t), 0);
	assert_true(t.is_title && t.role == ROLE_DAEMON && !t.cut);
	assert_int_equal(title_parse(&p, dirty, sizeof(dirty), &t), 0);
	assert_true(t.is_title && t.role == ROLE_DAEMON && !t.cut);
	assert_int_equal(title_parse(&p, argv, sizeof(argv), &t), 0);
	assert_false(t.is_title);
	assert_int_equal(title_parse(&p, NULL, 0, &t), 0);
	assert_false(t.is_title);
	pool_release(&p);
}

/* Wherever a daemon's title is cut, it never becomes another role. */
static void
every_cut_of_a_listener(void **state)
{
	static const char *const whole[] = {
		"sendmail: accepting connections",
		"sendmail: MTA: accepting connections",
		"sendmail: rejecting connections on daemon MTA-v4: load "
		    "average: 31",
		"sendmail: deferring connections on daemon MTA: 3 per "
		    "second" };
	struct pool p = { .blocks = NULL };
	struct title t;
	size_t i, n;

	for (i = 0; i < sizeof(whole) / sizeof(whole[0]); i++)
		for (n = strlen("sendmail:"); n <= strlen(whole[i]); n++) {
			assert_int_equal(title_parse(&p, whole[i], n, &t), 0);
			if (!t.is_title || (t.role != ROLE_DAEMON &&
			    t.role != ROLE_UNKNOWN))
				fail_msg("%.*s: %s", (int)n, whole[i],
				    role_name(t.role));
		}
	pool_release(&p);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(listeners),
		cmocka_unit_test(queue_runners),
		cmocka_unit_test(children),
		cmocka_unit_test(cut_titles),
		cmocka_unit_test(svr4_titles),
		cmocka_unit_test(new_titles_are_unknown),
		cmocka_unit_test(no_titles),
		cmocka_unit_test(cmdline_bytes),
		cmocka_unit_test(every_cut_of_a_listener),
	};

	return cmocka_run_group_tests_name("title", tests, NULL, NULL);
}
