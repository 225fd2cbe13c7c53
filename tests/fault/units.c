/* Stands in for cmocka's runner: each test by itself, for every fault. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "tests/fault/fault.h"
#include "tests/unit/unit.h"

/* Some tests wait for children. */
enum { LIMIT = 120 };

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
	bool reads;
};

static CMFixtureFunction teardown;
static char empty[1];

/* A step that failed in the middle leaves what others still need. */
static int
tear_down(void **state)
{
	if (fault_is_in_step()) {
		fault_test_ends();
		_exit(0);
	}
	return teardown == NULL ? 0 : teardown(state);
}

/*
 * What a test finds wrong does not matter behind a fault: it is not written
 * for this. What our code has lost of its memory by then does: it is looked
 * for where the test ends, be it in an assertion, as long as the test's own
 * variables are there.
 */
void
_fail(const char *const file, const int line)
{
	void (*real)(const char *, int);

	*(void **)&real = dlsym(RTLD_NEXT, "_fail");
	if (fault_page->hit) {
		fault_test_ends();
		if (fault_is_in_step())
			_exit(0);
	}
	real(file, line);
	abort();
}

void
_skip(const char *const file, const int line)
{
	void (*real)(const char *, int);

	*(void **)&real = dlsym(RTLD_NEXT, "_skip");
	fault_page->skipped = true;
	real(file, line);
	abort();
}

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

	if (!fault_page->hit)
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
	if (!fault_page->hit)
		fault_page->name = "no fault";
	snprintf(what, sizeof(what), fault_page->step == 0 || j->reads ? "%s" :
	    "HM_FAULT_STEP=%2$d %1$s", j->name, fault_page->step);
	fault_tell(kind, what, end);
}

static bool
is_wanted(const char *name)
{
	const char *only = getenv("HM_FAULT_TEST");

	return only == NULL || strcmp(only, name) == 0;
}

/* For tests/fault/run: what there is to be tried, and for how long. */
static void
tell_size(const struct job *j, const struct timespec *since)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	printf("%s\t%ld\t%ld\t%.3f\n", j->name,
	    fault_page->count[FAULT_ALLOC], fault_page->count[FAULT_CALL],
	    (double)(now.tv_sec - since->tv_sec) +
	    (double)(now.tv_nsec - since->tv_nsec) / 1e9);
}

static void
take_walk(struct job *j, struct fault_walk *walk, long made[FAULT_KINDS],
    long missed[FAULT_KINDS])
{
	struct fault_end none = { .out = empty, .err = empty,
		.report = empty };

	none.status = fault_walk(walk, made, missed);
	/* What the test itself did to files met what a child had done. */
	if (none.status != 0 && walk->reads) {
		j->reads = walk->reads = false;
		none.status = fault_walk(walk, made, missed);
	}
	fault_page->name = "no fault";
	if (none.status != 0)
		fault_tell(FAULT_ALLOC, j->name, &none);
}

static void
one_test(struct job *j, struct fault_walk *walk, long made[FAULT_KINDS],
    long missed[FAULT_KINDS])
{
	const bool measure = getenv("HM_FAULT_MEASURE") != NULL;
	struct fault_end end;
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	fault_run(FAULT_ALLOC, 0, 0, run, j, LIMIT, &end);
	if (fault_page->skipped)
		fault_page->name = "skip";
	if (end.status != 0 || fault_page->skipped || end.report[0] != '\0')
		fault_tell(FAULT_ALLOC, j->name, &end);
	if (measure)
		tell_size(j, &now);
	j->reads = walk->reads = !fault_page->changes;
	walk->arg = j;
	/* A table that fails without a fault has no walk. */
	if (end.status == 0 && !measure && !fault_page->skipped)
		take_walk(j, walk, made, missed);
	fault_end_release(&end);
}

int
__wrap__cmocka_run_group_tests(const char *group,
    const struct CMUnitTest *tests, size_t n, CMFixtureFunction before,
    CMFixtureFunction after)
{
	long made[FAULT_KINDS] = { 0 }, missed[FAULT_KINDS] = { 0 };
	const char *only = getenv("HM_FAULT");
	static const char *const kinds[] = { "alloc", "memory", "call" };
	struct fault_walk walk = { .body = run, .limit = LIMIT,
		.judge = judge };
	size_t i;
	int kind;

	for (kind = 0; kind < FAULT_KINDS; kind++)
		if (only == NULL || strcmp(only, kinds[kind]) == 0)
			walk.kinds |= 1u << kind;
	for (i = 0; i < n; i++) {
		struct job j = { .group = group, .test = &tests[i],
			.before = before, .after = after };

		snprintf(j.name, sizeof(j.name), "%s", tests[i].name);
		if (is_wanted(tests[i].name))
			one_test(&j, &walk, made, missed);
	}
	printf("%s\t%zu\t%ld\t%ld\t%ld\t%ld\n", group, n,
	    made[FAULT_ALLOC], made[FAULT_MEMORY], made[FAULT_CALL],
	    missed[FAULT_ALLOC] + missed[FAULT_MEMORY] + missed[FAULT_CALL]);
	return 0;
}
