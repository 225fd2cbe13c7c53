/* Lines of scripts, and lists of them. */
#include "tests/unit/unit.h"

#include <stdlib.h>

#include "platforms/shell_state.h"

static const char text[] = "one\n\ttwo \r\n\nfour";

static void
check_lines(struct sh *sh, const struct sh_source *s)
{
	const struct place *p = sh_place(sh, s, 2);

	assert_non_null(p);
	assert_string_equal(p->path, "/etc/rc");
	assert_string_equal(p->text, "two");
	assert_int_equal(p->line, 2);
	assert_null(p->next);
	assert_string_equal(sh_place(sh, s, 1)->text, "one");
	assert_string_equal(sh_place(sh, s, 3)->text, "");
	assert_string_equal(sh_place(sh, s, 4)->text, "four");
	assert_null(sh_place(sh, s, 5)->text);
	assert_null(sh_place(sh, s, 0)->text);
}

static void
test_place(void **state)
{
	struct sh *sh = calloc(1, sizeof(*sh));
	struct sh_lines lines = { .start = NULL };
	struct sh_source s = { .path = "/etc/rc", .text = text,
		.len = sizeof(text) - 1 };
	struct sh_source inner = { .path = "/etc/rc", .parent = &s };

	assert_non_null(sh);
	check_lines(sh, &s);
	s.lines = &lines;
	s.pool = &sh->pool;
	check_lines(sh, &s);
	assert_int_equal(lines.n, 4);
	assert_string_equal(sh_place(sh, &inner, 4)->text, "four");
	pool_release(&sh->pool);
	free(sh);
}

static void
test_places(void **state)
{
	struct sh *sh = calloc(1, sizeof(*sh));
	struct place own = { .path = "/etc/rc", .line = 7 };
	struct place other = { .path = "/etc/default/x", .line = 1 };
	struct place both = { .next = &other, .path = "/etc/rc", .line = 7 };
	const struct place *p;
	unsigned i;

	assert_non_null(sh);
	sh->script = "/etc/rc";
	assert_ptr_equal(sh_places(sh, &own, NULL), &own);
	assert_ptr_equal(sh_places(sh, NULL, &own), &own);
	assert_ptr_equal(sh_places(sh, &both, &own), &both);
	/* Once more: what is remembered is the same. */
	for (i = 0; i < 2; i++) {
		p = sh_places(sh, &own, &other);
		assert_string_equal(p->path, "/etc/default/x");
		assert_int_equal(p->next->line, 7);
		assert_null(p->next->next);
	}
	p = sh_places(sh, &other, &own);
	assert_string_equal(p->path, "/etc/default/x");
	assert_int_equal(p->next->line, 7);
	pool_release(&sh->pool);
	free(sh);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_place),
		cmocka_unit_test(test_places),
	};

	return cmocka_run_group_tests_name("shell_place", tests, NULL, NULL);
}
