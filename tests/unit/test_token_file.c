/* agent/send/token_file.c: the first line, or words. */
#include "agent/send/token_file.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tests/unit/unit.h"

static void
lines(void **state)
{
	static const struct { const char *text, *token; } rows[] = {
		{ "abc\n", "abc" }, { "abc", "abc" },
		{ "abc\r\nmore\n", "abc" },
		{ "", NULL }, { "\nabc\n", NULL }, { "a b\n", NULL },
	};
	char path[] = "/tmp/hm-token-XXXXXX", token[ENROLLED_TEXT];
	struct err e = { .code = 0 };
	int fd = mkstemp(path);
	size_t i, len;

	assert_true(fd >= 0);
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		len = strlen(rows[i].text);
		assert_int_equal(ftruncate(fd, 0), 0);
		assert_int_equal(pwrite(fd, rows[i].text, len, 0), len);
		if (rows[i].token == NULL) {
			assert_int_equal(token_file_read(path, token, &e),
			    -EINVAL);
			assert_non_null(strstr(e.text, "no token"));
			continue;
		}
		assert_int_equal(token_file_read(path, token, &e), 0);
		assert_string_equal(token, rows[i].token);
	}
	close(fd);
	remove(path);
	assert_int_equal(token_file_read(path, token, &e), -ENOENT);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lines),
	};

	return cmocka_run_group_tests_name("token_file", tests, NULL, NULL);
}
