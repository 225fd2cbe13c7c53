/* How mail that is submitted leaves the host. */
#include "tests/unit/unit.h"

#include "agent/run/submission.h"
#include "tests/unit/hosttree.h"

static const struct submission *
look(struct fixture *f)
{
	assert_int_equal(submission_gather(&f->host, &f->facts, &f->err), 0);
	return &f->facts.submission;
}

static void
with_mta(struct fixture *f, const char *kind)
{
	struct mta *m = facts_mta(&f->facts);

	m->kind = kind;
	m->path = m->resolved = "/usr/sbin/x";
}

static void
without_submit_cf(void **state)
{
	struct fixture *f = *state;

	assert_string_equal(look(f)->path, "none");
	with_mta(f, "exim");
	assert_string_equal(look(f)->path, "other");
	with_mta(f, "sendmail");
	with_sendmail(f);
	assert_string_equal(look(f)->path, "setuid");
	assert_false(look(f)->needs_listener);
}

static void
to_itself(void **state)
{
	struct fixture *f = *state;

	with_mta(f, "sendmail");
	with_sendmail(f);
	tree_file(&f->tree, "etc/mail/submit.cf",
	    "V10/Berkeley\nDjx\nD{MTAHost}[127.0.0.1]\n");
	assert_string_equal(look(f)->path, "msp");
	assert_string_equal(look(f)->target, "127.0.0.1");
	assert_true(look(f)->needs_listener);
	assert_string_equal(look(f)->at.path, "/etc/mail/submit.cf");
	assert_int_equal(look(f)->at.line, 3);
}

static void
to_a_hub(void **state)
{
	struct fixture *f = *state;

	with_mta(f, "sendmail");
	with_sendmail(f);
	f->facts.name = "host1.victim.example";
	tree_file(&f->tree, "etc/mail/submit.cf",
	    "V10\nD{MTAHost}[hub.victim.example]\n");
	assert_string_equal(look(f)->target, "hub.victim.example");
	assert_false(look(f)->needs_listener);
	tree_file(&f->tree, "etc/mail/submit.cf",
	    "V10\nD{MTAHost}host1.victim.example\n");
	assert_true(look(f)->needs_listener);
}

static void
not_readable(void **state)
{
	struct fixture *f = *state;

	with_mta(f, "sendmail");
	with_sendmail(f);
	tree_folder(&f->tree, "etc/mail/submit.cf");
	look(f);
	assert_true(doubted(f, "submission", "/etc/mail/submit.cf"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(without_submit_cf),
		TEST(to_itself),
		TEST(to_a_hub),
		TEST(not_readable),
	};

	return cmocka_run_group_tests_name("submission", tests, NULL, NULL);
}
