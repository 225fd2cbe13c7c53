/* collector/address.c: one form for each address. */
#include "collector/address.h"

#include <errno.h>

#include "tests/unit/unit.h"

static void
forms(void **state)
{
	static const struct { const char *text, *clean; } rows[] = {
		{ "192.0.2.7", "192.0.2.7" },
		{ "::ffff:192.0.2.7", "192.0.2.7" },
		{ "::FFFF:c000:207", "192.0.2.7" },
		{ "2001:DB8:0:0::0011", "2001:db8::11" },
		{ "::1", "::1" },
		/* What no two programs agree on, and what is none. */
		{ "192.0.2.07", NULL }, { "192.0.2", NULL },
		{ "0xc0.0.2.7", NULL }, { "192.0.2.7 ", NULL },
		{ "fe80::1%eth0", NULL }, { "[::1]", NULL },
		{ "192.0.2.0/24", NULL }, { "mx.example", NULL },
		{ "", NULL },
	};
	char got[ADDRESS_SIZE];
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		if (rows[i].clean == NULL) {
			assert_int_equal(address_clean(rows[i].text, got),
			    -EINVAL);
			continue;
		}
		assert_int_equal(address_clean(rows[i].text, got), 0);
		assert_string_equal(got, rows[i].clean);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(forms),
	};

	return cmocka_run_group_tests_name("address", tests, NULL, NULL);
}
