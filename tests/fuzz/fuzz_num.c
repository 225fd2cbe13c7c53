/* num_parse() against strtoll on whatever bytes come. */
#include "agent/base/num.h"

#include <errno.h>
#include <limits.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	long long got = 42, want;
	char text[64], *end;
	int r;

	if (size >= sizeof(text))
		return 0;
	if (size > 0)
		memcpy(text, data, size);
	text[size] = '\0';
	r = num_parse(text, size, LLONG_MIN, LLONG_MAX, &got);
	if (r < 0) {
		if (got != 42)
			abort();
		return 0;
	}
	errno = 0;
	want = strtoll(text, &end, 10);
	if (end != text + size || errno != 0 || want != got)
		abort();
	return 0;
}
