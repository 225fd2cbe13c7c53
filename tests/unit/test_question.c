/* What is asked, and what is asked after the answers. */
#include "probe/question.h"

#include <stdio.h>
#include <string.h>

#include "tests/unit/unit.h"

static const struct envelope_names names = { .host = "mx.example",
	.literal = "[192.0.2.25]", .sender = "postmaster@probe.example",
	.offsite = "off.test", .third = "third.test", .user = "nobody-x",
	.offsite_literal = "[203.0.113.9]" };

static struct question *
make(struct pool *p, unsigned which, const char *known)
{
	struct question *list = NULL;

	assert_int_equal(questions_make(p, &names, which, known, &list), 0);
	return list;
}

static void
answer(struct question *q, int code, const char *text)
{
	q->stage = STAGE_RCPT;
	q->code = code;
	snprintf(q->text, sizeof(q->text), "%s", text);
}

static void
catalogue(void **state)
{
	struct pool p = { .blocks = NULL };
	struct question *q = make(&p, QUESTION_ALL, "boss@x.example");
	bool seen[31] = { false };
	unsigned i;

	assert_string_equal(q->from, "<postmaster@probe.example>");
	assert_string_equal(q->to, "<nobody-x@off.test>");
	for (; q != NULL; q = q->next) {
		seen[q->number] = true;
		assert_int_equal(question_answer(q), ANSWER_NONE);
		if (q->number == 5)
			assert_string_equal(q->from, "<>");
		if (q->number == 4)
			assert_string_equal(q->from, "<x>");
		if (q->number == 24)
			assert_string_equal(q->to, "nobody-x@off.test");
		if (q->number == 28)
			assert_string_equal(q->from, "<boss@x.example>");
	}
	/* 26 and 27 need names that are not given. */
	for (i = 1; i <= 30; i++)
		assert_int_equal(seen[i], i != 26 && i != 27);
	q = make(&p, 1u << 1 | 1u << 16, NULL);
	assert_int_equal(q->number, 1);
	assert_int_equal(q->next->number, 16);
	assert_int_equal(q->next->next->number, 16);
	assert_null(q->next->next->next);
	pool_release(&p);
}

static void
answers(void **state)
{
	static const struct { int code; enum answer a; } rows[] = {
		{ 250, ANSWER_ACCEPTED }, { 251, ANSWER_ACCEPTED },
		{ 252, ANSWER_ODD }, { 354, ANSWER_ODD },
		{ 450, ANSWER_LATER }, { 550, ANSWER_REFUSED },
	};
	struct question q = { .stage = STAGE_NONE, .code = 250 };
	size_t i;

	assert_false(question_is_settled(&q));
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		answer(&q, rows[i].code, "");
		assert_int_equal(question_answer(&q), rows[i].a);
		assert_int_equal(question_is_settled(&q),
		    rows[i].a == ANSWER_ACCEPTED ||
		    rows[i].a == ANSWER_REFUSED);
	}
}

/* A mailbox of that name, or the way to another host? */
static void
shapes(void **state)
{
	struct pool p = { .blocks = NULL };
	struct question *list = make(&p, 1u << 9 | 1u << 14, NULL);
	struct question *second = list->next->next;
	const struct question *q;

	assert_int_equal(questions_follow(&p, &names, list), 0);
	answer(list, 250, "ok");
	answer(second, 250, "ok");
	assert_string_equal(second->to, "<\"nobody-x%off.test\"@mx.example>");
	/* A stranger's sender and the shape of 9, the shape of 14, and the
	 * mailbox once. */
	assert_int_equal(questions_follow(&p, &names, list), 4);
	q = question_about(list, ASK_SHAPE, list);
	assert_string_equal(q->from, "<x@mx.example>");
	assert_string_equal(q->to, "<nobody-x%mx.example@mx.example>");
	q = question_about(list, ASK_STRANGER, list);
	assert_string_equal(q->from, "<postmaster@probe.example>");
	assert_string_equal(q->to, list->to);
	q = question_about(list, ASK_SHAPE, second);
	assert_string_equal(q->to, "<\"nobody-x%mx.example\"@mx.example>");
	q = question_about(list, ASK_MAILBOX, NULL);
	assert_string_equal(q->to, "<nobody-x@mx.example>");
	assert_null(question_about(list, ASK_SHAPE, list->next));
	assert_int_equal(questions_follow(&p, &names, list), 0);
	pool_release(&p);
}

/* "Access denied" may be for us alone. */
static void
postmaster(void **state)
{
	struct pool p = { .blocks = NULL };
	struct question *list = make(&p, 1u << 1, NULL);

	answer(list, 550, "5.7.1 Relaying denied");
	assert_int_equal(questions_follow(&p, &names, list), 0);
	answer(list, 550, "5.7.1 Access denied");
	assert_int_equal(questions_follow(&p, &names, list), 1);
	assert_string_equal(question_about(list, ASK_POSTMASTER, NULL)->to,
	    "<postmaster@mx.example>");
	assert_int_equal(questions_follow(&p, &names, list), 0);
	pool_release(&p);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(catalogue),
		cmocka_unit_test(answers),
		cmocka_unit_test(shapes),
		cmocka_unit_test(postmaster),
	};

	return cmocka_run_group_tests_name("question", tests, NULL, NULL);
}
