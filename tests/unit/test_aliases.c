/* Alias files and lists, after aliases(5) and sendmail's readaliases(). */
#include "agent/model/aliases.h"

#include <stdio.h>
#include <string.h>

#include "tests/unit/unit.h"

static void
expect(const struct alias *a, const char *name, const char *target,
    unsigned line)
{
	assert_non_null(a);
	if (name == NULL)
		assert_null(a->name);
	else
		assert_string_equal(a->name, name);
	assert_string_equal(a->target, target);
	assert_int_equal(a->line, line);
}

static void
a_file(void **state)
{
	static const char text[] =
	    "# comment\n"
	    "Postmaster: root\n"
	    "root:\talice, bob@example.edu,\n"
	    "\t\"|/usr/bin/vacation -a x,y root\"\n"
	    "\n"
	    "archive: /var/log/mail archive\n"
	    "\"odd name\": \\carol\n"
	    "list: :include:/etc/mail/list, owner <o@example.edu>\n"
	    "empty:\n"
	    "no colon here\n"
	    "prog: |/bin/true\n"
	    "null: /dev/null (nobody, reads it)\n";
	struct pool p = { 0 };
	struct alias *a = NULL;

	assert_int_equal(aliases_parse(&p, text, sizeof(text) - 1, &a), 0);
	expect(a, "postmaster", "root", 2);
	expect(a = a->next, "root", "alice", 3);
	expect(a = a->next, "root", "bob@example.edu", 3);
	expect(a = a->next, "root", "|/usr/bin/vacation -a x,y root", 3);
	expect(a = a->next, "archive", "/var/log/mail archive", 6);
	expect(a = a->next, "odd name", "carol", 7);
	expect(a = a->next, "list", ":include:/etc/mail/list", 8);
	expect(a = a->next, "list", "o@example.edu", 8);
	expect(a = a->next, "prog", "|/bin/true", 11);
	a = a->next;
	assert_non_null(a);
	assert_string_equal(a->name, "null");
	assert_null(a->next);
	pool_release(&p);
}

static void
a_list(void **state)
{
	static const char text[] = "# members\n"
	    "a@b.example, \"Doe, John\" <john@c.example>\n"
	    "dave (Dave, at home)\n\n\"|exec /usr/bin/procmail\"\n";
	struct pool p = { 0 };
	struct alias *a = NULL;

	assert_int_equal(aliases_list(&p, text, sizeof(text) - 1, &a), 0);
	expect(a, NULL, "a@b.example", 2);
	expect(a = a->next, NULL, "john@c.example", 2);
	expect(a = a->next, NULL, "dave", 3);
	expect(a = a->next, NULL, "|exec /usr/bin/procmail", 5);
	assert_null(a->next);
	pool_release(&p);
}

static void
ends(void **state)
{
	static const struct { const char *target; enum mail_end end; }
	rows[] = {
		{ "alice", MAIL_END_LOCAL },
		{ NULL, MAIL_END_LOCAL },
		{ ":include:/x", MAIL_END_LOCAL },
		{ "alice@HOST.example", MAIL_END_LOCAL },
		{ "alice@host", MAIL_END_LOCAL },
		{ "alice@other.example", MAIL_END_AWAY },
		{ "alice@host.example.evil", MAIL_END_AWAY },
		{ "hub!alice", MAIL_END_AWAY },
		{ "alice%other@host", MAIL_END_UNKNOWN },
		{ "hub!alice@host", MAIL_END_UNKNOWN },
		{ "|/bin/x", MAIL_END_PROGRAM },
		{ "/var/mail/x", MAIL_END_FILE },
		{ "/dev/null", MAIL_END_NOWHERE },
	};
	const char *names[] = { "host.example", "host" };
	const struct strv own = { .v = names, .n = 2 };
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (aliases_end(rows[i].target, &own) != rows[i].end)
			fail_msg("row %zu: %s", i, rows[i].target);
	assert_string_equal(aliases_include(":Include: /etc/l"), "/etc/l");
	assert_null(aliases_include("alice"));
}

static void
broken(void **state)
{
	static const char *const texts[] = { ":", "a:", "a: \"unended, b",
		"a: <", "a: (", "\"", "a: ,,,", " lost: x", "a:\\", "a: b\\",
		"a: \"\"", "\"\": b" };
	struct pool p = { 0 };
	struct alias *a = NULL;
	size_t i;

	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		assert_int_equal(aliases_parse(&p, texts[i],
		    strlen(texts[i]), &a), 0);
		assert_int_equal(aliases_list(&p, texts[i],
		    strlen(texts[i]), &a), 0);
	}
	assert_int_equal(aliases_parse(&p, "a: b\0c, d", 9, &a), 0);
	expect(a, "a", "d", 1);
	pool_release(&p);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_file),
		cmocka_unit_test(a_list),
		cmocka_unit_test(ends),
		cmocka_unit_test(broken),
	};

	return cmocka_run_group_tests_name("aliases", tests, NULL, NULL);
}
