/* What a file that a script comes to is, and its words. */
#include "tests/unit/unit.h"

#include "platforms/reach_file.h"
#include "tests/unit/hosttree.h"

static void
test_data(void **state)
{
	assert_true(reach_is_data("/proc/1/exe"));
	assert_true(reach_is_data("/run/x"));
	assert_true(reach_is_data("/var/log/messages"));
	assert_false(reach_is_data("/var/lib/x/start"));
	assert_false(reach_is_data("/runner"));
	assert_false(reach_is_data("/etc/rc.local"));
	assert_false(reach_is_data("run/x"));
}

static void
test_heads(void **state)
{
	assert_true(reach_is_binary("\177ELF\0", 5));
	assert_false(reach_is_binary("#!/bin/sh\n", 10));
	assert_true(reach_is_shell("#!/bin/sh\n", 10));
	assert_true(reach_is_shell("#! /usr/bin/env bash\n", 21));
	assert_true(reach_is_shell("date\n", 5));
	assert_false(reach_is_shell("#!/usr/bin/perl\nsh\n", 19));
}

/* The same words the second time, from what is remembered. */
static void
test_words(void **state)
{
	struct fixture *f = *state;
	struct pool pool = { .blocks = NULL };
	struct reach_words w;
	unsigned i;

	script(f, "etc/job", "#!/bin/sh\nsavelog x\n$y z\n");
	script(f, "etc/send", "#!/bin/sh\nsendmail\n");
	root_remember(&f->host.root);
	for (i = 0; i < 2; i++) {
		assert_int_equal(reach_file_words(&f->host, &pool, "/etc/job",
		    true, &w), 0);
		assert_non_null(w.first);
		assert_string_equal(w.first->text, "savelog");
		assert_true(w.dynamic);
		assert_false(w.piece);
		assert_int_equal(reach_file_words(&f->host, &pool,
		    "/etc/send", true, &w), 0);
		assert_true(w.piece);
	}
	assert_true(reach_file_words(&f->host, &pool, "/etc/none", true,
	    &w) < 0);
	/* By the other name of its folder; a link's own name is its own. */
	assert_int_equal(symlink("etc", tree_path(&f->tree, "conf")), 0);
	assert_int_equal(symlink("send", tree_path(&f->tree, "etc/link")),
	    0);
	root_forget(&f->host.root);
	root_remember(&f->host.root);
	assert_int_equal(reach_file_words(&f->host, &pool, "/etc/job", true,
	    &w), 0);
	tree_file(&f->tree, "etc/job", "changed\n");
	assert_int_equal(reach_file_words(&f->host, &pool, "/conf/job", true,
	    &w), 0);
	assert_string_equal(w.first->text, "savelog");
	assert_int_equal(reach_file_words(&f->host, &pool, "/conf/link",
	    true, &w), 0);
	assert_true(w.piece);
	pool_release(&pool);
}

static void
test_mentions(void **state)
{
	struct fixture *f = *state;
	unsigned i;

	script(f, "usr/bin/a", "#!/usr/bin/perl\nsystem('/usr/lib/sendmail');");
	script(f, "usr/bin/b", "#!/usr/bin/perl\nprint 'a';\n");
	root_remember(&f->host.root);
	for (i = 0; i < 2; i++) {
		assert_true(reach_file_mentions(&f->host, "/usr/bin/a"));
		assert_false(reach_file_mentions(&f->host, "/usr/bin/b"));
		/* What cannot be read may name anything. */
		assert_true(reach_file_mentions(&f->host, "/usr/bin/none"));
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_data),
		cmocka_unit_test(test_heads),
		TEST(test_words),
		TEST(test_mentions),
	};

	return cmocka_run_group_tests_name("reach_file", tests, NULL, NULL);
}
