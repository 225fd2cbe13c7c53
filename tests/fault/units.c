/* Stands in for cmocka's runner: each test by itself, for every fault. */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

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
	long bad;
};

/*
 * What a test finds wrong does not matter then: it is not written for this.
 * What is left of its memory is looked at only when it has come to its end.
 */
static int
run(void *arg)
{
	struct job *j = arg;
	int failed = __real__cmocka_run_group_tests(j->group, j->test, 1,
	    j->before, j->after);

	if (fault_page->at == 0)
		return failed;
	if (failed == 0)
		fault_look_for_leaks(0);
	return 0;
}

static void
judge(enum fault_kind kind, const struct fault_end *end, void *arg)
{
	struct job *j = arg;

	if (end->status == 0 && end->report[0] == '\0')
		return;
	j->bad++;
	fault_tell(kind, j->name, end);
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
	long made[FAULT_KINDS] = { 0 }, bad = 0;
	const char *only = getenv("HM_FAULT");
	static const char *const kinds[] = { "alloc", "memory", "call" };
	struct fault_end end;
	size_t i;
	int kind;

	for (i = 0; i < n; i++) {
		struct job j = { .group = group, .test = &tests[i],
			.before = before, .after = after };

		snprintf(j.name, sizeof(j.name), "%s", tests[i].name);
		if (!is_wanted(tests[i].name))
			continue;
		fault_run(FAULT_ALLOC, 0, 0, run, &j, LIMIT, &end);
		if (end.status != 0) {
			fault_tell(FAULT_ALLOC, j.name, &end);
			bad++;
		}
		fault_end_release(&end);
		for (kind = 0; kind < FAULT_KINDS; kind++)
			if (only == NULL || strcmp(only, kinds[kind]) == 0)
				made[kind] += fault_sweep(kind, -1, run, &j,
				    LIMIT, judge);
		bad += j.bad;
	}
	printf("%s\t%zu\t%ld\t%ld\t%ld\t%ld\n", group, n, made[FAULT_ALLOC],
	    made[FAULT_MEMORY], made[FAULT_CALL], bad);
	return bad > 0;
}
