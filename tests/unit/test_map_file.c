/* Maps in files: text, hash, user. */
#include "tests/unit/rules_fixture.h"

#include "tests/unit/db_fixture.h"

static struct db_bytes bytes;
static struct fixture_file files[] = {
	{ .path = "/etc/mail/access", .text = "x\ty\nCase.Example RELAY\n" },
	{ .path = "/etc/mail/access.db", .text = (const char *)bytes.p,
	    .len = 2 * PAGE },
	{ .path = "/t", .text = "a:1:one two\nB:2\n#c:3\n" },
	{ .path = "/etc/passwd", .text = "root:x:0:0:Root:/root:/bin/sh\n" },
	{ .path = NULL }
};
static const struct fixture fixture = { .files = files };

static void
expect(const char *map, const char *right, const char *answer)
{
	struct buf cf = BUF_INIT(4096);

	buf_adds(&cf, V10);
	buf_addf(&cf, "Km %s\nSx\nR$*\t$@ $(m %s $)\n", map, right);
	expect_answer(&fixture, cf.p, "x", "q", answer);
	buf_release(&cf);
}

static void
test_text(void **state)
{
	expect("text -k0 -v1 -z: /t", "a $: no", "1");
	expect("text -k0 -v2 -z: /t", "a $: no", "one two");
	expect("text -k1 -v0 -z: /t", "2 $: no", "B");
	expect("text -k0 -v1 -z: /t", "b $: no", "2");
	expect("text -k0 -v1 -z: /t", "c $: no", "no");
	expect("text -k0 -v2 -z: /t", "b $: no", "no");
	/* Without -v it is the key that comes back. */
	expect("text -z: /t", "a $: no", "a");
	expect("text -T<T> t", "a $: no", "a < T >");
}

/* Keys are in small letters, with or without a NUL behind them. */
static void
test_hash(void **state)
{
	static const char *const pairs[] = { "case.example", "RELAY", NULL };
	struct rules_question q = { .ruleset = "x", .explain = true,
	    .address = "q" };
	struct pool pool = { .blocks = NULL };
	struct rules_answer a;
	struct rules *cf;

	new_meta(&bytes, true, false);
	new_page(&bytes, 1, true, pairs);
	expect("hash /etc/mail/access", "CASE.example $: no", "RELAY");
	expect("implicit /etc/mail/access.db", "CASE.example", "RELAY");
	expect("hash -f /etc/mail/access", "CASE.example $: no", "no");
	expect("hash -N /etc/mail/access", "case.example $: no", "no");
	expect("btree -T<T> /etc/mail/access", "a $: no", "a < T >");
	expect("btree -o /etc/mail/access", "a $: no", "no");
	cf = fixture_rules(&fixture, V10 "Km hash /etc/mail/access\n"
	    "Sx\nR$*\t$@ $(m case.example $)\n");
	assert_int_equal(rules_ask(cf, &q, &pool, &a), 0);
	assert_string_equal(a.map->path, "/etc/mail/access");
	assert_int_equal(a.map->line, 2);
	assert_string_equal(a.map->text, "m: case.example -> RELAY");
	pool_release(&pool);
	rules_free(cf);
}

/* A map that is valid from before, and has no file now. */
static void
test_no_file(void **state)
{
	expect("user\nKm hash -T<T>", "a $: no", "a < T >");
	expect("user\nKm implicit -T<T>", "a $: no", "a < T >");
	expect("user\nKm text -T<T>", "a $: no", "a < T >");
	expect("hash -T<T>", "a $: no", "no");
}

static void
test_user(void **state)
{
	expect("user -m -a<>", "root $: no", "root < >");
	expect("user", "ghost $: no", "no");
}

/* What makemap(8) of 8.17 makes of a text: tests/real/relay asks it too. */
static void
test_rebuilt(void **state)
{
	static struct fixture_file texts[] = {
		{ .path = "/etc/mail/access",
		    .text = "# x\nx\tnew one \nCase.Example\t\tRELAY\n"
		    "x second\nalone\n" },
		{ .path = "/etc/mail/access.db", .text = "no database" },
		{ .path = "/etc/mail/other.db", .text = "no database" },
		{ .path = NULL }
	};
	static const struct {
		const char *map, *key, *answer;
	} rows[] = {
		{ "hash /etc/mail/access", "x", "new one" },
		{ "hash /etc/mail/access", "case.EXAMPLE", "RELAY" },
		{ "hash -N /etc/mail/access", "x", "new one" },
		{ "dbm /etc/mail/access", "x", "new one" },
		{ "hash -f /etc/mail/access", "case.example", "no" },
		{ "hash /etc/mail/access", "alone", "no" },
		{ "hash /etc/mail/access", "missing", "no" },
		{ "hash -o /etc/mail/other", "x", "no" },
	};
	const struct fixture fx = { .files = texts };
	struct rules_world world = { .read = fixture_read,
	    .dns = fixture_dns, .context = (void *)(size_t)&fx,
	    .host = "relay.test.example", .rebuilt = true };
	struct buf cf = BUF_INIT(4096);
	struct rules *rules;
	struct pool pool;
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		cf.len = 0;
		buf_adds(&cf, V10);
		buf_addf(&cf, "Km %s\nSx\nR$*\t$@ $(m %s $: no $)\n",
		    rows[i].map, rows[i].key);
		assert_int_equal(rules_read("/cf", cf.p, cf.len, &world,
		    &rules, NULL), 0);
		pool = (struct pool){ .blocks = NULL };
		assert_string_equal(fixture_ask(rules, &pool, "x", "q"),
		    rows[i].answer);
		pool_release(&pool);
		rules_free(rules);
	}
	buf_release(&cf);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_text),
		cmocka_unit_test(test_hash),
		cmocka_unit_test(test_rebuilt),
		cmocka_unit_test(test_user),
		cmocka_unit_test(test_no_file),
	};

	return cmocka_run_group_tests_name("map_file", tests, NULL, NULL);
}
