/* Lists of sockets. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "agent/port/netstat_table.h"

int LLVMFuzzerTestOneInput(const uint8_t *, size_t);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct pool pool = { .blocks = NULL };
	struct sock *list = NULL, *s;

	if (netstat_parse(&pool, (const char *)data, size, &list) != 0 &&
	    list != NULL)
		abort();
	for (s = list; s != NULL; s = s->next)
		if (s->port == 0 || s->port > 65535 || (s->cut && !s->inet6))
			abort();
	pool_release(&pool);
	return 0;
}
