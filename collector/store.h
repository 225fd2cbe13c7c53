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

enum value_kind { VALUE_NULL = 0, VALUE_NUMBER, VALUE_TEXT, VALUE_BLOB,
	VALUE_ARRAY };

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
/* "{a,b}", for ANY (): shared stores alone take it. */
struct value value_array(const char *);
/* 0 is null: times that may not be known. */
struct value value_time(int64_t);

/* Of a row: 0 and "" where it is null; row_maybe gives NULL there. */
int64_t row_number(const struct value *);
const char *row_text(const struct value *);
const char *row_maybe(const struct value *);

/* Negative ends the reading and is returned. */
typedef int row_fn(void *arg, const struct value *columns, size_t n);

/*
 * What keeps several writers apart, where a store has them (`shared`): rows
 * that are read are held until the transaction ends. LOCK_FREE leaves out
 * those that somebody else holds. A store with one writer locks nothing.
 */
enum row_lock { LOCK_NONE = 0, LOCK_ROWS, LOCK_FREE };

/*
 * One statement. It is prepared once and remembered by the address of its
 * text, which therefore is a constant; `once` is for text that was built.
 * `later`: how many rows it changes is not wanted, so that a store may send
 * it with those that follow, and return 0 at once; when it fails, the next
 * statement without it does, or the commit.
 */
struct query {
	const char *sql;
	bool once, later;
	enum row_lock lock;
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
	/* of the transaction that goes on */
	int64_t slot;		/* see store_slot(); -1: none yet */
	void *ahead;		/* host_ahead.h: one block, freed with it */
};

/*
 * Errors: -ENOSPC (full), -EIO, -EEXIST (a constraint), -EBUSY (another
 * process writes), -EROFS, -EINVAL (a statement that is wrong), -ENOMEM,
 * -EAGAIN (two writers in each other's way: the transaction may be run
 * again at once), -ENOTCONN (no server; a commit that ends so may have been
 * done or not). After an error inside a transaction it must be rolled back.
 */
struct store_ops {
	const char *scheme;		/* "sqlite" */
	const char *like;		/* that does not mind case */
	bool shared;			/* other programs write meanwhile */
	int (*open)(struct store *, const char *where, unsigned flags,
	    struct err *);
	void (*close)(struct store *);
	/* How many rows were read or changed. */
	int (*run)(struct store *, const struct query *, struct err *);
	int (*transact)(struct store *, enum store_step, struct err *);
	/* A copy of the whole, made while others read and write; where is
	 * what open() takes, and must not exist. NULL: there is none. */
	int (*backup)(struct store *, const char *where, struct err *);
};

extern const struct store_ops store_postgres;
extern const struct store_ops store_sqlite;
/* NULL-ended. */
extern const struct store_ops *const stores[];

/*
 * url is "sqlite:PATH" or "postgresql://..." as libpq takes it, with several
 * hosts if wanted. The schema is not looked at: schema_migrate() does.
 * -EINVAL for a url of no known store.
 */
int store_open(struct store *, const char *url, unsigned flags,
    struct err *);
void store_close(struct store *);
int store_run(struct store *, const struct query *, struct err *);
/* 0, or an error of the store's. */
int store_transact(struct store *, enum store_step, struct err *);

/*
 * Until the transaction ends nobody else is in it: for what is rare and
 * touches more than one host. To be called before any row is locked.
 */
int store_alone(struct store *, struct err *);

/*
 * A small number that no other transaction has that goes on: rows that all
 * writers add to are kept once for each, and summed up by who reads. 0 where
 * there is one writer.
 */
int store_slot(struct store *, int64_t *ret, struct err *);

/* The first number or text of the first row; the default (and "") where
 * there is no row. The text is cut at size. */
int store_number(struct store *, const struct query *, int64_t *ret,
    struct err *);
int store_text(struct store *, const struct query *, char *text, size_t size,
    struct err *);

#endif
