/* From a command line that would run to a starter. */
#include "tests/unit/unit.h"

#include "platforms/start.h"
#include "tests/unit/hosttree.h"

static void
add(struct fixture *f, struct started s, const char *const *argv)
{
	size_t n = 0;

	while (argv[n] != NULL)
		n++;
	s.mechanism = "rclink";
	if (s.at.path == NULL)
		s.at = (struct place){ .path = "/etc/x", .line = 3 };
	assert_int_equal(words_from_argv(&f->pool, argv, n, &s.words), 0);
	assert_int_equal(start_add(&f->host, &f->facts, &s, &f->err), 0);
}

static void
fields(void **state)
{
	struct fixture *f = *state;
	struct place why = { .path = "/etc/default/sendmail", .line = 1 };
	const struct starter *s;

	with_sendmail(f);
	add(f, (struct started){ .at_boot = TRI_YES, .because = &why,
	    .unit = "sendmail.service" },
	    PATHS("/usr/lib/sendmail", "-bd", "-q15m"));
	s = f->facts.starters;
	assert_string_equal(s->id, "s1");
	assert_string_equal(s->mta, "sendmail");
	assert_string_equal(s->unit, "sendmail.service");
	assert_int_equal(s->queue_interval, 900);
	assert_int_equal(s->role, ROLE_DAEMON);
	assert_true(because_of(s, "/etc/default/sendmail"));
	assert_string_equal(s->needs.v[0], "/etc/mail/sendmail.cf");
	assert_null(s->reason);
}

static void
no_mta_is_no_starter(void **state)
{
	struct fixture *f = *state;

	add(f, (struct started){ .at_boot = TRI_YES },
	    PATHS("/usr/sbin/cron", "-bd"));
	add(f, (struct started){ .at_boot = TRI_YES }, PATHS("echo",
	    "/usr/lib/sendmail"));
	assert_int_equal(n_starters(f), 0);
}

static void
wrappers(void **state)
{
	struct fixture *f = *state;

	with_sendmail(f);
	add(f, (struct started){ .at_boot = TRI_YES },
	    PATHS("nohup", "/usr/lib/sendmail", "-bd"));
	assert_int_equal(n_starters(f), 1);
	assert_string_equal(f->facts.starters->words.v[0].text,
	    "/usr/lib/sendmail");
}

static void
the_same_line_is_one(void **state)
{
	struct fixture *f = *state;
	struct place a = { .path = "/a" }, b = { .path = "/b" };

	with_sendmail(f);
	add(f, (struct started){ .at_boot = TRI_NO, .because = &a },
	    PATHS("/usr/lib/sendmail", "-bd"));
	add(f, (struct started){ .at_boot = TRI_UNKNOWN, .reason = "x",
	    .because = &b }, PATHS("/usr/lib/sendmail", "-bd"));
	assert_int_equal(n_starters(f), 1);
	assert_int_equal(f->facts.starters->at_boot, TRI_UNKNOWN);
	assert_string_equal(f->facts.starters->reason, "x");
	add(f, (struct started){ .at_boot = TRI_YES },
	    PATHS("/usr/lib/sendmail", "-bd"));
	add(f, (struct started){ .at_boot = TRI_NO },
	    PATHS("/usr/lib/sendmail", "-bd"));
	assert_int_equal(n_starters(f), 1);
	assert_int_equal(f->facts.starters->at_boot, TRI_YES);
	assert_null(f->facts.starters->reason);
	assert_true(because_of(f->facts.starters, "/a"));
	assert_true(because_of(f->facts.starters, "/b"));
	add(f, (struct started){ .at_boot = TRI_YES },
	    PATHS("/usr/lib/sendmail", "-q1h"));
	assert_int_equal(n_starters(f), 2);
}

/* A super-server's argv[0] is not what is executed. */
static void
program_of_its_own(void **state)
{
	struct fixture *f = *state;

	with_sendmail(f);
	add(f, (struct started){ .at_boot = TRI_YES, .listen = "smtp",
	    .activation = ACTIVATION_INETD, .program = "/usr/lib/sendmail" },
	    PATHS("mailserver", "-bs"));
	assert_int_equal(f->facts.starters->role, ROLE_INETD);
	assert_string_equal(f->facts.starters->listen, "smtp");
}

static void
cron_gives_the_interval(void **state)
{
	struct fixture *f = *state;

	with_sendmail(f);
	add(f, (struct started){ .at_boot = TRI_YES, .every = 900,
	    .activation = ACTIVATION_CRON },
	    PATHS("/usr/lib/sendmail", "-q"));
	assert_int_equal(f->facts.starters->role, ROLE_ONE_SHOT);
	assert_int_equal(f->facts.starters->queue_interval, 900);
}

/* execve(2): ENOENT, EACCES. */
static void
what_cannot_be_run(void **state)
{
	struct fixture *f = *state;
	const struct started yes = { .at_boot = TRI_YES };
	const struct starter *s;

	with_sendmail(f);
	assert_int_equal(chmod(tree_path(&f->tree, "usr/lib/sendmail"), 0644),
	    0);
	add(f, yes, PATHS("/usr/lib/sendmail", "-bd"));
	s = f->facts.starters;
	assert_int_equal(s->at_boot, TRI_NO);
	assert_int_equal(s->role, ROLE_DAEMON);
	assert_string_equal(s->because->path, "/usr/lib/sendmail");
	assert_string_equal(s->because->text, "has no execute bit");
	assert_int_equal(chmod(tree_path(&f->tree, "usr/lib/sendmail"), 0100),
	    0);
	add(f, yes, PATHS("/usr/lib/sendmail", "-bd", "-q1h"));
	assert_int_equal(s->next->at_boot, TRI_YES);
	/* Its folder has others: it is not there. */
	tree_file(&f->tree, "usr/lib/other", "x");
	assert_int_equal(unlink(tree_path(&f->tree, "usr/lib/sendmail")), 0);
	add(f, yes, PATHS("/usr/lib/sendmail", "-bd", "-q2h"));
	s = s->next->next;
	assert_int_equal(s->at_boot, TRI_NO);
	assert_string_equal(s->because->text, "is not there");
}

/* chroot(8): what is not there here may be there. A second way to a line has
 * the same program. */
static void
another_root(void **state)
{
	struct fixture *f = *state;
	struct started yes = { .at_boot = TRI_YES };

	tree_file(&f->tree, "usr/lib/other", "x");
	add(f, yes, PATHS("chroot", "/srv", "/usr/lib/sendmail", "-bd"));
	assert_int_equal(f->facts.starters->at_boot, TRI_YES);
	add(f, yes, PATHS("/usr/lib/sendmail", "-bd", "-q1h"));
	assert_int_equal(f->facts.starters->next->at_boot, TRI_NO);
	add(f, yes, PATHS("/usr/lib/sendmail", "-bd", "-q1h"));
	assert_int_equal(n_starters(f), 2);
	assert_int_equal(f->facts.starters->next->at_boot, TRI_NO);
	yes.other_root = true;
	add(f, yes, PATHS("/usr/lib/sendmail", "-bd", "-q2h"));
	assert_int_equal(f->facts.starters->next->next->at_boot, TRI_YES);
}

/* In a tree, what says nothing of the host it was taken from. */
static void
what_was_not_taken_along(void **state)
{
	struct fixture *f = *state;
	const struct started yes = { .at_boot = TRI_YES };

	tree_link(&f->tree, "usr/lib/sendmail", "/etc/alternatives/mta");
	add(f, yes, PATHS("/usr/lib/sendmail", "-bd"));
	add(f, yes, PATHS("/usr/sbin/sendmail", "-bd"));
	assert_int_equal(f->facts.starters->at_boot, TRI_YES);
	assert_int_equal(f->facts.starters->next->at_boot, TRI_YES);
	/* On the host itself it does. */
	f->host.source = SOURCE_LIVE;
	add(f, yes, PATHS("/usr/lib/sendmail", "-bd", "-q1h"));
	assert_int_equal(f->facts.starters->next->next->at_boot, TRI_NO);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(fields),
		TEST(no_mta_is_no_starter),
		TEST(wrappers),
		TEST(the_same_line_is_one),
		TEST(program_of_its_own),
		TEST(cron_gives_the_interval),
		TEST(what_cannot_be_run),
		TEST(another_root),
		TEST(what_was_not_taken_along),
	};

	return cmocka_run_group_tests_name("start", tests, NULL, NULL);
}
