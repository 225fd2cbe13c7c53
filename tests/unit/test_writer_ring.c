/* The last changes of files: whose they were, and when that is not known. */
#include "tests/unit/unit.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "agent/port/writer_ring.h"

static struct writer_ring *ring;
static char told[1024];

static int
setup(void **state)
{
	ring = writer_ring_new();
	assert_non_null(ring);
	return 0;
}

static int
teardown(void **state)
{
	free(ring);
	return 0;
}

static void
add(const char *name, const char *exe, long pid, int64_t when)
{
	struct writer w = { .pid = pid, .uid = 0, .login = -1 };

	snprintf(w.exe, sizeof(w.exe), "%s", exe);
	writer_ring_add(ring, 7, name, strlen(name), &w, when);
}

static void
say(void *arg, const struct writer *w)
{
	size_t at = strlen(told);

	snprintf(told + at, sizeof(told) - at, "%s %ld;", w->exe, w->pid);
}

static const char *
of(const char *name, int64_t since)
{
	told[0] = '\0';
	return writer_ring_each(ring, 7, name, since, say, NULL) == -ENODATA ?
	    "not known" : told;
}

static void
in_their_order(void **state)
{
	assert_string_equal(of("a", 1), "");
	add("a", "vi", 11, 100);
	add("b", "vi", 11, 100);
	add("a", "cp", 12, 200);
	assert_string_equal(of("a", 1), "vi 11;cp 12;");
	assert_string_equal(of("a", 100), "vi 11;cp 12;");
	assert_string_equal(of("a", 101), "cp 12;");
	assert_string_equal(of("b", 1), "vi 11;");
	assert_string_equal(of("b", 101), "");
	assert_int_equal(writer_ring_each(ring, 8, "a", 1, say, NULL), 0);
	assert_string_equal(told, "");
	/* The same program again, as another process: it is the latest. */
	add("a", "vi", 13, 300);
	assert_string_equal(of("a", 1), "cp 12;vi 13;");
	/* Two that are not known may be two programs. */
	add("b", "", 14, 300);
	add("b", "", 15, 300);
	add("b", "", 15, 300);
	assert_string_equal(of("b", 200), " 14; 15;");
}

static void
who_differs(void **state)
{
	struct writer w = { .pid = 5, .exe = "/bin/x", .uid = 0,
		.login = 1000 };

	writer_ring_add(ring, 7, "a", 1, &w, 1);
	w.login = 1001;
	writer_ring_add(ring, 7, "a", 1, &w, 1);
	w.uid = 1;
	writer_ring_add(ring, 7, "a", 1, &w, 1);
	memcpy(w.command, "x -y", 5);
	writer_ring_add(ring, 7, "a", 1, &w, 1);
	memcpy(w.name, "z", 2);
	writer_ring_add(ring, 7, "a", 1, &w, 1);
	assert_string_equal(of("a", 1),
	    "/bin/x 5;/bin/x 5;/bin/x 5;/bin/x 5;/bin/x 5;");
}

static void
a_process_is_known_by_its_number(void **state)
{
	add("a", "sh", 11, 100);
	add("b", "cat", 11, 110);
	add("b", "", 12, 110);
	assert_string_equal(writer_ring_process(ring, 11, 90)->exe, "cat");
	assert_null(writer_ring_process(ring, 11, 111));
	assert_null(writer_ring_process(ring, 12, 90));
	assert_null(writer_ring_process(ring, 13, 90));
}

/* What came before it is not known any more, what comes after it is. */
static void
lost(void **state)
{
	char name[300];
	int i;

	add("a", "vi", 11, 100);
	writer_ring_lose(ring, 150);
	writer_ring_lose(ring, 140);
	add("a", "cp", 12, 200);
	assert_string_equal(of("a", 100), "not known");
	assert_string_equal(of("b", 150), "not known");
	assert_string_equal(of("a", 151), "cp 12;");
	for (i = 0; i < WRITER_RING_MAX; i++) {
		snprintf(name, sizeof(name), "%d", i);
		add(name, "x", 20, 300 + i);
	}
	assert_string_equal(of("a", 200), "not known");
	assert_string_equal(of("a", 201), "");
	assert_string_equal(of("0", 201), "x 20;");
	add("new", "x", 20, 1000);
	assert_string_equal(of("1", 300), "not known");
	assert_string_equal(of("1", 301), "x 20;");
	/* No file system has such a name. */
	memset(name, 'n', sizeof(name) - 1);
	name[sizeof(name) - 1] = '\0';
	add(name, "x", 20, 2000);
	assert_string_equal(of("new", 1000), "not known");
}

#define CASE(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(in_their_order),
		CASE(who_differs),
		CASE(a_process_is_known_by_its_number),
		CASE(lost),
	};

	return cmocka_run_group_tests_name("writer_ring", tests, NULL, NULL);
}
