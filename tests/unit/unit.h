/* cmocka with the headers that it wants, and its TAP runner. */
#ifndef HM_UNIT_TEST_H
#define HM_UNIT_TEST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* Leave the running test out. tests/run turns the two lines that come of it
 * into one that is counted as a skip, with the reason. */
#define skip_because(reason) do {					\
	print_message("# skipped: %s\n", reason);			\
	skip();								\
} while (0)

#endif
