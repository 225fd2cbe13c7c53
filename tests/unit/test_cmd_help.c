/* --help and --version. */
#include "agent/commands.h"

#include "tests/unit/captured.h"

static void
every_option_is_there(void **state)
{
	char text[16384], name[64], *p;
	const struct opt *o;
	size_t column = 0;

	assert_int_equal(captured(cmd_help, &(struct settings){ .root = NULL },
	    text, sizeof(text)), 0);
	for (o = options; o->id != 0; o++) {
		snprintf(name, sizeof(name), "--%s", o->name);
		if (o->help != NULL)
			assert_non_null(strstr(text, name));
	}
	for (p = text; *p != '\0'; p++) {
		column = *p == '\n' ? 0 : column + 1;
		assert_true(column <= 80);
	}
	assert_memory_equal(text, "usage: hardenmail --check ", 26);
}

static void
the_version(void **state)
{
	char text[256];

	assert_int_equal(captured(cmd_version, &(struct settings){
	    .root = NULL }, text, sizeof(text)), 0);
	assert_string_equal(text, "hardenmail " HM_VERSION "\n");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_option_is_there),
		cmocka_unit_test(the_version),
	};

	return cmocka_run_group_tests_name("cmd_help", tests, NULL, NULL);
}
