/* Lines of /proc/net/tcp. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "agent/port/netlinux.h"

int LLVMFuzzerTestOneInput(const uint8_t *, size_t);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct pool pool = { .blocks = NULL };
	struct sock *list = NULL, *s;

	if (procnet_parse(&pool, (const char *)data, size, size & 1, &list) !=
	    0)
		abort();
	for (s = list; s != NULL; s = s->next)
		if (s->port > 65535)
			abort();
	pool_release(&pool);
	return 0;
}
