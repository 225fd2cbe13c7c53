/* Cron's letters and mailboxes that are not empty. */
#include "agent/run/letters.h"

#include "tests/unit/unit.h"

#include "tests/unit/hosttree.h"

static void
look(struct fixture *f)
{
	const char *names[] = { "host1", "host1.victim.example" };
	const struct strv own = { .v = names, .n = 2 };

	assert_int_equal(letters_gather(&f->host, &f->facts, &own, &f->err),
	    0);
}

static const struct recipient *
next_is(const struct recipient *r, const char *name, const char *target,
    enum mail_end end, const char *path, unsigned line)
{
	assert_non_null(r);
	assert_string_equal(r->name, name);
	if (target == NULL)
		assert_null(r->target);
	else
		assert_string_equal(r->target, target);
	assert_string_equal(mail_end_name(r->end), mail_end_name(end));
	assert_string_equal(r->at.path, path);
	assert_int_equal(r->at.line, line);
	return r->next;
}

/* crontab(5): MAILTO counts for the lines below it. */
static void
cron(void **state)
{
	struct fixture *f = *state;
	const struct recipient *r;

	f->facts.platform = "debian";
	tree_file(&f->tree, "var/spool/cron/crontabs/alice",
	    "# mine\n0 5 * * * /home/alice/report\n"
	    "10 5 * * * /home/alice/report\n"
	    "MAILTO=\"\"\n1 * * * * /home/alice/quiet\n");
	tree_file(&f->tree, "etc/crontab",
	    "MAILTO=root\n1 * * * * root /usr/bin/a\n"
	    "2 * * * * www /usr/bin/b\n"
	    "MAILTO=ops@example.edu,bob@host1\n3 * * * * root /usr/bin/c\n"
	    "4 * * * * root /usr/bin/d\n");
	tree_file(&f->tree, "etc/cron.d/job.bak", "1 * * * * bob /bin/x\n");
	tree_file(&f->tree, "etc/cron.d/none", "# 1 * * * * bob /bin/x\n");
	look(f);
	r = f->facts.recipients;
	r = next_is(r, "alice", NULL, MAIL_END_LOCAL,
	    "/var/spool/cron/crontabs/alice", 2);
	r = next_is(r, "root", NULL, MAIL_END_LOCAL, "/etc/crontab", 2);
	r = next_is(r, "www", "root", MAIL_END_LOCAL, "/etc/crontab", 3);
	r = next_is(r, "root", "ops@example.edu", MAIL_END_AWAY,
	    "/etc/crontab", 5);
	r = next_is(r, "root", "bob@host1", MAIL_END_LOCAL, "/etc/crontab",
	    5);
	assert_null(r);
}

static void
mailboxes(void **state)
{
	struct fixture *f = *state;
	const struct recipient *r;

	tree_file(&f->tree, "var/mail/alice", "From x\n");
	tree_file(&f->tree, "var/mail/empty", "");
	tree_file(&f->tree, "var/mail/alice.lock", "1");
	tree_file(&f->tree, "var/mail/.hidden", "1");
	tree_folder(&f->tree, "var/mail/:saved");
	tree_folder(&f->tree, "var/spool");
	assert_int_equal(symlink("../mail", tree_path(&f->tree,
	    "var/spool/mail")), 0);
	tree_file(&f->tree, "usr/mail/bob", "From x\n");
	look(f);
	r = f->facts.recipients;
	r = next_is(r, "alice", NULL, MAIL_END_LOCAL, "/var/mail/alice", 0);
	r = next_is(r, "bob", NULL, MAIL_END_LOCAL, "/usr/mail/bob", 0);
	assert_null(r);
	assert_int_equal(f->facts.recipients->kind, RECIPIENT_MAILBOX);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(cron),
		TEST(mailboxes),
	};

	return cmocka_run_group_tests_name("letters", tests, NULL, NULL);
}
