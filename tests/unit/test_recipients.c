/* Who gets mail here, by sendmail.cf, aliases and .forward. */
#include "agent/run/recipients.h"

#include "tests/unit/unit.h"

#include "tests/unit/hosttree.h"

static void
gather_here(struct fixture *f)
{
	struct mta *m = facts_mta(&f->facts);

	m->kind = "sendmail";
	m->path = m->resolved = "/usr/sbin/sendmail";
	f->facts.name = "host1.victim.example";
	assert_int_equal(recipients_gather(&f->host, &f->facts, &f->err), 0);
}

static void
expect(const struct fixture *f, enum recipient_kind kind, const char *name,
    const char *target, enum mail_end end, const char *path, unsigned line)
{
	const struct recipient *r;

	for (r = f->facts.recipients; r != NULL; r = r->next)
		if (r->kind == kind && strcmp(r->name, name) == 0 &&
		    (target == NULL ? r->target == NULL :
		    r->target != NULL && strcmp(r->target, target) == 0)) {
			assert_string_equal(mail_end_name(r->end),
			    mail_end_name(end));
			assert_string_equal(r->at.path, path);
			assert_int_equal(r->at.line, line);
			return;
		}
	fail_msg("no %s %s to %s", recipient_kind_name(kind), name,
	    target == NULL ? "itself" : target);
}

static void
aliases_and_lists(void **state)
{
	struct fixture *f = *state;

	with_sendmail(f);
	tree_file(&f->tree, "etc/mail/aliases", "root: admin@example.edu\n"
	    "postmaster: root\nstaff: :include:/etc/mail/staff\n");
	assert_int_equal(symlink("mail/aliases", tree_path(&f->tree,
	    "etc/aliases")), 0);
	tree_file(&f->tree, "etc/mail/staff", "alice\nbob@example.edu\n"
	    ":include:/etc/mail/staff\n");
	gather_here(f);
	expect(f, RECIPIENT_ALIAS, "root", "admin@example.edu", MAIL_END_AWAY,
	    "/etc/mail/aliases", 1);
	expect(f, RECIPIENT_ALIAS, "postmaster", "root", MAIL_END_LOCAL,
	    "/etc/mail/aliases", 2);
	expect(f, RECIPIENT_LIST, "staff", "/etc/mail/staff", MAIL_END_LOCAL,
	    "/etc/mail/aliases", 3);
	expect(f, RECIPIENT_ALIAS, "staff", "bob@example.edu", MAIL_END_AWAY,
	    "/etc/mail/staff", 2);
	/* Read once, although it has two names; a list within itself ends
	 * after eight rounds of three entries. */
	assert_int_equal(f->facts.n_recipients, 3 + 8 * 3);
}

static void
the_cf(void **state)
{
	struct fixture *f = *state;

	with_sendmail(f);
	tree_file(&f->tree, "etc/mail/sendmail.cf", "V10/Berkeley\n"
	    "Cwlocalhost dept.victim.example $j [192.0.2.25]\n"
	    "Fw-o /etc/mail/local-host-names\n"
	    "CRlan.victim.example\n"
	    "DSrelay:[hub.victim.example]\nDHmailer.victim.example\n"
	    "O AliasFile=/etc/mail/names, nis:mail.aliases\n"
	    "O DeliveryMode=queue\n");
	tree_file(&f->tree, "etc/mail/local-host-names", "# ours\n"
	    "host1.victim.example\nold.victim.example # until 2030\n\n");
	tree_file(&f->tree, "etc/mail/names", "a: b@old.victim.example\n");
	tree_file(&f->tree, "etc/aliases", "not: read\n");
	gather_here(f);
	expect(f, RECIPIENT_DOMAIN, "dept.victim.example", NULL,
	    MAIL_END_LOCAL, "/etc/mail/sendmail.cf", 2);
	expect(f, RECIPIENT_DOMAIN, "old.victim.example", NULL,
	    MAIL_END_LOCAL, "/etc/mail/local-host-names", 3);
	expect(f, RECIPIENT_RELAYED, "lan.victim.example", NULL,
	    MAIL_END_AWAY, "/etc/mail/sendmail.cf", 4);
	expect(f, RECIPIENT_ALIAS, "a", "b@old.victim.example",
	    MAIL_END_LOCAL, "/etc/mail/names", 1);
	assert_int_equal(f->facts.n_recipients, 4);
	assert_string_equal(f->facts.submission.smart_host,
	    "hub.victim.example");
	assert_string_equal(f->facts.submission.mail_hub,
	    "mailer.victim.example");
	assert_string_equal(f->facts.submission.delivery, "queue");
	assert_string_equal(f->facts.unseen->reason,
	    "aliases in nis:mail.aliases");
}

static void
forwards(void **state)
{
	struct fixture *f = *state;

	with_sendmail(f);
	tree_file(&f->tree, "etc/mail/sendmail.cf", "V10\nO ForwardPath="
	    "$z/.forward.$w+$h:$z/.forward.$w:$z/.forward:/etc/fw/$u\n");
	tree_file(&f->tree, "etc/passwd",
	    "alice:x:1000:1000:Alice:/home/alice:/bin/sh\n"
	    "bob:x:1001:1001::/home/bob:/bin/sh\n"
	    "eve:x:1002:1001::/home/eve:/bin/sh\n");
	tree_folder(&f->tree, "home/eve/.forward");
	tree_file(&f->tree, "home/alice/.forward",
	    "\\alice, \"|/usr/bin/vacation alice\"\n");
	tree_file(&f->tree, "home/bob/.forward.host1", "bob@example.edu\n");
	tree_file(&f->tree, "etc/fw/bob", "/dev/null\n");
	gather_here(f);
	expect(f, RECIPIENT_FORWARD, "alice", "alice", MAIL_END_LOCAL,
	    "/home/alice/.forward", 1);
	expect(f, RECIPIENT_FORWARD, "alice", "|/usr/bin/vacation alice",
	    MAIL_END_PROGRAM, "/home/alice/.forward", 1);
	expect(f, RECIPIENT_FORWARD, "bob", "bob@example.edu", MAIL_END_AWAY,
	    "/home/bob/.forward.host1", 1);
	expect(f, RECIPIENT_FORWARD, "bob", "/dev/null", MAIL_END_NOWHERE,
	    "/etc/fw/bob", 1);
	assert_int_equal(f->facts.n_recipients, 4);
	assert_null(f->facts.doubts);	/* eve's name stays here */
	assert_non_null(strstr(f->facts.unseen->reason, "forwarded"));
}

static void
too_many(void **state)
{
	struct fixture *f = *state;
	struct buf b = BUF_INIT(1 << 20);
	int i;

	with_sendmail(f);
	for (i = 0; i < FACTS_MAX_RECIPIENTS + 5; i++)
		buf_addf(&b, "n%d: root\n", i);
	tree_file(&f->tree, "etc/aliases", b.p);
	buf_release(&b);
	gather_here(f);
	assert_int_equal(f->facts.n_recipients, FACTS_MAX_RECIPIENTS);
	assert_true(doubted(f, "recipients", NULL));
	assert_null(f->facts.doubts->next);
}

static void
not_readable(void **state)
{
	struct fixture *f = *state;

	with_sendmail(f);
	tree_file(&f->tree, "etc/mail/sendmail.cf",
	    "V10\nO AliasFile=/etc/mail/aliases\nFw/etc/mail/names\n");
	tree_folder(&f->tree, "etc/mail/aliases");
	tree_folder(&f->tree, "etc/mail/names");
	gather_here(f);
	assert_true(doubted(f, "recipients", "/etc/mail/aliases"));
	assert_true(doubted(f, "recipients", "/etc/mail/names"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(aliases_and_lists),
		TEST(the_cf),
		TEST(forwards),
		TEST(too_many),
		TEST(not_readable),
	};

	return cmocka_run_group_tests_name("recipients", tests, NULL, NULL);
}
