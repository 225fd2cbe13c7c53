/* The one parser of numbers. */
#ifndef HM_NUM_H
#define HM_NUM_H

#include <stddef.h>

/*
 * The whole of text (len bytes) is a decimal number with an optional '-',
 * no blanks, no '+', within min and max. 0 and *ret, or -EINVAL (not a
 * number), -ERANGE (outside the bounds); *ret is then as it was.
 */
int num_parse(const char *text, size_t len, long long min, long long max,
    long long *ret);

#endif
