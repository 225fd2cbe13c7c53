/* What stands at a path, and when it is no longer the same. */
#include "tests/unit/unit.h"

#include "agent/run/was.h"
#include "tests/unit/tree.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct fixture {
	struct tree tree;
	struct root root;
	struct was was, then;
};

static int
setup(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));

	tree_make(&f->tree);
	tree_file(&f->tree, "etc/rc.local", "exit 0\n");
	tree_link(&f->tree, "etc/rc2.d/S88sendmail", "../rc.local");
	f->root = ROOT_INIT;
	assert_int_equal(root_open(&f->root, f->tree.path, NULL), 0);
	*state = f;
	return 0;
}

static int
teardown(void **state)
{
	struct fixture *f = *state;

	root_release(&f->root);
	tree_remove(&f->tree);
	free(f);
	return 0;
}

static void
a_file(void **state)
{
	struct fixture *f = *state;
	struct buf text = BUF_INIT(100);

	assert_int_equal(was_read(&f->root, "/etc/rc.local", &f->was, &text,
	    NULL), 0);
	assert_true(f->was.there);
	assert_false(f->was.link);
	assert_int_equal(f->was.size, 7);
	assert_int_equal(f->was.nlink, 1);
	assert_string_equal(text.p, "exit 0\n");
	/* printf 'exit 0\n' | sha256sum */
	assert_string_equal(f->was.digest,
	    "28d3b9e880a77975493dc7e359144c0295a4f694cfe0af4f928c22307bc5c320");
	buf_release(&text);
}

static void
a_link_is_not_followed(void **state)
{
	struct fixture *f = *state;
	struct buf text = BUF_INIT(100);

	assert_int_equal(was_read(&f->root, "/etc/rc2.d/S88sendmail", &f->was,
	    &text, NULL), 0);
	assert_true(f->was.link);
	assert_string_equal(text.p, "../rc.local");
	buf_release(&text);
}

static void
nothing_there_is_no_error(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(was_read(&f->root, "/etc/none", &f->was, NULL, NULL),
	    0);
	assert_false(f->was.there);
	assert_int_equal(was_read(&f->root, "/etc/rc.local/x", &f->was, NULL,
	    NULL), 0);
	assert_false(f->was.there);
}

static void
every_difference_counts(void **state)
{
	struct fixture *f = *state;
	const char *path = tree_path(&f->tree, "etc/rc.local");
	const char *name = tree_path(&f->tree, "etc/second");

	assert_int_equal(was_read(&f->root, "/etc/rc.local", &f->was, NULL,
	    NULL), 0);
	assert_true(was_same(&f->was, &f->was));
	assert_int_equal(link(path, name), 0);
	was_read(&f->root, "/etc/rc.local", &f->then, NULL, NULL);
	assert_false(was_same(&f->was, &f->then));
	unlink(name);
	chmod(path, 0600);
	was_read(&f->root, "/etc/rc.local", &f->then, NULL, NULL);
	assert_false(was_same(&f->was, &f->then));
	chmod(path, f->was.mode & 07777);
	was_read(&f->root, "/etc/rc.local", &f->then, NULL, NULL);
	assert_true(was_same(&f->was, &f->then));
	tree_file(&f->tree, "etc/rc.local", "exit 1\n");
	was_read(&f->root, "/etc/rc.local", &f->then, NULL, NULL);
	assert_false(was_same(&f->was, &f->then));
	unlink(path);
	was_read(&f->root, "/etc/rc.local", &f->then, NULL, NULL);
	assert_false(was_same(&f->was, &f->then));
}

static void
a_fifo_is_not_opened(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(mkfifo(tree_path(&f->tree, "etc/fifo"), 0600), 0);
	assert_int_equal(was_read(&f->root, "/etc/fifo", &f->was, NULL, NULL),
	    -EINVAL);
	assert_int_equal(was_read(&f->root, "/etc/rc2.d", &f->was, NULL,
	    NULL), 0);
	assert_string_equal(f->was.digest, "");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_file, setup, teardown),
		cmocka_unit_test_setup_teardown(a_link_is_not_followed,
		    setup, teardown),
		cmocka_unit_test_setup_teardown(nothing_there_is_no_error,
		    setup, teardown),
		cmocka_unit_test_setup_teardown(every_difference_counts,
		    setup, teardown),
		cmocka_unit_test_setup_teardown(a_fifo_is_not_opened,
		    setup, teardown),
	};

	return cmocka_run_group_tests_name("was", tests, NULL, NULL);
}
