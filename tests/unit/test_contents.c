/* What is in classes and maps: agent/rules/contents.c. */
#include "tests/unit/rules_fixture.h"

#include "tests/unit/db_fixture.h"

static struct db_bytes bytes;
static struct fixture_file files[] = {
	{ .path = "/names", .text = "# none\nfriend.example\n192.168.2\n" },
	{ .path = "/access", .text = "# x RELAY\nhere.example RELAY\n"
	    "there.example\tREJECT\nFrom:boss@a.example  relay to all\n"
	    "none.example RELAYED\n" },
	{ .path = "/old.db", .text = (const char *)bytes.p,
	    .len = 2 * PAGE },
	{ .path = NULL }
};
static const struct fixture fixture = { .files = files };
static const char *const cf = V10 "FR/names\nCR other.example\nCw me\n"
    "Mlocal P=x, F=lsD, A=y\nMsmtp P=x, F=mD, A=y\n"
    "Ktext text -k0 -v1 /access\nKhash hash /old\nKnever text /access\n"
    "Sx\nR$*\t$: $(text $1 $)\nR$*\t$: $(hash $1 $)\n";

static const struct rules_entry *
entry(const struct rules_entry *list, const char *key)
{
	while (list != NULL && strcmp(list->key, key) != 0)
		list = list->next;
	return list;
}

static size_t
count(const struct rules_entry *list)
{
	size_t n = 0;

	for (; list != NULL; list = list->next)
		n++;
	return n;
}

static void
test_class(void **state)
{
	struct rules *rules = fixture_rules(&fixture, cf);
	struct pool pool = { .blocks = NULL };
	struct rules_entry *list = NULL;

	assert_int_equal(rules_class_words(rules, "R", &pool, &list), 0);
	/* The pattern of F without one is %s: a comment's mark is a word. */
	assert_non_null(entry(list, "friend.example"));
	assert_string_equal(entry(list, "friend.example")->path, "/names");
	assert_int_equal(entry(list, "friend.example")->line, 2);
	assert_int_equal(entry(list, "192.168.2")->line, 3);
	assert_int_equal(entry(list, "other.example")->line, 4);
	assert_null(entry(list, "me"));
	assert_int_equal(rules_class_words(rules, "{None}", &pool, &list), 0);
	assert_int_equal(count(list), 0);
	pool_release(&pool);
	rules_free(rules);
}

/* Only maps that a question came to: nothing is read for this alone. */
static void
test_maps(void **state)
{
	static const char *const pairs[] = { "old.example", "RELAY",
		"bad.example", "REJECT", NULL };
	struct rules *rules = fixture_rules(&fixture, cf);
	struct pool pool = { .blocks = NULL };
	struct rules_entry *list = NULL;

	new_meta(&bytes, true, false);
	new_page(&bytes, 1, true, pairs);
	assert_int_equal(rules_map_words(rules, "RELAY", &pool, &list), 0);
	assert_int_equal(count(list), 0);
	fixture_ask(rules, &pool, "x", "q");
	assert_int_equal(rules_map_words(rules, "RELAY", &pool, &list), 0);
	assert_int_equal(count(list), 3);
	assert_int_equal(entry(list, "here.example")->line, 2);
	assert_int_equal(entry(list, "From:boss@a.example")->line, 4);
	assert_string_equal(entry(list, "old.example")->path, "/old.db");
	pool_release(&pool);
	rules_free(rules);
}

static void
test_mailers(void **state)
{
	struct rules *rules = fixture_rules(&fixture, cf);

	assert_true(rules_is_final(rules, "local"));
	assert_false(rules_is_final(rules, "smtp"));
	assert_false(rules_is_final(rules, "none"));
	assert_true(rules_any(rules));
	rules_free(rules);
	rules = fixture_rules(&fixture, V10 "Cw me\nScheck_rcpt\n");
	assert_false(rules_any(rules));
	rules_free(rules);
}

/* Each listener has its own or that of all; those of the command line replace
 * the cf's (sendmail 8.17, daemon.c). */
static void
test_delivery(void **state)
{
	static const char both[] = V10 "O DeliveryMode=background\n"
	    "O DaemonPortOptions=Name=A,DeliveryMode=interactive\n"
	    "O DaemonPortOptions=Name=B,DeliveryMode=deferred\n";
	static const char plain[] = V10 "O DeliveryMode=deferred\n"
	    "O DaemonPortOptions=Name=A,DeliveryMode=interactive\n"
	    "O DaemonPortOptions=Name=B\n";
	static const char own[] = V10 "O DeliveryMode=deferred\n"
	    "O DaemonPortOptions=Name=A,DeliveryMode=queue\n";
	struct rules *rules = fixture_rules(&fixture, both);

	assert_int_equal(rules_delivery(rules), 'i');
	assert_true(rules_deferred(rules));
	rules_free(rules);
	rules = fixture_rules(&fixture, plain);
	assert_int_equal(rules_delivery(rules), 'i');
	assert_true(rules_deferred(rules));
	rules_free(rules);
	rules = fixture_rules(&fixture, own);
	assert_false(rules_deferred(rules));
	rules_free(rules);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_class),
		cmocka_unit_test(test_maps),
		cmocka_unit_test(test_mailers),
		cmocka_unit_test(test_delivery),
	};

	return cmocka_run_group_tests_name("contents", tests, NULL, NULL);
}
