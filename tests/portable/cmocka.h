/* The part of cmocka that the unit tests use, for where there is none: other
 * C libraries, old systems. Always TAP; a crash ends the program. */
#ifndef HM_PORTABLE_CMOCKA_H
#define HM_PORTABLE_CMOCKA_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

typedef void (*CMUnitTestFunction)(void **state);
typedef int (*CMFixtureFunction)(void **state);

struct CMUnitTest {
	const char *name;
	CMUnitTestFunction test_func;
	CMFixtureFunction setup_func, teardown_func;
	void *initial_state;
};

static jmp_buf cmocka_back;
enum { CMOCKA_FAILED = 1, CMOCKA_SKIPPED };

#define cmocka_unit_test_setup_teardown(f, s, t) \
	{ .name = #f, .test_func = f, .setup_func = s, .teardown_func = t }
#define cmocka_unit_test(f) cmocka_unit_test_setup_teardown(f, NULL, NULL)
#define cmocka_unit_test_setup(f, s) \
	cmocka_unit_test_setup_teardown(f, s, NULL)
#define cmocka_unit_test_teardown(f, t) \
	cmocka_unit_test_setup_teardown(f, NULL, t)

static inline void __attribute__((format(printf, 1, 2)))
print_message(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	vprintf(fmt, ap);
	va_end(ap);
}
#define print_error print_message

static inline _Noreturn void __attribute__((format(printf, 3, 4)))
cmocka_fail(const char *file, int line, const char *fmt, ...)
{
	va_list ap;

	printf("# ");
	va_start(ap, fmt);
	vprintf(fmt, ap);
	va_end(ap);
	printf("\n# %s:%d: error: Failure!\n", file, line);
	longjmp(cmocka_back, CMOCKA_FAILED);
}

static inline _Noreturn void
cmocka_skip(void)
{
	longjmp(cmocka_back, CMOCKA_SKIPPED);
}

#define fail_msg(...) cmocka_fail(__FILE__, __LINE__, __VA_ARGS__)
#define fail() fail_msg("fail")
#define skip() cmocka_skip()

static inline void
cmocka_int(uintmax_t a, uintmax_t b, int equal, const char *file, int line)
{
	if ((a == b) != equal)
		cmocka_fail(file, line, "%#jx %s %#jx", a,
		    equal ? "!=" : "==", b);
}

static inline void
cmocka_string(const char *a, const char *b, int equal, const char *file,
    int line)
{
	if ((strcmp(a, b) == 0) != equal)
		cmocka_fail(file, line, "\"%s\" %s \"%s\"", a,
		    equal ? "!=" : "==", b);
}

#define assert_true(c) do {						\
	if (!(c))							\
		cmocka_fail(__FILE__, __LINE__, "%s", #c);		\
} while (0)
#define assert_false(c) assert_true(!(c))
#define assert_null(p) assert_true((p) == NULL)
#define assert_non_null(p) assert_true((p) != NULL)
#define assert_ptr_equal(a, b)						\
	assert_true((const void *)(a) == (const void *)(b))
/* As cmocka does: signed ones are widened with their sign. */
#define assert_int_equal(a, b)						\
	cmocka_int((uintmax_t)(a), (uintmax_t)(b), 1, __FILE__, __LINE__)
#define assert_int_not_equal(a, b)					\
	cmocka_int((uintmax_t)(a), (uintmax_t)(b), 0, __FILE__, __LINE__)
#define assert_in_range(v, low, high)					\
	assert_true((uintmax_t)(v) >= (uintmax_t)(low) &&		\
	    (uintmax_t)(v) <= (uintmax_t)(high))
#define assert_string_equal(a, b)					\
	cmocka_string(a, b, 1, __FILE__, __LINE__)
#define assert_string_not_equal(a, b)					\
	cmocka_string(a, b, 0, __FILE__, __LINE__)
#define assert_memory_equal(a, b, n)					\
	assert_true(memcmp(a, b, n) == 0)

/* One test: 0, CMOCKA_FAILED or CMOCKA_SKIPPED. */
static inline int
cmocka_run_one(const struct CMUnitTest *t, void *group_state)
{
	void *state = t->initial_state != NULL ? t->initial_state :
	    group_state;
	volatile int result = CMOCKA_FAILED;
	int why = setjmp(cmocka_back);

	if (why == 0) {
		if (t->setup_func != NULL && t->setup_func(&state) != 0)
			return CMOCKA_FAILED;
		t->test_func(&state);
		result = 0;
	} else {
		result = why;
	}
	if (t->teardown_func != NULL && setjmp(cmocka_back) == 0 &&
	    t->teardown_func(&state) != 0)
		result = CMOCKA_FAILED;
	return result;
}

static inline int
cmocka_run(const char *group, const struct CMUnitTest *tests, size_t n,
    CMFixtureFunction setup, CMFixtureFunction teardown)
{
	void *state = NULL;
	size_t i;
	int failed = 0, result;

	setvbuf(stdout, NULL, _IOLBF, 0);
	if (setup != NULL && setup(&state) != 0) {
		printf("not ok - %s: its setup\n", group);
		return 1;
	}
	printf("1..%zu\n", n);
	for (i = 0; i < n; i++) {
		result = cmocka_run_one(&tests[i], state);
		failed += result == CMOCKA_FAILED;
		printf(result == 0 ? "ok %zu - %s\n" :
		    result == CMOCKA_SKIPPED ? "not ok %zu # SKIP %s\n" :
		    "not ok %zu - %s\n", i + 1, tests[i].name);
	}
	if (teardown != NULL && teardown(&state) != 0) {
		printf("not ok - %s: its teardown\n", group);
		failed++;
	}
	return failed;
}

#define cmocka_run_group_tests_name(name, tests, setup, teardown)	\
	cmocka_run(name, tests, sizeof(tests) / sizeof((tests)[0]), setup, \
	    teardown)

#endif
