/* SARIF, against texts that were written by hand. */
#include "agent/format.h"

#include "tests/unit/format_case.h"

static void
as_written(void **state)
{
	format_case("exposed", &format_sarif);
	format_case("unknown", &format_sarif);
}

/* A path is an address: its odd bytes are quoted. */
static void
addresses(void **state)
{
	struct buf b = BUF_INIT(1 << 20);

	format_case_show("hostile", &format_sarif, &b);
	assert_non_null(strstr(b.p, "\"uri\": "
	    "\"file:///etc/rc2.d/S88%1B%5B2Jsendmail\"\n"));
	buf_release(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(as_written),
		cmocka_unit_test(addresses),
	};

	return cmocka_run_group_tests_name("format_sarif", tests, NULL, NULL);
}
