/* K lines: kinds and flags. */
#include "tests/unit/rules_fixture.h"

#include "agent/rules/map_define.h"

static void
test_flags(void **state)
{
	struct rules *cf = fixture_rules(&empty_fixture, V10
	    "Kaccess hash -T<TMPF> -o -a. -k 1 -v2 -z: -f /etc/mail/a\n"
	    "Kbad hash -o\nKother nosuchkind x\nKdns1 dns -R MX -B b.c\n"
	    "Ktwice btree -o /a\nKtwice hash /b\n");
	const struct map *m = map_find(cf, "ACCESS");

	assert_true(m->valid);
	assert_string_equal(m->on_trouble, "<TMPF>");
	assert_string_equal(m->append, ".");
	assert_string_equal(m->key_column, "1");
	assert_string_equal(m->value_column, "2");
	assert_string_equal(m->file, "/etc/mail/a");
	assert_int_equal(m->delimiter, ':');
	assert_true(m->optional && m->keep_case);
	assert_false(map_find(cf, "bad")->valid);
	assert_null(map_find(cf, "other")->kind);
	assert_string_equal(map_find(cf, "dns1")->type, "MX");
	assert_string_equal(map_find(cf, "dns1")->base, "b.c");
	assert_null(map_find(cf, "none"));
	/* Defined again: what was said before stays, if not said anew. */
	assert_true(map_find(cf, "twice")->optional);
	assert_string_equal(map_find(cf, "twice")->file, "/b");
	/* There is always a host map; it adds a dot. */
	assert_string_equal(map_find(cf, "host")->append, ".");
	rules_free(cf);
}

/* A kind that is not evaluated here gives no answer, but only when asked. */
static void
test_unknown(void **state)
{
	struct rules *cf = fixture_rules(&empty_fixture, V10
	    "Kl ldap -k x\nSx\nRa\t$@ b\nRc\t$@ $(l c $)\n");
	struct pool pool = { .blocks = NULL };
	struct rules_question q = { .ruleset = "x", .address = "c" };
	struct rules_answer a;

	assert_string_equal(fixture_ask(cf, &pool, "x", "a"), "b");
	assert_int_equal(rules_ask(cf, &q, &pool, &a), 0);
	assert_string_equal(a.unknown,
	    "map l is of a kind that is not evaluated here");
	pool_release(&pool);
	rules_free(cf);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_flags),
		cmocka_unit_test(test_unknown),
	};

	return cmocka_run_group_tests_name("map_define", tests, NULL, NULL);
}
