/* Journals that were cut, garbled, or made up. */
#include "tests/unit/journal_sample.h"

#include <errno.h>

/* Cut anywhere, it is one that ends earlier: never an error, and ready only
 * with its last line. */
static void
cut_anywhere(void **state)
{
	struct journal in, out;
	struct buf b = BUF_INIT(1 << 20);
	size_t len, ready;

	journal_sample(&in);
	assert_int_equal(journal_write(&in, &b), 0);
	ready = b.len;
	assert_int_equal(journal_mark(&b, MARK_BEGIN, 1), 0);
	for (len = 0; len <= b.len; len++) {
		journal_init(&out);
		assert_int_equal(journal_parse(&out, b.p, len, NULL), 0);
		assert_int_equal(out.state, len >= ready ? RUN_APPLYING :
		    RUN_PREPARING);
		assert_true(out.whole <= len);
		if (len >= ready)
			assert_int_equal(out.first->begun, len == b.len);
		journal_release(&out);
	}
	journal_release(&in);
	buf_release(&b);
}

static void
garbled_in_the_middle(void **state)
{
	struct err e = { .code = 0 };
	struct journal in, out;
	struct buf b = BUF_INIT(1 << 20);

	journal_sample(&in);
	journal_init(&out);
	assert_int_equal(journal_write(&in, &b), 0);
	b.p[40] ^= 1;
	assert_int_equal(journal_parse(&out, b.p, b.len, &e), -EINVAL);
	assert_string_equal(e.text, "line 2 is damaged");
	journal_release(&in);
	journal_release(&out);
	buf_release(&b);
}

static int
parse_changed(void (*change)(struct journal *))
{
	struct journal in, out;
	struct buf b = BUF_INIT(1 << 20);
	int r;

	journal_sample(&in);
	change(&in);
	journal_init(&out);
	assert_int_equal(journal_write(&in, &b), 0);
	r = journal_parse(&out, b.p, b.len, NULL);
	journal_release(&in);
	journal_release(&out);
	buf_release(&b);
	return r;
}

static void relative(struct journal *j) { j->first->step.path = "etc/x"; }
static void no_kind(struct journal *j) { j->first->step.kind = 99; }
static void bad_number(struct journal *j) { j->first->n = 2; }
static void init_itself(struct journal *j)
{
	struct record *c = j->first;

	while (c->step.kind != STEP_SIGNAL)
		c = c->next;
	c->step.pid = 1;
}
static void no_program(struct journal *j)
{
	static const char *const argv[] = { "stop", NULL };
	struct record *c = j->first;

	while (c->step.kind != STEP_ARGV)
		c = c->next;
	c->step.argv = argv;
}
static void as_it_is(struct journal *j) { (void)j; }

static void
made_up(void **state)
{
	assert_int_equal(parse_changed(as_it_is), 0);
	assert_int_equal(parse_changed(relative), -EINVAL);
	assert_int_equal(parse_changed(no_kind), -EINVAL);
	assert_int_equal(parse_changed(bad_number), -EINVAL);
	assert_int_equal(parse_changed(init_itself), -EINVAL);
	assert_int_equal(parse_changed(no_program), -EINVAL);
}

static void
marks_of_nothing(void **state)
{
	struct err e = { .code = 0 };
	struct journal in, out;
	struct buf b = BUF_INIT(1 << 20);

	journal_sample(&in);
	journal_init(&out);
	assert_int_equal(journal_write(&in, &b), 0);
	assert_int_equal(journal_mark(&b, MARK_BEGIN, 6), 0);
	assert_int_equal(journal_parse(&out, b.p, b.len, &e), -EINVAL);
	assert_non_null(strstr(e.text, "is none that belongs there"));
	journal_release(&in);
	journal_release(&out);
	buf_release(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(cut_anywhere),
		cmocka_unit_test(garbled_in_the_middle),
		cmocka_unit_test(made_up), cmocka_unit_test(marks_of_nothing),
	};

	return cmocka_run_group_tests_name("journal_read", tests, NULL,
	    NULL);
}
