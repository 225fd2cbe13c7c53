/* Memory that is freed together: facts and findings own one each. */
#ifndef HM_POOL_H
#define HM_POOL_H

#include <stdbool.h>
#include <stddef.h>

struct pool_block;

/* = {0} is empty. `failed` stays set once an allocation failed, so that a
 * long run of adders may be checked once, at its end. */
struct pool {
	struct pool_block *blocks;
	bool failed;
};

/* Zeroed memory, aligned for any type but long double; NULL when there is
 * none. */
void *pool_alloc(struct pool *, size_t size);
/* The same, not zeroed: for what is filled at once. */
void *pool_room(struct pool *, size_t size);

/* Copies. NULL stays NULL; NULL when out of memory. */
char *pool_strdup(struct pool *, const char *text);
char *pool_strndup(struct pool *, const char *text, size_t len);
char *pool_printf(struct pool *, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));
/* All of these texts, up to a NULL, as one; quicker than printf. */
char *pool_join(struct pool *, const char *first, ...);

/* The memory that it takes. */
size_t pool_size(const struct pool *);

/* Frees everything that came from the pool. Takes an empty one. */
void pool_release(struct pool *);

/* A list of strings that lives in a pool; v is NULL-ended once n > 0. */
struct strv {
	const char **v;
	size_t n;
};

/* Copies text (len bytes) to the end: 0, or -ENOMEM. */
int strv_push(struct pool *, struct strv *, const char *text);
int strv_pushn(struct pool *, struct strv *, const char *text, size_t len);
/* Does not copy: text lives as long as the list. 0, or -ENOMEM. */
int strv_keep(struct pool *, struct strv *, const char *text);

bool strv_has(const struct strv *, const char *text);

/* The elements from that one on, as strcmp(3) has them. */
void strv_sort(struct strv *, size_t from);

#endif
