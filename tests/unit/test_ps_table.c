/* Lists of processes of many systems, and what their lines mean. The files
 * of tests/data/ps hold the lines that the notes on each vendor's ps give. */
#include "tests/unit/unit.h"

#include <errno.h>
#include <string.h>

#include "agent/model/role.h"
#include "agent/port/ps_table.h"
#include "agent/run/mailproc.h"
#include "tests/unit/recorded.h"

static const char passwd[] = "root:x:0:0:root:/root:/bin/sh\n"
    "smm:x:7:7::/:\nsmmsp:x:25:25:SendMail Submission:/:\n"
    "systemd+x:x:9:9::/:\nbroken:x\n";

/* One process of an MTA or a super-server. */
struct want {
	pid_t pid, ppid;
	long uid;
	const char *comm;
	const char *line;	/* NULL: nothing to be read */
	enum role role;		/* NONE: a super-server */
	bool cut;
};

struct sample {
	const char *file;
	unsigned rows;
	struct want wants[6];
};

#define SRC 1245188
#define CUT_80 "/usr/lib/sendmail -L sm-mta -q15m -bd " \
	"-ODaemonPortOptions=Name=MTA,Addr=127.0.0."
#define CUT_79 "/usr/lib/sendmail -L sm-mta -q15m -bd " \
	"-ODaemonPortOptions=Name=MTA,Addr=127.0.0"

static const struct sample samples[] = {
	{ "solaris-2.5.ef", 4, {
		{ 121, 1, 0, "inetd", "/usr/sbin/inetd -s", ROLE_NONE, false },
		{ 168, 1, 0, "sendmail", "/usr/lib/sendmail -bd -q1h",
			ROLE_DAEMON, false } } },
	{ "solaris-8.o", 3, {
		{ 191, 1, -1, "sendmail", "/usr/lib/sendmail -bd -q15m",
			ROLE_DAEMON, false } } },
	{ "solaris-9.posix", 5, {
		{ 140, 1, 0, "inetd", "/usr/sbin/inetd -s", ROLE_NONE, false },
		{ 229, 1, 25, "sendmail", "/usr/lib/sendmail -Ac -q15m",
			ROLE_SUBMISSION_RUNNER, false },
		{ 231, 1, 0, "sendmail", "/usr/lib/sendmail -bd -q15m",
			ROLE_DAEMON, false } } },
	{ "solaris-11.ef", 4, {
		{ 1009, 1, 25, "sendmail", "/usr/lib/inet/sendmail -Ac -q15m",
			ROLE_SUBMISSION_RUNNER, false },
		{ 1011, 1, 0, "sendmail", "/usr/lib/inet/sendmail -bl -q15m",
			ROLE_LOOPBACK_DAEMON, false } } },
	/* What was behind the cut was "-bs" for both. */
	{ "svr4-cut-80.ef", 3, {
		{ 191, 1, 0, "sendmail", CUT_80, ROLE_UNKNOWN, true },
		{ 192, 1, 0, "sendmail", CUT_79, ROLE_UNKNOWN, true } } },
	{ "hpux-10.ef", 4, {
		{ 401, 1, 0, "inetd", "inetd", ROLE_NONE, false },
		{ 512, 1, 0, "sendmail", "/usr/sbin/sendmail -bd -q30m "
			"-accepting connections", ROLE_DAEMON, false },
		{ 513, 1, 0, "sendmail", "/usr/sbin/sendmail -bd -q30m "
			"-C/etc/mail/site/sendmail.cf -accep", ROLE_DAEMON,
			true } } },
	/* A queue runner by what is seen, but "-bd" stood behind the cut. */
	{ "hpux-11.ef", 3, {
		{ 905, 1, 0, "sendmail", "sendmail: accepting connections on "
			"port 25", ROLE_DAEMON, false },
		{ 906, 1, 0, "sendmail", "/usr/sbin/sendmail -L sm-mta -q30m "
			"-oQ/var/spool/mqueue/outgoing", ROLE_UNKNOWN,
			true } } },
	{ "hpux-11.posix", 3, {
		{ 401, 1, 0, "inetd", "/usr/sbin/inetd", ROLE_NONE, false },
		{ 905, 1, 0, "sendmail", "sendmail: accepting connections on "
			"port 25", ROLE_DAEMON, false } } },
	{ "aix-5.elf", 3, {
		{ 1704120, SRC, 0, "sendmail",
			"sendmail: accepting connections", ROLE_DAEMON,
			false } } },
	{ "aix-4.1.ef", 4, {
		{ 7230, 3368, 0, "sendmail", "/usr/lib/sendmail -bd -q30m",
			ROLE_DAEMON, false },
		{ 7240, 3368, 0, "sendmail", NULL, ROLE_UNKNOWN, false } } },
	{ "aix-7.posix", 4, {
		{ 4456846, 3211544, 0, "sendmail",
			"sendmail: accepting connections", ROLE_DAEMON, false },
		{ 4522000, 3211544, 0, "inetd", "/usr/sbin/inetd", ROLE_NONE,
			false } } },
	{ "irix-6.5.o", 2, {
		{ 363, 1, -1, "sendmail", "/usr/lib/sendmail -bd -q15m",
			ROLE_DAEMON, false } } },
	{ "irix-3.ef", 2, {
		{ 161, 1, 0, "sendmail", "/usr/lib/sendmail -bd -q15m",
			ROLE_DAEMON, false } } },
	{ "unixware-7.ef", 3, {
		{ 777, 1, 0, "sendmail", "/usr/lib/sendmail -q1m -bd",
			ROLE_DAEMON, false },
		{ 778, 1, 0, "sendmail", "/usr/lib/sendmail -q15m",
			ROLE_QUEUE_RUNNER, false } } },
	{ "osf1-2.ax", 4, {
		{ 288, 0, -1, "sendmail", "-accepting connections (sendmail)",
			ROLE_DAEMON, false },
		{ 290, 0, -1, "sendmail", "-accepting connections",
			ROLE_DAEMON, false } } },
	{ "sunos-4.ax", 4, {
		{ 142, 0, -1, "sendmail", "/usr/lib/sendmail -bd -q1h",
			ROLE_DAEMON, false },
		{ 145, 0, -1, "sendmail", NULL, ROLE_UNKNOWN, false } } },
	{ "freebsd.ax", 5, {
		{ 612, 0, -1, "sendmail", "sendmail: accepting connections "
			"(sendmail)", ROLE_DAEMON, false },
		{ 615, 0, -1, "sendmail", "sendmail: Queue runner@00:30:00 for "
			"/var/spool/clientmqueue (sendmail)",
			ROLE_SUBMISSION_RUNNER, false },
		{ 700, 0, -1, "sendmail", "sendmail: server mail.example.org "
			"[192.0.2.9] cmd read (sendmail)", ROLE_SESSION,
			false },
		{ 720, 0, -1, "inetd", NULL, ROLE_NONE, false } } },
	{ "freebsd.posix", 3, {
		{ 612, 1, 0, "sendmail", "sendmail: accepting connections "
			"(sendmail)", ROLE_DAEMON, false },
		{ 615, 1, 25, "sendmail", "sendmail: Queue runner@00:30:00 for "
			"/var/spool/clientmqueue (sendmail)",
			ROLE_SUBMISSION_RUNNER, false } } },
	{ "debian-12.posix", 6, {
		{ 1, 0, 0, "systemd", "/lib/systemd/systemd --system "
			"--deserialize 31", ROLE_NONE, false },
		{ 95, 1, 0, "sendmail-mta", "sendmail: MTA: accepting "
			"connections", ROLE_DAEMON, false },
		{ 97, 1, 25, "sendmail-msp", "sendmail: MSP: Queue "
			"runner@00:20:00 for /var/spool/mqueue-client",
			ROLE_SUBMISSION_RUNNER, false },
		{ 120, 95, 0, "sendmail-mta", "sendmail: MTA: server "
			"localhost [127.0.0.1] cmd read", ROLE_SESSION,
			false },
		{ 131, 1, -1, "sendmail", "/usr/sbin/sendmail -q15m",
			ROLE_QUEUE_RUNNER, false } } },
	{ "debian-12.ef", 3, {
		{ 1, 0, 0, "systemd", "/lib/systemd/systemd", ROLE_NONE,
			false },
		{ 95, 1, 0, "sendmail", "sendmail: MTA: rejecting connections "
			"on daemon MSP-v4: load average: 3", ROLE_DAEMON,
			false },
		{ 96, 1, 0, "sendmail", "/usr/sbin/sendmail -bd -q15m",
			ROLE_DAEMON, false } } },
};

static void
check(const struct host *h, const struct want *w, const struct proc *p,
    struct pool *pool)
{
	struct mailproc m;

	if (w->pid != p->pid)
		fail_msg("pid %ld, expected %ld", (long)p->pid, (long)w->pid);
	print_message("# pid %ld\n", (long)p->pid);
	assert_int_equal(p->ppid, w->ppid);
	assert_int_equal(p->uid, w->uid);
	assert_string_equal(p->comm, w->comm);
	assert_null(p->exe);
	assert_null(p->unit);
	assert_true(p->cmdline_plain);
	assert_int_equal(p->cmdline_cut, w->cut);
	if (w->line == NULL) {
		assert_int_equal(p->cmdline_len, 0);
	} else {
		assert_int_equal(p->cmdline_len, strlen(w->line));
		assert_memory_equal(p->cmdline, w->line, p->cmdline_len);
	}
	if (w->role == ROLE_NONE) {
		assert_true(mailproc_is_super(p));
		assert_null(mailproc_mta(p));
		return;
	}
	assert_string_equal(mailproc_mta(p), "sendmail");
	assert_int_equal(mailproc_read(h, NULL, p, "sendmail", pool, &m), 0);
	assert_string_equal(role_name(m.role), role_name(w->role));
	assert_int_equal(m.role == ROLE_UNKNOWN, m.reason != NULL);
}

static void
each_sample(void **state)
{
	static char text[65536];
	const struct host h = { .source = SOURCE_LIVE };
	struct ps_text in = { .text = text, .passwd = passwd,
		.passwd_len = sizeof(passwd) - 1 };
	struct ps_seen seen;
	const struct want *w;
	struct pool pool;
	struct proc *p;
	size_t i;

	for (i = 0; i < sizeof(samples) / sizeof(samples[0]); i++) {
		print_message("# %s\n", samples[i].file);
		pool = (struct pool){ .blocks = NULL };
		p = NULL;
		in.len = recorded("ps", samples[i].file, text, sizeof(text));
		assert_int_equal(ps_parse(&in, mailproc_wanted, NULL, &pool,
		    &p, &seen), 0);
		assert_int_equal(seen.unread, 0);
		assert_int_equal(seen.rows, samples[i].rows);
		for (w = samples[i].wants; w->pid != 0; w++, p = p->next) {
			assert_non_null(p);
			check(&h, w, p, &pool);
		}
		assert_null(p);
		pool_release(&pool);
	}
}

static int
parse(const char *text, struct pool *pool, struct proc **p,
    struct ps_seen *seen)
{
	const struct ps_text in = { .text = text, .len = strlen(text) };

	return ps_parse(&in, mailproc_wanted, NULL, pool, p, seen);
}

static void
no_list(void **state)
{
	static const char *const texts[] = { "", "\n\n", "usage: ps [-A]\n",
		"PID\n1\n", "USER COMMAND\nroot init\n",
		"PID COMMAND TIME\n1 init 0:00\n" };
	struct ps_seen seen = { .rows = 77 };
	struct pool pool = { .blocks = NULL };
	struct proc *p = NULL;
	size_t i;

	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		assert_int_equal(parse(texts[i], &pool, &p, &seen), -EINVAL);
	assert_null(p);
	assert_int_equal(seen.rows, 77);
	pool_release(&pool);
}

/* Lines that make no sense are counted: nobody may hide behind one. */
static void
odd_lines(void **state)
{
	struct ps_seen seen;
	struct pool pool = { .blocks = NULL };
	struct proc *p = NULL;

	assert_int_equal(parse("  PID  PPID USER COMMAND COMMAND\n"
	    "    1     0 root init    /sbin/init\n"
	    "   of a command line\n"
	    "-5 1 root sendmail sendmail -bd\n"
	    "99999999999 1 root sendmail sendmail -bd\n"
	    "   91     1 root a very long name of a program\n\n"
	    "   90     1 root /usr/lib/sendmail-and-more sendmail -bd", &pool,
	    &p, &seen), 0);
	assert_int_equal(seen.rows, 6);
	assert_int_equal(seen.unread, 3);
	assert_true(seen.init);
	assert_null(p);
	pool_release(&pool);
}

/* A command line with a line end in it could show a second process 1 that
 * is sendmail, and every daemon would be a child of sendmail. */
static void
forged_line(void **state)
{
	struct ps_seen seen;
	struct pool pool = { .blocks = NULL };
	struct proc *p = NULL;

	assert_int_equal(parse("  PID  PPID USER COMMAND COMMAND\n"
	    "    1     0 root init    /sbin/init\n"
	    "   91     1 root sendmail sendmail: accepting connections\n"
	    "  666     1 eve  sh      sh -c \n"
	    "    1     0 root sendmail sendmail: accepting connections\n",
	    &pool, &p, &seen), -EEXIST);
	assert_null(p);
	pool_release(&pool);
}

static void
sorted(void **state)
{
	struct ps_seen seen;
	struct pool pool = { .blocks = NULL };
	struct proc *p = NULL;

	assert_int_equal(parse("PID CMD\n30 inetd\n10 /usr/sbin/xinetd -x\n"
	    "20 sh\n25 exim -bd\n", &pool, &p, &seen), 0);
	assert_false(seen.init);
	assert_int_equal(p->pid, 10);
	assert_string_equal(p->comm, "xinetd");
	assert_int_equal(p->next->pid, 25);
	assert_int_equal(p->next->next->pid, 30);
	assert_null(p->next->next->next);
	pool_release(&pool);
}

/* A name as wide as its column, with blanks in it, is told from what
 * follows; a line of megabytes is cut. */
static void
wide(void **state)
{
	static char text[20000] = "PID COMMAND    ARGS\n"
	    "7   x inetd    exim -bd\n"
	    "8   exim       exim -bd ";
	struct ps_seen seen;
	struct pool pool = { .blocks = NULL };
	struct proc *p = NULL;

	memset(text + strlen(text), 'x', 19000);
	assert_int_equal(parse(text, &pool, &p, &seen), 0);
	assert_int_equal(p->pid, 8);
	assert_null(p->next);
	assert_true(p->cmdline_cut);
	assert_int_equal(p->cmdline_len, 4096);
	pool_release(&pool);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_sample),
		cmocka_unit_test(no_list),
		cmocka_unit_test(odd_lines),
		cmocka_unit_test(forged_line),
		cmocka_unit_test(sorted),
		cmocka_unit_test(wide),
	};

	return cmocka_run_group_tests_name("ps_table", tests, NULL, NULL);
}
