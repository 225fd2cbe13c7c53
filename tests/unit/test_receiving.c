/* collector/receiving.c: what comes in is bounded in time and size. */
#include "collector/receiving.h"

#include <unistd.h>

#include "tests/unit/unit.h"

static int late_fd, n_late;

static void
late(void *arg, int fd)
{
	late_fd = fd;
	n_late++;
}

static void
time_limit(void **state)
{
	struct receiving *r = receiving_new(8, 1000);

	assert_non_null(r);
	n_late = 0;
	receiving_open(r, 5, 100);
	receiving_tick(r, 130, 30, late, NULL);
	assert_int_equal(n_late, 0);
	/* A byte now and then does not help. */
	assert_true(receiving_input(r, 5, 1, 125));
	receiving_tick(r, 131, 30, late, NULL);
	assert_int_equal(n_late, 1);
	assert_int_equal(late_fd, 5);
	receiving_tick(r, 132, 30, late, NULL);
	assert_int_equal(n_late, 1);
	/* Nor does being answered count, or having asked for nothing. */
	receiving_open(r, 6, 100);
	receiving_request(r, 6, 0);
	receiving_tick(r, 200, 30, late, NULL);
	receiving_answered(r, 6);
	receiving_tick(r, 300, 30, late, NULL);
	assert_int_equal(n_late, 1);
	receiving_free(r);
	receiving_free(NULL);
}

static void
size_limit(void **state)
{
	struct receiving *r = receiving_new(64, 1000);
	int fds[2];

	assert_non_null(r);
	assert_int_equal(pipe(fds), 0);
	receiving_open(r, fds[0], 1);
	receiving_open(r, fds[1], 1);
	assert_true(receiving_input(r, fds[0], 600, 1));
	assert_true(receiving_input(r, fds[1], 400, 1));
	assert_int_equal(receiving_bytes(r), 1000);
	/* Who makes it too much goes, and what he had with him. */
	assert_false(receiving_input(r, fds[1], 1, 1));
	assert_int_equal(receiving_bytes(r), 600);
	receiving_request(r, fds[0], 100);
	assert_int_equal(receiving_bytes(r), 100);
	receiving_answered(r, fds[0]);
	assert_int_equal(receiving_bytes(r), 100);
	receiving_tick(r, 2, 30, late, NULL);
	assert_int_equal(receiving_bytes(r), 100);
	close(fds[0]);
	receiving_tick(r, 2, 30, late, NULL);
	assert_int_equal(receiving_bytes(r), 0);
	close(fds[1]);
	/* Descriptors that it has no place for are let be. */
	assert_true(receiving_input(r, 64, 5000, 1));
	assert_true(receiving_input(r, -1, 5000, 1));
	assert_int_equal(receiving_bytes(r), 0);
	receiving_free(r);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(time_limit),
		cmocka_unit_test(size_limit),
	};

	return cmocka_run_group_tests_name("receiving", tests, NULL, NULL);
}
