/* The rows of remedies: nothing in them that cannot be filled in. */
#include "checks/remedy_rows.h"

#include <string.h>

#include "tests/unit/unit.h"

static void
places_are_known(void **state)
{
	static const char *const known[] = { "{path}", "{line}", "{unit}",
		"{socket}", "{port}", "{where}", NULL };
	const struct remedy_row *r;
	const char *p;
	size_t i, n = 0;

	for (r = remedy_rows; r->text != NULL; r++, n++)
		for (p = strchr(r->text, '{'); p != NULL;
		    p = strchr(p + 1, '{')) {
			for (i = 0; known[i] != NULL; i++)
				if (strncmp(p, known[i],
				    strlen(known[i])) == 0)
					break;
			if (known[i] == NULL)
				fail_msg("row %zu: %s", n, p);
		}
	assert_true(n > 40);
}

/* A row that fits everything an earlier one does not would hide the later:
 * each row fits some host that no row before it fits. */
static void
no_row_is_hidden(void **state)
{
	const struct remedy_row *a, *b;

#define COVERS(field) (a->field == NULL || (b->field != NULL && \
	strcmp(a->field, b->field) == 0))
	for (b = remedy_rows; b->text != NULL; b++)
		for (a = remedy_rows; a != b; a++)
			if (COVERS(mta) && COVERS(platform) &&
			    COVERS(version) && COVERS(init) &&
			    COVERS(mechanism) &&
			    (a->aim == AIM_NOTHING || a->aim == b->aim) &&
			    strstr(a->text, "{unit}") == NULL)
				fail_msg("hidden by \"%s\": \"%s\"", a->text,
				    b->text);
#undef COVERS
}

static void
sendmail_has_an_answer_everywhere(void **state)
{
	const struct remedy_row *r;
	bool queue = false, loopback = false;

	for (r = remedy_rows; r->text != NULL; r++) {
		if (r->platform != NULL || r->init != NULL ||
		    r->mechanism != NULL)
			continue;
		queue |= r->aim == AIM_QUEUE;
		loopback |= r->aim == AIM_LOOPBACK;
	}
	assert_true(queue);
	assert_true(loopback);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(places_are_known),
		cmocka_unit_test(no_row_is_hidden),
		cmocka_unit_test(sendmail_has_an_answer_everywhere),
	};

	return cmocka_run_group_tests_name("remedy_rows", tests, NULL, NULL);
}
