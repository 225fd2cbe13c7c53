/* Reading and planning one file. */
#include "tests/unit/unit.h"

#include "platforms/edit_file.h"
#include "tests/unit/edit_case.h"

static const char *wanted;

static int
append(struct edit_job *j, struct err *e)
{
	struct edit_file f;
	int r = edit_open(j, wanted, &f, e);

	return r <= 0 ? r : edit_span(j, &f, f.len, f.len, "x", e);
}

static void
paths(void **state)
{
	struct edit_case *c = *state;

	tree_file(&c->f->tree, "etc/real", "a\n");
	tree_link(&c->f->tree, "etc/link", "real");
	tree_link(&c->f->tree, "etc/nothing", "none");
	wanted = "/etc/link";
	assert_int_equal(edit_do(c, append, 0), 1);
	expect_put(c, "/etc/real", "a\nx");
	assert_string_equal(edit_step(c, "/etc/real")->old, "a\n");
	wanted = "/etc/new/folder/../file";
	assert_int_equal(edit_do(c, append, 0), 1);
	wanted = "/etc/new/file";
	assert_int_equal(edit_do(c, append, 0), 1);
	expect_put(c, "/etc/new/file", "x");
	assert_null(edit_step(c, "/etc/new/file")->old);
	wanted = "/etc/nothing";
	assert_int_equal(edit_do(c, append, 0), 0);
	wanted = "/etc";
	assert_int_equal(edit_do(c, append, 0), 0);
}

static void
lines(void **state)
{
	struct edit_file f = { .text = "a\r\n\nb", .len = 5 };
	struct edit_line l;

	assert_true(edit_find(&f, 1, &l));
	assert_int_equal(l.from, 0);
	assert_int_equal(l.to, 1);
	assert_int_equal(l.end, 3);
	assert_true(edit_find(&f, 2, &l));
	assert_int_equal(l.to, l.from);
	assert_true(edit_find(&f, 3, &l));
	assert_int_equal(l.end, 5);
	assert_false(edit_find(&f, 4, &l));
	assert_string_equal(edit_eol(&f), "\r\n");
	assert_string_equal(edit_gap(&f), "\r\n");
	f = (struct edit_file){ .text = "", .len = 0 };
	assert_string_equal(edit_eol(&f), "\n");
	assert_string_equal(edit_gap(&f), "");
	assert_false(edit_find(&f, 1, &l));
}

static void
units(void **state)
{
	assert_true(edit_is_unit("/usr/lib/systemd/system/a.service"));
	assert_true(edit_is_unit("/etc/systemd/system/a.service.d/b.conf"));
	assert_false(edit_is_unit("/etc/sysconfig/sendmail"));
	assert_false(edit_is_unit("/etc/mail/sendmail.conf"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		EDIT_TEST(paths),
		EDIT_TEST(lines),
		EDIT_TEST(units),
	};

	return cmocka_run_group_tests_name("edit_file", tests, NULL, NULL);
}
