/* Seven days of log, with its rotations. */
#include "agent/run/maillogs.h"

#include "tests/unit/unit.h"

#include <utime.h>

#include "tests/unit/hosttree.h"

#define TODAY 1795338000	/* 2026-11-22T09:00:00Z */
#define FROM " size=1, class=0, nrcpts=1, msgid="

static void
log_file(struct fixture *f, const char *name, time_t written,
    const char *text)
{
	const struct utimbuf when = { .actime = written, .modtime = written };

	tree_file(&f->tree, name, text);
	assert_int_equal(utime(tree_path(&f->tree, name), &when), 0);
}

static void
gather_logs(struct fixture *f)
{
	assert_int_equal(maillogs_gather(&f->host, &f->facts, &f->err), 0);
}

static const struct client *
client(const struct fixture *f, const char *name)
{
	const struct client *c;

	for (c = f->facts.clients; c != NULL; c = c->next)
		if (strcmp(c->name, name) == 0)
			return c;
	return NULL;
}

/* What the MSP hands over is known by its Message-Id. */
static void
commands_and_programs(void **state)
{
	struct fixture *f = *state;
	const struct client *c;

	log_file(f, "var/log/mail.log", TODAY,
	    "Nov 22 08:00:00 h sendmail[1]: 4A1: from=root," FROM
	    "<m1@h>, relay=root@localhost\n"
	    "Nov 22 08:00:01 h sm-mta[2]: 4A2: from=<root@h>," FROM
	    "<m1@h>, proto=ESMTP, relay=localhost [127.0.0.1]\n"
	    "Nov 22 08:00:02 h sm-mta[2]: 4A2: to=<alice@h>, mailer=local, "
	    "pri=1, dsn=2.0.0, stat=Sent\n");
	gather_logs(f);
	assert_null(f->facts.clients);
	assert_int_equal(f->facts.submission.delivered, 1);
	assert_int_equal(f->facts.submission.log_from, TODAY - 3600);
	log_file(f, "var/log/mail.log.1", TODAY - 86400,
	    "Nov 21 08:00:00 h sm-mta[2]: 4A3: from=<app@h>," FROM
	    "<p1@h>, proto=SMTP, relay=localhost [127.0.0.1]\n"
	    "Nov 21 08:00:00 h sm-mta[2]: 4A4: from=<app@h>, size=1, "
	    "class=0, nrcpts=2, relay=localhost [127.0.0.1]\n");
	gather_logs(f);
	c = client(f, "a program seen in the mail log");
	assert_non_null(c);
	assert_int_equal(c->kind, CLIENT_LOGGED);
	assert_false(c->remote);
	assert_int_equal(c->messages, 2);
	assert_string_equal(c->at.path, "/var/log/mail.log");
	assert_null(c->at.text);	/* addresses stay where they are */
	assert_int_equal(f->facts.submission.clients.n, 1);
}

static void
other_hosts(void **state)
{
	struct fixture *f = *state;
	const struct client *c;

	log_file(f, "var/log/maillog", TODAY,
	    "Nov 22 08:00:00 h sendmail[1]: 4A1: from=<a@b>," FROM
	    "<1@b>, proto=ESMTP, relay=mx.b [203.0.113.9]\n"
	    "Nov 22 08:00:00 h sendmail[1]: 4A1: from=<a@b>," FROM
	    "<2@b>, proto=ESMTP, relay=mx.b [203.0.113.9]\n");
	gather_logs(f);
	c = client(f, "203.0.113.9");
	assert_non_null(c);
	assert_true(c->remote);
	assert_int_equal(c->messages, 2);
	assert_int_equal(f->facts.submission.clients.n, 0);
}

/* Older than seven days; and what a syslog.conf names, nowhere else. */
static void
how_far(void **state)
{
	struct fixture *f = *state;

	log_file(f, "etc/syslog.conf", TODAY, "mail.info /var/adm/m\n");
	log_file(f, "var/log/mail.log", TODAY, "Nov 22 08:00:00 h s[1]: 4A1: "
	    "from=<a@b>," FROM "<1@b>, relay=mx.b [203.0.113.1]\n");
	log_file(f, "var/adm/m", TODAY,
	    "Nov 14 08:00:00 h s[1]: 4A1: from=<a@b>," FROM
	    "<1@b>, relay=mx.b [203.0.113.2]\n"
	    "Nov 16 08:00:00 h s[1]: 4A1: from=<a@b>," FROM
	    "<1@b>, relay=mx.b [203.0.113.3]\n");
	log_file(f, "var/adm/m.0", TODAY - 8 * 86400,
	    "Nov 14 08:00:00 h s[1]: 4A1: from=<a@b>," FROM
	    "<1@b>, relay=mx.b [203.0.113.4]\n");
	log_file(f, "var/adm/m.old", TODAY,
	    "Nov 22 08:00:00 h s[1]: 4A1: from=<a@b>," FROM
	    "<1@b>, relay=mx.b [203.0.113.5]\n");
	gather_logs(f);
	assert_non_null(client(f, "203.0.113.3"));
	assert_null(f->facts.clients->next);
	assert_int_equal(f->facts.submission.log_from,
	    TODAY - 6 * 86400 - 3600);
}

static void
none(void **state)
{
	struct fixture *f = *state;

	tree_folder(&f->tree, "var/log/mail");
	gather_logs(f);
	assert_null(f->facts.clients);
	assert_int_equal(f->facts.submission.delivered, -1);
	assert_int_equal(f->facts.submission.log_from, 0);
	assert_non_null(f->facts.unseen);
	assert_string_equal(f->facts.unseen->about, "clients");
}

/* What is packed within the seven days is said to be unseen. */
static void
packed(void **state)
{
	struct fixture *f = *state;

	log_file(f, "var/log/maillog", TODAY, "Nov 22 08:00:00 h s[1]: x\n");
	log_file(f, "var/log/maillog.1.gz", TODAY - 6 * 86400, "packed");
	log_file(f, "var/log/maillog.2.gz", TODAY - 13 * 86400, "packed");
	gather_logs(f);
	assert_non_null(f->facts.unseen);
	assert_string_equal(f->facts.unseen->reason,
	    "/var/log/maillog.1.gz is packed, and was not read");
	assert_null(f->facts.unseen->next);
}

static void
very_many_hosts(void **state)
{
	struct fixture *f = *state;
	struct buf b = BUF_INIT(1 << 20);
	const struct client *c;
	unsigned n = 0;
	int i;

	for (i = 0; i < 200; i++)
		buf_addf(&b, "Nov 22 08:00:00 h s[1]: 4A1: from=<a@b>," FROM
		    "<%d@b>, relay=mx.b [203.0.113.%d]\n", i, i);
	assert_false(b.failed);
	log_file(f, "var/log/mail.log", TODAY, b.p);
	buf_release(&b);
	gather_logs(f);
	for (c = f->facts.clients; c != NULL; c = c->next)
		n++;
	assert_int_equal(n, 65);
	assert_int_equal(client(f, "other hosts")->messages, 136);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(commands_and_programs),
		TEST(other_hosts),
		TEST(how_far),
		TEST(none),
		TEST(packed),
		TEST(very_many_hosts),
	};

	return cmocka_run_group_tests_name("maillogs", tests, NULL, NULL);
}
