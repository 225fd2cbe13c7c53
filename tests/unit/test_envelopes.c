/* The catalogue, filled in. */
#include "agent/model/envelopes.h"

#include <string.h>

#include "tests/unit/unit.h"

static struct envelope_names names = { .host = "relay.test.example",
	.literal = "[192.0.2.25]", .sender = "user@else.test",
	.offsite = "off.example", .user = "user", .third = "else.test",
	.offsite_literal = "[203.0.113.9]", .pointed = "mx.off.example",
	.friend = "friend.example" };

/* One row of the catalogue by number and recipient. */
static const struct envelope *
find(const struct envelope *e, unsigned number, const char *to)
{
	while (e != NULL && (e->number != number || strcmp(e->to, to) != 0))
		e = e->next;
	return e;
}

static void
test_catalogue(void **state)
{
	/* facts: the union of relay testers' envelopes; 16 is always
	 * refused, 28 needs an entry of the host's. */
	static const struct { unsigned n; const char *from, *to; } rows[] = {
		{ 1, "user@else.test", "<user@off.example>" },
		{ 5, "<>", "<user@off.example>" },
		{ 6, "x@relay.test.example", "<user@off.example>" },
		{ 7, "x@[192.0.2.25]", "<user@off.example>" },
		{ 9, "x@relay.test.example",
		    "<user%off.example@relay.test.example>" },
		{ 13, "x@relay.test.example", "<\"user@off.example\">" },
		{ 17, "x@[192.0.2.25]",
		    "<@relay.test.example:user@off.example>" },
		{ 19, "user@else.test",
		    "<@relay.test.example,@else.test:user@off.example>" },
		{ 22, "x@[192.0.2.25]", "<off.example!user@[192.0.2.25]>" },
		{ 24, "user@else.test", "user@off.example" },
		{ 26, "user@else.test", "<user%off.example@friend.example>" },
		{ 27, "user@else.test", "<user@mx.off.example>" },
		{ 29, "user@else.test", "<user@[203.0.113.9]>" },
		{ 30, "user@else.test", "<user@off.example.>" },
	};
	struct pool pool = { .blocks = NULL };
	struct envelope *list = NULL, *e;
	bool seen[31] = { false };
	size_t i;

	assert_int_equal(envelopes_add(&pool, &names, false, &list), 0);
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		assert_non_null(find(list, rows[i].n, rows[i].to));
		assert_string_equal(find(list, rows[i].n, rows[i].to)->from,
		    rows[i].from);
	}
	for (e = list; e != NULL; e = e->next)
		seen[e->number] = true;
	for (i = 1; i <= 30; i++)
		assert_int_equal(seen[i], i != 28);
	assert_int_equal(find(list, 27, rows[11].to)->means, RELAY_MX);
	assert_true(find(list, 6, rows[2].to)->forged);
	assert_false(find(list, 1, rows[0].to)->forged);
	/* "user%off.example" may be a mailbox; in a source route it is none. */
	assert_true(find(list, 9, rows[4].to)->routed);
	assert_true(find(list, 13, rows[5].to)->routed);
	assert_true(find(list, 22, rows[8].to)->routed);
	assert_false(find(list, 17, rows[6].to)->routed);
	assert_false(find(list, 24, rows[9].to)->routed);
	assert_false(find(list, 27, rows[11].to)->routed);
	pool_release(&pool);
}

static void
test_other_names(void **state)
{
	struct pool pool = { .blocks = NULL };
	struct envelope *list = NULL;

	names.host = "www.test.example";
	assert_int_equal(envelopes_add(&pool, &names, true, &list), 0);
	assert_non_null(find(list, 21, "<off.example!user@www.test.example>"));
	assert_null(find(list, 1, "<user@off.example>"));
	names.friend = names.pointed = NULL;
	list = NULL;
	assert_int_equal(envelopes_add(&pool, &names, false, &list), 0);
	for (; list != NULL; list = list->next)
		assert_false(list->number == 26 || list->number == 27);
	pool_release(&pool);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_catalogue),
		cmocka_unit_test(test_other_names),
	};

	return cmocka_run_group_tests_name("envelopes", tests, NULL, NULL);
}
