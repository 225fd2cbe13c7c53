/* The one parser of numbers. */
#include "agent/base/num.h"

#include <errno.h>
#include <limits.h>
#include <stdbool.h>

int
num_parse(const char *text, size_t len, long long min, long long max,
    long long *ret)
{
	long long value = 0;	/* kept negative: LLONG_MIN has no opposite */
	bool minus = len > 0 && text[0] == '-';
	size_t i = minus ? 1 : 0;
	int digit;

	if (i == len)
		return -EINVAL;
	for (; i < len; i++) {
		if (text[i] < '0' || text[i] > '9')
			return -EINVAL;
		digit = text[i] - '0';
		if (value < (LLONG_MIN + digit) / 10) {
			/* Too long; still refuse letters behind it. */
			for (; i < len; i++)
				if (text[i] < '0' || text[i] > '9')
					return -EINVAL;
			return -ERANGE;
		}
		value = value * 10 - digit;
	}
	if (!minus) {
		if (value == LLONG_MIN)
			return -ERANGE;
		value = -value;
	}
	if (value < min || value > max)
		return -ERANGE;
	*ret = value;
	return 0;
}
