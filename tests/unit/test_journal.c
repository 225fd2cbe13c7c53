/* A journal as text: what is written is read again. */
#include "tests/unit/journal_sample.h"

#include <errno.h>

static struct record *
nth(const struct journal *j, unsigned n)
{
	struct record *c = j->first;

	while (c != NULL && c->n != n)
		c = c->next;
	assert_non_null(c);
	return c;
}

static void
round_trip(void **state)
{
	struct journal in, out;
	struct buf b = BUF_INIT(1 << 20);
	struct record *c;

	journal_sample(&in);
	journal_init(&out);
	assert_int_equal(journal_write(&in, &b), 0);
	assert_memory_equal(b.p, "hardenmail-journal version=1 #", 30);
	assert_int_equal(journal_parse(&out, b.p, b.len, NULL), 0);
	assert_int_equal(out.state, RUN_APPLYING);
	assert_int_equal(out.run, 7);
	assert_int_equal(out.n, 5);
	assert_int_equal(out.whole, b.len);
	assert_string_equal(out.boot, "b-1");
	c = nth(&out, 1);
	assert_string_equal(c->step.path, "/etc/default/send mail");
	assert_string_equal(c->step.was.digest, nth(&in, 1)->step.was.digest);
	assert_int_equal(c->attr.mode, 0640);
	assert_int_equal(c->attr.uid, 3);
	assert_int_equal(c->attr.mtime.tv_sec, 900000000);
	assert_int_equal(c->attr.mtime.tv_nsec, 5);
	assert_int_equal(c->attr.flags, 16);
	assert_memory_equal(c->attr.xattrs->value, "a\0b", 4);
	assert_null(c->step.data);
	c = nth(&out, 2);
	assert_string_equal(c->made, "/etc/systemd");
	assert_true(c->reverter);
	assert_false(c->step.was.there);
	c = nth(&out, 4);
	assert_string_equal(c->step.argv[1], "stop");
	assert_null(c->step.argv[2]);
	assert_string_equal(c->step.undo_argv[1], "start");
	c = nth(&out, 5);
	assert_int_equal(c->step.pid, 91);
	assert_int_equal(c->step.start, 12345);
	journal_release(&in);
	journal_release(&out);
	buf_release(&b);
}

static void
marks(void **state)
{
	struct journal in, out;
	struct buf b = BUF_INIT(1 << 20);

	journal_sample(&in);
	journal_init(&out);
	assert_int_equal(journal_write(&in, &b), 0);
	assert_int_equal(journal_mark(&b, MARK_BEGIN, 1), 0);
	assert_int_equal(journal_mark(&b, MARK_DONE, 1), 0);
	assert_int_equal(journal_mark(&b, MARK_BEGIN, 2), 0);
	assert_int_equal(journal_mark_state(&b, RUN_UNDOING, true, 5), 0);
	assert_int_equal(journal_mark(&b, MARK_UNDONE, 1), 0);
	assert_int_equal(journal_mark_confirmed(&b, 6), 0);
	assert_int_equal(journal_parse(&out, b.p, b.len, NULL), 0);
	assert_int_equal(out.state, RUN_UNDOING);
	assert_true(out.rolled_back && out.confirmed);
	assert_true(nth(&out, 1)->done && nth(&out, 1)->undone);
	assert_true(nth(&out, 2)->begun && !nth(&out, 2)->done);
	assert_false(nth(&out, 3)->begun);
	journal_release(&in);
	journal_release(&out);
	buf_release(&b);
}

static void
names(void **state)
{
	assert_string_equal(run_state_name(RUN_PREPARING), "preparing");
	assert_string_equal(run_state_name(RUN_APPLIED), "applied");
	assert_string_equal(run_state_name(RUN_UNDONE), "undone");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(round_trip), cmocka_unit_test(marks),
		cmocka_unit_test(names),
	};

	return cmocka_run_group_tests_name("journal", tests, NULL, NULL);
}
