/* Where the collector keeps what it knows: SQL behind five functions. */
#ifndef HM_STORE_H
#define HM_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "agent/base/err.h"

/*
 * The tables and the queries are common to all stores (store_schema.c, and
 * the files that ask); a store only runs them. The SQL is therefore what
 * SQLite (from 3.39) and PostgreSQL both take: $1, $2 ... for values,
 * ON CONFLICT, IS DISTINCT FROM; TEXT, BIGINT and BLOB in the schema.
 */

enum value_kind { VALUE_NULL = 0, VALUE_NUMBER, VALUE_TEXT, VALUE_BLOB };

/* Borrowed, both as a parameter and in a row. Text of a row is NUL-ended. */
struct value {
	enum value_kind kind;
	int64_t number;
	const void *data;
	size_t len;
};

struct value value_number(int64_t);
struct value value_text(const char *);		/* NULL: null */
struct value value_blob(const void *, size_t);
struct value value_null(void);
/* 0 is null: times that may not be known. */
struct value value_time(int64_t);

/* Of a row: 0 and "" where it is null; row_maybe gives NULL there. */
int64_t row_number(const struct value *);
const char *row_text(const struct value *);
const char *row_maybe(const struct value *);

/* Negative ends the reading and is returned. */
typedef int row_fn(void *arg, const struct value *columns, size_t n);

/*
 * One statement. It is prepared once and remembered by the address of its
 * text, which therefore is a constant; `once` is for text that was built.
 */
struct query {
	const char *sql;
	bool once;
	const struct value *values;
	size_t n;
	row_fn *row;		/* NULL: rows are not wanted */
	void *arg;
};

#define QUERY_VALUES(...) \
	.values = (const struct value[]){ __VA_ARGS__ }, \
	.n = sizeof((const struct value[]){ __VA_ARGS__ }) / \
	    sizeof(struct value)

enum store_step { STORE_BEGIN, STORE_BEGIN_READ, STORE_COMMIT,
	STORE_ROLLBACK };
enum store_flag { STORE_READ_ONLY = 1, STORE_CREATE = 2 };

struct store {
	const struct store_ops *ops;
	void *handle;
};

/*
 * Errors: -ENOSPC (full), -EIO, -EEXIST (a constraint), -EBUSY (another
 * process writes), -EROFS, -EINVAL (a statement that is wrong), -ENOMEM.
 * After an error inside a transaction it must be rolled back.
 */
struct store_ops {
	const char *scheme;		/* "sqlite" */
	int (*open)(struct store *, const char *where, unsigned flags,
	    struct err *);
	void (*close)(struct store *);
	/* How many rows were read or changed. */
	int (*run)(struct store *, const struct query *, struct err *);
	int (*transact)(struct store *, enum store_step, struct err *);
	/* A copy of the whole, made while others read and write; where is
	 * what open() takes, and must not exist. */
	int (*backup)(struct store *, const char *where, struct err *);
};

extern const struct store_ops store_sqlite;
/* NULL-ended. */
extern const struct store_ops *const stores[];

/*
 * url is "sqlite:PATH". The schema is not looked at: schema_migrate() does.
 * -EINVAL for a url of no known store.
 */
int store_open(struct store *, const char *url, unsigned flags,
    struct err *);
void store_close(struct store *);
int store_run(struct store *, const struct query *, struct err *);
/* 0, or an error of the store's. */
int store_transact(struct store *, enum store_step, struct err *);

/* The first number or text of the first row; the default (and "") where
 * there is no row. The text is cut at size. */
int store_number(struct store *, const struct query *, int64_t *ret,
    struct err *);
int store_text(struct store *, const struct query *, char *text, size_t size,
    struct err *);

#endif
