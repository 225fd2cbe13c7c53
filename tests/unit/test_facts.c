/* The lists of facts: order, identities, no doubles. */
#include "agent/model/facts.h"

#include "tests/unit/unit.h"

static void
starters_are_numbered_in_order(void **state)
{
	struct facts f;

	facts_init(&f);
	assert_string_equal(facts_starter(&f)->id, "s1");
	assert_string_equal(facts_starter(&f)->id, "s2");
	assert_string_equal(f.starters->next->id, "s2");
	assert_int_equal(f.starters->queue_interval, -1);
	assert_null(f.starters->next->next);
	facts_release(&f);
	assert_null(f.starters);
}

static void
a_doubt_is_said_once(void **state)
{
	struct facts f;

	facts_init(&f);
	assert_int_equal(facts_doubt(&f, "boot", "/etc/rc", 3, "%d", 7), 0);
	assert_int_equal(facts_doubt(&f, "boot", "/etc/rc", 3, "%d", 7), 0);
	assert_int_equal(facts_doubt(&f, "boot", "/etc/rc", 4, "%d", 7), 0);
	assert_string_equal(f.doubts->reason, "7");
	assert_int_equal(f.doubts->next->at.line, 4);
	assert_null(f.doubts->next->next);
	assert_int_equal(facts_unseen(&f, "sockets", "no"), 0);
	assert_null(f.unseen->at.path);
	facts_release(&f);
}

static void
a_place_is_listed_once(void **state)
{
	struct pool p = { .blocks = NULL };
	struct place *list = NULL;

	assert_int_equal(place_add(&p, &list, "/a", 1, "x"), 0);
	assert_int_equal(place_add(&p, &list, "/a", 2, NULL), 0);
	assert_int_equal(place_add(&p, &list, "/a", 1, "x"), 0);
	assert_string_equal(list->text, "x");
	assert_int_equal(list->next->line, 2);
	assert_null(list->next->next);
	pool_release(&p);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(starters_are_numbered_in_order),
		cmocka_unit_test(a_doubt_is_said_once),
		cmocka_unit_test(a_place_is_listed_once),
	};

	return cmocka_run_group_tests_name("facts", tests, NULL, NULL);
}
