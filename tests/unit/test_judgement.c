/* collector/judgement.c: what the collector makes of the facts. */
#include "collector/judgement.h"

#include "tests/unit/collectortest.h"

static void
violations_and_conditions(void **state)
{
	struct test *t = *state;
	char hash[DIGEST_HEX];
	struct host_state h;

	test_enroll(t, "a", "m", hash);
	test_ingest(t, hash, test_report(1, true, DIGEST_1), true, NOW);
	assert_int_equal(test_number(t, "SELECT COUNT(*) FROM violation"), 2);
	host_state_by_number(&t->store, 1, &h, &t->e);
	assert_int_equal(h.first_failed, NOW);
	assert_int_equal(h.deadline, 0);
	assert_non_null(strstr(h.verdicts, "smtp-listener=fail"));
	test_run(t, "UPDATE violation SET notified_at = 1800000100 WHERE"
	    " chk = 'smtp-listener'");
	assert_int_equal(judge_violations(&t->store, &t->c.config, &h,
	    "unknown", &t->e), 0);
	assert_string_equal(h.condition, "failing");
	assert_int_equal(h.deadline, 1800000100 + 21 * DAY);
	test_run(t, "UPDATE violation SET ended_at = 1800000200");
	assert_int_equal(judge_violations(&t->store, &t->c.config, &h,
	    "unknown", &t->e), 0);
	assert_string_equal(h.condition, "unknown");
	assert_int_equal(h.deadline, 0);
}

/* The permitted mode server is judged by what the report says of relaying,
 * as the agent judges it: both run the same checks. */
static void
a_server(void **state)
{
	static const struct { enum relay relay; enum verdict verdict; }
	rows[] = {
		{ RELAY_CLOSED, VERDICT_PASS }, { RELAY_OPEN, VERDICT_FAIL },
		{ RELAY_UNKNOWN, VERDICT_UNKNOWN },
	};
	const struct finding *n;
	struct findings found;
	struct starter *s;
	struct facts f;
	size_t i;

	facts_init(&f);
	f.platform = "solaris";
	s = facts_starter(&f);
	s->mta = "sendmail";
	s->mechanism = "rclink";
	s->role = ROLE_DAEMON;
	s->at_boot = TRI_YES;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		f.relaying.disk.verdict = rows[i].relay;
		findings_init(&found);
		assert_int_equal(judgement_evaluate(&f, MODE_SERVER, NOW,
		    &found), 0);
		for (n = found.first; n != NULL; n = n->next)
			if (strcmp(n->check, "sendmail-daemon-boot") == 0)
				assert_int_equal(n->verdict, rows[i].verdict);
		assert_int_equal(found.worst, rows[i].verdict);
		findings_release(&found);
	}
	facts_release(&f);
}

static void
names(void **state)
{
	char text[64];

	judgement_name(MODE_SERVER, text);
	assert_string_equal(text, "server " HM_VERSION);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(violations_and_conditions),
		TEST(a_server),
		TEST(names),
	};

	return cmocka_run_group_tests_name("judgement", tests, NULL, NULL);
}
