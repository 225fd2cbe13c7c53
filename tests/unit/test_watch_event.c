/* Identities of events never change, and each is in the catalogue. */
#include "tests/unit/unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "agent/watch_event.h"

static void
each_is_its_own(void **state)
{
	int a, b;

	for (a = WATCH_EVENT_FIRST; a <= WATCH_EVENT_BLIND; a++) {
		const char *id = watch_event_id((enum watch_event)a);

		assert_int_equal(strspn(id, "0123456789abcdef"), 32);
		assert_int_equal(strlen(id), 32);
		for (b = WATCH_EVENT_FIRST; b < a; b++)
			assert_string_not_equal(id,
			    watch_event_id((enum watch_event)b));
	}
	/* Whoever selects by it counts on it. */
	assert_string_equal(watch_event_id(WATCH_EVENT_CHANGED),
	    "f09d35ac415a4006b334c46d38aeddf9");
}

static void
each_is_explained(void **state)
{
	static char text[65536];
	FILE *f = fopen("packaging/systemd/hardenmail.catalog", "r");
	char head[64];
	size_t n;
	int a;

	assert_non_null(f);
	n = fread(text, 1, sizeof(text) - 1, f);
	text[n] = '\0';
	fclose(f);
	for (a = WATCH_EVENT_FIRST; a <= WATCH_EVENT_BLIND; a++) {
		snprintf(head, sizeof(head), "\n-- %s\nSubject: ",
		    watch_event_id((enum watch_event)a));
		assert_non_null(strstr(text, head));
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_is_its_own),
		cmocka_unit_test(each_is_explained),
	};

	return cmocka_run_group_tests_name("watch_event", tests, NULL, NULL);
}
