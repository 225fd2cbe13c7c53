/* svcprop(1) in scripts: what was recorded, and what nobody knows. */
#include "tests/unit/unit.h"

#include "platforms/shell.h"
#include "tests/unit/hosttree.h"

#define FMRI "svc:/network/smtp:sendmail"

/* The second word of the only command; NULL where it is not known. */
static const char *
run(struct fixture *f, const char *text, const char *local_only)
{
	const struct sh_options o = { .text_is_command = true,
		.local_only = local_only };
	struct sh_result result = { 0 };

	assert_int_equal(sh_run(&f->host, text, &o, &f->pool, &result,
	    &f->err), 0);
	assert_non_null(result.commands);
	assert_null(result.commands->next);
	assert_true(result.commands->words.n > 1);
	return result.commands->words.v[1].gap != WORD_KNOWN ? NULL :
	    result.commands->words.v[1].text;
}

static void
values(void **state)
{
	struct fixture *f = *state;

	with_sendmail(f);
	f->host.source = SOURCE_CAPTURE;
	tree_file(&f->tree, ".hardenmail/svcprop",
	    FMRI "/:properties/config/local_only boolean false\n"
	    FMRI "/:properties/config/path_to_submit_mc astring \"\"\n");
	assert_string_equal(run(f, "/usr/lib/sendmail -"
	    "`svcprop -p config/local_only " FMRI "`", NULL), "-false");
	/* Words that are not followed. */
	assert_null(run(f, "/usr/lib/sendmail -"
	    "$(/usr/bin/svcprop -cpconfig/local_only " FMRI ")", NULL));
	assert_string_equal(run(f, "/usr/lib/sendmail -"
	    "`svcprop -c -pconfig/local_only " FMRI "`", "true"), "-true");
	/* An empty value is a pair of quotes. */
	assert_string_equal(run(f, "/usr/lib/sendmail -"
	    "`svcprop -p config/path_to_submit_mc " FMRI "`", "true"),
	    "-\"\"");
	/* Asked for by the capture, and not there. */
	assert_string_equal(run(f, "svcprop -q -p config/path_to_sendmail_mc "
	    FMRI "; /usr/lib/sendmail -$?", NULL), "-1");
	assert_string_equal(run(f, "svcprop -q -p config/local_only " FMRI
	    "; /usr/lib/sendmail -$?", NULL), "-0");
	assert_null(run(f, "/usr/lib/sendmail -`svcprop -p config/other "
	    FMRI "`", NULL));
	assert_null(run(f, "/usr/lib/sendmail -`svcprop " FMRI "`", NULL));
}

static void
not_recorded(void **state)
{
	struct fixture *f = *state;

	with_sendmail(f);
	assert_null(run(f, "/usr/lib/sendmail -`svcprop -p "
	    "config/local_only " FMRI "`", NULL));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(values),
		TEST(not_recorded),
	};

	return cmocka_run_group_tests_name("shell_svcprop", tests, NULL,
	    NULL);
}
