/* test and [ (XCU test; -a, -o and parentheses as the old shells had). */
#ifndef HM_SHELL_TEST_H
#define HM_SHELL_TEST_H

#include "platforms/shell_call.h"

void sh_test(struct sh *, const struct sh_call *);

#endif
