/* collector/logins.c: who has logged in. */
#include "collector/logins.h"

#include "tests/unit/collectortest.h"

static void
begin_and_end(void **state)
{
	struct logins *s = calloc(1, sizeof(*s));

	assert_non_null(s);
	assert_null(logins_find(s, "", NOW));
	logins_add(s, "t1", "jane", NOW);
	logins_add(s, "t2", "joe", NOW);
	assert_string_equal(logins_find(s, "t1", NOW), "jane");
	assert_string_equal(logins_find(s, "t2", NOW), "joe");
	assert_null(logins_find(s, "t3", NOW));
	logins_end(s, "t1");
	logins_end(s, "t3");
	assert_null(logins_find(s, "t1", NOW));
	assert_string_equal(logins_find(s, "t2", NOW), "joe");
	free(s);
}

static void
time_runs_out(void **state)
{
	struct logins *s = calloc(1, sizeof(*s));
	int64_t now;

	assert_non_null(s);
	logins_add(s, "idle", "jane", NOW);
	assert_string_equal(logins_find(s, "idle", NOW + 3600), "jane");
	assert_null(logins_find(s, "idle", NOW + 3600 + 3601));
	assert_null(logins_find(s, "idle", NOW));
	logins_add(s, "busy", "joe", NOW);
	for (now = NOW; now <= NOW + 12 * 3600; now += 1800)
		assert_non_null(logins_find(s, "busy", now));
	assert_null(logins_find(s, "busy", NOW + 12 * 3600 + 1));
	free(s);
}

/* The oldest goes where there are too many. */
static void
too_many(void **state)
{
	struct logins *s = calloc(1, sizeof(*s));
	char token[16];
	int i;

	assert_non_null(s);
	for (i = 0; i <= SESSIONS; i++) {
		snprintf(token, sizeof(token), "t%d", i);
		logins_add(s, token, "jane", NOW + i);
	}
	assert_null(logins_find(s, "t0", NOW + SESSIONS));
	assert_non_null(logins_find(s, "t1", NOW + SESSIONS));
	assert_non_null(logins_find(s, token, NOW + SESSIONS));
	free(s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(begin_and_end),
		TEST(time_runs_out),
		TEST(too_many),
	};

	return cmocka_run_group_tests_name("logins", tests, NULL, NULL);
}
