/* Users and their homes out of a passwd file. */
#include "agent/run/homes.h"

#include "tests/unit/unit.h"

#include "tests/unit/hosttree.h"

static void
those_with_a_home(void **state)
{
	struct fixture *f = *state;
	struct home *u = NULL;
	bool more = true;

	tree_file(&f->tree, "etc/passwd",
	    "root:x:0:0:root:/root:/bin/sh\n"
	    "daemon:x:1:1::/usr/sbin:/bin/false\n"
	    "nobody:x:65534:65534:nobody:/nonexistent:/bin/false\n"
	    "alice:x:1000:1000:Alice:/home/alice/:/bin/sh\n"
	    "bob:x:1001:1001::/home/bob:/bin/sh\n"
	    "# comment:x:1:1::/home/alice:\n"
	    "short:x:1\n"
	    ":x:0:0::/home/alice:/bin/sh\n"
	    "rel:x:5:5::home/alice:/bin/sh\n");
	tree_folder(&f->tree, "root");
	tree_folder(&f->tree, "home/alice");
	tree_folder(&f->tree, "usr/sbin");
	assert_int_equal(homes_read(&f->host, &f->pool, &u, &more), 0);
	assert_string_equal(u->user, "root");
	assert_string_equal(u->path, "/root");
	u = u->next;
	assert_string_equal(u->user, "alice");
	assert_string_equal(u->path, "/home/alice");
	assert_null(u->next);	/* bob's is not there */
	assert_false(more);
}

/* Before there was a /root. */
static void
root_in_the_root(void **state)
{
	struct fixture *f = *state;
	struct home *u = NULL;
	bool more = false;

	tree_file(&f->tree, "etc/passwd", "root::0:1:Operator:/:/bin/csh\n"
	    "bin::3:3::/bin:\n+::0:0:::\n");
	tree_folder(&f->tree, "bin");
	assert_int_equal(homes_read(&f->host, &f->pool, &u, &more), 0);
	assert_string_equal(u->user, "root");
	assert_string_equal(u->path, "");
	assert_null(u->next);
	assert_true(more);	/* NIS */
}

static void
without_a_file(void **state)
{
	struct fixture *f = *state;
	struct home *u = NULL;
	bool more = false;

	assert_int_equal(homes_read(&f->host, &f->pool, &u, &more), 0);
	assert_null(u);
	assert_true(more);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(those_with_a_home),
		TEST(root_in_the_root),
		TEST(without_a_file),
	};

	return cmocka_run_group_tests_name("homes", tests, NULL, NULL);
}
