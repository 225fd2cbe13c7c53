/* Files of our own state: one line "key value" after another. */
#ifndef HM_PAIRS_H
#define HM_PAIRS_H

#include <stdbool.h>
#include <stddef.h>

#include "agent/base/buf.h"
#include "agent/base/lines.h"

/* Borrowed from the text. */
struct pair {
	const char *key, *value;
	size_t key_len, value_len;
};

/* The next line that has both; false at the end. */
bool pairs_next(struct lines *, struct pair *ret);

bool pair_is(const struct pair *, const char *key);

/* The value as a number within bounds: 0, or as num_parse(). */
int pair_number(const struct pair *, long long min, long long max,
    long long *ret);

/* The value in size bytes with its NUL; -ENAMETOOLONG. */
int pair_text(const struct pair *, char *ret, size_t size);

/* Append a line; line ends in the value become blanks. */
void pairs_put(struct buf *, const char *key, const char *value);
void pairs_put_number(struct buf *, const char *key, long long);

#endif
