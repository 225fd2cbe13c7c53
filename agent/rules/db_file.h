/* Berkeley DB and ndbm files, read from their bytes: all keys at once. */
#ifndef HM_RULES_DB_FILE_H
#define HM_RULES_DB_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "agent/base/pool.h"

enum db_kind { DB_KIND_HASH, DB_KIND_BTREE };

struct db_entry {
	struct db_entry *next;		/* of the same hash */
	const unsigned char *key, *value;
	size_t key_len, value_len;
};

/* The keys of one file, borrowed from its bytes where they lie whole. */
struct db_index {
	struct db_entry **table;
	size_t n_table, n;
};

/*
 * Read a .db file: page formats of libdb 1.85 (hash 2, btree 3) and of 2 to
 * 18 (hash 4 to 10, btree 6 to 10), both byte orders. 0, -ENOMEM, -EINVAL
 * (not such a file, or damaged), -EPROTOTYPE (a file of the other kind),
 * -ENOTSUP (checksums or encryption, which no MTA asks for).
 */
int db_read(struct pool *, const char *text, size_t len, enum db_kind,
    struct db_index *ret);

/* Read the .pag file of ndbm: blocks of 1,024 bytes, either byte order. */
int db_read_pag(struct pool *, const char *text, size_t len,
    struct db_index *ret);

/* What makemap(8) would put into a database: a key and the rest of its line,
 * comments left out; keys in small letters unless keep_case, with and without
 * a NUL behind them. 0 or -ENOMEM. */
int db_read_text(struct pool *, const char *text, size_t len, bool keep_case,
    struct db_index *ret);

/* The value of a key: NULL when there is none. */
const struct db_entry *db_find(const struct db_index *, const void *key,
    size_t len);

/* For the readers: adds one, the first of equal keys wins. 0 or -ENOMEM. */
int db_add(struct pool *, struct db_index *, const struct db_entry *);

/* A file that is being read. */
struct db_pages {
	struct pool *pool;
	struct db_index *index;
	const unsigned char *p;
	size_t len, size;		/* bytes; of a page */
	int big;			/* big-endian numbers in the pages */
	size_t budget;			/* bytes of long items yet to copy */
};

/* Numbers at p; the caller has checked that they are there. */
uint16_t db_16(const struct db_pages *, const unsigned char *p);
uint32_t db_32(const struct db_pages *, const unsigned char *p);

/* A whole page, or NULL past the end. */
const unsigned char *db_page(const struct db_pages *, uint32_t number);

/* The formats: 0, -ENOMEM, -EINVAL. */
int db_read_hash(struct db_pages *);		/* db_pages.c: new ones */
int db_read_btree(struct db_pages *);
int db_read_hash_185(struct db_pages *);	/* db_old.c */
int db_read_btree_185(struct db_pages *);

#endif
