/* Allocations that can be made to fail. */
#define _GNU_SOURCE
#include "tests/fault/memory.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/fault/fault.h"
#include "tests/fault/point.h"

static void *
made(void *p)
{
	if (p != NULL)
		__atomic_add_fetch(&fault_page->allocated, 1,
		    __ATOMIC_RELAXED);
	return p;
}

void *
fault_malloc(size_t size)
{
	return fault_memory("malloc") ? NULL : made(malloc(size));
}

void *
fault_calloc(size_t n, size_t size)
{
	return fault_memory("calloc") ? NULL : made(calloc(n, size));
}

void *
fault_realloc(void *p, size_t size)
{
	if (fault_memory("realloc"))
		return NULL;
	return p == NULL ? made(malloc(size)) : realloc(p, size);
}

void *
fault_reallocarray(void *p, size_t n, size_t size)
{
	if (fault_memory("reallocarray"))
		return NULL;
	return p == NULL ? made(calloc(n, size)) : reallocarray(p, n, size);
}

void
fault_free(void *p)
{
	if (p != NULL)
		__atomic_sub_fetch(&fault_page->allocated, 1,
		    __ATOMIC_RELAXED);
	free(p);
}

char *
fault_strdup(const char *text)
{
	return fault_memory("strdup") ? NULL : made(strdup(text));
}

char *
fault_strndup(const char *text, size_t len)
{
	return fault_memory("strndup") ? NULL : made(strndup(text, len));
}

int
fault_vasprintf(char **ret, const char *fmt, va_list ap)
{
	int n;

	if (fault_memory("vasprintf"))
		return -1;
	n = vasprintf(ret, fmt, ap);
	if (n >= 0)
		made(*ret);
	return n;
}

int
fault_asprintf(char **ret, const char *fmt, ...)
{
	va_list ap;
	int n;

	va_start(ap, fmt);
	n = fault_vasprintf(ret, fmt, ap);
	va_end(ap);
	return n;
}
