/* Folders watched by looking at them, every 50 ms here. */
#include "agent/port/poll_tree.h"

#include "tests/unit/watch_case.h"

/* The tests have 50 ms where the ports have seconds. */
static int
open_fast(const struct watch_spot *spots, size_t n, struct watch **ret,
    struct err *e)
{
	struct poll_tree *t = NULL;
	int r = poll_tree_open(spots, n, 50, &t, e);

	*ret = (struct watch *)(void *)t;
	return r;
}

static int
wait_fast(struct watch *w, long ms, int wake, struct err *e)
{
	return poll_tree_wait((struct poll_tree *)(void *)w, ms, wake, e);
}

static void
close_fast(struct watch *w)
{
	poll_tree_close((struct poll_tree *)(void *)w);
}

static const struct watch_ops fast = { .open = open_fast, .wait = wait_fast,
	.close = close_fast };

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WATCH_CASE(watch_case_ways),
		WATCH_CASE(watch_case_names),
		WATCH_CASE(watch_case_folder),
		WATCH_CASE(watch_case_many),
		WATCH_CASE(watch_case_waking),
		WATCH_CASE(watch_case_nothing),
	};

	watch_case_ops = &fast;
	watch_case_quiet = 300;
	return cmocka_run_group_tests_name("poll_tree", tests, NULL, NULL);
}
