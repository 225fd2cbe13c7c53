/* Where fetchmail hands its mail, by fetchmail(1). */
#include "agent/model/fetchmailrc.h"

#include <string.h>

#include "tests/unit/unit.h"

static struct fetchmail_poll *
parse(struct pool *p, const char *text)
{
	struct fetchmail_poll *list = NULL;

	assert_int_equal(fetchmailrc_parse(p, text, strlen(text), &list), 0);
	return list;
}

static void
to_localhost_by_default(void **state)
{
	struct pool p = { 0 };
	struct fetchmail_poll *l = parse(&p, "set daemon 300\n"
	    "poll pop.example.edu proto pop3 user \"alice\" password "
	    "\"mda\" is alice here\n");

	assert_non_null(l);
	assert_string_equal(l->server, "pop.example.edu");
	assert_false(l->to_program);
	assert_int_equal(l->hosts.n, 0);
	assert_int_equal(l->line, 2);
	assert_null(l->next);
	pool_release(&p);
}

static void
to_a_program(void **state)
{
	struct pool p = { 0 };
	struct fetchmail_poll *l;

	l = parse(&p, "poll a user x mda '/usr/bin/procmail -d %T'");
	assert_true(l->to_program);
	l = parse(&p, "poll a user x bsmtp \"/var/x\"");
	assert_true(l->to_program);
	l = parse(&p, "# poll a\ndefaults mda \"/bin/x\"\npoll a\npoll b");
	assert_true(l->to_program);
	assert_string_equal(l->server, "a");
	assert_int_equal(l->line, 3);
	assert_true(l->next->to_program);
	assert_null(l->next->next);
	pool_release(&p);
}

/* Each user of a server has options of his own. */
static void
users(void **state)
{
	struct pool p = { 0 };
	struct fetchmail_poll *l = parse(&p, "skip imap.example.edu with "
	    "protocol imap:\n user 'a', pass 'x', mda 'y';\n"
	    " user 'b', smtphost mail1/2525, mail2 fetchall\n");

	assert_string_equal(l->server, "imap.example.edu");
	assert_true(l->to_program);
	l = l->next;
	assert_non_null(l);
	assert_false(l->to_program);
	assert_int_equal(l->line, 3);
	assert_int_equal(l->hosts.n, 2);
	assert_string_equal(l->hosts.v[0], "mail1/2525");
	assert_string_equal(l->hosts.v[1], "mail2");
	assert_null(l->next);
	pool_release(&p);
}

static void
ports(void **state)
{
	static const struct { const char *host; unsigned port; size_t len; }
	rows[] = {
		{ "localhost", 25, 9 }, { "h/smtp", 25, 1 },
		{ "h/587", 587, 1 }, { "h/submission", 587, 1 },
		{ "/var/run/lmtp", 0, 0 }, { "h/odd", 0, 1 },
		{ "h/0", 0, 1 }, { "h/70000", 0, 1 }, { "", 0, 0 },
	};
	size_t i, len;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		assert_int_equal(fetchmailrc_port(rows[i].host, &len),
		    rows[i].port);
		assert_int_equal(len, rows[i].len);
	}
}

static void
broken(void **state)
{
	static const char *const texts[] = { "", "poll", "mda", "poll \"a",
		"defaults smtphost", "user x", "poll a smtphost ,,,",
		"poll a mda", "\\", "poll 'a\\", "#" };
	struct pool p = { 0 };
	size_t i;

	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		parse(&p, texts[i]);
	assert_null(parse(&p, "smtphost x mda y user z"));
	assert_string_equal(parse(&p, "poll \"a b\\\"c\"")->server,
	    "a b\"c");
	pool_release(&p);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(to_localhost_by_default),
		cmocka_unit_test(to_a_program),
		cmocka_unit_test(users),
		cmocka_unit_test(ports),
		cmocka_unit_test(broken),
	};

	return cmocka_run_group_tests_name("fetchmailrc", tests, NULL, NULL);
}
