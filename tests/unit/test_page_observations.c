/* collector/page_observations.c: what probes saw, for people. */
#include "collector/page.h"

#include "collector/observation_store.h"
#include "tests/unit/collectortest.h"

#define EVIL "</code><script>\"'&"

static void
shown(void **state)
{
	struct test *t = *state;
	struct observation one = { .address = "192.0.2.7", .port = 25,
	    .at = NOW - 7200, .verdict = VERDICT_FAIL, .relay = "open",
	    .reached = true, .reason = EVIL, .name = EVIL, .greeting = EVIL,
	    .mail = EVIL, .rcpt = EVIL, .reply = EVIL, .transcript = EVIL,
	    .listed = EVIL };
	struct observations list = { .v = &one, .n = 1 };
	struct observations_taken got;
	const char *p;
	int n = 0;

	test_exchange(t, "hostPage", NULL, NULL);
	test_run(t, "INSERT INTO host (n, id, name, mode, inventory, epoch,"
	    " created_at, probed) VALUES (7, 'h', 'a', 'queue-only', 1, 0, 0,"
	    " '192.0.2.7')");
	test_run(t, "INSERT INTO state (host, condition, clones) VALUES (7,"
	    " 'unknown', 0)");
	assert_true(page_observations(&t->x, &t->store, 7, &t->e) >= 0);
	assert_int_equal(t->x.out.len, 0);
	assert_int_equal(observations_take(&t->store, &t->c.config, EVIL,
	    &list, NOW, &got, &t->e), 0);
	assert_true(page_observations(&t->x, &t->store, 7, &t->e) >= 0);
	assert_says(t, "192.0.2.7 port 25: relays for strangers</h3>");
	assert_says(t, "(2 hours ago); it was reached. Relaying: open.");
	assert_null(strstr(t->x.out.p, "<script"));
	for (p = t->x.out.p; (p = strstr(p, "&lt;/code&gt;&lt;script&gt;"
	    "&quot;&#39;&amp;")) != NULL; p++)
		n++;
	assert_int_equal(n, 9);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(shown),
	};

	return cmocka_run_group_tests_name("page_observations", tests, NULL,
	    NULL);
}
