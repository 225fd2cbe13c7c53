/* The tables of a store, and what writes and reads their rows one by one. */
#ifndef HM_STORE_TABLE_H
#define HM_STORE_TABLE_H

#include <stdbool.h>

#include "agent/base/buf.h"

/*
 * In an order in which each has what it refers to. The first `keys` columns
 * are the key. `goes_on`: large, with a key of numbers, and nothing but what
 * reports bring: an interrupted copy goes on behind the last row.
 */
struct store_table {
	const char *name, *columns;
	int keys;
	bool goes_on;
};

/* Ends with a name of NULL; without meta, and what only the schema fills. */
extern const struct store_table store_tables[];
#define STORE_TABLES 15

/* Put a row there, in place of the one with its key. Stores remember a
 * statement by its address: this one lives as long as the program. NULL: no
 * memory. */
const char *store_table_put(const struct store_table *);

/* So many rows in the order of the key: the first ones, or those behind the
 * key whose values are given. */
void store_table_get(const struct store_table *, bool after, unsigned limit,
    struct buf *);

/* The key of the last row. */
void store_table_last(const struct store_table *, struct buf *);

#endif
