/* Whom Postfix takes mail for (postconf(5)), and its content filters
 * (FILTER_README). */
#include "tests/unit/unit.h"

#include "agent/run/postfix_mail.h"
#include "tests/unit/hosttree.h"

#define MASTER "smtp inet n - y - - smtpd\npickup unix n - y 60 1 pickup\n"

static void
gather_it(struct fixture *f, const char *main_cf, const char *master_cf)
{
	static const char *const argv[] = { "/usr/sbin/postfix", "start" };
	struct strv own = { .n = 0 };
	struct starter *s = facts_starter(&f->facts);

	tree_file(&f->tree, "etc/postfix/main.cf", main_cf);
	tree_file(&f->tree, "etc/postfix/master.cf", master_cf);
	f->facts.name = "relay1.victim.example";
	s->mta = "postfix";
	assert_int_equal(words_from_argv(&f->facts.pool, argv, 2, &s->words),
	    0);
	assert_int_equal(strv_push(&f->facts.pool, &s->needs,
	    "/etc/postfix/main.cf"), 0);
	assert_int_equal(strv_push(&f->facts.pool, &own, "localhost"), 0);
	assert_int_equal(strv_push(&f->facts.pool, &own,
	    "relay1.victim.example"), 0);
	assert_int_equal(postfix_mail_gather(&f->host, &f->facts, &own,
	    &f->err), 0);
}

static void
is(const struct recipient *r, enum recipient_kind kind, const char *name,
    unsigned line)
{
	assert_non_null(r);
	assert_int_equal(r->kind, kind);
	assert_string_equal(r->name, name);
	assert_string_equal(r->at.path, "/etc/postfix/main.cf");
	assert_int_equal(r->at.line, line);
}

static void
own_names_only(void **state)
{
	struct fixture *f = *state;

	gather_it(f, "myhostname = mail.victim.example\nmydestination = "
	    "$myhostname, localhost.$mydomain, localhost, "
	    "Relay1.Victim.example\nrelay_domains =\n", MASTER);
	assert_null(f->facts.recipients);
	assert_null(f->facts.clients);
	assert_null(f->facts.doubts);
}

static void
domains_of_others(void **state)
{
	struct fixture *f = *state;
	const struct recipient *r;

	gather_it(f, "mydomain = victim.example\n"
	    "mydestination = $myhostname $mydomain,\n"
	    "   /etc/postfix/names, hash:/etc/postfix/more\n"
	    "relay_domains = $mydestination, partner.example\n"
	    "virtual_mailbox_domains = box.example\n", MASTER);
	r = f->facts.recipients;
	is(r, RECIPIENT_DOMAIN, "victim.example", 2);
	is(r = r->next, RECIPIENT_DOMAIN, "box.example", 5);
	is(r = r->next, RECIPIENT_RELAYED, "partner.example", 4);
	assert_null(r->next);
	assert_string_equal(f->facts.unseen->reason,
	    "names in /etc/postfix/names");
	assert_string_equal(f->facts.unseen->next->reason,
	    "names in hash:/etc/postfix/more");
}

static void
not_known(void **state)
{
	struct fixture *f = *state;

	gather_it(f, "mydestination = $our_names\n", MASTER);
	assert_null(f->facts.recipients);
	assert_string_equal(f->facts.doubts->about, "recipients");
	assert_int_equal(f->facts.doubts->at.line, 1);
}

static void
filters(void **state)
{
	struct fixture *f = *state;
	const struct client *c;

	gather_it(f, "a = b\ncontent_filter = smtp:[127.0.0.1]:10024\n",
	    "smtp inet n - y - - smtpd\n  -o content_filter=x:y\n");
	c = f->facts.clients;
	assert_non_null(c);
	assert_string_equal(client_kind_name(c->kind), "filter");
	assert_false(c->remote);
	assert_string_equal(c->at.path, "/etc/postfix/main.cf");
	assert_int_equal(c->at.line, 2);
	assert_null(c->next);
	assert_int_equal(f->facts.submission.clients.n, 1);
	assert_string_equal(f->facts.submission.clients.v[0],
	    "the content filter");
}

static void
filter_of_a_service(void **state)
{
	struct fixture *f = *state;

	gather_it(f, "content_filter =\n", "smtp inet n - y - - smtpd\n"
	    "  -o content_filter=filter:dummy\n");
	assert_non_null(f->facts.clients);
	assert_string_equal(f->facts.clients->at.path,
	    "/etc/postfix/master.cf");
	assert_int_equal(f->facts.clients->at.line, 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(own_names_only),
		TEST(domains_of_others),
		TEST(not_known),
		TEST(filters),
		TEST(filter_of_a_service),
	};

	return cmocka_run_group_tests_name("postfix_mail", tests, NULL, NULL);
}
