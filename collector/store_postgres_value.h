/* Values on their way to PostgreSQL and back. */
#ifndef HM_STORE_POSTGRES_VALUE_H
#define HM_STORE_POSTGRES_VALUE_H

#include <libpq-fe.h>

#include "collector/store.h"

#define MAX_VALUES 64

/* As libpq takes them; borrowed from the query, and from this. */
struct binding {
	Oid types[MAX_VALUES];
	const char *data[MAX_VALUES];
	int lengths[MAX_VALUES], formats[MAX_VALUES];
	char numbers[MAX_VALUES][24];
	int n;
};

/* n of the highest $n in a text. */
size_t binding_highest(const char *sql);

/* As many values of the query as its text has; -EINVAL: too many, too large.
 */
int binding_fill(struct binding *, const struct query *, size_t wanted,
    struct err *);

/* The text as the server gets it: with its lock, and its own name of a BLOB.
 * The caller's to free; NULL: no memory. */
char *binding_text(const struct query *);

/* Give each row to the query's row function; its first negative result, or 0.
 */
int result_rows(const PGresult *, const struct query *);

/* How many rows a command has changed. */
int result_changed(PGresult *);

#endif
