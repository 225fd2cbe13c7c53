/* Pid files, which users of mail groups may write. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "agent/run/pidfile.h"

int LLVMFuzzerTestOneInput(const uint8_t *, size_t);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct pool pool = { .blocks = NULL };
	struct words w = { .v = NULL };
	size_t i;

	if (pidfile_parse((const char *)data, size, 91, &pool, &w)) {
		if (w.n == 0)
			abort();
		for (i = 0; i < w.n; i++)
			if (strchr(w.v[i].text, ' ') != NULL)
				abort();
	} else if (w.n != 0)
		abort();
	pool_release(&pool);
	return 0;
}
