/* Comma-separated values (RFC 4180), read and written. */
#ifndef HM_CSV_H
#define HM_CSV_H

#include <stdbool.h>
#include <stddef.h>

#include "agent/base/buf.h"
#include "agent/base/pool.h"

/* Borrows the text. */
struct csv {
	const char *next, *end;
	unsigned line;		/* of the record that was read, from 1 */
	unsigned next_line;
	const char *wrong;	/* what, or NULL */
};

void csv_init(struct csv *, const char *text, size_t len);

/* The next record's fields, in the pool, into *ret, which is emptied first.
 * false: the end, or `wrong` says what is the matter with the record in
 * that line: quotes, UTF-8 or a NUL. After that the next line can be read. */
bool csv_next(struct csv *, struct pool *, struct strv *ret);

/* Append one field; a comma before it unless it is the first. What a
 * spreadsheet would take for a formula gets an apostrophe in front. */
void csv_field(struct buf *, const char *text, bool first);

#endif
