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

/* Objects from the front, texts from the back, where nothing is aligned. */
struct pool_block {
	struct pool_block *next;
	size_t used, size;		/* between them there is room */
	max_align_t data[];
};

/* What every object here needs; none holds a long double. */
union unit {
	uint64_t number;
	void *pointer;
	double real;
};

#define SMALL 8			/* units */

static void *
zero(union unit *at, size_t size)
{
	static const union unit none;

	switch (size / sizeof(*at)) {
	case 8:
		at[7] = none;
		/* fallthrough */
	case 7:
		at[6] = none;
		/* fallthrough */
	case 6:
		at[5] = none;
		/* fallthrough */
	case 5:
		at[4] = none;
		/* fallthrough */
	case 4:
		at[3] = none;
		/* fallthrough */
	case 3:
		at[2] = none;
		/* fallthrough */
	case 2:
		at[1] = none;
		/* fallthrough */
	case 1:
		at[0] = none;
		/* fallthrough */
	default:
		return at;
	}
}

static void *
fail(struct pool *p)
{
	p->failed = true;
	return NULL;
}

/* A block with room for that much, or NULL. */
static struct pool_block *
block_for(struct pool *p, size_t size)
{
	struct pool_block *b = p->blocks;
	size_t room;

	if (b != NULL && b->size - b->used >= size)
		return b;
	if (size > SIZE_MAX - sizeof(*b))
		return fail(p);
	room = size > BLOCK_SIZE / 4 ? size : BLOCK_SIZE;
	b = memory_alloc(sizeof(*b) + room);
	if (b == NULL)
		return fail(p);
	b->size = room;
	b->used = 0;
	/* A large piece goes behind, so that the current block goes on being
	 * filled. */
	if (p->blocks != NULL && room == size) {
		b->next = p->blocks->next;
		p->blocks->next = b;
	} else {
		b->next = p->blocks;
		p->blocks = b;
	}
	return b;
}

/* Not zeroed. */
static char *
text_alloc(struct pool *p, size_t size)
{
	struct pool_block *b = block_for(p, size);

	if (b == NULL)
		return NULL;
	b->size -= size;
	return (char *)b->data + b->size;
}

static size_t
aligned(size_t size)
{
	const size_t align = sizeof(union unit);

	return (size + align - 1) / align * align;
}

void *
pool_room(struct pool *p, size_t size)
{
	struct pool_block *b;
	void *at;

	if (size > SIZE_MAX - sizeof(union unit))
		return fail(p);
	size = aligned(size);
	b = block_for(p, size);
	if (b == NULL)
		return NULL;
	at = (char *)b->data + b->used;
	b->used += size;
	return at;
}

void *
pool_alloc(struct pool *p, size_t size)
{
	void *at = pool_room(p, size);

	if (at == NULL)
		return NULL;
	size = aligned(size);
	/* Not the whole block: most of it is never used. Most pieces are
	 * small, and a call would cost more than they do. */
	return size > SMALL * sizeof(union unit) ? memset(at, 0, size) :
	    zero(at, size);
}

char *
pool_strndup(struct pool *p, const char *text, size_t len)
{
	char *copy;

	if (text == NULL)
		return NULL;
	if (len == SIZE_MAX)
		return fail(p);
	copy = text_alloc(p, len + 1);
	if (copy != NULL) {
		memcpy(copy, text, len);
		copy[len] = '\0';
	}
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
	if (n < 0 || (text = text_alloc(p, (size_t)n + 1)) == NULL)
		return fail(p);
	if ((size_t)n < sizeof(small)) {
		memcpy(text, small, (size_t)n + 1);
		return text;
	}
	va_start(ap, fmt);
	vsnprintf(text, (size_t)n + 1, fmt, ap);
	va_end(ap);
	return text;
}

char *
pool_join(struct pool *p, const char *first, ...)
{
	const char *text;
	size_t n = 0, m;
	char *ret, *at;
	va_list ap;

	va_start(ap, first);
	for (text = first; text != NULL; text = va_arg(ap, const char *))
		n += strlen(text);
	va_end(ap);
	ret = at = text_alloc(p, n + 1);
	if (ret == NULL)
		return NULL;
	va_start(ap, first);
	for (text = first; text != NULL; text = va_arg(ap, const char *)) {
		m = strlen(text);
		memcpy(at, text, m);
		at += m;
	}
	va_end(ap);
	*at = '\0';
	return ret;
}

size_t
pool_size(const struct pool *p)
{
	const struct pool_block *b;
	size_t size = 0;

	for (b = p->blocks; b != NULL; b = b->next)
		size += sizeof(*b) + b->size;
	return size;
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
strv_keep(struct pool *p, struct strv *s, const char *text)
{
	const char **v;

	/* The array has room for the next power of two of n + 1. */
	if ((s->n & (s->n + 1)) == 0) {
		if (s->n >= SIZE_MAX / (4 * sizeof(*v)))
			return -ENOMEM;
		v = pool_room(p, 2 * (s->n + 1) * sizeof(*v));
		if (v == NULL)
			return -ENOMEM;
		if (s->n > 0)
			memcpy(v, s->v, s->n * sizeof(*v));
		s->v = v;
	}
	s->v[s->n++] = text;
	s->v[s->n] = NULL;
	return 0;
}

int
strv_pushn(struct pool *p, struct strv *s, const char *text, size_t len)
{
	const char *copy = pool_strndup(p, text, len);

	return copy == NULL ? -ENOMEM : strv_keep(p, s, copy);
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

/* Most names differ in their first eight bytes, as a number here. */
struct keyed {
	uint64_t key;
	const char *text;
};

static struct keyed
keyed(const char *text)
{
	struct keyed k = { .text = text };
	unsigned i;

	for (i = 0; i < sizeof(k.key) && text[i] != '\0'; i++)
		k.key |= (uint64_t)(unsigned char)text[i] << (56 - 8 * i);
	return k;
}

static bool
is_behind(const struct keyed *a, const struct keyed *b)
{
	if (a->key != b->key)
		return a->key > b->key;
	return (a->key & 0xff) != 0 && strcmp(a->text + sizeof(a->key),
	    b->text + sizeof(b->key)) > 0;
}

/* Insertion into runs of eight, which are then merged to and fro; where the
 * sorted ones are. */
static struct keyed *
merge_sort(struct keyed *v, struct keyed *other, size_t n)
{
	struct keyed one, *swap;
	size_t i, k, width, low, mid, high, a, b;

	for (i = 1; i < n; i++) {
		one = v[i];
		for (k = i; k % 8 != 0 && is_behind(&v[k - 1], &one); k--)
			v[k] = v[k - 1];
		v[k] = one;
	}
	for (width = 8; width < n; width *= 2) {
		for (low = 0; low < n; low = high) {
			mid = n - low < width ? n : low + width;
			high = n - mid < width ? n : mid + width;
			for (a = low, b = mid, k = low; k < high; k++)
				other[k] = b == high || (a < mid &&
				    !is_behind(&v[a], &v[b])) ? v[a++] :
				    v[b++];
		}
		swap = v;
		v = other;
		other = swap;
	}
	return v;
}

static int
by_text(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

void
strv_sort(struct strv *s, size_t from)
{
	const size_t n = s->n > from ? s->n - from : 0;
	struct keyed *v, *sorted;
	size_t i;

	for (i = 1; i < n && strcmp(s->v[from + i - 1], s->v[from + i]) <= 0;
	    i++)
		;
	if (i >= n)
		return;
	v = n > SIZE_MAX / (2 * sizeof(*v)) ? NULL :
	    memory_alloc(2 * n * sizeof(*v));
	if (v == NULL) {
		qsort(s->v + from, n, sizeof(*s->v), by_text);
		return;
	}
	for (i = 0; i < n; i++)
		v[i] = keyed(s->v[from + i]);
	sorted = merge_sort(v, v + n, n);
	for (i = 0; i < n; i++)
		s->v[from + i] = sorted[i].text;
	free(v);
}
