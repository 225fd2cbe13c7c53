/* The time at the beginning of a line of a log. */
#include "tests/unit/unit.h"

#include <string.h>

#include "agent/model/logtime.h"

#define TODAY 1795338000	/* 2026-11-22 09:00:00 UTC */

static void
forms(void **state)
{
	static const struct { const char *text; int64_t when; } rows[] = {
		{ "2026-11-22T09:00:00Z", TODAY },
		{ "2026-11-22 09:00:00 upgrade", TODAY },
		{ "2024-02-29 00:00:00 upgrade", 1709164800 },
		{ "2026-11-22-09:00:00 upgrade", 0 },
		{ "2026-11-32 09:00:00 upgrade", 0 },
		{ "2026-11-22 09:00:0", 0 },
		{ "Nov 22 09:00:00 word", TODAY },
		{ "Nov 22 09:00:00-word", 0 },
		{ "", 0 },
	};
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		assert_int_equal(logtime_parse(rows[i].text,
		    strlen(rows[i].text), TODAY), rows[i].when);
	/* No byte of a text that is not one. */
	assert_int_equal(logtime_parse("N\0v 22 09:00:00 words", 21, TODAY),
	    0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(forms),
	};

	return cmocka_run_group_tests_name("logtime", tests, NULL, NULL);
}
