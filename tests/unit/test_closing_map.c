/* Databases beside a text. What makemap makes is tests/real/closing_live's. */
#include "tests/unit/unit.h"

#include <errno.h>

#include "tests/unit/closing_case.h"

static const char cf[] = "/etc/mail/sendmail.cf";
static const char access_path[] = "/etc/mail/access";

static void
none(void **state)
{
	struct closing_case *x = *state;

	tree_file(&x->f->tree, "etc/mail/sendmail.cf", "Kaccess text -o "
	    "/etc/mail/access\n");
	tree_file(&x->f->tree, "etc/mail/access", "a RELAY\n");
	assert_int_equal(closing_makemap(&x->c, cf, access_path, NULL), 1);
	assert_null(x->c.why_not);
}

static void
of_a_tree(void **state)
{
	struct closing_case *x = *state;

	tree_file(&x->f->tree, "etc/mail/sendmail.cf",
	    "Kaccess  hash -T<TMPF> -o /etc/mail/access\n");
	tree_file(&x->f->tree, "etc/mail/access", "a RELAY\n");
	tree_file(&x->f->tree, "etc/mail/access.db", "x");
	assert_int_equal(closing_makemap(&x->c, cf, access_path, NULL), 0);
	assert_non_null(strstr(x->c.why_not, "not in a tree: makemap hash "
	    "/etc/mail/access < /etc/mail/access"));
	/* Nobody says how it is made. */
	tree_file(&x->f->tree, "etc/mail/more", "a RELAY\n");
	tree_file(&x->f->tree, "etc/mail/more.dir", "x");
	assert_int_equal(closing_makemap(&x->c, cf, "/etc/mail/more", NULL),
	    0);
	assert_non_null(strstr(x->c.why_not, "is not known"));
}

static int
fake_makemap(const struct tool_job *j, struct err *e)
{
	assert_string_equal(j->argv[0], "makemap");
	assert_string_equal(j->argv[1], "hash");
	assert_string_equal(j->argv[2], "@map");
	assert_string_equal(j->input, "text");
	assert_null(j->user);
	assert_memory_equal(j->files[0].data, "a RELAY\n", 8);
	return buf_add(j->files[1].made, "\0new", 4);
}

static int
no_makemap(const struct tool_job *j, struct err *e)
{
	return j->paths[0] != NULL ? -ENOENT : 0;
}

static int
failing_makemap(const struct tool_job *j, struct err *e)
{
	buf_adds(j->errors, "makemap: bad\nmore\n");
	return 70;
}

static void
of_a_host(void **state)
{
	struct closing_case *x = *state;
	struct tool_ops tool = { .run = no_makemap };
	struct closing_file *f;

	tree_file(&x->f->tree, "etc/mail/sendmail.cf",
	    "Kaccess hash -o /etc/mail/access\n");
	tree_file(&x->f->tree, "etc/mail/access", "a RELAY\n");
	tree_file(&x->f->tree, "etc/mail/access.db", "old");
	x->f->host.tool = &tool;
	assert_int_equal(closing_makemap(&x->c, cf, access_path, NULL), 0);
	assert_non_null(strstr(x->c.why_not, "there is no makemap"));
	tool.run = failing_makemap;
	assert_int_equal(closing_makemap(&x->c, cf, access_path, NULL), 0);
	assert_string_equal(x->c.why_not,
	    "makemap: exit status 70: makemap: bad");
	tool.run = fake_makemap;
	assert_int_equal(closing_makemap(&x->c, cf, access_path, NULL), 1);
	f = closing_open(&x->c, "/etc/mail/access.db");
	assert_int_equal(f->len, 4);
	assert_memory_equal(f->text, "\0new", 4);
	assert_string_equal(f->old, "old");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		A_TEST(none),
		A_TEST(of_a_tree),
		A_TEST(of_a_host),
	};

	return cmocka_run_group_tests_name("closing_map", tests, NULL, NULL);
}
