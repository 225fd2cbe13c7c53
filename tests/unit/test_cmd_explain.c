/* --explain: what a check asks, within 80 columns. */
#include "agent/commands.h"

#include "agent/output.h"
#include "checks/check.h"
#include "tests/unit/captured.h"

static void
every_check(void **state)
{
	const struct check *const *c;
	char text[8192], *p;
	size_t column;

	for (c = checks; *c != NULL; c++) {
		assert_int_equal(captured(cmd_explain, &(struct settings){
		    .argument = (*c)->name }, text, sizeof(text)), 0);
		assert_memory_equal(text, (*c)->name, strlen((*c)->name));
		assert_non_null(strstr(text, (*c)->title));
		for (p = text, column = 0; *p != '\0'; p++) {
			column = *p == '\n' ? 0 : column + 1;
			assert_true(column <= 80);
		}
	}
}

static void
paragraphs(void **state)
{
	char text[8192];

	assert_int_equal(captured(cmd_explain, &(struct settings){
	    .argument = "queue-runner" }, text, sizeof(text)), 0);
	assert_memory_equal(text, "queue-runner: waiting mail is tried again\n"
	    "severity: medium\n\nMail that cannot be delivered", 88);
	assert_non_null(strstr(text, "\n\nIt warns where messages wait"));
}

static void
no_such_check(void **state)
{
	char text[256];

	assert_int_equal(captured(cmd_explain, &(struct settings){
	    .argument = "smtp" }, text, sizeof(text)), EXIT_USAGE);
	assert_string_equal(text, "");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_check),
		cmocka_unit_test(paragraphs),
		cmocka_unit_test(no_such_check),
	};

	return cmocka_run_group_tests_name("cmd_explain", tests, NULL, NULL);
}
