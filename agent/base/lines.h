/* Walks the lines of a text that is in memory. */
#ifndef HM_LINES_H
#define HM_LINES_H

#include <stdbool.h>
#include <stddef.h>

/* Borrows the text. After lines_next() returned true, line and len are the
 * line without its end (LF or CRLF), and number counts from 1. */
struct lines {
	const char *line;
	size_t len;
	unsigned number;
	const char *next, *end;
};

void lines_init(struct lines *, const char *text, size_t len);
bool lines_next(struct lines *);

/* The line numbered n of a text, for evidence: false when there is none. */
bool lines_find(const char *text, size_t len, unsigned n, struct lines *ret);

#endif
