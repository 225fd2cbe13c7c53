/* What an answer means for the report that was sent. */
#include "tests/unit/unit.h"

#include "agent/send/outcome.h"

static void
all(void **state)
{
	static const struct {
		int status;
		const char *body;
		enum sent sent;
		const char *words;
	} rows[] = {
		{ 200, "{\"result\":\"stored\"}", SENT_DELIVERED, "200: not "
		    "the answer of a collector" },
		{ 200, "{\"want\":\"full\"}", SENT_WANT_FULL, NULL },
		{ 202, "{\"message\":\"wait\"}", SENT_DELIVERED,
		    "202: wait" },
		{ 204, "", SENT_DELIVERED, NULL },
		{ 200, "", SENT_LATER, NULL },
		{ 200, "<html>", SENT_LATER, "200: not the answer of a "
		    "collector" },
		{ 301, "", SENT_LATER, "301: a redirect, which is not "
		    "followed" },
		{ 400, "{\"error\":\"x\"}", SENT_REJECTED, "400: x" },
		{ 413, "<html>", SENT_REJECTED, "413" },
		{ 422, "", SENT_REJECTED, "422" },
		{ 401, "", SENT_STOP, "401" },
		{ 403, "", SENT_STOP, "403" },
		{ 409, "", SENT_STOP, "409" },
		{ 415, "", SENT_PLAIN, "415" },
		{ 404, "", SENT_LATER, "404" },
		{ 407, "", SENT_LATER, "407" },
		{ 408, "", SENT_LATER, "408" },
		{ 429, "", SENT_LATER, "429" },
		{ 500, "", SENT_LATER, "500" },
		{ 503, "{\"error\":{\"message\":\"full\"}}", SENT_LATER,
		    "503: full" },
		{ 0, "", SENT_LATER, "0" },
	};
	struct post_answer p = { .body = BUF_INIT(POST_MAX_ANSWER) };
	struct answer a;
	char words[100];
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		p.status = rows[i].status;
		buf_clear(&p.body);
		buf_adds(&p.body, rows[i].body);
		assert_int_equal(outcome_of(&p, &a), rows[i].sent);
		outcome_words(&p, &a, words, sizeof(words));
		if (rows[i].words != NULL)
			assert_string_equal(words, rows[i].words);
	}
	buf_release(&p.body);
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(all) };

	return cmocka_run_group_tests_name("outcome", tests, NULL, NULL);
}
