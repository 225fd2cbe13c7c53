/* Messages that wait in the queues. */
#include "tests/unit/unit.h"

#include "agent/run/queues.h"
#include "tests/unit/hosttree.h"

#include <unistd.h>
#include <utime.h>

static const struct queue *
queue(struct fixture *f, const char *path)
{
	const struct queue *q;

	for (q = f->facts.queues; q != NULL; q = q->next)
		if (strcmp(q->path, path) == 0)
			return q;
	fail_msg("no queue %s", path);
	return NULL;
}

static void
look(struct fixture *f)
{
	assert_int_equal(queues_gather(&f->host, &f->facts, &f->err), 0);
}

static void
both_queues(void **state)
{
	struct fixture *f = *state;
	struct utimbuf old = { .actime = 1000, .modtime = 1000 };

	tree_file(&f->tree, "etc/mail/sendmail.cf",
	    "V10\nO QueueDirectory=/var/spool/mqueue\n");
	tree_file(&f->tree, "etc/mail/submit.cf",
	    "V10\nO QueueDirectory=/var/spool/clientmqueue\n");
	tree_file(&f->tree, "var/spool/mqueue/qfA", "x");
	tree_file(&f->tree, "var/spool/mqueue/dfA", "x");
	tree_file(&f->tree, "var/spool/mqueue/qfB", "x");
	tree_file(&f->tree, "var/spool/mqueue/qf/qfC", "x");
	utime(tree_path(&f->tree, "var/spool/mqueue/qfB"), &old);
	tree_folder(&f->tree, "var/spool/clientmqueue");
	look(f);
	assert_int_equal(queue(f, "/var/spool/mqueue")->messages, 3);
	assert_int_equal(queue(f, "/var/spool/mqueue")->oldest, 1000);
	assert_false(queue(f, "/var/spool/mqueue")->msp);
	assert_int_equal(queue(f, "/var/spool/clientmqueue")->messages, 0);
	assert_true(queue(f, "/var/spool/clientmqueue")->msp);
}

static void
several_folders(void **state)
{
	struct fixture *f = *state;

	tree_file(&f->tree, "etc/mail/sendmail.cf",
	    "V10\nO QueueDirectory=/var/spool/mqueue/q*\n");
	tree_file(&f->tree, "var/spool/mqueue/q1/qfA", "x");
	tree_file(&f->tree, "var/spool/mqueue/q2/qfA", "x");
	look(f);
	assert_int_equal(queue(f, "/var/spool/mqueue/q1")->messages, 1);
	assert_int_equal(queue(f, "/var/spool/mqueue/q2")->messages, 1);
}

static void
no_cf(void **state)
{
	struct fixture *f = *state;

	look(f);
	assert_null(f->facts.queues);
	tree_file(&f->tree, "var/spool/mqueue/qfA", "x");
	look(f);
	assert_int_equal(queue(f, "/var/spool/mqueue")->messages, 1);
}

static void
not_a_folder(void **state)
{
	struct fixture *f = *state;

	tree_file(&f->tree, "var/spool/mqueue", "x");
	look(f);
	assert_int_equal(queue(f, "/var/spool/mqueue")->messages, -1);
	assert_true(doubted(f, "queues", "/var/spool/mqueue"));
}

/* Nor may a pattern hide what cannot be listed. */
static void
pattern_below_no_folder(void **state)
{
	struct fixture *f = *state;

	tree_file(&f->tree, "etc/mail/sendmail.cf",
	    "V10\nO QueueDirectory=/var/spool/mqueue/q*\n");
	look(f);
	assert_null(f->facts.queues);
	tree_folder(&f->tree, "var/spool/mqueue");
	look(f);
	assert_null(f->facts.queues);
	assert_null(f->facts.doubts);
	assert_int_equal(rmdir(tree_path(&f->tree, "var/spool/mqueue")), 0);
	tree_file(&f->tree, "var/spool/mqueue", "x");
	look(f);
	assert_int_equal(queue(f, "/var/spool/mqueue")->messages, -1);
	assert_true(doubted(f, "queues", "/var/spool/mqueue"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(both_queues),
		TEST(several_folders),
		TEST(no_cf),
		TEST(not_a_folder),
		TEST(pattern_below_no_folder),
	};

	return cmocka_run_group_tests_name("queues", tests, NULL, NULL);
}
