/* No text upsets the reader of fanotify's events. */
#include "agent/port/fanotify_event.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct fanotify_change c;
	const char *p = (const char *)data;

	while (fanotify_next(&p, &size, &c) > 0)
		if (!c.lost && c.len == 0)
			abort();
	return 0;
}
