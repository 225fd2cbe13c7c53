/* Allocates, and knows whether it could not. */
#include "agent/base/memory.h"

#include <stdatomic.h>
#include <stdlib.h>

static atomic_bool refused;

static void *
noted(void *p)
{
	if (p == NULL)
		atomic_store(&refused, true);
	return p;
}

/* What malloc(0) returns is not the same everywhere: malloc(3). */
void *
memory_alloc(size_t size)
{
	return noted(malloc(size > 0 ? size : 1));
}

void *
memory_zeroed(size_t n, size_t size)
{
	return noted(calloc(n > 0 ? n : 1, size > 0 ? size : 1));
}

void *
memory_resize(void *p, size_t size)
{
	return noted(realloc(p, size > 0 ? size : 1));
}

bool
memory_refused(void)
{
	return atomic_load(&refused);
}

void
memory_forget(void)
{
	atomic_store(&refused, false);
}
