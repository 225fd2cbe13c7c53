/* Reports into the spool: numbers, heartbeats, crashes, what is lost. */
#include "tests/unit/unit.h"

#include "agent/run/spool.h"
#include "agent/run/spool_room.h"
#include "tests/unit/check_facts.h"
#include "tests/unit/tree.h"

#define NOW 1795338000

struct fixture {
	struct tree tree;
	struct root root;
	struct facts facts;
	struct policy policy;
	struct findings findings;
	struct report report;
	struct spooled done;
	struct err e;
};

static int
setup(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));

	tree_make(&f->tree);
	f->root = ROOT_INIT;
	assert_int_equal(root_open(&f->root, f->tree.path, NULL), 0);
	host_init(&f->facts);
	policy_init(&f->policy);
	findings_init(&f->findings);
	f->report = (struct report){ .program = "0.1.0", .run = "r",
		.time = NOW, .source = "live", .facts = &f->facts,
		.policy = &f->policy, .findings = &f->findings };
	*state = f;
	return 0;
}

static int
teardown(void **state)
{
	struct fixture *f = *state;

	findings_release(&f->findings);
	facts_release(&f->facts);
	policy_release(&f->policy);
	root_release(&f->root);
	tree_remove(&f->tree);
	free(f);
	return 0;
}

static void
spool(struct fixture *f, long long sequence, bool heartbeat)
{
	f->e.text[0] = '\0';
	assert_int_equal(spool_report(&f->root, &f->report, NOW, &f->done,
	    &f->e), 0);
	assert_null(f->report.spool);
	assert_int_equal(f->done.sequence, sequence);
	assert_int_equal(f->done.heartbeat, heartbeat);
}

static void
expect_files(struct fixture *f, size_t n)
{
	struct spool_list l = { .n = 0 };

	assert_int_equal(spool_list_read(&f->root, &l, NULL), 0);
	assert_int_equal(l.n, n);
	spool_list_release(&l);
}

static void
what_changes(void **state)
{
	struct fixture *f = *state;
	struct process *p = runs(&f->facts, "sendmail", ROLE_QUEUE_RUNNER,
	    91);
	struct queue *q;
	struct stat st;
	struct buf b = BUF_INIT(65536);

	spool(f, NOW + 1, false);
	assert_true(f->done.no_group);
	assert_int_equal(root_stat(&f->root, SPOOL_FOLDER, &st), 0);
	assert_int_equal(st.st_mode & 07777, 0750);
	assert_int_equal(root_stat(&f->root, "/var/spool", &st), 0);
	assert_int_equal(st.st_mode & 07777, 0755);
	assert_int_equal(root_stat(&f->root, SPOOL_FOLDER
	    "/0000001795338001.report", &st), 0);
	assert_int_equal(st.st_mode & 07777, 0640);
	assert_int_equal(root_read(&f->root, SPOOL_FOLDER
	    "/0000001795338001.report", &b, NULL, NULL), 0);
	assert_non_null(strstr(b.p, "\"sequence\": 1795338001,"));
	assert_non_null(strstr(b.p, "\"pid\": 91,"));
	buf_release(&b);
	/* Pids, times, runs and sessions are no change. */
	p->pid = 92;
	f->report.time += 3600;
	f->report.run = "another";
	runs(&f->facts, "sendmail", ROLE_SESSION, 93);
	spool(f, NOW + 2, true);
	assert_false(f->done.no_group);
	/* Nor are counts of a queue, but a new queue is. */
	q = facts_queue(&f->facts);
	q->path = "/var/spool/mqueue";
	q->messages = 1;
	spool(f, NOW + 3, false);
	q->messages = 5;
	q->oldest = NOW;
	spool(f, NOW + 4, true);
	p->role = ROLE_DAEMON;
	spool(f, NOW + 5, false);
	p->role = ROLE_QUEUE_RUNNER;
	spool(f, NOW + 6, false);
	expect_files(f, 6);
}

static void
what_is_lost(void **state)
{
	struct fixture *f = *state;

	spool(f, NOW + 1, false);
	spool(f, NOW + 2, true);
	/* A crash behind the number, before the report. */
	tree_file(&f->tree, "var/spool/hardenmail/state", "high 1795338010\n"
	    "change 0\n");
	spool(f, NOW + 11, false);
	/* A crash behind the report of a change, before its digest is kept:
	 * what equals the change before it is one all the same. */
	f->facts.name = "other.example";
	spool(f, NOW + 12, false);
	f->facts.name = "host.example";
	spool(f, NOW + 13, false);
	tree_file(&f->tree, "var/spool/hardenmail/0000001795338020.report",
	    "{}");
	spool(f, NOW + 21, false);
	spool(f, NOW + 22, true);
	/* The state is lost, or was of a newer disk than the clock is. */
	tree_file(&f->tree, "var/spool/hardenmail/state", "garbage");
	spool(f, NOW + 23, false);
	tree_file(&f->tree, "var/lib/hardenmail-send/acknowledged",
	    "done 1795339000\n");
	spool(f, 1795339001, true);
	expect_files(f, 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(what_changes, setup,
		    teardown),
		cmocka_unit_test_setup_teardown(what_is_lost, setup,
		    teardown),
	};

	return cmocka_run_group_tests_name("spool", tests, NULL, NULL);
}
