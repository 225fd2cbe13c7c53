/* The lines of a journal: a word, and values by a table of keys. */
#ifndef HM_JOURNAL_LINE_H
#define HM_JOURNAL_LINE_H

#include <stdbool.h>
#include <stddef.h>

#include "agent/base/buf.h"
#include "agent/base/lines.h"
#include "agent/base/pool.h"

/* TEXT: const char *, NULL or not. HEX: char[DIGEST_HEX], "" or a digest.
 * BYTES: as TEXT, and its length in the size_t at `more`, may hold NULs.
 * Of a number, size is that of the member. */
enum field_type { FIELD_END = 0, FIELD_TEXT, FIELD_HEX, FIELD_BYTES,
	FIELD_SIGNED, FIELD_UNSIGNED, FIELD_BOOL };

struct field {
	const char *key;
	enum field_type type;
	size_t offset, size, more;
};

#define FIELD_NUMBER(key_, type_, struct_, member_) { .key = key_,	\
	.type = type_, .offset = offsetof(struct_, member_),		\
	.size = sizeof(((struct_ *)0)->member_) }
#define FIELD_OF(key_, type_, struct_, member_) { .key = key_,		\
	.type = type_, .offset = offsetof(struct_, member_) }

/* Append a line with its checksum: the values are in *from. */
int line_write(struct buf *, const char *word, const struct field *,
    const void *from);

/* One line, its checksum proved. */
struct line {
	const char *word, *rest;
	size_t word_len, rest_len;
};

/* false: cut, or garbled. */
bool line_open(const struct lines *, struct line *ret);

/* Is that its word? */
bool line_is(const struct line *, const char *word);

/* The values into *to, strings into the pool: all keys in this order, and
 * nothing else. 0, -EINVAL, -ENOMEM. */
int line_read(const struct line *, struct pool *, const struct field *,
    void *to);

#endif
