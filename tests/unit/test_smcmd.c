/* The command line, row by row as main.c has it, and with gaps. */
#include "agent/model/smcmd.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>

#include "tests/unit/unit.h"

#define DAEMON ROLE_DAEMON
#define LOOPBACK ROLE_LOOPBACK_DAEMON
#define RUNNER ROLE_QUEUE_RUNNER
#define CLIENT ROLE_SUBMISSION_RUNNER
#define INETD ROLE_INETD
#define ONCE ROLE_ONE_SHOT
#define NONE ROLE_NONE
#define WHAT ROLE_UNKNOWN

/* Words behind "sendmail", split at blanks; "x?" is a word with an unknown
 * tail, "x*" a gap of words, "''" an empty word, '_' a blank in a word. */
struct row {
	const char *line;
	char mode;
	enum role role;
	long interval;
};

static void
push(struct pool *p, struct words *w, const char *text, size_t len)
{
	char word[128];
	enum word_gap gap = WORD_KNOWN;
	size_t i;

	assert_true(len < sizeof(word));
	if (len > 0 && text[len - 1] == '?')
		gap = WORD_TAIL;
	else if (len > 0 && text[len - 1] == '*')
		gap = WORD_MANY;
	if (gap != WORD_KNOWN)
		len--;
	for (i = 0; i < len; i++)
		word[i] = (char)(text[i] == '_' ? ' ' : text[i]);
	if (len == 2 && memcmp(text, "''", 2) == 0)
		len = 0;
	word[len] = '\0';
	assert_int_equal(words_push(p, w, word, gap), 0);
}

static struct smcmd
parse(struct pool *p, const char *argv0, const char *line, bool local)
{
	struct words w = { .v = NULL };
	struct smcmd cmd;
	size_t n;

	assert_int_equal(words_push(p, &w, argv0, WORD_KNOWN), 0);
	while (*line != '\0') {
		n = strcspn(line, " ");
		push(p, &w, line, n);
		line += n;
		line += strspn(line, " ");
	}
	assert_int_equal(smcmd_parse(p, &w, local, &cmd), 0);
	return cmd;
}

static void
check_as(const char *argv0, bool local, const struct row *rows, size_t n)
{
	struct pool p = { .blocks = NULL };
	struct smcmd cmd;
	size_t i;

	for (i = 0; i < n; i++) {
		cmd = parse(&p, argv0, rows[i].line, local);
		if (smcmd_role(&cmd) != rows[i].role)
			fail_msg("%s: %s (%s), expected %s", rows[i].line,
			    role_name(smcmd_role(&cmd)),
			    cmd.error == NULL ? "no error" : cmd.error,
			    role_name(rows[i].role));
		if (rows[i].mode != '\0' && cmd.mode != rows[i].mode)
			fail_msg("%s: mode %c", rows[i].line, cmd.mode);
		if (rows[i].role != WHAT &&
		    cmd.queue_interval != rows[i].interval)
			fail_msg("%s: interval %ld", rows[i].line,
			    cmd.queue_interval);
	}
	pool_release(&p);
}
#define CHECK(rows) check_as("/usr/lib/sendmail", false, rows, \
    sizeof(rows) / sizeof((rows)[0]))
#define CHECK_AS(argv0, local, rows) check_as(argv0, local, rows, \
    sizeof(rows) / sizeof((rows)[0]))

static void
daemons(void **state)
{
	static const struct row rows[] = {
		{ "-bd", 'd', DAEMON, -1 },
		{ "-b d", 'd', DAEMON, -1 },
		{ "-bdANY", 'd', DAEMON, -1 },
		{ "-vbd", 'd', DAEMON, -1 },
		{ "-vb d", 'd', DAEMON, -1 },
		{ "-bdq30m", 'd', DAEMON, -1 },
		{ "-bD", 'd', DAEMON, -1 },
		{ "-bd -q15m", 'd', DAEMON, 900 },
		{ "-q1m -bd", 'd', DAEMON, 60 },
		{ "-bd -q1h -om", 'd', DAEMON, 3600 },
		{ "-bd -q 15m", 'd', DAEMON, 900 },
		{ "-bd -os", 'd', DAEMON, -1 },
		{ "-bd -q", 'd', DAEMON, 0 },
		{ "-q -bd", 'd', DAEMON, 0 },
		{ "-bs -bd", 'd', DAEMON, -1 },
		{ "-L sm-mta -bd -q25m", 'd', DAEMON, 1500 },
		{ "-Am -L sm-mta -bd -q10m", 'd', DAEMON, 600 },
		{ "-bd -C/etc/mail/localhost.cf", 'd', DAEMON, -1 },
		{ "-bd word -bs", 'd', DAEMON, -1 },
		{ "-bd -- -bs", 'd', DAEMON, -1 },
		{ "-bd --foo -bs", 'd', DAEMON, -1 },
		{ "-bd - -bs", 'd', DAEMON, -1 },
		{ "-bd '' -bs", 'd', DAEMON, -1 },
		{ "-bd -C", 'd', DAEMON, -1 },
		{ "-bd -d", 'd', DAEMON, -1 },
		{ "-bd -qf", 'd', DAEMON, 0 },
		{ "-bd -qp", 'd', DAEMON, 1 },
		{ "-bd -qGmain", 'd', DAEMON, 0 },
		{ "-bd -Ac -OUseMSP=False", 'd', DAEMON, -1 },
		{ "-bd -Ac -C/etc/mail/sendmail.cf", 'd', DAEMON, -1 },
		{ "-bd -G -Am", 'd', DAEMON, -1 },
		{ "-q15m -ODaemonPortOptions=Addr=localhost -bd", 'd',
		    DAEMON, 900 },
	};

	CHECK(rows);
}

static void
queue_runs(void **state)
{
	static const struct row rows[] = {
		{ "-q15m", 'q', RUNNER, 900 },
		{ "-q 15m", 'q', RUNNER, 900 },
		{ "-q30", 'q', RUNNER, 1800 },
		{ "-q1h30m", 'q', RUNNER, 5400 },
		{ "-q90m", 'q', RUNNER, 5400 },
		{ "-q1d", 'q', RUNNER, 86400 },
		{ "-q2w", 'q', RUNNER, 1209600 },
		{ "-q30s", 'q', RUNNER, 30 },
		{ "-q!15m", 'q', RUNNER, 900 },
		{ "-bm -q15m", 'q', RUNNER, 900 },
		{ "-bd -bm -q1h", 'q', RUNNER, 3600 },
		{ "-bd -q1h -bm", 'q', RUNNER, 3600 },
		{ "-q15m -q30m", 'q', RUNNER, 1800 },
		{ "-q15m -qRexample", 'q', RUNNER, 900 },
		{ "-qp", 'q', RUNNER, 1 },
		{ "-qp10m", 'q', RUNNER, 600 },
		{ "-qp0", 'q', RUNNER, 0 },
		{ "-Ac -q15m", 'q', CLIENT, 900 },
		{ "-L sm-msp-queue -Ac -q1h", 'q', CLIENT, 3600 },
		{ "-Aclient -qp30m", 'q', CLIENT, 1800 },
		{ "-Ac -Am -q15m", 'q', RUNNER, 900 },
		{ "-G -q15m", 'q', CLIENT, 900 },
		{ "-G -Am -q15m", 'q', RUNNER, 900 },
		{ "-C/etc/mail/submit.cf -q15m", 'q', CLIENT, 900 },
		{ "-Ac -C/x.cf -q15m", 'q', RUNNER, 900 },
		{ "-q", 'q', ONCE, 0 },
		{ "-q -v", 'q', ONCE, 0 },
		{ "-q0", 'q', ONCE, 0 },
		{ "-q ''", 'q', ONCE, 0 },
		{ "-q15m -q", 'q', ONCE, 0 },
		{ "-Ac -q", 'q', ONCE, 0 },
		{ "-qf", 'q', ONCE, 0 },
		{ "-qf15m", 'q', ONCE, 0 },
		{ "-qGmain", 'q', ONCE, 0 },
		{ "-qIabc", 'q', ONCE, 0 },
		{ "-qRexample", 'q', ONCE, 0 },
		{ "-qSexample", 'q', ONCE, 0 },
		{ "-qQ", 'q', ONCE, 0 },
		{ "-qL", 'q', ONCE, 0 },
		{ "-q!Iabc", 'q', ONCE, 0 },
		{ "-Qreason", 'q', ONCE, 0 },
		{ "-Qreason -q15m", 'q', ONCE, 0 },
		{ "-Q", 'q', ONCE, 0 },
	};

	CHECK(rows);
}

static void
other_modes(void **state)
{
	static const struct row rows[] = {
		{ "", 'm', ONCE, -1 },
		{ "-bd -bs", 's', INETD, -1 },
		{ "-bs", 's', INETD, -1 },
		{ "-Am -bs", 's', INETD, -1 },
		{ "-bp", 'p', ONCE, -1 },
		{ "-bp -q15m", 'p', ONCE, 900 },
		{ "-bP", 'P', ONCE, -1 },
		{ "-bi", 'i', ONCE, -1 },
		{ "-bt", 't', ONCE, -1 },
		{ "-bt -q15m", 't', ONCE, -1 },
		{ "-bv root", 'v', ONCE, -1 },
		{ "-bm root", 'm', ONCE, -1 },
		{ "-bh", 'h', ONCE, -1 },
		{ "-bH", 'H', ONCE, -1 },
		{ "-ba", 'a', ONCE, -1 },
		{ "-bC", 'C', ONCE, -1 },
		{ "-bO", 'O', ONCE, -1 },
		{ "-bO -bz", 'O', ONCE, -1 },
		{ "-oi -t", 'm', ONCE, -1 },
		{ "root -bd", 'm', ONCE, -1 },
		{ "-- -bd", 'm', ONCE, -1 },
		{ "-L -bd", 'm', ONCE, -1 },
		{ "-f -bd root", 'm', ONCE, -1 },
		/* obsolete() makes this -L -q0: a label, no queue run. */
		{ "-L -q", 'm', ONCE, -1 },
	};

	CHECK(rows);
}

static void
refused(void **state)
{
	static const struct row rows[] = {
		{ "-bz", 'z', NONE, -1 },
		{ "-bz -bd", 'z', NONE, -1 },
		{ "-bd -bz", 'z', NONE, -1 },
		{ "-bl", 'l', NONE, -1 },
		{ "-bx", 'x', NONE, -1 },
		{ "-b -d", '-', NONE, -1 },
		{ "-b", '\0', NONE, -1 },
		{ "-b ''", '\0', NONE, -1 },
		{ "-bd -k", '\0', NONE, -1 },
		{ "-bdq -Z", '\0', NONE, -1 },
		{ "-bd -accepting", '\0', NONE, -1 },
		{ "-bs -q15m", 's', NONE, -1 },
		{ "-bi -q15m", 'i', NONE, -1 },
		{ "-bv -q", 'v', NONE, -1 },
		{ "-bd -qx", 'd', NONE, 0 },
		{ "-bd -q-5m", 'd', NONE, 0 },
		{ "-q15x", 'q', NONE, 0 },
		{ "-bd -qnow", 'd', NONE, 0 },
		{ "-Ac -bd", 'd', NONE, -1 },
		{ "-bd -Ac -q15m", 'd', NONE, 900 },
		{ "-bd -OUseMSP=True", 'd', NONE, -1 },
		{ "-bd -G", 'd', NONE, -1 },
		{ "-q!Gmain", 'q', NONE, 0 },
		{ "-bd -Q", 'd', NONE, -1 },
		{ "-bd -Q.", '\0', NONE, -1 },
		{ "-bd -Q .", '\0', NONE, -1 },
		{ "-bd -I", '\0', NONE, -1 },
		{ "-bd -L", '\0', NONE, -1 },
		{ "-bd -O", '\0', NONE, -1 },
		/* obsolete() has stopped at the d, so -q has no argument. */
		{ "-vb d -q", '\0', NONE, -1 },
		{ "-bd -hx", 'd', NONE, -1 },
		{ "-bd -fa -fb", 'd', NONE, -1 },
		{ "-bd -fa -rb", 'd', NONE, -1 },
		{ "-bd -Rnothing", 'd', NONE, -1 },
		{ "-bd -Rfull -Rhdrs", 'd', NONE, -1 },
		{ "-bd -Nsometimes", 'd', NONE, -1 },
		{ "-bd -Va=b", 'd', NONE, -1 },
		{ "-bd -V+4", 'd', NONE, -1 },
		{ "-d0.1 -D/dev/null -bd", 'd', NONE, -1 },
	};
	static const struct row taken[] = {
		{ "-bd -h5", 'd', DAEMON, -1 },
		{ "-bd -fa", 'd', DAEMON, -1 },
		{ "-bd -Rfull", 'd', DAEMON, -1 },
		{ "-bd -Nsuccess,delay", 'd', DAEMON, -1 },
		{ "-bd -Nnever", 'd', DAEMON, -1 },
		{ "-bd -Va+4Fb", 'd', DAEMON, -1 },
		{ "-D/dev/null -d0.1 -bd", 'd', DAEMON, -1 },
	};

	CHECK(rows);
	CHECK(taken);
}

static void
names(void **state)
{
	static const struct row smtpd[] = {
		{ "", 'd', DAEMON, -1 },
		{ "-q15m", 'd', DAEMON, 900 },
		{ "-bs", 's', INETD, -1 },
		{ "-bm -q15m", 'q', RUNNER, 900 },
	};
	static const struct row mailq[] = {
		{ "", 'p', ONCE, -1 },
		{ "-bd", 'd', DAEMON, -1 },
	};
	static const struct row newaliases[] = { { "", 'i', ONCE, -1 } };
	static const struct row hoststat[] = { { "", 'h', ONCE, -1 } };
	static const struct row purgestat[] = { { "", 'H', ONCE, -1 } };
	static const struct row other[] = { { "", 'm', ONCE, -1 } };

	CHECK_AS("smtpd", false, smtpd);
	CHECK_AS("/etc/mail/smtpd", false, smtpd);
	CHECK_AS("/usr/bin/mailq", false, mailq);
	CHECK_AS("newaliases", false, newaliases);
	CHECK_AS("hoststat", false, hoststat);
	CHECK_AS("purgestat", false, purgestat);
	CHECK_AS("/smtpd/sendmail", false, other);
	CHECK_AS("smtpd2", false, other);
	CHECK_AS("SMTPD", false, other);
}

/* -bl is a flag of its own beside the mode, and stays set. */
static void
local_daemons(void **state)
{
	static const struct row rows[] = {
		{ "-bl", 'l', LOOPBACK, -1 },
		{ "-bl -q15m", 'l', LOOPBACK, 900 },
		{ "-bd -bl", 'l', LOOPBACK, -1 },
		{ "-bl -bd", 'l', LOOPBACK, -1 },
		{ "-bl -bD", 'l', LOOPBACK, -1 },
		{ "-bl -bs", 's', INETD, -1 },
		{ "-bl -bm -q15m", 'q', RUNNER, 900 },
		{ "-Ac -bl", 'l', NONE, -1 },
	};

	CHECK_AS("/usr/lib/sendmail", true, rows);
}

static void
gaps(void **state)
{
	static const struct row rows[] = {
		{ "-bd *", '\0', WHAT, -1 },
		{ "* -bd", '\0', WHAT, -1 },
		{ "-bd -q15m *", '\0', WHAT, -1 },
		{ "-q15m ?", '\0', WHAT, -1 },
		{ "-bd -q*", '\0', WHAT, -1 },
		{ "-q *", '\0', WHAT, -1 },
		{ "-b?", '\0', WHAT, -1 },
		{ "-b ?", '\0', WHAT, -1 },
		{ "-A? -q15m", '\0', WHAT, 900 },
		{ "-v? -q15m", '\0', WHAT, -1 },
		{ "-? -q15m", '\0', WHAT, -1 },
		/* An empty tag makes the next word the tag. */
		{ "-L? -bd", '\0', WHAT, -1 },
		{ "? ? ? ?", '\0', WHAT, -1 },
		/* These cannot change what it becomes. */
		{ "-bd?", 'd', DAEMON, -1 },
		{ "-bd -q?", 'd', DAEMON, -1 },
		{ "-bd -q1?", 'd', DAEMON, -1 },
		{ "-q?", 'q', RUNNER, -1 },
		{ "-Ac -q?", 'q', CLIENT, -1 },
		{ "-bd -C/etc/mail/?", 'd', DAEMON, -1 },
		{ "-bd -Lsm-?", 'd', DAEMON, -1 },
		{ "-bd -- *", 'd', DAEMON, -1 },
		{ "-bd word *", 'd', DAEMON, -1 },
		{ "-bd -ODaemonPortOptions=Addr=?", 'd', DAEMON, -1 },
		{ "-bz *", 'z', NONE, -1 },
	};
	struct pool p = { .blocks = NULL };
	struct words w = { .v = NULL };
	struct smcmd cmd;

	CHECK(rows);
	CHECK_AS("/usr/lib/sendmail", true, rows);
	assert_int_equal(words_push(&p, &w, "", WORD_MANY), 0);
	assert_int_equal(words_push(&p, &w, "-bd", WORD_KNOWN), 0);
	assert_int_equal(smcmd_parse(&p, &w, false, &cmd), 0);
	assert_int_equal(smcmd_role(&cmd), ROLE_UNKNOWN);
	w.n = 0;
	assert_int_equal(smcmd_parse(&p, &w, false, &cmd), 0);
	assert_int_equal(smcmd_role(&cmd), ROLE_NONE);
	pool_release(&p);
}

static void
flags_and_options(void **state)
{
	struct pool p = { .blocks = NULL };
	struct smcmd cmd;

	cmd = parse(&p, "sendmail", "-bD -qp5m -C /x.cf -O "
	    "daemonport=Addr=::1 -oQ/q -o_PidFile_=_/p "
	    "-OTimeout.queuereturn=5d -oZ1 -ofoo -O nonsense=1", false);
	assert_null(cmd.error);
	assert_true(cmd.foreground && cmd.persistent && cmd.runs_queue);
	assert_false(cmd.submission);
	assert_string_equal(cmd.config, "/x.cf");
	assert_int_equal(cmd.options.n, 7);
	assert_string_equal(cmd.options.v[0], "DaemonPortOptions=Addr=::1");
	assert_string_equal(cmd.options.v[1], "QueueDirectory=/q");
	assert_string_equal(cmd.options.v[2], "PidFile=/p");
	assert_string_equal(cmd.options.v[3], "Timeout.queuereturn=5d");
	assert_string_equal(cmd.options.v[4], "RetryFactor=1");
	assert_string_equal(cmd.options.v[5], "SaveFromLine=oo");
	assert_string_equal(cmd.options.v[6], "nonsense=1");
	assert_int_equal(cmd.options_certain, TRI_YES);
	cmd = parse(&p, "sendmail", "-bd", false);
	assert_true(!cmd.foreground && !cmd.persistent && !cmd.runs_queue);
	assert_null(cmd.config);
	cmd = parse(&p, "sendmail", "-bD -bd -C", false);
	assert_false(cmd.foreground);
	assert_string_equal(cmd.config, "sendmail.cf");
	cmd = parse(&p, "sendmail", "-bd -ODaemonPortOptions=Addr=?", false);
	assert_int_equal(cmd.certain, TRI_YES);
	assert_int_equal(cmd.options_certain, TRI_UNKNOWN);
	pool_release(&p);
}

static void
intervals(void **state)
{
	assert_int_equal(smcmd_interval("15m"), 900);
	assert_int_equal(smcmd_interval("90"), 5400);
	assert_int_equal(smcmd_interval("1h30"), 5400);
	assert_int_equal(smcmd_interval("1w1d1h1m1s"), 694861);
	assert_int_equal(smcmd_interval(""), 0);
	assert_int_equal(smcmd_interval("m"), 0);
	assert_int_equal(smcmd_interval("-0"), 0);
	assert_int_equal(smcmd_interval("-5m"), -1);
	assert_int_equal(smcmd_interval("now"), -1);
	assert_int_equal(smcmd_interval("NOW"), -1);
	assert_int_equal(smcmd_interval("15M"), -1);
	assert_int_equal(smcmd_interval("15 m"), -1);
	assert_true(smcmd_interval("99999999999999999999w") == LONG_MAX);
	assert_true(smcmd_interval("9223372036854775807s1s") == LONG_MAX);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(daemons),
		cmocka_unit_test(queue_runs),
		cmocka_unit_test(other_modes),
		cmocka_unit_test(refused),
		cmocka_unit_test(names),
		cmocka_unit_test(local_daemons),
		cmocka_unit_test(gaps),
		cmocka_unit_test(flags_and_options),
		cmocka_unit_test(intervals),
	};

	return cmocka_run_group_tests_name("smcmd", tests, NULL, NULL);
}
