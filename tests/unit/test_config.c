/* collector/config.c: deadlines and limits from a file. */
#include "collector/config.h"

#include <errno.h>
#include <string.h>

#include "tests/unit/unit.h"

static int
parse(struct config *c, const char *text, struct err *e)
{
	config_init(c);
	return config_parse(c, "c.conf", text, strlen(text), e);
}

static void
defaults_and_more(void **state)
{
	struct err e = { .code = 0 };
	struct config c;

	assert_int_equal(parse(&c, "", &e), 0);
	assert_int_equal(c.grace, 21 * 86400);
	assert_int_equal(config_grace(&c, "smtp-listener", NULL), 21 * 86400);
	config_release(&c);
	assert_int_equal(parse(&c, "[deadline]\ngrace = 10d\n[check "
	    "smtp-listener]\ngrace = 12d\n[department physics]\n"
	    "grace = 30d\n[contact]\nstale-after = 90m\n[limits]\n"
	    "body = 4096\n", &e), 0);
	assert_int_equal(config_grace(&c, "queue-runner", "x"), 10 * 86400);
	assert_int_equal(config_grace(&c, "smtp-listener", "x"), 12 * 86400);
	assert_int_equal(config_grace(&c, "queue-runner", "physics"),
	    30 * 86400);
	assert_int_equal(config_grace(&c, "smtp-listener", "physics"),
	    30 * 86400);
	assert_int_equal(c.stale_after, 5400);
	assert_int_equal(c.max_body, 4096);
	config_release(&c);
}

static void
flaws_are_said(void **state)
{
	static const struct { const char *text, *words; } cases[] = {
		{ "[deadline]\ngrace = 21\n", "c.conf:2: grace: expected a "
		    "time such as 21d, 6h, 10m" },
		{ "[deadline]\ngrase = 1d\n",
		    "c.conf:2: [deadline] has no grase" },
		{ "[check nothing]\ngrace = 1d\n",
		    "c.conf:2: no check nothing" },
		{ "[limits]\nbody = 1M\n",
		    "c.conf:2: body: expected a whole number" },
		{ "[department]\ngrace = 1d\n", "c.conf:2: expected "
		    "\"[department NAME]\" and in it \"grace = 30d\"" },
	};
	struct config c;
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct err e = { .code = 0 };

		assert_int_equal(parse(&c, cases[i].text, &e), -EINVAL);
		assert_string_equal(e.text, cases[i].words);
		config_release(&c);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(defaults_and_more),
		cmocka_unit_test(flaws_are_said),
	};

	return cmocka_run_group_tests_name("config", tests, NULL, NULL);
}
