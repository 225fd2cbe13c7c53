/* Any bytes of /proc/PID/cmdline: no fault, and no role without a title. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "agent/model/title.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct pool p = { .blocks = NULL };
	struct title t;
	size_t n;

	/* The bytes end where the buffer ends, without a NUL. */
	for (n = size; ; n /= 2) {
		if (title_parse(&p, (const char *)data, n, &t) < 0)
			abort();
		if (!t.is_title && (t.role != ROLE_UNKNOWN || t.accepting))
			abort();
		if (t.accepting && t.role != ROLE_DAEMON &&
		    t.role != ROLE_UNKNOWN)
			abort();
		if (t.queue_interval < -1)
			abort();
		if (n == 0)
			break;
	}
	pool_release(&p);
	return 0;
}
