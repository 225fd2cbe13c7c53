/* cmocka with the headers that it wants, and its TAP runner. */
#ifndef HM_UNIT_TEST_H
#define HM_UNIT_TEST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#endif
