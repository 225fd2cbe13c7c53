/* Programs, titles and command lines of single processes. */
#include "tests/unit/unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "agent/run/mailproc.h"

#define SENDMAIL "/usr/libexec/sendmail/sendmail"

static const struct {
	const char *exe, *comm, *cmdline, *mta;
} programs[] = {
	{ "/usr/sbin/sendmail", "sendmail", "", "sendmail" },
	{ "/usr/sbin/sendmail.sendmail", "sendmail", "", "sendmail" },
	{ SENDMAIL, "sendmail-mta", "", "sendmail" },
	{ "/usr/lib/sm.bin/sendmail", "sendmail-msp", "", "sendmail" },
	{ "/usr/sbin/exim4", "exim4", "", "exim" },
	{ "/usr/sbin/exim", "exim", "", "exim" },
	{ "/usr/lib/postfix/sbin/master", "master", "", "postfix" },
	{ "/usr/libexec/postfix/master", "master", "", "postfix" },
	{ "/usr/lib/postfix/sbin/smtpd", "smtpd", "", NULL },
	{ "/usr/lib/cyrus/bin/master", "master", "", NULL },
	{ "/usr/sbin/smtpd", "smtpd", "", "opensmtpd" },
	{ "/var/qmail/bin/qmail-smtpd", "qmail-smtpd", "", "qmail" },
	{ "/usr/sbin/nullmailer-send", "nullmailer-send", "", "nullmailer" },
	{ "/usr/sbin/dma", "dma", "", "dma" },
	{ "/usr/bin/msmtpd", "msmtpd", "", "msmtpd" },
	/* a name in the arguments or the title makes no MTA */
	{ "/usr/bin/bash", "sendmail", "/usr/sbin/sendmail -bd", NULL },
	{ "/usr/bin/less", "less", "/etc/init.d/sendmail", NULL },
	{ "/usr/sbin/sshd", "sshd", "", NULL },
	/* the program of another user */
	{ NULL, "sendmail", "sendmail: accepting connections", "sendmail" },
	{ NULL, "sendmail-mta", "", "sendmail" },
	{ NULL, "exim4", "", "exim" },
	{ NULL, "master", "/usr/lib/postfix/sbin/master -w", NULL },
	{ NULL, "master", "/usr/lib/postfix/sbin/master", "postfix" },
	{ NULL, "master", "/usr/lib/cyrus/bin/master", NULL },
	{ NULL, "master", "master", NULL },
	{ NULL, "smtpd", "smtpd: [priv]", "opensmtpd" },
	{ NULL, "smtpd", "smtpd", NULL },
	{ NULL, "sshd", "", NULL },
	{ NULL, NULL, "", NULL },
};

static void
test_mta(void **state)
{
	const char *got;
	size_t i;

	for (i = 0; i < sizeof(programs) / sizeof(programs[0]); i++) {
		const struct proc p = { .pid = 91, .exe = programs[i].exe,
			.comm = programs[i].comm,
			.cmdline = programs[i].cmdline,
			.cmdline_len = strlen(programs[i].cmdline) };

		got = mailproc_mta(&p);
		if (got == NULL && programs[i].mta == NULL)
			continue;
		if (got == NULL || programs[i].mta == NULL ||
		    strcmp(got, programs[i].mta) != 0)
			fail_msg("row %zu: %s", i, got == NULL ? "-" : got);
		assert_true(mailproc_wanted(NULL, p.exe, p.comm));
	}
}

static void
test_super(void **state)
{
	static const struct { const char *exe, *comm; bool super; } rows[] = {
		{ "/usr/lib/systemd/systemd", NULL, true },
		{ "/usr/sbin/xinetd", NULL, true },
		{ "/usr/sbin/inetd", "inetd", true },
		{ "/bin/busybox", "inetd", true },
		{ "/bin/busybox", "sh", false },
		{ "/usr/bin/python3", "inetd", false },
		{ "/usr/lib/systemd/systemd-journald", NULL, false },
		{ NULL, "systemd", true },
		{ NULL, "bash", false },
	};
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const struct proc p = { .exe = rows[i].exe,
			.comm = rows[i].comm };

		assert_int_equal(mailproc_is_super(&p), rows[i].super);
	}
	assert_true(mailproc_wanted(NULL, "/usr/lib/systemd/systemd", NULL));
	assert_true(mailproc_wanted(NULL, NULL, "xinetd"));
	assert_true(mailproc_wanted(NULL, NULL, "master"));
	assert_false(mailproc_wanted(NULL, "/usr/bin/bash", NULL));
	assert_false(mailproc_wanted(NULL, NULL, "bash"));
}

/* What pid files may say beside a title, and which are believed. */
static const struct {
	const char *name, *cmdline, *file;
	const char *words;		/* NULL: none */
	const char *source;
	enum role role;
	long interval;
} beside[] = {
	{ "the daemon's own", "sendmail: MTA: accepting connections",
	  "91\n/usr/sbin/sendmail-mta -Am -L sm-mta -bd -q10m\n",
	  "/usr/sbin/sendmail-mta -Am -L sm-mta -bd -q10m", "pid-file",
	  ROLE_DAEMON, 600 },
	{ "says daemon, is a runner",
	  "sendmail: Queue runner@00:15:00 for /var/spool/mqueue",
	  "91\n/usr/sbin/sendmail -bd -q15m\n", NULL, "title",
	  ROLE_QUEUE_RUNNER, 900 },
	{ "says runner, is the daemon", "sendmail: accepting connections",
	  "91\n/usr/sbin/sendmail -q15m\n", NULL, "title", ROLE_DAEMON, -1 },
	{ "a runner's own",
	  "sendmail: Queue runner@00:15:00 for /var/spool/mqueue",
	  "91\n/usr/sbin/sendmail -q15m\n", "/usr/sbin/sendmail -q15m",
	  "pid-file", ROLE_QUEUE_RUNNER, 900 },
	{ "a runner whose file tells that it is the MSP's",
	  "sendmail: Queue runner@00:15:00 f",
	  "91\n/usr/sbin/sendmail -L sm-msp-queue -Ac -q15m\n",
	  "/usr/sbin/sendmail -L sm-msp-queue -Ac -q15m", "pid-file",
	  ROLE_SUBMISSION_RUNNER, 900 },
	{ "of another process", "sendmail: accepting connections",
	  "92\n/usr/sbin/sendmail -bd\n", NULL, "title", ROLE_DAEMON, -1 },
	{ "a cut title is completed by the file", "sendmail: MT",
	  "91\n/usr/sbin/sendmail -bd -q1h\n", "/usr/sbin/sendmail -bd -q1h",
	  "pid-file", ROLE_DAEMON, 3600 },
	{ "true arguments need no file", "/usr/sbin/sendmail",
	  "91\n/usr/sbin/sendmail -bd\n", "/usr/sbin/sendmail", "cmdline",
	  ROLE_ONE_SHOT, -1 },
};

static void
test_pid_files(void **state)
{
	static const char *const files[] = { "/run/nothing.pid",
		"/run/sendmail.pid", NULL };
	char dir[] = "/tmp/hm-mailproc-XXXXXX";
	struct host h = { .root = ROOT_INIT };
	struct pool pool = { .blocks = NULL };
	struct mailproc m;
	const char *text;
	size_t i;

	assert_non_null(mkdtemp(dir));
	assert_int_equal(root_open(&h.root, dir, NULL), 0);
	for (i = 0; i < sizeof(beside) / sizeof(beside[0]); i++) {
		const struct proc p = { .pid = 91, .exe = SENDMAIL,
			.uid = (long)geteuid(), .cmdline = beside[i].cmdline,
			.cmdline_len = strlen(beside[i].cmdline) + 1 };

		assert_int_equal(root_overlay_put(&h.root, files[1],
		    beside[i].file, strlen(beside[i].file)), 0);
		assert_int_equal(mailproc_read(&h, files, &p, "sendmail",
		    &pool, &m), 0);
		text = m.words.n == 0 ? "-" : words_text(&pool, &m.words);
		if (strcmp(text, beside[i].words == NULL ? "-" :
		    beside[i].words) != 0)
			fail_msg("%s: %s", beside[i].name, text);
		if (m.role != beside[i].role)
			fail_msg("%s: %s", beside[i].name, role_name(m.role));
		assert_string_equal(m.source, beside[i].source);
		assert_int_equal(m.queue_interval, beside[i].interval);
		assert_null(m.reason);
	}
	root_release(&h.root);
	assert_int_equal(rmdir(dir), 0);
	pool_release(&pool);
}

/* Exim's command line: role and interval. */
static void
test_exim(void **state)
{
	static const struct {
		const char *cmdline;
		size_t len;
		bool on_socket;
		enum role role;
		long interval;
	} rows[] = {
#define ROW(line, sock, what, seconds) \
	{ line, sizeof(line), sock, what, seconds }
		ROW("exim4\0-bd\0-q30m", false, ROLE_DAEMON, 1800),
		ROW("exim4\0-bdf\0-q30m", false, ROLE_DAEMON, 1800),
		ROW("exim4\0-bw15m", true, ROLE_DAEMON, -1),
		ROW("exim4\0-oP\0/run/exim.pid\0-q30m", false,
		    ROLE_QUEUE_RUNNER, 1800),
		ROW("exim4\0-q\00030m", false, ROLE_QUEUE_RUNNER, 1800),
		ROW("exim4\0-qff1h", false, ROLE_QUEUE_RUNNER, 3600),
		ROW("exim4\0-q", false, ROLE_ONE_SHOT, -1),
		ROW("exim4\0-qff", false, ROLE_ONE_SHOT, -1),
		ROW("exim4\0-bs", true, ROLE_SESSION, -1),
		ROW("exim4\0-bs", false, ROLE_ONE_SHOT, -1),
		ROW("exim4\0-Mc\0001kTest-000000-00", false, ROLE_ONE_SHOT,
		    -1),
		ROW("exim4\0-bdx", false, ROLE_ONE_SHOT, -1),
#undef ROW
	};
	struct pool pool = { .blocks = NULL };
	struct mailproc m;
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const struct proc p = { .pid = 91, .exe = "/usr/sbin/exim4",
			.cmdline = rows[i].cmdline,
			.cmdline_len = rows[i].len,
			.stdin_socket = rows[i].on_socket };

		assert_int_equal(mailproc_read(NULL, NULL, &p, "exim", &pool,
		    &m), 0);
		if (m.role != rows[i].role ||
		    m.queue_interval != rows[i].interval)
			fail_msg("row %zu: %s, %ld", i, role_name(m.role),
			    m.queue_interval);
	}
	pool_release(&pool);
}

static void
test_other(void **state)
{
	const struct proc runner = { .pid = 91, .cmdline = "nullmailer-send",
		.cmdline_len = 16, .exe = "/usr/sbin/nullmailer-send" };
	const struct proc rare = { .pid = 92, .cmdline = "citserver",
		.cmdline_len = 10, .exe = "/usr/sbin/citserver" };
	struct pool pool = { .blocks = NULL };
	struct mailproc m;

	assert_int_equal(mailproc_read(NULL, NULL, &runner, "nullmailer",
	    &pool, &m), 0);
	assert_int_equal(m.role, ROLE_QUEUE_RUNNER);
	assert_int_equal(mailproc_read(NULL, NULL, &rare, "citadel", &pool,
	    &m), 0);
	assert_int_equal(m.role, ROLE_UNKNOWN);
	assert_string_equal(m.reason, "what this program does is not known");
	assert_int_equal(m.words.n, 1);
	pool_release(&pool);
}

/* More arguments than are read: what they would change is not known. */
static void
test_cut(void **state)
{
	struct proc p = { .pid = 91, .exe = SENDMAIL, .cmdline =
		"/usr/sbin/sendmail\0-t\0someb", .cmdline_len = 27,
		.cmdline_cut = true };
	struct pool pool = { .blocks = NULL };
	struct mailproc m;

	assert_int_equal(mailproc_read(NULL, NULL, &p, "sendmail", &pool,
	    &m), 0);
	assert_int_equal(m.words.n, 3);
	assert_int_equal(m.words.v[1].gap, WORD_KNOWN);
	assert_string_equal(m.words.v[2].text, "someb");
	assert_int_equal(m.words.v[2].gap, WORD_MANY);
	p.cmdline_cut = false;
	assert_int_equal(mailproc_read(NULL, NULL, &p, "sendmail", &pool,
	    &m), 0);
	assert_int_equal(m.words.v[2].gap, WORD_KNOWN);
	p.cmdline = "/usr/sbin/sendmail\0-b";
	p.cmdline_len = 21;
	p.cmdline_cut = true;
	assert_int_equal(mailproc_read(NULL, NULL, &p, "sendmail", &pool,
	    &m), 0);
	assert_int_equal(m.role, ROLE_UNKNOWN);
	assert_non_null(m.reason);
	pool_release(&pool);
}

/* A line of ps that was cut: the pid file has the rest, if it begins so. */
static void
test_cut_line(void **state)
{
#define SHOWN "/usr/lib/sendmail -L sm-mta -bd -om -C/etc/mail/cluster/hub"
	static const struct {
		const char *file, *words;
		enum role role;
	} rows[] = {
		{ "", NULL, ROLE_UNKNOWN },
		{ "91\n" SHOWN ".cf -bs\n", SHOWN ".cf -bs", ROLE_ONE_SHOT },
		{ "91\n" SHOWN "\n", SHOWN, ROLE_DAEMON },
		{ "91\n" SHOWN " -q1h\n", SHOWN " -q1h", ROLE_DAEMON },
		/* Another's: shorter, different, of another pid. */
		{ "91\n/usr/lib/sendmail -L sm-mta -bd\n", NULL,
			ROLE_UNKNOWN },
		{ "91\n/usr/lib/sendmail -L sm-msp -bd -om "
			"-C/etc/mail/cluster/hub.cf\n", NULL, ROLE_UNKNOWN },
		{ "92\n" SHOWN ".cf\n", NULL, ROLE_UNKNOWN },
	};
	static const char *const files[] = { "/run/sendmail.pid", NULL };
	struct proc p = { .pid = 91, .comm = "sendmail", .cmdline = SHOWN,
		.cmdline_len = sizeof(SHOWN) - 1, .cmdline_plain = true,
		.cmdline_cut = true, .uid = (long)geteuid() };
	char dir[] = "/tmp/hm-test-XXXXXX";
	struct pool pool = { .blocks = NULL };
	struct host h = { .root = ROOT_INIT };
	struct mailproc m;
	size_t i;

	assert_non_null(mkdtemp(dir));
	assert_int_equal(root_open(&h.root, dir, NULL), 0);
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		print_message("# %s", rows[i].file);
		assert_int_equal(root_overlay_put(&h.root, files[0],
		    rows[i].file, strlen(rows[i].file)), 0);
		assert_int_equal(mailproc_read(&h, files, &p, "sendmail",
		    &pool, &m), 0);
		if (m.role != rows[i].role)
			fail_msg("%s, %s", role_name(m.role), m.reason);
		if (rows[i].words == NULL) {
			assert_string_equal(m.source, "cmdline");
			assert_string_equal(m.reason, "its command line was "
			    "cut, and no pid file has the rest");
			continue;
		}
		assert_string_equal(m.source, "pid-file");
		assert_string_equal(words_text(&pool, &m.words),
		    rows[i].words);
		assert_null(m.reason);
	}
	root_release(&h.root);
	assert_int_equal(rmdir(dir), 0);
	pool_release(&pool);
#undef SHOWN
}

/* The path in a line of ps is that of its first word. */
static void
test_plain(void **state)
{
	static const struct {
		const char *comm, *line, *mta;
	} rows[] = {
		{ "master", "/usr/lib/postfix/sbin/master -w", "postfix" },
		{ "master", "/opt/master of puppets", NULL },
		{ "smtpd", "smtpd: control", "opensmtpd" },
		{ "smtpd", "smtpd", NULL },
		{ "sendmail", "", "sendmail" },
	};
	struct pool pool = { .blocks = NULL };
	struct proc p = { .pid = 91, .cmdline_plain = true };
	struct mailproc m;
	const char *mta;
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		p.comm = rows[i].comm;
		p.cmdline = rows[i].line;
		p.cmdline_len = strlen(rows[i].line);
		mta = mailproc_mta(&p);
		assert_string_equal(mta == NULL ? "-" : mta,
		    rows[i].mta == NULL ? "-" : rows[i].mta);
	}
	p.comm = "exim";
	p.cmdline = "exim  -bd -q15m";
	p.cmdline_len = strlen(p.cmdline);
	assert_int_equal(mailproc_read(NULL, NULL, &p, "exim", &pool, &m), 0);
	assert_int_equal(m.words.n, 3);
	assert_int_equal(m.role, ROLE_DAEMON);
	assert_int_equal(m.queue_interval, 900);
	pool_release(&pool);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_mta),
		cmocka_unit_test(test_super),
		cmocka_unit_test(test_pid_files),
		cmocka_unit_test(test_exim),
		cmocka_unit_test(test_other),
		cmocka_unit_test(test_cut),
		cmocka_unit_test(test_cut_line),
		cmocka_unit_test(test_plain),
	};

	return cmocka_run_group_tests_name("mailproc", tests, NULL, NULL);
}
