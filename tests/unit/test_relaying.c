/* The words for relaying, and which is worse. */
#include "agent/model/relaying.h"

#include "tests/unit/unit.h"

static void
test_order(void **state)
{
	assert_int_equal(relay_worse(RELAY_CLOSED, RELAY_UNKNOWN),
	    RELAY_UNKNOWN);
	assert_int_equal(relay_worse(RELAY_UNKNOWN, RELAY_DOMAIN),
	    RELAY_UNKNOWN);
	assert_int_equal(relay_worse(RELAY_UNKNOWN, RELAY_MX), RELAY_MX);
	assert_int_equal(relay_worse(RELAY_OPEN, RELAY_SENDER), RELAY_OPEN);
	assert_int_equal(relay_worse(RELAY_ABSENT, RELAY_CLOSED),
	    RELAY_CLOSED);
	assert_int_equal(relay_worse(RELAY_NETWORK, RELAY_LAN_ONLY),
	    RELAY_NETWORK);
}

/* The names of DESIGN's report. */
static void
test_names(void **state)
{
	assert_string_equal(relay_name(RELAY_ABSENT), "absent");
	assert_string_equal(relay_name(RELAY_NETWORK), "open-to-network");
	assert_string_equal(relay_name(RELAY_DOMAIN), "open-to-domain");
	assert_string_equal(relay_name(RELAY_MX), "open-by-mx");
	assert_string_equal(relay_name(RELAY_SENDER), "open-by-sender");
	assert_string_equal(relay_cause_name(RELAY_CAUSE_NO_RULESET),
	    "no-ruleset");
	assert_true(relay_is_open(RELAY_MX));
	assert_false(relay_is_open(RELAY_DOMAIN));
	assert_false(relay_is_open(RELAY_UNKNOWN));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_order),
		cmocka_unit_test(test_names),
	};

	return cmocka_run_group_tests_name("relaying", tests, NULL, NULL);
}
