/* Which state is the good one, and when there is none. */
#include "tests/unit/unit.h"

#include <errno.h>
#include <string.h>

#include "agent/since_good.h"
#include "tests/unit/tree.h"

static struct tree tree;
static struct check_run run;
static struct since_good good;
static struct since since;

static int
setup(void **state)
{
	tree_make(&tree);
	tree_file(&tree, "etc/rc2.d/S01a", "one\n");
	check_run_init(&run);
	assert_int_equal(root_open(&run.host.root, tree.path, NULL), 0);
	run.host.source = SOURCE_ROOT;
	return 0;
}

static int
teardown(void **state)
{
	since_good_release(&good);
	check_run_release(&run);
	tree_remove(&tree);
	return 0;
}

/* A look that came to this; what the snapshots say. */
static int
look(enum verdict v, int64_t when, const char *meanwhile)
{
	struct spots s = { .n = 0 };
	int r;

	run.now = when;
	run.findings.worst = v;
	assert_int_equal(spots_add(&s, &run.host.root, "/etc/rc2.d", true),
	    0);
	spots_finish(&s);
	assert_int_equal(since_good_before(&good, &run, &s), 0);
	if (meanwhile != NULL)
		tree_file(&tree, "etc/rc2.d/S01a", meanwhile);
	r = since_good_after(&good, &run, &s, &since);
	spots_release(&s);
	return r;
}

static void
the_last_good_one(void **state)
{
	assert_int_equal(look(VERDICT_FAIL, 10, NULL), 1);
	assert_int_equal(since.good, 0);
	assert_null(since.files);
	since_release(&since);
	assert_int_equal(look(VERDICT_WARN, 20, NULL), 0);
	assert_int_equal(look(VERDICT_FAIL, 30, NULL), 1);
	assert_int_equal(since.good, 20);
	assert_null(since.files);
	since_release(&since);
	tree_file(&tree, "etc/rc2.d/S01a", "two\n");
	/* What fails is no good state, however often it is seen. */
	assert_int_equal(look(VERDICT_FAIL, 40, NULL), 1);
	since_release(&since);
	assert_int_equal(look(VERDICT_FAIL, 50, NULL), 1);
	assert_int_equal(since.good, 20);
	assert_string_equal(since.files->path, "/etc/rc2.d/S01a");
	assert_int_equal(since.files->kind, SINCE_CONTENTS);
	assert_string_equal(since.files->diff, "--- a/etc/rc2.d/S01a\n"
	    "+++ b/etc/rc2.d/S01a\n@@ -1 +1 @@\n-one\n+two\n");
	assert_null(since.files->next);
	since_release(&since);
}

/* The look may have seen the older one. */
static void
changed_during_the_look(void **state)
{
	assert_int_equal(look(VERDICT_PASS, 20, "two\n"), 0);
	assert_int_equal(look(VERDICT_FAIL, 30, NULL), 1);
	assert_non_null(since.files);
	since_release(&since);
}

static void
named_by_a_finding(void **state)
{
	const struct place at = { .path = "/etc/rc2.d/S02b", .line = 1 };
	struct finding *f;

	assert_int_equal(look(VERDICT_PASS, 20, NULL), 0);
	tree_file(&tree, "etc/rc2.d/S01a", "two\n");
	tree_file(&tree, "etc/rc2.d/S02b", "b\n");
	f = findings_add(&run.findings, "x");
	f->verdict = VERDICT_FAIL;
	finding_evidence(&run.findings, f, &at, 0);
	assert_int_equal(look(VERDICT_FAIL, 30, NULL), 1);
	assert_string_equal(since.files->path, "/etc/rc2.d/S02b");
	assert_true(since.files->named);
	assert_int_equal(since.files->kind, SINCE_NEW);
	assert_string_equal(since.files->next->path, "/etc/rc2.d/S01a");
	assert_false(since.files->next->named);
	since_release(&since);
}

/* A port that tells what it was told to tell. */
static int64_t fake_now;
static int64_t fake_since;
static int fake_answer;

static int64_t
now(void)
{
	return fake_now;
}

static int
ask(struct writers *w, const char *path, int64_t from, writers_fn *fn,
    void *arg)
{
	const struct writer vi = { .pid = 7, .uid = 0, .login = 1000,
		.exe = "/usr/bin/vi", .name = "vi", .command = "vi S01a" },
	    gone = { .pid = 8, .uid = -1, .login = -1 };

	assert_null(w);
	assert_string_equal(path, "/etc/rc2.d/S01a");
	fake_since = from;
	fn(arg, &vi);
	fn(arg, &gone);
	return fake_answer;
}

static const struct writers_ops fake = { .now = now, .ask = ask };

static void
who_changed_it(void **state)
{
	const struct since_writer *w;

	good.port = &fake;
	fake_now = 500;
	assert_int_equal(look(VERDICT_PASS, 20, NULL), 0);
	fake_now = 600;
	tree_file(&tree, "etc/rc2.d/S01a", "two\n");
	fake_answer = 0;
	assert_int_equal(look(VERDICT_FAIL, 30, NULL), 1);
	assert_int_equal(fake_since, 500);
	w = since.files->writers;
	assert_int_equal(w->pid, 7);
	assert_string_equal(w->exe, "/usr/bin/vi");
	assert_string_equal(w->name, "vi");
	assert_string_equal(w->command, "vi S01a");
	assert_int_equal(w->uid, 0);
	assert_int_equal(w->login, 1000);
	w = w->next;
	assert_int_equal(w->pid, 8);
	assert_null(w->exe);
	assert_null(w->name);
	assert_null(w->command);
	assert_int_equal(w->uid, -1);
	assert_null(w->next);
	since_release(&since);
	/* It may have been others too: then nobody is blamed. */
	fake_answer = -ENODATA;
	assert_int_equal(look(VERDICT_FAIL, 40, NULL), 1);
	assert_int_equal(fake_since, 500);
	assert_null(since.files->writers);
	since_release(&since);
}

/* From before the port began. */
static void
who_changed_it_before(void **state)
{
	assert_int_equal(look(VERDICT_PASS, 20, NULL), 0);
	good.port = &fake;
	fake_now = 500;
	fake_since = -1;
	tree_file(&tree, "etc/rc2.d/S01a", "two\n");
	assert_int_equal(look(VERDICT_FAIL, 30, NULL), 1);
	assert_int_equal(fake_since, -1);
	assert_null(since.files->writers);
	since_release(&since);
}

/* A long change is cut behind a line, and says so. */
static void
bounded(void **state)
{
	char text[8192];
	size_t i;

	assert_int_equal(look(VERDICT_PASS, 20, NULL), 0);
	for (i = 0; i + 1 < sizeof(text); i++)
		text[i] = i % 8 == 7 ? '\n' : (char)('a' + i / 8 % 26);
	text[i] = '\0';
	tree_file(&tree, "etc/rc2.d/S01a", text);
	assert_int_equal(look(VERDICT_FAIL, 30, NULL), 1);
	assert_true(since.files->cut);
	i = strlen(since.files->diff);
	assert_true(i <= 4096 && i > 4000);
	assert_true(since.files->diff[i - 1] == '\n');
	since_release(&since);
}

/* A look by another process that knows what the first one kept. */
static void
another_process(void **state)
{
	static const char path[] = "/var/lib/watch/good";
	struct err e = { .code = 0 };
	struct stat st;

	assert_int_equal(look(VERDICT_PASS, 1000, NULL), 0);
	assert_int_equal(since_good_save(&good, &run.host.root, path, "b",
	    &e), 0);
	assert_int_equal(root_stat(&run.host.root, "/var/lib/watch", &st), 0);
	assert_int_equal(st.st_mode & 0777, 0700);
	assert_int_equal(root_stat(&run.host.root, path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	since_good_release(&good);
	assert_int_equal(since_good_load(&good, &run.host.root, path, "b"),
	    0);
	tree_file(&tree, "etc/rc2.d/S01a", "two\n");
	assert_int_equal(look(VERDICT_FAIL, 2000, NULL), 1);
	assert_int_equal(since.good, 1000);
	assert_string_equal(since.files->path, "/etc/rc2.d/S01a");
	assert_string_equal(since.files->diff, "--- a/etc/rc2.d/S01a\n"
	    "+++ b/etc/rc2.d/S01a\n@@ -1 +1 @@\n-one\n+two\n");
	since_release(&since);
	since_good_release(&good);
	/* One that anybody could have written says nothing. */
	assert_int_equal(chmod(tree_path(&tree, "var/lib/watch/good"), 0622),
	    0);
	assert_int_equal(since_good_load(&good, &run.host.root, path, "b"),
	    0);
	assert_int_equal(look(VERDICT_FAIL, 3000, NULL), 1);
	assert_int_equal(since.good, 0);
	since_release(&since);
}

/* An hour's looks at a host where nothing happens write once. */
static void
saved_when_new(void **state)
{
	static const char path[] = "/var/lib/good";
	struct err e = { .code = 0 };
	struct stat first, st;

	assert_int_equal(look(VERDICT_PASS, 1000, NULL), 0);
	assert_int_equal(since_good_save(&good, &run.host.root, path, NULL,
	    &e), 0);
	assert_int_equal(root_stat(&run.host.root, path, &first), 0);
	assert_int_equal(look(VERDICT_PASS, 4599, NULL), 0);
	assert_int_equal(since_good_save(&good, &run.host.root, path, NULL,
	    &e), 0);
	assert_int_equal(root_stat(&run.host.root, path, &st), 0);
	assert_int_equal(st.st_ino, first.st_ino);
	assert_false(good.unsaved);
	assert_int_equal(look(VERDICT_PASS, 4600, NULL), 0);
	assert_true(good.unsaved);
	assert_int_equal(since_good_save(&good, &run.host.root, path, NULL,
	    &e), 0);
	assert_false(good.unsaved);
	tree_file(&tree, "etc/rc2.d/S01a", "two\n");
	assert_int_equal(look(VERDICT_PASS, 4700, NULL), 0);
	assert_true(good.unsaved);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(the_last_good_one, setup,
		    teardown),
		cmocka_unit_test_setup_teardown(changed_during_the_look,
		    setup, teardown),
		cmocka_unit_test_setup_teardown(named_by_a_finding, setup,
		    teardown),
		cmocka_unit_test_setup_teardown(who_changed_it, setup,
		    teardown),
		cmocka_unit_test_setup_teardown(who_changed_it_before, setup,
		    teardown),
		cmocka_unit_test_setup_teardown(bounded, setup, teardown),
		cmocka_unit_test_setup_teardown(another_process, setup,
		    teardown),
		cmocka_unit_test_setup_teardown(saved_when_new, setup,
		    teardown),
	};

	return cmocka_run_group_tests_name("since_good", tests, NULL, NULL);
}
