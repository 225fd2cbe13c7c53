/* Is this test run once for every fault (tests/fault)? */
#ifndef HM_SWEPT_TEST_H
#define HM_SWEPT_TEST_H

#include <stdbool.h>

#include "tests/unit/unit.h"

/* Linked into the programs of tests/fault alone. tcc knows no symbol that may
 * be missing, and builds none of them. */
#ifdef __TINYC__
#define fault_look_for_leaks ((void (*)(long))NULL)
#define fault_step ((void (*)(void))NULL)
#else
extern void fault_look_for_leaks(long) __attribute__((weak));
extern void fault_step(void) __attribute__((weak));
#endif

/* In front of each row of a table, and behind the last: each is swept by
 * itself. What a row does to files must not be used by the next. */
#define SWEPT_STEP() do {						\
	if (fault_step != NULL)						\
		fault_step();						\
} while (0)

/* How often something is tried that is the same each time. */
#define SWEPT_TURNS(many, few) (fault_look_for_leaks != NULL ? (few) : (many))

#endif
