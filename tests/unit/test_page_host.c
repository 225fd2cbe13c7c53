/* collector/page_host.c: one host. */
#include "collector/api.h"

#include "tests/unit/collectortest.h"

static int
show(struct test *t)
{
	test_exchange(t, "hostPage", NULL, NULL);
	t->x.id = t->host.id;
	memcpy(t->x.form_token, DIGEST_1, DIGEST_HEX);
	return test_answer(t);
}

static void
verdict_first(void **state)
{
	struct test *t = *state;
	char hash[DIGEST_HEX];

	test_enroll(t, "a<b", "m", hash);
	assert_int_equal(show(t), 200);
	assert_says(t, "Nothing has been heard of it yet.");
	assert_says(t, "It never failed a check.");
	test_ingest(t, hash, test_report(1, true, DIGEST_1), true,
	    NOW - DAY);
	assert_int_equal(show(t), 200);
	assert_says(t, "<b>Does not comply:</b> ");
	assert_says(t, "(24 hours ago). The owner has not been told: no "
	    "deadline runs.");
	assert_says(t, "Mark as notified");
	assert_true(strstr(t->x.out.p, "Does not comply") <
	    strstr(t->x.out.p, "<h2"));
	test_exchange(t, "hostPage", NULL, NULL);
	t->x.id = "h0";
	assert_int_equal(test_answer(t), 404);
}

static void
marking(void **state)
{
	struct test *t = *state;
	char hash[DIGEST_HEX], path[64];

	test_enroll(t, "a", "m", hash);
	test_ingest(t, hash, test_report(1, true, DIGEST_1), true, NOW);
	snprintf(path, sizeof(path), "/hosts/%s/notified", t->host.id);
	test_exchange(t, "notifiedForm", NULL, "check=smtp-listener");
	t->x.id = t->host.id;
	assert_int_equal(test_answer(t), 403);
	assert_int_equal(test_number(t, "SELECT COUNT(*) FROM violation WHERE"
	    " notified_at IS NOT NULL"), 0);
	test_exchange(t, "notifiedForm", NULL,
	    "check=smtp-listener&token=" DIGEST_1);
	t->x.id = t->host.id;
	t->q.path = path;
	memcpy(t->x.form_token, DIGEST_1, DIGEST_HEX);
	assert_int_equal(test_answer(t), 303);
	assert_string_equal(t->x.fields[0].name, "Location");
	*strrchr(path, '/') = '\0';
	assert_int_equal(strncmp(t->x.fields[0].value, path, strlen(path)),
	    0);
	assert_int_equal(test_number(t, "SELECT COUNT(*) FROM violation WHERE"
	    " notified_at = 1800000000 AND chk = 'smtp-listener'"), 1);
	assert_int_equal(show(t), 200);
	assert_says(t, "has until <time datetime=\"2027-02-05T08:00:00Z\">");
	test_exchange(t, "notifiedForm", NULL, "token=" DIGEST_1);
	t->x.id = "nobody";
	memcpy(t->x.form_token, DIGEST_1, DIGEST_HEX);
	assert_int_equal(test_answer(t), 404);
}

static void
who_may_not_mark(void **state)
{
	struct test *t = *state;
	struct password one = { .name = "jane" };
	char hash[DIGEST_HEX];

	test_enroll(t, "a", "m", hash);
	test_ingest(t, hash, test_report(1, true, DIGEST_1), true, NOW);
	t->c.passwords.first = &one;
	t->c.locked = true;
	assert_int_equal(show(t), 200);
	assert_null(strstr(t->x.out.p, "Mark as notified"));
	assert_says(t, "/login?next=%2Fhosts%2F");
	t->c.passwords.first = NULL;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(verdict_first),
		TEST(marking),
		TEST(who_may_not_mark),
	};

	return cmocka_run_group_tests_name("page_host", tests, NULL, NULL);
}
