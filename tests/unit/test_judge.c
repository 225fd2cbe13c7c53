/* The table of DESIGN, "The verdict, exactly", written out cell by cell. */
#include "checks/judge.h"

#include "tests/unit/check_facts.h"

/* P pass, W warn, F fail, U unknown. The columns: exposed, loopback where
 * local mail needs it, loopback where it does not, runner, nothing, and what
 * is not known. */
static const struct cell_row {
	enum mode mode;
	const char *cells;
} table[] = {
	{ .mode = MODE_DISABLED,   .cells = "FFFFPU" },
	{ .mode = MODE_QUEUE_ONLY, .cells = "FPWPPU" },
	{ .mode = MODE_LOCAL_ONLY, .cells = "FPPPPU" },
	/* granted: whether it relays is judge_server()'s */
	{ .mode = MODE_SERVER,     .cells = "UPPPPU" },
	/* changes what is done, never the verdict */
	{ .mode = MODE_OBSERVE,    .cells = "FPWPPU" },
};

static const struct {
	enum stance stance;
	bool needed;
} columns[] = {
	{ STANCE_EXPOSED, false }, { STANCE_LOOPBACK, true },
	{ STANCE_LOOPBACK, false }, { STANCE_RUNNER, false },
	{ STANCE_NONE, false }, { STANCE_UNKNOWN, false },
};

static char
letter(enum verdict v)
{
	return v == VERDICT_PASS ? 'P' : v == VERDICT_WARN ? 'W' :
	    v == VERDICT_FAIL ? 'F' : v == VERDICT_UNKNOWN ? 'U' : '?';
}

static void
the_table(void **state)
{
	size_t m, c;

	for (m = 0; m < 5; m++)
		for (c = 0; c < 6; c++) {
			char got = letter(judge(table[m].mode,
			    columns[c].stance, columns[c].needed));

			if (got != table[m].cells[c])
				fail_msg("%s column %zu: %c, expected %c",
				    mode_name(table[m].mode), c, got,
				    table[m].cells[c]);
		}
}

/* What may start is unknown, but where it would pass anyway. */
static void
what_may_start(void **state)
{
	static const char *const cells[] = {
		[MODE_DISABLED] = "UUUUPU",
		[MODE_QUEUE_ONLY] = "UPUPPU",
		[MODE_LOCAL_ONLY] = "UPPPPU",
		[MODE_SERVER] = "UPPPPU",
		[MODE_OBSERVE] = "UPUPPU",
	};
	enum mode m;
	size_t c;

	for (m = MODE_QUEUE_ONLY; m <= MODE_OBSERVE; m++)
		for (c = 0; c < 6; c++) {
			assert_int_equal(letter(judge_start(m,
			    columns[c].stance, columns[c].needed,
			    TRI_UNKNOWN)), cells[m][c]);
			assert_int_equal(judge_start(m, columns[c].stance,
			    columns[c].needed, TRI_NO), VERDICT_PASS);
		}
	assert_int_equal(judge_start(MODE_QUEUE_ONLY, STANCE_EXPOSED, false,
	    TRI_YES), VERDICT_FAIL);
}

static void
stances(void **state)
{
	struct starter s = { .role = ROLE_INETD };
	struct listener l = { .bound = BOUND_LINK };

	assert_int_equal(stance_of_starter(&s), STANCE_EXPOSED);
	s.loopback = true;
	assert_int_equal(stance_of_starter(&s), STANCE_LOOPBACK);
	s.role = ROLE_SUBMISSION_RUNNER;
	assert_int_equal(stance_of_starter(&s), STANCE_RUNNER);
	s.role = ROLE_ONE_SHOT;
	assert_int_equal(stance_of_starter(&s), STANCE_NONE);
	s.role = ROLE_UNKNOWN;
	assert_int_equal(stance_of_starter(&s), STANCE_UNKNOWN);
	assert_int_equal(stance_of_listener(&l), STANCE_EXPOSED);
	l.bound = BOUND_UNKNOWN;
	assert_int_equal(stance_of_listener(&l), STANCE_UNKNOWN);
}

static void
a_daemon_is_where_its_sockets_are(void **state)
{
	struct process *p;
	struct facts f;

	host_init(&f);
	p = runs(&f, "sendmail", ROLE_DAEMON, 91);
	/* no socket: it may have closed its doors for a while */
	assert_int_equal(stance_of_process(&f, p), STANCE_EXPOSED);
	listens(&f, "sendmail", "127.0.0.1", BOUND_LOOPBACK, 91);
	listens(&f, "sendmail", "0.0.0.0", BOUND_ANY, 92);
	assert_int_equal(stance_of_process(&f, p), STANCE_LOOPBACK);
	facts_doubt(&f, "listeners", NULL, 0, "some could not be read");
	assert_int_equal(stance_of_process(&f, p), STANCE_EXPOSED);
	f.doubts = NULL;
	listens(&f, "sendmail", "::", BOUND_ANY, 91);
	assert_int_equal(stance_of_process(&f, p), STANCE_EXPOSED);
	facts_release(&f);
}

static void
words(void **state)
{
	struct pool p = { .blocks = NULL };
	struct place at = { .path = "/etc/rc", .line = 7 };
	struct listener l = { .address = "fe80::1", .inet6 = true,
	    .interface = "eth0", .port = 587 };

	assert_string_equal(place_words(&p, &at), "/etc/rc line 7");
	at.line = 0;
	assert_string_equal(place_words(&p, &at), "/etc/rc");
	assert_string_equal(listener_words(&p, &l), "[fe80::1%eth0]:587");
	l = (struct listener){ .address = "0.0.0.0", .port = 25 };
	assert_string_equal(listener_words(&p, &l), "0.0.0.0:25");
	pool_release(&p);
}

static void
evidence_says_who(void **state)
{
	struct listener *l;
	struct findings fs;
	struct finding *n;
	struct facts f;

	host_init(&f);
	findings_init(&fs);
	n = findings_add(&fs, "x");
	assert_non_null(n);
	l = listens(&f, "sendmail", "0.0.0.0", BOUND_ANY, 91);
	l->exe = "/usr/libexec/sendmail/sendmail";
	evidence_listener(&fs, n, l);
	l = listens(&f, NULL, "::", BOUND_ANY, 0);
	evidence_listener(&fs, n, l);
	evidence_process(&fs, n, runs(&f, "sendmail", ROLE_DAEMON, 91));
	assert_string_equal(n->evidence->at.text,
	    "0.0.0.0:25 pid 91 /usr/libexec/sendmail/sendmail");
	assert_string_equal(n->evidence->next->at.text,
	    "[::]:25 held by a process that was not seen");
	assert_string_equal(n->evidence->next->next->at.text,
	    "pid 91 /usr/lib/sendmail -bd -q15m");
	findings_release(&fs);
	facts_release(&f);
}

/* P pass, F fail, U unknown: mode server, for each verdict on relaying, in
 * the order of enum relay: absent, unknown, closed, lan-only, open-to-network,
 * open-to-domain (both are what somebody listed, and warned of elsewhere),
 * open-by-mx, open-by-sender, open. */
static void
a_server(void **state)
{
	static const char cells[] = "UUPPPPFFF";
	struct facts f;
	enum relay v;

	facts_init(&f);
	for (v = RELAY_ABSENT; v <= RELAY_OPEN; v++) {
		f.relaying.disk.verdict = v;
		assert_int_equal(letter(judge_server(&f, "sendmail", false)),
		    cells[v]);
		/* What runs by a super-server has loaded nothing. */
		assert_int_equal(letter(judge_server(&f, "sendmail", true)),
		    cells[v]);
		assert_int_equal(judge_server(&f, "postfix", false),
		    VERDICT_UNKNOWN);
		assert_int_equal(judge_server(&f, NULL, true),
		    VERDICT_UNKNOWN);
	}
	/* What it has loaded counts for what runs, the disk for the boot. */
	f.relaying.disk.verdict = RELAY_CLOSED;
	f.relaying.running.verdict = RELAY_OPEN;
	assert_int_equal(judge_server(&f, "sendmail", true), VERDICT_FAIL);
	assert_int_equal(judge_server(&f, "sendmail", false), VERDICT_PASS);
	f.relaying.running.verdict = RELAY_UNKNOWN;
	assert_int_equal(judge_server(&f, "sendmail", true), VERDICT_UNKNOWN);
	/* A doubt takes closed away, and leaves open. */
	facts_doubt(&f, "relay", NULL, 0, "a second opinion differs");
	assert_int_equal(judge_server(&f, "sendmail", false),
	    VERDICT_UNKNOWN);
	f.relaying.disk.verdict = RELAY_OPEN;
	assert_int_equal(judge_server(&f, "sendmail", false), VERDICT_FAIL);
	facts_release(&f);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_table),
		cmocka_unit_test(what_may_start),
		cmocka_unit_test(a_server),
		cmocka_unit_test(stances),
		cmocka_unit_test(a_daemon_is_where_its_sockets_are),
		cmocka_unit_test(words),
		cmocka_unit_test(evidence_says_who),
	};

	return cmocka_run_group_tests_name("judge", tests, NULL, NULL);
}
