/* The worst of a list, and how many share it. */
#include "checks/tally.h"

#include "tests/unit/check_facts.h"

static const struct policy queue_only = { .mode = MODE_QUEUE_ONLY };

static void
the_worst_and_its_like(void **state)
{
	struct facts f;
	struct tally t;

	host_init(&f);
	tally_starters(&t, &f, &queue_only, WHOSE_ALL);
	assert_int_equal(t.worst, VERDICT_PASS);
	assert_null(t.starter);
	starts(&f, "sendmail", ROLE_QUEUE_RUNNER, TRI_YES);
	starts(&f, "sendmail", ROLE_UNKNOWN, TRI_YES);
	starts(&f, "sendmail", ROLE_DAEMON, TRI_YES);
	starts(&f, "exim", ROLE_DAEMON, TRI_YES);
	starts(&f, "sendmail", ROLE_DAEMON, TRI_NO);
	tally_starters(&t, &f, &queue_only, WHOSE_ALL);
	assert_int_equal(t.worst, VERDICT_FAIL);
	assert_string_equal(t.starter->id, "s3");
	assert_int_equal(t.others, 1);
	tally_starters(&t, &f, &queue_only, WHOSE_SENDMAIL);
	assert_int_equal(t.others, 0);
	tally_starters(&t, &f, &queue_only, WHOSE_OTHER);
	assert_string_equal(t.starter->id, "s4");
	facts_release(&f);
}

static void
what_passes_is_kept_too(void **state)
{
	struct facts f;
	struct tally t;

	host_init(&f);
	starts(&f, "sendmail", ROLE_ONE_SHOT, TRI_YES);
	starts(&f, "sendmail", ROLE_QUEUE_RUNNER, TRI_YES);
	starts(&f, "sendmail", ROLE_SUBMISSION_RUNNER, TRI_YES);
	tally_starters(&t, &f, &queue_only, WHOSE_ALL);
	assert_int_equal(t.worst, VERDICT_PASS);
	assert_int_equal(t.stance, STANCE_RUNNER);
	assert_string_equal(t.starter->id, "s2");
	assert_int_equal(t.others, 1);
	facts_release(&f);
}

static void
evidence_the_worst_first(void **state)
{
	struct findings fs;
	struct starter *s;
	struct finding *n;
	struct facts f;

	host_init(&f);
	findings_init(&fs);
	n = findings_add(&fs, "x");
	s = starts(&f, "sendmail", ROLE_LOOPBACK_DAEMON, TRI_YES);
	s->at.path = "/warn";
	s = starts(&f, "sendmail", ROLE_UNKNOWN, TRI_YES);
	s->at.path = "/unknown";
	s = starts(&f, "sendmail", ROLE_DAEMON, TRI_YES);
	s->at.path = "/fail";
	s = starts(&f, "sendmail", ROLE_QUEUE_RUNNER, TRI_YES);
	s->at.path = "/pass";
	tally_evidence_starters(&fs, n, &f, &queue_only, WHOSE_ALL);
	assert_int_equal(count_evidence(n), 3);
	assert_string_equal(n->evidence->at.path, "/fail");
	assert_string_equal(n->evidence->next->at.path, "/unknown");
	assert_string_equal(n->evidence->next->next->at.path, "/warn");
	findings_release(&fs);
	facts_release(&f);
}

static void
sentences(void **state)
{
	static const struct {
		enum role role;
		enum activation activation;
		bool loopback;
		const char *text;
	} cases[] = {
		{ ROLE_INETD, ACTIVATION_INETD, false, "sendmail will be run "
		    "by the super-server for whoever connects: /etc/rc2.d/"
		    "S88sendmail line 24" },
		{ ROLE_INETD, ACTIVATION_INETD, true, "sendmail will be run "
		    "by the super-server on loopback: /etc/rc2.d/S88sendmail "
		    "line 24; nothing on this host was found to need it" },
		{ ROLE_DAEMON, ACTIVATION_CRON, false, "sendmail will be "
		    "started as a daemon by cron: /etc/rc2.d/S88sendmail line "
		    "24" },
		{ ROLE_DAEMON, ACTIVATION_SOCKET, false, "sendmail will be "
		    "started by a socket for whoever connects: /etc/rc2.d/"
		    "S88sendmail line 24" },
		{ ROLE_LOOPBACK_DAEMON, ACTIVATION_BOOT, false, "sendmail "
		    "will listen on loopback after the next boot: /etc/rc2.d/"
		    "S88sendmail line 24; nothing on this host was found to "
		    "need it" },
		{ ROLE_QUEUE_RUNNER, ACTIVATION_BOOT, false, "sendmail will "
		    "run its queue after the next boot: /etc/rc2.d/S88sendmail "
		    "line 24" },
		{ ROLE_UNKNOWN, ACTIVATION_BOOT, false, "sendmail will be "
		    "started at the next boot, as what is not clear: "
		    "/etc/rc2.d/S88sendmail line 24" },
	};
	struct findings fs;
	struct policy p;
	struct starter *s;
	struct tally t;
	struct facts f;
	size_t i;

	policy_init(&p);
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		host_init(&f);
		findings_init(&fs);
		s = starts(&f, "sendmail", cases[i].role, TRI_YES);
		s->activation = cases[i].activation;
		s->loopback = cases[i].loopback;
		tally_starters(&t, &f, &queue_only, WHOSE_ALL);
		assert_string_equal(tally_sentence(&fs, &t, &f, &p),
		    cases[i].text);
		findings_release(&fs);
		facts_release(&f);
	}
	policy_release(&p);
}

/* A daemon is allowed where each of its addresses beyond loopback is. */
static void
what_the_policy_allows(void **state)
{
	static const char text[] = "[listen]\nallow = 192.0.2.25:25\n";
	struct findings fs;
	struct policy p;
	struct starter *s;
	struct facts f;
	struct tally t;

	policy_init(&p);
	assert_int_equal(policy_parse(&p, "p", text, strlen(text), NULL,
	    NULL), 0);
	host_init(&f);
	findings_init(&fs);
	s = starts(&f, "sendmail", ROLE_DAEMON, TRI_YES);
	strv_push(&f.pool, &s->exposed, "192.0.2.25:25");
	tally_starters(&t, &f, &p, WHOSE_ALL);
	assert_int_equal(t.worst, VERDICT_PASS);
	assert_string_equal(tally_sentence(&fs, &t, &f, &p), "sendmail will "
	    "start as a daemon at the next boot: /etc/rc2.d/S88sendmail "
	    "line 24, as the policy allows");
	strv_push(&f.pool, &s->exposed, "192.0.2.25:587");
	tally_starters(&t, &f, &p, WHOSE_ALL);
	assert_int_equal(t.worst, VERDICT_FAIL);

	runs(&f, "sendmail", ROLE_DAEMON, 91);
	tally_processes(&t, &f, &p, WHOSE_ALL);
	assert_int_equal(t.worst, VERDICT_FAIL);
	listens(&f, "sendmail", "192.0.2.25", BOUND_ADDRESS, 91);
	listens(&f, "sendmail", "127.0.0.1", BOUND_LOOPBACK, 91);
	tally_processes(&t, &f, &p, WHOSE_ALL);
	assert_int_equal(t.worst, VERDICT_PASS);
	listens(&f, "sendmail", "0.0.0.0", BOUND_ANY, 91);
	tally_processes(&t, &f, &p, WHOSE_ALL);
	assert_int_equal(t.worst, VERDICT_FAIL);
	findings_release(&fs);
	facts_release(&f);
	policy_release(&p);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_worst_and_its_like),
		cmocka_unit_test(what_passes_is_kept_too),
		cmocka_unit_test(evidence_the_worst_first),
		cmocka_unit_test(sentences),
		cmocka_unit_test(what_the_policy_allows),
	};

	return cmocka_run_group_tests_name("tally", tests, NULL, NULL);
}
