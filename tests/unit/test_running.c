/* What running processes and their sockets add up to. */
#include "tests/unit/unit.h"

#include <stdio.h>
#include <string.h>

#include "agent/run/running.h"
#include "tests/unit/fakehost.h"

#define SENDMAIL "/usr/libexec/sendmail/sendmail"
#define ACCEPTING "sendmail: MTA: accepting connections\0\0\0\0\0\0\0\0"
#define RUNNER "sendmail: MTA: Queue runner@00:30:00 for /var/spool/mqueue"
#define MSP "sendmail: MSP: Queue runner@00:20:00 for /var/spool/mqueue-client"

struct want {
	pid_t pid;		/* 0: there is none */
	enum role role;
	bool closed;		/* not accepting */
	long interval;		/* 0: -1 */
	const char *source;	/* NULL: any */
	const char *mta;	/* NULL: sendmail */
	const char *unit;
	bool reason;		/* says why */
};

struct row {
	const char *name;
	struct fake_proc procs[6];
	struct fake_sock socks[4];
	struct want wants[5];
	bool blind;
};

static const struct row rows[] = {
	{ .name = "nothing" },
	{ .name = "daemon on loopback, as bookworm installs it",
	  .procs = { { .pid = 91, .ppid = 1, .exe = SENDMAIL,
		.comm = "sendmail-mta", .cmdline = ACCEPTING,
		.cmdline_len = sizeof(ACCEPTING),
		.unit = "sendmail.service" } },
	  .socks = { { "127.0.0.1", 25, { 91 }, NULL, false },
		{ "127.0.0.1", 587, { 91 }, NULL, false } },
	  .wants = { { .pid = 91, .role = ROLE_LOOPBACK_DAEMON,
		.source = "title", .unit = "sendmail.service" } } },
	{ .name = "daemon on one more address",
	  .procs = { { .pid = 91, .ppid = 1, .exe = SENDMAIL,
		.cmdline = ACCEPTING } },
	  .socks = { { "127.0.0.1", 25, { 91 }, NULL, false },
		{ "192.0.2.25", 25, { 91 }, NULL, false } },
	  .wants = { { .pid = 91, .role = ROLE_DAEMON } } },
	{ .name = "sleeps over its unqualified name: real argv, no socket",
	  .procs = { { .pid = 102, .ppid = 1, .exe = SENDMAIL,
		.cmdline = "/usr/sbin/sendmail-mta\0-Am\0-L\0sm-mta\0-bd\0"
		    "-q10m", .cmdline_len = 47 } },
	  .wants = { { .pid = 102, .role = ROLE_DAEMON, .closed = true,
		.interval = 600, .source = "cmdline" } } },
	{ .name = "rejecting: alive, its sockets closed",
	  .procs = { { .pid = 91, .ppid = 1, .exe = SENDMAIL, .cmdline =
		"sendmail: MTA: rejecting connections on daemon MSP-v4: "
		"load average: 3" } },
	  .wants = { { .pid = 91, .role = ROLE_DAEMON, .closed = true } } },
	{ .name = "smtpd as argv[0] is a daemon",
	  .procs = { { .pid = 91, .ppid = 1, .exe = "/usr/lib/sendmail",
		.cmdline = "/etc/smtpd" } },
	  .socks = { { "0.0.0.0", 25, { 91 }, NULL, false } },
	  .wants = { { .pid = 91, .role = ROLE_DAEMON } } },
	{ .name = "smtpd as argv[0], not listening yet",
	  .procs = { { .pid = 91, .ppid = 1, .exe = "/usr/lib/sendmail",
		.cmdline = "/etc/smtpd" } },
	  .wants = { { .pid = 91, .role = ROLE_DAEMON, .closed = true } } },
	{ .name = "inetd session",
	  .procs = { { .pid = 80, .ppid = 1, .exe = "/usr/sbin/inetd",
		.cmdline = "inetd" },
		{ .pid = 99, .ppid = 80, .exe = SENDMAIL, .cmdline =
		"sendmail: server probe.offsite.example [203.0.113.9] "
		"cmd read", .stdin_socket = true } },
	  .socks = { { "0.0.0.0", 25, { 80 }, NULL, false } },
	  .wants = { { .pid = 99, .role = ROLE_SESSION } } },
	{ .name = "inetd session that has not spoken yet",
	  .procs = { { .pid = 99, .ppid = 80, .exe = SENDMAIL,
		.cmdline = "sendmail\0-bs", .cmdline_len = 13,
		.stdin_socket = true } },
	  .wants = { { .pid = 99, .role = ROLE_SESSION } } },
	{ .name = "-bs on a pipe: a local program submits",
	  .procs = { { .pid = 99, .ppid = 80, .exe = SENDMAIL,
		.cmdline = "sendmail\0-bs", .cmdline_len = 13 } },
	  .wants = { { .pid = 99, .role = ROLE_ONE_SHOT } } },
	{ .name = "queue runner",
	  .procs = { { .pid = 91, .ppid = 1, .exe = SENDMAIL,
		.cmdline = RUNNER } },
	  .wants = { { .pid = 91, .role = ROLE_QUEUE_RUNNER,
		.interval = 1800 } } },
	{ .name = "runner of the submission queue",
	  .procs = { { .pid = 92, .ppid = 1, .exe = SENDMAIL, .uid = 115,
		.comm = "sendmail-msp", .cmdline = MSP } },
	  .wants = { { .pid = 92, .role = ROLE_SUBMISSION_RUNNER,
		.interval = 1200 } } },
	{ .name = "persistent runners: control and its worker",
	  .procs = { { .pid = 91, .ppid = 1, .exe = SENDMAIL,
		.cmdline = "sendmail: MTA: Queue control" },
		{ .pid = 93, .ppid = 91, .exe = SENDMAIL, .cmdline =
		"sendmail: MTA: running queue: /var/spool/mqueue" } },
	  .wants = { { .pid = 91, .role = ROLE_QUEUE_RUNNER },
		{ .pid = 93, .role = ROLE_SESSION } } },
	{ .name = "a child that still bears its parent's title",
	  .procs = { { .pid = 91, .ppid = 1, .exe = SENDMAIL,
		.cmdline = ACCEPTING },
		{ .pid = 90, .ppid = 91, .exe = SENDMAIL,
		.cmdline = ACCEPTING } },
	  .socks = { { "::", 25, { 90, 91 }, NULL, false } },
	  .wants = { { .pid = 91, .role = ROLE_DAEMON },
		{ .pid = 90, .role = ROLE_SESSION } } },
	{ .name = "program replaced by an upgrade",
	  .procs = { { .pid = 91, .ppid = 1, .exe = SENDMAIL,
		.deleted = true, .cmdline = ACCEPTING } },
	  .socks = { { "0.0.0.0", 25, { 91 }, NULL, false } },
	  .wants = { { .pid = 91, .role = ROLE_DAEMON } } },
	{ .name = "seen without root: name and title are public",
	  .procs = { { .pid = 91, .ppid = 1, .comm = "sendmail-mta",
		.cmdline = ACCEPTING } },
	  .socks = { { "0.0.0.0", 25, { 0 }, NULL, false } },
	  .blind = true,
	  .wants = { { .pid = 91, .role = ROLE_DAEMON } } },
	{ .name = "without root, real argv: closed is not concluded",
	  .procs = { { .pid = 91, .ppid = 1, .comm = "sendmail",
		.cmdline = "/usr/sbin/sendmail\0-bd", .cmdline_len = 23 } },
	  .blind = true,
	  .wants = { { .pid = 91, .role = ROLE_DAEMON } } },
	{ .name = "a title that is cut before it says anything",
	  .procs = { { .pid = 91, .ppid = 1, .exe = SENDMAIL,
		.cmdline = "sendmail: MT" } },
	  .wants = { { .pid = 91, .role = ROLE_UNKNOWN, .reason = true } } },
	{ .name = "the same with a socket: that is proof",
	  .procs = { { .pid = 91, .ppid = 1, .exe = SENDMAIL,
		.cmdline = "sendmail: MT" } },
	  .socks = { { "0.0.0.0", 2525, { 91 }, NULL, false } },
	  .wants = { { .pid = 91, .role = ROLE_DAEMON } } },
	{ .name = "words say loopback, the socket does not",
	  .procs = { { .pid = 91, .ppid = 1, .exe = "/usr/lib/sendmail",
		.cmdline = "/usr/lib/sendmail\0-bl\0-q15m",
		.cmdline_len = 28 } },
	  .socks = { { "192.0.2.25", 25, { 91 }, NULL, false } },
	  .wants = { { .pid = 91, .role = ROLE_DAEMON, .interval = 900 } } },
	{ .name = "v4 inside of v6 is loopback",
	  .procs = { { .pid = 91, .ppid = 1, .exe = SENDMAIL,
		.cmdline = ACCEPTING } },
	  .socks = { { "::ffff:127.0.0.1", 25, { 91 }, NULL, false } },
	  .wants = { { .pid = 91, .role = ROLE_LOOPBACK_DAEMON } } },
	{ .name = "postfix: master alone, and of Postfix only",
	  .procs = { { .pid = 50, .ppid = 1,
		.exe = "/usr/lib/postfix/sbin/master",
		.cmdline = "/usr/lib/postfix/sbin/master\0-w",
		.cmdline_len = 32, .unit = "postfix@-.service" },
		{ .pid = 51, .ppid = 50, .exe = "/usr/lib/postfix/sbin/smtpd",
		.cmdline = "smtpd\0-n\0smtp", .cmdline_len = 14 },
		{ .pid = 60, .ppid = 1, .exe = "/usr/lib/cyrus/bin/master",
		.cmdline = "cyrmaster" } },
	  .socks = { { "127.0.0.1", 25, { 51, 50 }, NULL, false } },
	  .wants = { { .pid = 50, .role = ROLE_LOOPBACK_DAEMON,
		.mta = "postfix", .unit = "postfix@-.service" } } },
	{ .name = "postfix without inet services",
	  .procs = { { .pid = 50, .ppid = 1,
		.exe = "/usr/libexec/postfix/master",
		.cmdline = "/usr/libexec/postfix/master\0-w",
		.cmdline_len = 31 } },
	  .wants = { { .pid = 50, .role = ROLE_QUEUE_RUNNER,
		.mta = "postfix" } } },
	{ .name = "exim: daemon and its session",
	  .procs = { { .pid = 50, .ppid = 1, .exe = "/usr/sbin/exim4",
		.cmdline = "/usr/sbin/exim4\0-bd\0-q30m", .cmdline_len = 26 },
		{ .pid = 51, .ppid = 50, .exe = "/usr/sbin/exim4",
		.cmdline = "/usr/sbin/exim4\0-bd\0-q30m",
		.cmdline_len = 26 } },
	  .socks = { { "::", 25, { 50 }, NULL, true } },
	  .wants = { { .pid = 50, .role = ROLE_DAEMON, .mta = "exim",
		.interval = 1800 },
		{ .pid = 51, .role = ROLE_SESSION, .mta = "exim",
		.interval = 1800 } } },
	{ .name = "exim that only runs the queue",
	  .procs = { { .pid = 50, .ppid = 1, .exe = "/usr/sbin/exim4",
		.cmdline = "/usr/sbin/exim4\0-q30m", .cmdline_len = 22 } },
	  .wants = { { .pid = 50, .role = ROLE_QUEUE_RUNNER, .mta = "exim",
		.interval = 1800 } } },
	{ .name = "opensmtpd: a child has the sockets",
	  .procs = { { .pid = 50, .ppid = 1, .exe = "/usr/sbin/smtpd",
		.cmdline = "smtpd: [priv]" },
		{ .pid = 52, .ppid = 50, .exe = "/usr/sbin/smtpd",
		.cmdline = "smtpd: pony express" },
		{ .pid = 53, .ppid = 50, .exe = "/usr/sbin/smtpd",
		.cmdline = "smtpd: lookup" } },
	  .socks = { { "0.0.0.0", 25, { 52 }, NULL, false } },
	  .wants = { { .pid = 50, .role = ROLE_DAEMON, .mta = "opensmtpd" },
		{ .pid = 52, .role = ROLE_DAEMON, .mta = "opensmtpd" },
		{ .pid = 53, .role = ROLE_SESSION, .mta = "opensmtpd" } } },
};

static const struct process *
find(const struct facts *f, pid_t pid)
{
	const struct process *p;

	for (p = f->processes; p != NULL; p = p->next)
		if (p->pid == pid)
			return p;
	return NULL;
}

static void
check_want(const struct facts *f, const struct row *r, const struct want *w)
{
	const struct process *p = find(f, w->pid);

	if (p == NULL)
		fail_msg("%s: no process %d", r->name, (int)w->pid);
	else if (p->role != w->role)
		fail_msg("%s: %d is %s", r->name, (int)p->pid,
		    role_name(p->role));
	else if (p->accepting == w->closed)
		fail_msg("%s: %d accepts: %d", r->name, (int)p->pid,
		    p->accepting);
	else if (p->queue_interval != (w->interval == 0 ? -1 : w->interval))
		fail_msg("%s: interval %ld", r->name, p->queue_interval);
	assert_string_equal(p->mta, w->mta == NULL ? "sendmail" : w->mta);
	if (w->source != NULL)
		assert_string_equal(p->command_source, w->source);
	if (w->unit != NULL)
		assert_string_equal(p->unit, w->unit);
	if (w->reason)
		assert_non_null(p->reason);
	else
		assert_null(p->reason);
}

static void
test_rows(void **state)
{
	const struct process *p;
	struct facts f;
	struct err e = { .code = 0 };
	size_t i, n, m;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct fake_host h = { .host = FAKE_HOST,
			.blind = rows[i].blind };

		memcpy(h.procs, rows[i].procs, sizeof(rows[i].procs));
		memcpy(h.socks, rows[i].socks, sizeof(rows[i].socks));
		facts_init(&f);
		assert_int_equal(running_gather(&h.host, NULL, &f, &e), 0);
		assert_true(f.running_seen);
		assert_true(f.sockets_seen);
		assert_null(f.doubts);
		for (n = 0; rows[i].wants[n].pid != 0; n++)
			check_want(&f, &rows[i], &rows[i].wants[n]);
		for (m = 0, p = f.processes; p != NULL; p = p->next)
			m++;
		if (m != n)
			fail_msg("%s: %zu processes", rows[i].name, m);
		facts_release(&f);
	}
}

static void
test_command(void **state)
{
	struct fake_host h = { .host = FAKE_HOST, .procs = {
		{ .pid = 91, .ppid = 1, .exe = SENDMAIL, .uid = 0,
		    .deleted = true, .cmdline = ACCEPTING,
		    .cmdline_len = sizeof(ACCEPTING) },
		{ .pid = 95, .ppid = 1, .exe = SENDMAIL, .cmdline =
		    "/usr/sbin/sendmail\0-q\0 15m", .cmdline_len = 27 } } };
	const struct process *p;
	struct facts f;

	facts_init(&f);
	assert_int_equal(running_gather(&h.host, NULL, &f, NULL), 0);
	p = find(&f, 91);
	assert_string_equal(p->command,
	    "sendmail: MTA: accepting connections");
	assert_string_equal(p->title, "sendmail: MTA: accepting connections");
	assert_string_equal(p->exe, SENDMAIL);
	assert_true(p->exe_deleted);
	assert_int_equal(p->start, 9100);
	p = find(&f, 95);
	assert_string_equal(p->command, "/usr/sbin/sendmail -q ' 15m'");
	assert_null(p->title);
	facts_release(&f);
}

static bool
is_noted(const struct note *n, const char *about, const char *reason)
{
	for (; n != NULL; n = n->next)
		if (strcmp(n->about, about) == 0 &&
		    strcmp(n->reason, reason) == 0)
			return true;
	return false;
}

static void
test_unseen(void **state)
{
	struct fake_host h = { .host = FAKE_HOST, .blind = true,
		.seen = { .foreign = 2, .hidden = 1, .mounted_hidden = true },
		.socks = { { .address = "0.0.0.0", .port = 25 } } };
	struct facts f;

	facts_init(&f);
	assert_int_equal(running_gather(&h.host, NULL, &f, NULL), 0);
	assert_true(is_noted(f.unseen, "processes", "2 mail or super-server "
	    "processes of other namespaces (containers)"));
	assert_true(is_noted(f.unseen, "processes",
	    "the program of 1 process could not be read"));
	assert_true(is_noted(f.doubts, "processes",
	    "/proc hides the processes of other users"));
	assert_true(is_noted(f.unseen, "listeners",
	    "who holds the socket on port 25 could not be seen"));
	assert_null(f.processes);
	facts_release(&f);
	/* hidepid=1: the others are there, without so much as a name */
	h.seen = (struct proc_blind){ .hidden = 1, .nameless = 1 };
	facts_init(&f);
	assert_int_equal(running_gather(&h.host, NULL, &f, NULL), 0);
	assert_true(is_noted(f.doubts, "processes",
	    "/proc hides the processes of other users"));
	facts_release(&f);
	/* a list that another program printed */
	h.seen = (struct proc_blind){ .unread = 2, .limits = "no units" };
	facts_init(&f);
	assert_int_equal(running_gather(&h.host, NULL, &f, NULL), 0);
	assert_true(is_noted(f.doubts, "processes",
	    "2 lines of the list of processes not understood"));
	assert_true(is_noted(f.unseen, "processes", "no units"));
	facts_release(&f);
}

static void
test_tree(void **state)
{
	struct host h = { .root = ROOT_INIT, .source = SOURCE_ROOT };
	struct facts f;

	facts_init(&f);
	assert_int_equal(running_gather(&h, NULL, &f, NULL), 0);
	assert_false(f.running_seen);
	assert_false(f.sockets_seen);
	assert_true(is_noted(f.unseen, "processes",
	    "processes cannot be observed in a tree"));
	assert_true(is_noted(f.unseen, "listeners",
	    "sockets cannot be observed in a tree"));
	assert_null(f.doubts);
	facts_release(&f);
}

static void
test_failures(void **state)
{
	struct fake_host h = { .host = FAKE_HOST, .list_error = EIO,
		.sock_error = EIO };
	struct facts f;

	facts_init(&f);
	assert_int_equal(running_gather(&h.host, NULL, &f, NULL), 0);
	assert_false(f.running_seen);
	assert_false(f.sockets_seen);
	assert_true(is_noted(f.doubts, "processes", "no process table"));
	assert_true(is_noted(f.doubts, "listeners", "no sockets"));
	facts_release(&f);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows),
		cmocka_unit_test(test_command),
		cmocka_unit_test(test_unseen),
		cmocka_unit_test(test_tree),
		cmocka_unit_test(test_failures),
	};

	return cmocka_run_group_tests_name("running", tests, NULL, NULL);
}
