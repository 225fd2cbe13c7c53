/* A growing piece of memory with a ceiling. */
#ifndef HM_BUF_H
#define HM_BUF_H

#include <stdbool.h>
#include <stddef.h>

/*
 * p is NUL-ended once something was added (the NUL is not counted in len),
 * and may hold NULs of its own. What would pass `max`, or finds no memory,
 * is not added, and `failed` stays set: check it once, at the end.
 */
struct buf {
	char *p;
	size_t len, cap, max;
	bool failed;
};

#define BUF_INIT(ceiling) ((struct buf){ .max = (ceiling) })

/* 0, -E2BIG past the ceiling, or -ENOMEM. */
int buf_add(struct buf *, const void *data, size_t len);
int buf_adds(struct buf *, const char *text);
int buf_addf(struct buf *, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

static inline int
buf_addc(struct buf *b, char c)
{
	if (b->failed || b->len + 2 > b->cap || b->len >= b->max)
		return buf_add(b, &c, 1);
	b->p[b->len++] = c;
	b->p[b->len] = '\0';
	return 0;
}

/* Room for at least `more` bytes behind len; the caller then raises len. */
int buf_reserve(struct buf *, size_t more);

/* Empty, memory kept. */
void buf_clear(struct buf *);
void buf_release(struct buf *);

#endif
