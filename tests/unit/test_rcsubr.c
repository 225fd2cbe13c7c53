/* The text that runs a script of rc.d. */
#include "tests/unit/unit.h"

#include "platforms/rcsubr.h"
#include "platforms/shell.h"
#include "tests/unit/hosttree.h"

static bool
is_said(const struct host *h, const struct words *w)
{
	return w->n > 1 && strcmp(w->v[0].text, "/sbin/say") == 0;
}

/* What the script's one command says. */
static const char *
said(struct fixture *f, const char *config)
{
	const struct entry entry = { .config = config };
	const struct sh_options o = { .wanted = is_said,
		.text_is_command = true };
	struct sh_result result = { .commands = NULL };
	const char *text = rcsubr_text(&f->pool, &entry, "/etc/rc.d/x");

	assert_non_null(text);
	assert_int_equal(sh_run(&f->host, text, &o, &f->pool, &result,
	    &f->err), 0);
	assert_non_null(result.commands);
	return result.commands->words.v[1].text;
}

/* FreeBSD's rc_conf_files stands in the file that is read before. */
static void
lines_of_files(void **state)
{
	struct fixture *f = *state;

	tree_file(&f->tree, "etc/rc.d/x", ". /etc/rc.subr\n"
	    "load_rc_config x\n/sbin/say $what\n");
	tree_file(&f->tree, "etc/first", "files=/etc/second what=first\n");
	tree_file(&f->tree, "etc/second", "what=second\n");
	tree_file(&f->tree, "etc/third", "what=third\n");
	assert_string_equal(said(f, "/etc/first"), "first");
	assert_string_equal(said(f, "/etc/first\n${files:-/etc/third}"),
	    "second");
	assert_string_equal(said(f, "/etc/first ${files:-/etc/third}"),
	    "third");
	assert_string_equal(said(f, "/etc/second /etc/none /etc/third\n"
	    "/etc/none"), "third");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(lines_of_files),
	};

	return cmocka_run_group_tests_name("rcsubr", tests, NULL, NULL);
}
