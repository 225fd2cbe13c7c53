/* Stands in for cmocka's runner: each test by itself, for every fault. */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/fault/fault.h"
#include "tests/unit/unit.h"

/* Some tests wait for children. */
enum { LIMIT = 60 };

int __real__cmocka_run_group_tests(const char *group,
    const struct CMUnitTest *tests, size_t n, CMFixtureFunction before,
    CMFixtureFunction after);
int __wrap__cmocka_run_group_tests(const char *group,
    const struct CMUnitTest *tests, size_t n, CMFixtureFunction before,
    CMFixtureFunction after);

struct job {
	const char *group;
	const struct CMUnitTest *test;
	CMFixtureFunction before, after;
	char name[200];
};

static CMFixtureFunction teardown;

/* A step that failed in the middle leaves what others still need. */
static int
tear_down(void **state)
{
	if (fault_is_in_step())
		_exit(0);
	return teardown == NULL ? 0 : teardown(state);
}

/*
 * What a test finds wrong does not matter then: it is not written for this.
 * What is left of its memory is looked at only when it has come to its end.
 */
static int
run(void *arg)
{
	struct job *j = arg;
	struct CMUnitTest test = *j->test;
	int failed;

	teardown = test.teardown_func;
	test.teardown_func = tear_down;
	failed = __real__cmocka_run_group_tests(j->group, &test, 1,
	    j->before, j->after);

	if (fault_page->at == 0)
		return failed;
	if (failed != 0) {
		fflush(NULL);
		_exit(0);
	}
	fault_look_for_leaks(0);
	return 0;
}

static void
judge(enum fault_kind kind, const struct fault_end *end, void *arg)
{
	struct job *j = arg;
	char what[240];

	if (end->status == 0 && end->report[0] == '\0')
		return;
	snprintf(what, sizeof(what), fault_page->step == 0 ? "%s" :
	    "HM_FAULT_STEP=%2$d %1$s", j->name, fault_page->step);
	fault_tell(kind, what, end);
}

static bool
is_wanted(const char *name)
{
	const char *only = getenv("HM_FAULT_TEST");

	return only == NULL || strcmp(only, name) == 0;
}

int
__wrap__cmocka_run_group_tests(const char *group,
    const struct CMUnitTest *tests, size_t n, CMFixtureFunction before,
    CMFixtureFunction after)
{
	long made[FAULT_KINDS] = { 0 };
	const char *only = getenv("HM_FAULT"), *at = getenv("HM_FAULT_AT");
	static const char *const kinds[] = { "alloc", "memory", "call" };
	struct fault_walk walk = { .body = run, .limit = LIMIT,
		.judge = judge };
	struct fault_end end;
	size_t i;
	int kind;

	for (kind = 0; kind < FAULT_KINDS; kind++)
		if (only == NULL || strcmp(only, kinds[kind]) == 0)
			walk.kinds |= 1u << kind;
	for (i = 0; i < n; i++) {
		struct job j = { .group = group, .test = &tests[i],
			.before = before, .after = after };

		snprintf(j.name, sizeof(j.name), "%s", tests[i].name);
		if (!is_wanted(tests[i].name))
			continue;
		fault_run(FAULT_ALLOC, 0, 0, run, &j, LIMIT, &end);
		if (end.status != 0)
			fault_tell(FAULT_ALLOC, j.name, &end);
		walk.pure = at == NULL && fault_page->count[FAULT_CALL] == 0;
		walk.arg = &j;
		/* A table that fails without a fault has no walk. */
		if (end.status == 0 && fault_walk(&walk, made) != 0)
			fault_tell(FAULT_ALLOC, j.name, &end);
		fault_end_release(&end);
	}
	printf("%s\t%zu\t%ld\t%ld\t%ld\t0\n", group, n, made[FAULT_ALLOC],
	    made[FAULT_MEMORY], made[FAULT_CALL]);
	return 0;
}
