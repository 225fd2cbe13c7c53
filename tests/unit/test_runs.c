/* Runs in their folders. */
#include "tests/unit/changehost.h"

static void
numbers(void **state)
{
	struct changehost *c = *state;
	struct pool p = { .blocks = NULL };
	struct run run;
	unsigned *v;
	size_t n;

	assert_int_equal(runs_list(&c->host, &p, &v, &n, NULL), 0);
	assert_int_equal(n, 0);
	assert_int_equal(runs_prepare(&c->host, &c->e), 0);
	assert_int_equal(run_create(&c->host, &run, &c->e), 0);
	assert_int_equal(run.j.run, 1);
	run_close(&run);
	tree_folder(&c->tree, "var/lib/hardenmail/runs/10");
	tree_folder(&c->tree, "var/lib/hardenmail/runs/9");
	tree_folder(&c->tree, "var/lib/hardenmail/runs/012");
	tree_folder(&c->tree, "var/lib/hardenmail/runs/x");
	assert_int_equal(runs_list(&c->host, &p, &v, &n, NULL), 0);
	assert_int_equal(n, 3);
	assert_int_equal(v[0], 1);
	assert_int_equal(v[1], 9);
	assert_int_equal(v[2], 10);
	assert_int_equal(run_create(&c->host, &run, &c->e), 0);
	assert_int_equal(run.j.run, 11);
	assert_int_equal(run_discard(&run, &c->e), 0);
	run_close(&run);
	assert_false(root_exists(&c->host.root, RUNS_FOLDER "/11"));
	pool_release(&p);
}

static void
bytes(void **state)
{
	struct changehost *c = *state;
	struct buf b = BUF_INIT(4096);
	struct record *r;

	assert_int_equal(runs_prepare(&c->host, &c->e), 0);
	assert_int_equal(run_create(&c->host, &c->run, &c->e), 0);
	r = journal_record(&c->run.j);
	digest_of("old\n", 4, r->step.was.digest);
	digest_of("", 0, r->digest);
	assert_int_equal(run_save(&c->run, 1, true, "old\n", 4, &c->e), 0);
	assert_int_equal(run_save(&c->run, 1, true, "x", 1, &c->e), -EEXIST);
	c->e.text[0] = '\0';
	assert_int_equal(run_save(&c->run, 1, false, "", 0, &c->e), 0);
	assert_int_equal(run_load(&c->run, r, true, &b, &c->e), 0);
	assert_string_equal(b.p, "old\n");
	assert_int_equal(run_load(&c->run, r, false, &b, &c->e), 0);
	assert_int_equal(b.len, 0);
	tree_file(&c->tree, "var/lib/hardenmail/runs/1/1.old", "changed");
	assert_int_equal(run_load(&c->run, r, true, &b, &c->e), -EINVAL);
	assert_string_equal(c->e.text, RUNS_FOLDER "/1/1.old: is damaged");
	buf_release(&b);
}

static void
marks(void **state)
{
	struct changehost *c = *state;
	struct run again;
	struct record *r;

	assert_int_equal(runs_prepare(&c->host, &c->e), 0);
	assert_int_equal(run_create(&c->host, &c->run, &c->e), 0);
	c->run.j.program = "0.1.0";
	r = journal_record(&c->run.j);
	r->step = (struct step){ .kind = STEP_REMOVE, .path = "/etc/x" };
	assert_int_equal(run_ready(&c->run, &c->e), 0);
	assert_int_equal(run_mark(&c->run, MARK_BEGIN, r, &c->e), 0);
	assert_int_equal(run_mark(&c->run, MARK_DONE, r, &c->e), 0);
	assert_int_equal(run_mark_state(&c->run, RUN_APPLIED, false, &c->e),
	    0);
	assert_int_equal(run_open(&c->host, 1, &again, &c->e), 0);
	assert_int_equal(again.j.state, RUN_APPLIED);
	assert_true(again.j.first->done);
	run_close(&again);
	assert_int_equal(run_open(&c->host, 2, &again, &c->e), -ENOENT);
	run_close(&again);
}

/* A line that was being written when the host went down is cut off before
 * the next one is written. */
static void
torn(void **state)
{
	struct changehost *c = *state;
	struct run again;
	int fd;

	marks(state);
	run_close(&c->run);
	fd = open(tree_path(&c->tree, "var/lib/hardenmail/runs/1/journal"),
	    O_WRONLY | O_APPEND);
	assert_int_equal(write(fd, "undo time=12", 12), 12);
	close(fd);
	assert_int_equal(run_open(&c->host, 1, &again, &c->e), 0);
	assert_int_equal(again.j.state, RUN_APPLIED);
	assert_int_equal(run_mark_state(&again, RUN_UNDOING, false, &c->e),
	    0);
	run_close(&again);
	assert_int_equal(run_open(&c->host, 1, &again, &c->e), 0);
	assert_int_equal(again.j.state, RUN_UNDOING);
	run_close(&again);
}

/* A journal holds commands that root runs. */
static void
nobody_elses(void **state)
{
	struct changehost *c = *state;
	struct pool p = { .blocks = NULL };
	struct run run;
	unsigned *v;
	size_t n;

	marks(state);
	assert_int_equal(chmod(tree_path(&c->tree, "var/lib/hardenmail"),
	    0777), 0);
	assert_int_equal(runs_list(&c->host, &p, &v, &n, &c->e), -EPERM);
	assert_int_equal(runs_prepare(&c->host, NULL), -EPERM);
	assert_int_equal(run_open(&c->host, 1, &run, NULL), -EPERM);
	run_close(&run);
	pool_release(&p);
}

#define T(name) cmocka_unit_test_setup_teardown(name, changehost_setup, \
    changehost_teardown)

/* One run, with some data, in a state. */
static void
one_run(struct changehost *c, enum run_state state)
{
	struct run run;
	struct record *r;

	assert_int_equal(run_create(&c->host, &run, &c->e), 0);
	run.j.program = "0.1.0";
	r = journal_record(&run.j);
	assert_non_null(r);
	r->step = (struct step){ .kind = STEP_REMOVE, .path = "/etc/x" };
	assert_int_equal(run_save(&run, 1, true, "old\n", 4, &c->e), 0);
	if (state != RUN_PREPARING)
		assert_int_equal(run_ready(&run, &c->e), 0);
	if (state > RUN_APPLYING)
		assert_int_equal(run_mark_state(&run, state, false, &c->e),
		    0);
	run_close(&run);
}

static bool
is_left(const struct changehost *c, unsigned number)
{
	char path[64];

	(void)snprintf(path, sizeof(path), RUNS_FOLDER "/%u", number);
	return root_exists(&c->host.root, path);
}

/* 20 undone runs are kept, and whatever could still be undone. */
static void
prunes(void **state)
{
	struct changehost *c = *state;
	unsigned n;

	assert_int_equal(runs_prune(&c->host, &c->e), 0);
	assert_int_equal(runs_prepare(&c->host, &c->e), 0);
	one_run(c, RUN_UNDONE);		/* 1 */
	one_run(c, RUN_APPLIED);
	one_run(c, RUN_APPLYING);
	one_run(c, RUN_UNDOING);
	one_run(c, RUN_PREPARING);
	one_run(c, RUN_UNDONE);		/* 6, made unreadable */
	tree_file(&c->tree, "var/lib/hardenmail/runs/6/journal", "x\ny\n");
	one_run(c, RUN_UNDONE);		/* 7 */
	for (n = 8; n <= 26; n++)
		one_run(c, RUN_UNDONE);
	one_run(c, RUN_APPLIED);	/* 27 */
	/* 1 and 7 to 26 are undone and whole: one too many. */
	assert_int_equal(runs_prune(&c->host, &c->e), 1);
	assert_false(is_left(c, 1));
	for (n = 2; n <= 27; n++)
		assert_true(is_left(c, n));
	assert_int_equal(runs_prune(&c->host, &c->e), 0);
	/* The next two push the next two out; the numbers go on. */
	one_run(c, RUN_UNDONE);
	one_run(c, RUN_UNDONE);
	assert_int_equal(runs_prune(&c->host, &c->e), 2);
	assert_false(is_left(c, 7));
	assert_false(is_left(c, 8));
	assert_true(is_left(c, 9));
	assert_true(is_left(c, 29));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(numbers), T(bytes), T(marks), T(torn), T(nobody_elses),
		T(prunes),
	};

	return cmocka_run_group_tests_name("runs", tests, NULL, NULL);
}
