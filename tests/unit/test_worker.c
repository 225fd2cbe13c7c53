/* collector/worker.c: jobs in groups. */
#include "collector/worker.h"

#include <errno.h>
#include <unistd.h>

#include "tests/unit/collectortest.h"

struct task {
	struct job job;
	const char *sql;
	int runs;
};

static struct job *finished;
static int n_finished;

static int
run(struct job *j, struct store *s, struct err *e)
{
	struct task *task = (struct task *)j;
	int r;

	task->runs++;
	r = store_run(s, &(struct query){ .sql = task->sql, .once = true },
	    e);
	return r < 0 ? r : 0;
}

static void
done(void *arg, struct job *list)
{
	for (finished = list; list != NULL; list = list->next)
		n_finished++;
}

static void
alone(void **state)
{
	struct test *t = *state;
	struct task good = { .job = { .run = run }, .sql =
	    "INSERT INTO meta (key, value) VALUES ('x', 1)" };

	assert_int_equal(worker_run_alone(&t->store, true, &good.job), 0);
	assert_int_equal(worker_run_alone(&t->store, true, &good.job),
	    -EEXIST);
	assert_int_equal(good.job.failed, -EEXIST);
	assert_int_equal(test_number(t, "SELECT value FROM meta WHERE"
	    " key = 'x'"), 1);
}

/* One bad job among good ones harms nobody else. */
static void
one_bad_job(void **state)
{
	struct test *t = *state;
	struct task jobs[5];
	struct worker *w = NULL;
	struct store s;
	char path[] = "/tmp/hm-worker-XXXXXX", url[64], sql[5][80];
	int64_t n = 0;
	int i, fd = mkstemp(path);

	close(fd);
	snprintf(url, sizeof(url), "sqlite:%s", path);
	assert_int_equal(store_open(&s, url, STORE_CREATE, &t->e), 0);
	assert_int_equal(schema_migrate(&s, &t->e), 0);
	n_finished = 0;
	assert_int_equal(worker_start(&w, url, true, done, NULL, &t->e), 0);
	for (i = 0; i < 5; i++) {
		snprintf(sql[i], sizeof(sql[i]), i == 2 ? "SELEKT %d" :
		    "INSERT INTO meta (key, value) VALUES ('k%d', 1)", i);
		jobs[i] = (struct task){ .job = { .run = run },
		    .sql = sql[i] };
		assert_int_equal(worker_give(w, &jobs[i].job, 10), 0);
	}
	worker_stop(w);
	assert_int_equal(n_finished, 5);
	for (i = 0; i < 5; i++)
		assert_int_equal(jobs[i].job.failed, i == 2 ? -EINVAL : 0);
	store_number(&s, &(struct query){ .once = true, .sql =
	    "SELECT COUNT(*) FROM meta WHERE key LIKE 'k%'" }, &n, &t->e);
	assert_int_equal(n, 4);
	store_close(&s);
	unlink(path);
	snprintf(url, sizeof(url), "sqlite:%s-wal", path);
	unlink(url + 7);
	snprintf(url, sizeof(url), "sqlite:%s-shm", path);
	unlink(url + 7);
}

static void
too_many(void **state)
{
	struct test *t = *state;
	struct task task = { .job = { .run = run }, .sql = "SELECT 1" };
	struct worker *w = NULL;

	assert_int_equal(worker_start(&w, "sqlite::memory:", false, done,
	    NULL, &t->e), 0);
	assert_int_equal(worker_give(w, &task.job, 0), -EAGAIN);
	worker_stop(w);
	assert_int_equal(task.runs, 0);
	assert_true(worker_start(&w, "sqlite:/nonexistent/x", true, done,
	    NULL, &t->e) < 0);
	worker_stop(NULL);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(alone),
		TEST(one_bad_job),
		TEST(too_many),
	};

	return cmocka_run_group_tests_name("worker", tests, NULL, NULL);
}
