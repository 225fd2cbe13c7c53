/* Memory that is freed together, and lists that live in it. */
#include "tests/unit/unit.h"

#include "agent/base/pool.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

static void
test_alloc(void **state)
{
	struct pool p = { .blocks = NULL };
	unsigned char *at[300];
	char name[32], *text[300];
	size_t i, k, size;

	for (i = 0; i < 300; i++) {
		size = i * 37 % 5000;
		at[i] = pool_alloc(&p, size);
		assert_non_null(at[i]);
		assert_int_equal((uintptr_t)at[i] % _Alignof(void *), 0);
		assert_int_equal((uintptr_t)at[i] % _Alignof(uint64_t), 0);
		/* Texts lie between them, and are not aligned. */
		snprintf(name, sizeof(name), "%zu", i);
		text[i] = pool_strdup(&p, name);
		for (k = 0; k < size; k++)
			assert_int_equal(at[i][k], 0);
		memset(at[i], (int)(i & 255), size);
	}
	/* None lies over another. */
	for (i = 0; i < 300; i++) {
		for (k = 0; k < i * 37 % 5000; k++)
			assert_int_equal(at[i][k], i & 255);
		snprintf(name, sizeof(name), "%zu", i);
		assert_string_equal(text[i], name);
	}
	assert_false(p.failed);
	for (i = 0; i < 300; i++) {
		size = i * 37 % 5000;
		at[i] = pool_room(&p, size);
		assert_non_null(at[i]);
		assert_int_equal((uintptr_t)at[i] % _Alignof(uint64_t), 0);
		memset(at[i], (int)(i & 255), size);
	}
	for (i = 0; i < 300; i++)
		for (k = 0; k < i * 37 % 5000; k++)
			assert_int_equal(at[i][k], i & 255);
	assert_false(p.failed);
	assert_null(pool_room(&p, SIZE_MAX));
	assert_true(p.failed);
	p.failed = false;
	assert_null(pool_alloc(&p, SIZE_MAX));
	assert_true(p.failed);
	pool_release(&p);
	assert_null(p.blocks);
	assert_false(p.failed);
	pool_release(&p);
}

static void
test_size(void **state)
{
	struct pool p = { .blocks = NULL };
	size_t small;

	assert_int_equal(pool_size(&p), 0);
	pool_strdup(&p, "x");
	small = pool_size(&p);
	assert_true(small > 2 && small < 20000);
	pool_alloc(&p, 1000000);
	assert_true(pool_size(&p) >= small + 1000000);
	assert_true(pool_size(&p) < small + 1001000);
	pool_release(&p);
	assert_int_equal(pool_size(&p), 0);
}

static void
test_text(void **state)
{
	struct pool p = { .blocks = NULL };
	char text[] = "sendmail";
	char *copy = pool_strdup(&p, text);

	text[0] = 'x';
	assert_string_equal(copy, "sendmail");
	assert_string_equal(pool_strndup(&p, "a\0b", 3), "a");
	assert_memory_equal(pool_strndup(&p, "a\0b", 3), "a\0b", 4);
	assert_string_equal(pool_strndup(&p, "", 0), "");
	assert_string_equal(pool_printf(&p, "%s:%d", "x", 25), "x:25");
	assert_string_equal(pool_join(&p, "a", "", "/", "bc", NULL), "a/bc");
	assert_string_equal(pool_join(&p, "", NULL), "");
	assert_null(pool_strdup(&p, NULL));
	assert_false(p.failed);
	pool_release(&p);
}

static void
test_list(void **state)
{
	struct pool p = { .blocks = NULL };
	struct strv s = { .n = 0 };
	char name[16];
	size_t i;

	for (i = 0; i < 1000; i++) {
		snprintf(name, sizeof(name), "%zu", i);
		assert_int_equal(strv_push(&p, &s, name), 0);
		assert_int_equal(s.n, i + 1);
		assert_null(s.v[s.n]);
	}
	for (i = 0; i < 1000; i++) {
		snprintf(name, sizeof(name), "%zu", i);
		assert_string_equal(s.v[i], name);
	}
	assert_int_equal(strv_pushn(&p, &s, "abcdef", 3), 0);
	assert_string_equal(s.v[1000], "abc");
	assert_true(strv_has(&s, "999"));
	assert_false(strv_has(&s, "ab"));
	assert_false(strv_has(&(struct strv){ .n = 0 }, ""));
	/* Cut back and filled again, as lists are after an error. */
	for (i = 900; i > 0; i -= 100) {
		s.n = i;
		assert_int_equal(strv_push(&p, &s, "again"), 0);
		assert_string_equal(s.v[i], "again");
		assert_null(s.v[i + 1]);
	}
	pool_release(&p);
}

/* The list is the caller's texts themselves. */
static void
test_keep(void **state)
{
	struct pool p = { .blocks = NULL };
	struct strv s = { .n = 0 };
	const char *const texts[] = { "a", "b", "c", "d", "e" };
	size_t i;

	for (i = 0; i < 5; i++)
		assert_int_equal(strv_keep(&p, &s, texts[i]), 0);
	assert_int_equal(s.n, 5);
	for (i = 0; i < 5; i++)
		assert_ptr_equal(s.v[i], texts[i]);
	assert_null(s.v[5]);
	pool_release(&p);
}

/* As strcmp(3) has it: short before long, bytes without a sign. */
static void
test_sort(void **state)
{
	static const char *const letters = "ab-\x80\xff.Z";
	struct pool p = { .blocks = NULL };
	struct strv s = { .n = 0 };
	unsigned long seed = 1;
	char text[24];
	size_t i, k, n;

	assert_int_equal(strv_push(&p, &s, "zzz"), 0);
	strv_sort(&s, 1);
	for (i = 0; i < 2000; i++) {
		seed = seed * 1103515245 + 12345;
		n = seed / 65536 % 20;
		for (k = 0; k < n; k++) {
			seed = seed * 1103515245 + 12345;
			text[k] = k < 9 && i % 3 == 0 ? 'a' :
			    letters[seed / 65536 % 7];
		}
		text[n] = '\0';
		assert_int_equal(strv_push(&p, &s, text), 0);
	}
	strv_sort(&s, 1);
	assert_string_equal(s.v[0], "zzz");
	for (i = 2; i < s.n; i++)
		assert_true(strcmp(s.v[i - 1], s.v[i]) <= 0);
	for (i = 1, n = 0; i < s.n; i++)
		n += strlen(s.v[i]);
	/* Nothing got lost. */
	assert_int_equal(s.n, 2001);
	assert_null(s.v[s.n]);
	assert_true(n > 10000);
	pool_release(&p);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_alloc),
		cmocka_unit_test(test_size),
		cmocka_unit_test(test_text),
		cmocka_unit_test(test_list),
		cmocka_unit_test(test_keep),
		cmocka_unit_test(test_sort),
	};

	return cmocka_run_group_tests_name("pool", tests, NULL, NULL);
}
