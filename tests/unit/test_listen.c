/* collector/listen.c: a listening socket. */
#include "collector/listen.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "tests/unit/unit.h"

static void
addresses(void **state)
{
	struct err e = { .code = 0 };
	int fd = listen_on("127.0.0.1", 0, &e);

	assert_true(fd >= 0);
	close(fd);
	assert_int_equal(listen_on("localhost", 0, &e), -EINVAL);
	assert_string_equal(e.text, "localhost: not a numeric address");
	/* TEST-NET-1 is no address of this host (RFC 5737). */
	assert_int_equal(listen_on("192.0.2.1", 0, &e), -EADDRNOTAVAIL);
	assert_non_null(strstr(e.text, "192.0.2.1:0: "));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(addresses),
	};

	return cmocka_run_group_tests_name("listen", tests, NULL, NULL);
}
