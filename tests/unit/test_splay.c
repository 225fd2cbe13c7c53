/* Turns in an hour: constant for a host, even over many. */
#include "tests/unit/unit.h"

#include <stdio.h>

#include "agent/base/splay.h"

static void
constant(void **state)
{
	/* sha256sum of "splay\0id\0name\0" begins with e5ea29c2a67fb, which
	 * is 4044702171686907; modulo 3000 that is 2907. */
	assert_int_equal(splay_offset("id", "name", 3000), 2907);
	assert_int_equal(splay_offset("id", "name", 0), 0);
	assert_int_equal(splay_offset("id", "name", 1), 0);
	assert_true(splay_offset("id", "copy", 3000) !=
	    splay_offset("id", "name", 3000));
	assert_true(splay_offset(NULL, NULL, 3000) < 3000);
}

/* 100,000 hosts in 50 minutes: 2,000 in each; six sigma are 270. */
static void
even(void **state)
{
	unsigned minutes[50] = { 0 }, i;
	char name[32];

	for (i = 0; i < 100000; i++) {
		snprintf(name, sizeof(name), "host%u.example.edu", i);
		minutes[splay_offset(NULL, name, 3000) / 60]++;
	}
	for (i = 0; i < 50; i++)
		assert_in_range(minutes[i], 1730, 2270);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(constant), cmocka_unit_test(even),
	};

	return cmocka_run_group_tests_name("splay", tests, NULL, NULL);
}
