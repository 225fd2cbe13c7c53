/* Where a fault is made: between our code and libc. */
#ifndef HM_FAULT_POINT_H
#define HM_FAULT_POINT_H

#include <stdbool.h>

/* In a list of errors: the call does less than it was asked for. */
#define FAULT_SHORT (-1)

/* Is it this allocation's turn to fail? Then errno is set. */
bool fault_memory(const char *name);

/* Of ways (a list of errno values that ends in 0) the one with which this
 * call fails, errno being set, or 0. */
int fault_call(const char *name, const int *ways);

/* Such flags of open(2): may the call change a file? */
void fault_opens(int flags);

#endif
