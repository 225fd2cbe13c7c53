/* Questions and answers on one connection, in step or not. */
#include "probe/interview.h"

#include <stdio.h>
#include <string.h>

#include "tests/unit/unit.h"

static struct question list[3];

static void
fresh(void)
{
	size_t i;

	memset(list, 0, sizeof(list));
	for (i = 0; i < 3; i++) {
		list[i].from = i == 1 ? "<>" : "<a@b.test>";
		list[i].to = i == 2 ? "<z@d.test>" : "<u@d.test>";
		list[i].next = i < 2 ? &list[i + 1] : NULL;
	}
}

/* What was to be sent since the last time. */
static const char *
sent(struct interview *i)
{
	static char text[8192];

	snprintf(text, sizeof(text), "%.*s", (int)i->out.len,
	    i->out.len > 0 ? i->out.p : "");
	interview_sent(i, i->out.len);
	assert_null(strstr(text, "DATA"));
	return text;
}

static int
feed(struct interview *i, const char *text)
{
	return interview_feed(i, text, strlen(text));
}

#define OK "250 ok\r\n"
#define NO "550 5.7.1 Relaying denied\r\n"

static void
lock_step(void **state)
{
	struct interview i;

	fresh();
	interview_init(&i, false);
	assert_int_equal(interview_ask(&i, list), INTERVIEW_ASKING);
	assert_string_equal(sent(&i), "MAIL FROM:<a@b.test>\r\n");
	assert_int_equal(feed(&i, "250-more\r\n250"), INTERVIEW_ASKING);
	assert_string_equal(sent(&i), "");
	assert_int_equal(feed(&i, " ok\r\n"), INTERVIEW_ASKING);
	assert_string_equal(sent(&i), "RCPT TO:<u@d.test>\r\n");
	assert_int_equal(feed(&i, NO), INTERVIEW_ASKING);
	assert_int_equal(question_answer(&list[0]), ANSWER_REFUSED);
	assert_string_equal(list[0].text, "5.7.1 Relaying denied");
	assert_string_equal(sent(&i), "RSET\r\n");
	feed(&i, OK);
	assert_string_equal(sent(&i), "MAIL FROM:<>\r\n");
	/* A sender that is refused needs no RSET. */
	feed(&i, "553 no\r\n");
	assert_int_equal(list[1].stage, STAGE_MAIL);
	assert_string_equal(sent(&i), "MAIL FROM:<a@b.test>\r\n");
	feed(&i, OK);
	assert_string_equal(sent(&i), "RCPT TO:<z@d.test>\r\n");
	feed(&i, "251 forwarded\r\n");
	/* Taken is taken when RSET is answered. */
	assert_int_equal(question_answer(&list[2]), ANSWER_NONE);
	assert_string_equal(sent(&i), "RSET\r\n");
	assert_int_equal(feed(&i, OK), INTERVIEW_ASKED);
	assert_int_equal(question_answer(&list[2]), ANSWER_ACCEPTED);
	assert_int_equal(i.answered, 3);
	interview_leave(&i);
	assert_string_equal(sent(&i), "QUIT\r\n");
	assert_int_equal(feed(&i, "221 bye\r\n"), INTERVIEW_LEAVING);
	assert_true(i.gone);
	interview_release(&i);
}

static void
pipelined(void **state)
{
	struct interview i;

	fresh();
	/* What is settled is not asked again. */
	list[1].stage = STAGE_RCPT;
	list[1].code = 550;
	interview_init(&i, true);
	interview_ask(&i, list);
	assert_string_equal(sent(&i), "MAIL FROM:<a@b.test>\r\n"
	    "RCPT TO:<u@d.test>\r\nRSET\r\nMAIL FROM:<a@b.test>\r\n"
	    "RCPT TO:<z@d.test>\r\nRSET\r\n");
	assert_int_equal(feed(&i, "553 sender\r\n503 MAIL first\r\n" OK OK
	    "451 4.7.1 later\r\n" OK), INTERVIEW_ASKED);
	assert_int_equal(list[0].stage, STAGE_MAIL);
	assert_int_equal(list[0].code, 553);
	assert_int_equal(question_answer(&list[2]), ANSWER_LATER);
	assert_string_equal(sent(&i), "");
	assert_int_equal(i.answered, 2);
	interview_release(&i);
}

/* What a server says, all at once, and what comes of it. */
static void
servers(void **state)
{
	static const struct {
		const char *says;
		int state;
		enum answer a[3];
	} rows[] = {
		{ OK NO OK OK NO OK OK NO OK, INTERVIEW_ASKED,
		    { ANSWER_REFUSED, ANSWER_REFUSED, ANSWER_REFUSED } },
		{ OK OK OK OK NO OK OK OK OK, INTERVIEW_ASKED,
		    { ANSWER_ACCEPTED, ANSWER_REFUSED, ANSWER_ACCEPTED } },
		{ OK NO "421 4.7.0 too many errors\r\n", INTERVIEW_LIMITED,
		    { ANSWER_REFUSED, ANSWER_NONE, ANSWER_NONE } },
		{ OK "421 bye\r\n", INTERVIEW_LIMITED,
		    { ANSWER_NONE, ANSWER_NONE, ANSWER_NONE } },
		{ "421 bye\r\n", INTERVIEW_LIMITED,
		    { ANSWER_NONE, ANSWER_NONE, ANSWER_NONE } },
		/* One reply too many at the beginning: EHLO's. */
		{ OK OK NO OK OK NO OK OK NO OK, INTERVIEW_ODD,
		    { ANSWER_NONE, ANSWER_NONE, ANSWER_NONE } },
		{ OK OK "500 what\r\n", INTERVIEW_ODD,
		    { ANSWER_NONE, ANSWER_NONE, ANSWER_NONE } },
		{ "553 no\r\n" OK OK, INTERVIEW_ODD,
		    { ANSWER_REFUSED, ANSWER_NONE, ANSWER_NONE } },
		{ OK "354 go on\r\n", INTERVIEW_ODD,
		    { ANSWER_NONE, ANSWER_NONE, ANSWER_NONE } },
		{ "252 perhaps\r\n", INTERVIEW_ODD,
		    { ANSWER_NONE, ANSWER_NONE, ANSWER_NONE } },
		{ OK "252 perhaps\r\n" OK, INTERVIEW_ASKING,
		    { ANSWER_ODD, ANSWER_NONE, ANSWER_NONE } },
		{ "HTTP/1.1 400 Bad\r\n", INTERVIEW_ODD,
		    { ANSWER_NONE, ANSWER_NONE, ANSWER_NONE } },
		{ OK "250-x\r\n550 y\r\n", INTERVIEW_ODD,
		    { ANSWER_NONE, ANSWER_NONE, ANSWER_NONE } },
		{ "", INTERVIEW_ASKING,
		    { ANSWER_NONE, ANSWER_NONE, ANSWER_NONE } },
		{ OK NO OK OK NO OK OK NO OK "250 more\r\n", INTERVIEW_ODD,
		    { ANSWER_REFUSED, ANSWER_REFUSED, ANSWER_REFUSED } },
		{ OK NO OK OK NO OK OK NO OK "421 idle\r\n",
		    INTERVIEW_LIMITED,
		    { ANSWER_REFUSED, ANSWER_REFUSED, ANSWER_REFUSED } },
	};
	struct interview in;
	size_t i, q, at;
	int s;

	for (i = 0; i < 2 * sizeof(rows) / sizeof(rows[0]); i++) {
		const char *says = rows[i / 2].says;

		fresh();
		interview_init(&in, true);
		interview_ask(&in, list);
		s = INTERVIEW_ASKING;
		/* At once, and byte by byte. */
		if (i % 2 == 0)
			s = feed(&in, says);
		else
			for (at = 0; says[at] != '\0'; at++)
				s = interview_feed(&in, says + at, 1);
		for (q = 0; q < 3; q++)
			if (s != rows[i / 2].state ||
			    question_answer(&list[q]) != rows[i / 2].a[q])
				fail_msg("row %zu: state %d, question %zu: "
				    "%d", i / 2, s, q,
				    question_answer(&list[q]));
		interview_release(&in);
	}
}

static void
a_long_list(void **state)
{
	static struct question many[200];
	struct interview i;
	size_t n, groups = 0, lines;
	const char *p;

	memset(many, 0, sizeof(many));
	for (n = 0; n < 200; n++) {
		many[n].from = many[n].to = "<somebody@somewhere.example>";
		many[n].next = n < 199 ? &many[n + 1] : NULL;
	}
	interview_init(&i, true);
	interview_ask(&i, many);
	while (i.state == INTERVIEW_ASKING && groups < 1000) {
		assert_in_range(i.out.len, 1, 5000);
		lines = 0;
		for (p = sent(&i); (p = strchr(p, '\n')) != NULL; p++)
			lines++;
		for (; lines > 0; lines--)
			feed(&i, OK);
		groups++;
	}
	assert_int_equal(i.state, INTERVIEW_ASKED);
	assert_int_equal(i.answered, 200);
	assert_in_range(groups, 2, 10);
	interview_release(&i);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lock_step),
		cmocka_unit_test(pipelined),
		cmocka_unit_test(servers),
		cmocka_unit_test(a_long_list),
	};

	return cmocka_run_group_tests_name("interview", tests, NULL, NULL);
}
