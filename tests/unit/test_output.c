/* Where output goes: paths, and files that are whole or not there. */
#include "agent/output.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tests/unit/unit.h"

static void
a_file_whole(void **state)
{
	char dir[] = "/tmp/hm-output-XXXXXX", path[64], got[16] = "";
	struct err e = { .code = 0 };
	struct buf b = BUF_INIT(100);
	FILE *f;

	assert_non_null(mkdtemp(dir));
	snprintf(path, sizeof(path), "%s/report", dir);
	buf_adds(&b, "text\n");
	assert_int_equal(output_write(path, &b, &e), 0);
	assert_int_equal(output_write(path, &b, &e), 0);
	f = fopen(path, "r");
	assert_non_null(f);
	assert_int_equal(fread(got, 1, sizeof(got), f), 5);
	fclose(f);
	assert_string_equal(got, "text\n");
	/* a folder is no place to write to */
	assert_int_equal(output_write(dir, &b, &e), EXIT_CANNOT_CREATE);
	assert_non_null(strstr(e.text, "--output /tmp/hm-output-"));
	assert_int_equal(output_write("/nonexistent/x", &b, &e),
	    EXIT_CANNOT_CREATE);
	remove(path);
	/* nothing was left beside it */
	assert_int_equal(rmdir(dir), 0);
	buf_release(&b);
}

/* What is no file is not replaced. */
static void
a_device_stays(void **state)
{
	struct err e = { .code = 0 };
	struct buf b = BUF_INIT(100);

	buf_adds(&b, "text\n");
	assert_int_equal(output_write("/dev/null", &b, &e),
	    EXIT_CANNOT_CREATE);
	assert_int_equal(access("/dev/null", W_OK), 0);
	buf_release(&b);
}

static void
text_that_is_not_whole(void **state)
{
	struct err e = { .code = 0 };
	struct buf b = BUF_INIT(3);

	buf_adds(&b, "longer");
	assert_int_equal(output_write(NULL, &b, &e), EXIT_SYSTEM);
	buf_release(&b);
}

static void
no_colour_in_files(void **state)
{
	struct look look;

	setenv("TERM", "xterm", 1);
	unsetenv("NO_COLOR");
	output_look("file", &look);
	assert_false(look.colour);
	assert_int_equal(look.columns, 80);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_file_whole),
		cmocka_unit_test(a_device_stays),
		cmocka_unit_test(text_that_is_not_whole),
		cmocka_unit_test(no_colour_in_files),
	};

	return cmocka_run_group_tests_name("output", tests, NULL, NULL);
}
