/* Memory that is freed together. */
#include "agent/base/pool.h"

#include <errno.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "agent/base/memory.h"

#define BLOCK_SIZE 8192

struct pool_block {
	struct pool_block *next;
	size_t used, size;
	max_align_t data[];
};

static void *
fail(struct pool *p)
{
	p->failed = true;
	return NULL;
}

void *
pool_alloc(struct pool *p, size_t size)
{
	const size_t align = sizeof(max_align_t);
	struct pool_block *b = p->blocks;
	size_t room;
	void *at;

	if (size > SIZE_MAX - sizeof(*b) - align)
		return fail(p);
	size = (size + align - 1) / align * align;
	if (b == NULL || b->size - b->used < size) {
		room = size > BLOCK_SIZE / 4 ? size : BLOCK_SIZE;
		b = memory_alloc(sizeof(*b) + room);
		if (b == NULL)
			return fail(p);
		b->size = room;
		b->used = 0;
		/* A large piece goes behind, so that the current block
		 * goes on being filled. */
		if (p->blocks != NULL && room == size) {
			b->next = p->blocks->next;
			p->blocks->next = b;
		} else {
			b->next = p->blocks;
			p->blocks = b;
		}
	}
	at = (char *)b->data + b->used;
	b->used += size;
	/* Not the whole block: most of it is never used. */
	return memset(at, 0, size);
}

char *
pool_strndup(struct pool *p, const char *text, size_t len)
{
	char *copy;

	if (text == NULL)
		return NULL;
	if (len == SIZE_MAX)
		return fail(p);
	copy = pool_alloc(p, len + 1);
	if (copy != NULL)
		memcpy(copy, text, len);
	return copy;
}

char *
pool_strdup(struct pool *p, const char *text)
{
	return text == NULL ? NULL : pool_strndup(p, text, strlen(text));
}

char *
pool_printf(struct pool *p, const char *fmt, ...)
{
	char small[256];	/* most texts are; it is formatted once then */
	va_list ap;
	char *text;
	int n;

	va_start(ap, fmt);
	n = vsnprintf(small, sizeof(small), fmt, ap);
	va_end(ap);
	if (n < 0 || (text = pool_alloc(p, (size_t)n + 1)) == NULL)
		return fail(p);
	if ((size_t)n < sizeof(small)) {
		memcpy(text, small, (size_t)n);
		return text;
	}
	va_start(ap, fmt);
	vsnprintf(text, (size_t)n + 1, fmt, ap);
	va_end(ap);
	return text;
}

void
pool_release(struct pool *p)
{
	struct pool_block *b, *next;

	for (b = p->blocks; b != NULL; b = next) {
		next = b->next;
		free(b);
	}
	*p = (struct pool){ .blocks = NULL };
}

int
strv_pushn(struct pool *p, struct strv *s, const char *text, size_t len)
{
	const char **v;
	char *copy;

	/* The array has room for the next power of two of n + 1. */
	if ((s->n & (s->n + 1)) == 0) {
		if (s->n >= SIZE_MAX / (4 * sizeof(*v)))
			return -ENOMEM;
		v = pool_alloc(p, 2 * (s->n + 1) * sizeof(*v));
		if (v == NULL)
			return -ENOMEM;
		if (s->n > 0)
			memcpy(v, s->v, s->n * sizeof(*v));
		s->v = v;
	}
	copy = pool_strndup(p, text, len);
	if (copy == NULL)
		return -ENOMEM;
	s->v[s->n++] = copy;
	s->v[s->n] = NULL;
	return 0;
}

int
strv_push(struct pool *p, struct strv *s, const char *text)
{
	return strv_pushn(p, s, text, strlen(text));
}

bool
strv_has(const struct strv *s, const char *text)
{
	size_t i;

	for (i = 0; i < s->n; i++)
		if (strcmp(s->v[i], text) == 0)
			return true;
	return false;
}
