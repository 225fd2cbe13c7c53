/* What lies in the spool, and what goes. */
#include "tests/unit/unit.h"

#include <errno.h>

#include "agent/run/spool_room.h"
#include "tests/unit/tree.h"

struct fixture {
	struct tree tree;
	struct root root;
	struct spool_list list;
	struct spool_state state;
};

static int
setup(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));

	tree_make(&f->tree);
	f->root = ROOT_INIT;
	assert_int_equal(root_open(&f->root, f->tree.path, NULL), 0);
	*state = f;
	return 0;
}

static int
teardown(void **state)
{
	struct fixture *f = *state;

	spool_list_release(&f->list);
	root_release(&f->root);
	tree_remove(&f->tree);
	free(f);
	return 0;
}

static void
put(struct fixture *f, long long n, enum spool_kind kind, const char *text)
{
	char name[SPOOL_NAME], path[128];

	spool_name(name, n, kind);
	snprintf(path, sizeof(path), "var/spool/hardenmail/%s", name);
	tree_file(&f->tree, path, text);
}

static bool
lies(struct fixture *f, long long n, enum spool_kind kind, const char *in)
{
	char name[SPOOL_NAME], path[128];

	spool_name(name, n, kind);
	snprintf(path, sizeof(path), SPOOL_FOLDER "%s/%s", in, name);
	return root_exists(&f->root, path);
}

static void
listing(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(spool_list_read(&f->root, &f->list, NULL), 0);
	assert_int_equal(f->list.n, 0);
	assert_int_equal(spool_list_high(&f->list), 0);
	put(f, 9, SPOOL_HEARTBEAT, "12345");
	put(f, 3, SPOOL_CHANGE, "123");
	tree_file(&f->tree, "var/spool/hardenmail/state", "high 9\n");
	assert_int_equal(spool_list_read(&f->root, &f->list, NULL), 0);
	assert_int_equal(f->list.n, 2);
	assert_int_equal(f->list.bytes, 8);
	assert_int_equal(f->list.v[0].sequence, 3);
	assert_int_equal(spool_list_high(&f->list), 9);
	assert_true(spool_list_change(&f->list, 2));
	assert_false(spool_list_change(&f->list, 3));
}

static void
settling(void **state)
{
	struct fixture *f = *state;
	struct spoolack a = { .done = 4 };

	spoolack_reject(&a, 3, 413);
	spoolack_reject(&a, 5, 400);
	put(f, 2, SPOOL_CHANGE, "a");
	put(f, 3, SPOOL_CHANGE, "b");
	put(f, 4, SPOOL_HEARTBEAT, "c");
	put(f, 5, SPOOL_CHANGE, "d");
	assert_int_equal(spool_list_read(&f->root, &f->list, NULL), 0);
	spool_settle(&f->root, &f->list, &a, &f->state);
	assert_int_equal(f->list.n, 1);
	assert_int_equal(f->list.bytes, 1);
	assert_int_equal(f->list.v[0].sequence, 5);
	assert_int_equal(f->state.rejected, 1);
	assert_false(lies(f, 2, SPOOL_CHANGE, ""));
	assert_false(lies(f, 3, SPOOL_CHANGE, ""));
	assert_true(lies(f, 3, SPOOL_CHANGE, "/rejected"));
	assert_true(lies(f, 5, SPOOL_CHANGE, ""));
}

/* Of what people look at only, the newest are kept. */
static void
rejected_is_capped(void **state)
{
	struct fixture *f = *state;
	struct spoolack a = { .done = 22 };
	char path[128];
	int i;

	for (i = 1; i <= SPOOL_MAX_REJECTED; i++) {
		snprintf(path, sizeof(path),
		    "var/spool/hardenmail/rejected/%016d.report", i);
		tree_file(&f->tree, path, "a");
	}
	put(f, 22, SPOOL_CHANGE, "a");
	spoolack_reject(&a, 22, 413);
	assert_int_equal(spool_list_read(&f->root, &f->list, NULL), 0);
	spool_settle(&f->root, &f->list, &a, &f->state);
	assert_int_equal(f->state.rejected, 1);
	assert_false(lies(f, 1, SPOOL_CHANGE, "/rejected"));
	assert_true(lies(f, 2, SPOOL_CHANGE, "/rejected"));
	assert_true(lies(f, 22, SPOOL_CHANGE, "/rejected"));
}

#define MANY 6

static void
room(void **state)
{
	struct fixture *f = *state;
	int i;

	put(f, 1, SPOOL_CHANGE, "a");
	for (i = 2; i <= MANY; i++)
		put(f, i, i % 2 == 0 ? SPOOL_HEARTBEAT : SPOOL_CHANGE, "a");
	assert_int_equal(spool_list_read(&f->root, &f->list, NULL), 0);
	assert_int_equal(f->list.max_files, 1000);
	f->list.max_files = MANY;
	assert_int_equal(spool_make_room(&f->root, &f->list, 1, false,
	    &f->state), 0);
	assert_int_equal(f->state.dropped, 1);
	assert_int_equal(f->list.n, MANY - 1);
	assert_true(lies(f, 1, SPOOL_CHANGE, ""));
	assert_false(lies(f, 2, SPOOL_HEARTBEAT, ""));
	/* By size, all heartbeats but never a change. */
	assert_int_equal(spool_make_room(&f->root, &f->list,
	    SPOOL_MAX_BYTES, false, &f->state), -ENOSPC);
	assert_int_equal(f->list.n, MANY / 2);
	assert_int_equal(f->state.dropped, MANY / 2);
	assert_true(lies(f, 3, SPOOL_CHANGE, ""));
	assert_int_equal(spool_make_room(&f->root, &f->list, 0, true,
	    &f->state), -ENOSPC);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(listing, setup, teardown),
		cmocka_unit_test_setup_teardown(settling, setup, teardown),
		cmocka_unit_test_setup_teardown(rejected_is_capped, setup,
		    teardown),
		cmocka_unit_test_setup_teardown(room, setup, teardown),
	};

	return cmocka_run_group_tests_name("spool_room", tests, NULL, NULL);
}
