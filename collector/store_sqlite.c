/* The embedded store: SQLite with a write-ahead log, every commit on disk. */
#include "collector/store.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sqlite3.h>

/* Statements that are remembered; more than the collector has. */
#define CACHE 128
/* How long another process (an operator's command) may hold the lock. */
#define BUSY_MS 10000
/* Pages of the log at which it is written back, and kept in memory (KiB). */
#define CHECKPOINT_PAGES 4000
#define CACHE_KIB 32768
/* No query has more columns. */
#define MAX_COLUMNS 40

struct sqlite {
	sqlite3 *db;
	struct { const char *sql; sqlite3_stmt *stmt; } cache[CACHE];
	size_t cached;
};

static int
failed(const struct sqlite *h, int rc, const char *what, struct err *e)
{
	int code = rc & 0xff, number;

	switch (code) {
	case SQLITE_FULL:
		number = ENOSPC;
		break;
	case SQLITE_CONSTRAINT:
		number = EEXIST;
		break;
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		number = EBUSY;
		break;
	case SQLITE_NOMEM:
		number = ENOMEM;
		break;
	case SQLITE_READONLY:
	case SQLITE_PERM:
		number = EROFS;
		break;
	case SQLITE_CANTOPEN:
		number = ENOENT;
		break;
	case SQLITE_NOTADB:
	case SQLITE_ERROR:
	case SQLITE_MISUSE:
	case SQLITE_RANGE:
		number = EINVAL;
		break;
	default:
		number = EIO;
	}
	return err_set(e, number, "%s: %s", what, h->db != NULL ?
	    sqlite3_errmsg(h->db) : sqlite3_errstr(rc));
}

static int
plain(struct sqlite *h, const char *sql, struct err *e)
{
	int rc = sqlite3_exec(h->db, sql, NULL, NULL, NULL);

	return rc == SQLITE_OK ? 0 : failed(h, rc, "the store", e);
}

static void
lite_close(struct store *s)
{
	struct sqlite *h = s->handle;
	size_t i;

	for (i = 0; i < h->cached; i++)
		sqlite3_finalize(h->cache[i].stmt);
	sqlite3_close(h->db);
	free(h);
	s->handle = NULL;
}

static int
settle(struct sqlite *h, bool read_only, struct err *e)
{
	char sql[256];
	int r;

	sqlite3_busy_timeout(h->db, BUSY_MS);
	/* Strings of hosts are values, never text of a statement; and what a
	 * store from elsewhere has in its schema is not run. */
	sqlite3_db_config(h->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
	sqlite3_db_config(h->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	snprintf(sql, sizeof(sql), "PRAGMA synchronous=FULL;"
	    "PRAGMA foreign_keys=ON;PRAGMA wal_autocheckpoint=%d;"
	    "PRAGMA cache_size=-%d;PRAGMA temp_store=MEMORY",
	    CHECKPOINT_PAGES, CACHE_KIB);
	r = read_only ? 0 : plain(h, "PRAGMA journal_mode=WAL", e);
	return r < 0 ? r : plain(h, sql, e);
}

static int
lite_open(struct store *s, const char *where, unsigned flags, struct err *e)
{
	struct sqlite *h = calloc(1, sizeof(*h));
	int mode = SQLITE_OPEN_NOMUTEX, rc, r;

	if (h == NULL)
		return err_set(e, ENOMEM, "%s: out of memory", where);
	s->handle = h;
	/* Counting it takes a lock for each allocation, and nobody asks. Before
	 * the first store only; later it is refused, and stands. */
	sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
	mode |= (flags & STORE_READ_ONLY) != 0 ? SQLITE_OPEN_READONLY :
	    SQLITE_OPEN_READWRITE;
	if ((flags & STORE_CREATE) != 0)
		mode |= SQLITE_OPEN_CREATE;
	rc = where[0] == '\0' ? SQLITE_CANTOPEN :
	    sqlite3_open_v2(where, &h->db, mode, NULL);
	r = rc != SQLITE_OK ? failed(h, rc, where, e) :
	    settle(h, (flags & STORE_READ_ONLY) != 0, e);
	if (r < 0) {
		if (e != NULL && rc == SQLITE_OK)
			err_prefix(e, "%s", where);
		lite_close(s);
	}
	return r;
}

static int
prepare(struct sqlite *h, const struct query *q, sqlite3_stmt **ret,
    struct err *e)
{
	size_t i;
	int rc;

	for (i = 0; !q->once && i < h->cached; i++)
		if (h->cache[i].sql == q->sql) {
			*ret = h->cache[i].stmt;
			return 0;
		}
	rc = sqlite3_prepare_v3(h->db, q->sql, -1,
	    q->once ? 0 : SQLITE_PREPARE_PERSISTENT, ret, NULL);
	if (rc != SQLITE_OK)
		return failed(h, rc, "the store", e);
	if (!q->once && h->cached < CACHE) {
		h->cache[h->cached].sql = q->sql;
		h->cache[h->cached++].stmt = *ret;
	}
	return 0;
}

/* "$3" is a name to SQLite, which numbers names as it meets them. */
static int
bind(sqlite3_stmt *stmt, const struct query *q)
{
	const int n = sqlite3_bind_parameter_count(stmt);
	const struct value *v;
	const char *name;
	size_t number;
	int at, rc = SQLITE_OK;

	for (at = 1; at <= n && rc == SQLITE_OK; at++) {
		name = sqlite3_bind_parameter_name(stmt, at);
		number = name == NULL ? 0 : strtoul(name + 1, NULL, 10);
		if (number == 0 || number > q->n)
			return SQLITE_RANGE;
		v = &q->values[number - 1];
		switch (v->kind) {
		case VALUE_NUMBER:
			rc = sqlite3_bind_int64(stmt, at, v->number);
			break;
		case VALUE_TEXT:
			rc = sqlite3_bind_text64(stmt, at, v->data, v->len,
			    SQLITE_STATIC, SQLITE_UTF8);
			break;
		case VALUE_BLOB:
			rc = sqlite3_bind_blob64(stmt, at, v->len > 0 ?
			    v->data : "", v->len, SQLITE_STATIC);
			break;
		default:
			rc = sqlite3_bind_null(stmt, at);
		}
	}
	return rc;
}

static int
give_row(sqlite3_stmt *stmt, const struct query *q)
{
	struct value v[MAX_COLUMNS];
	int i, n = sqlite3_column_count(stmt);

	for (i = 0; i < n && i < MAX_COLUMNS; i++) {
		switch (sqlite3_column_type(stmt, i)) {
		case SQLITE_INTEGER:
			v[i] = value_number(sqlite3_column_int64(stmt, i));
			continue;
		case SQLITE_TEXT:
			v[i].kind = VALUE_TEXT;
			v[i].data = sqlite3_column_text(stmt, i);
			break;
		case SQLITE_BLOB:
			v[i].kind = VALUE_BLOB;
			v[i].data = sqlite3_column_blob(stmt, i);
			break;
		default:
			v[i] = value_null();
			continue;
		}
		v[i].number = 0;
		v[i].len = (size_t)sqlite3_column_bytes(stmt, i);
	}
	return q->row(q->arg, v, (size_t)i);
}

static int
lite_run(struct store *s, const struct query *q, struct err *e)
{
	struct sqlite *h = s->handle;
	sqlite3_stmt *stmt = NULL;
	int rc, r, rows = 0;

	r = prepare(h, q, &stmt, e);
	if (r < 0)
		return r;
	rc = bind(stmt, q);
	if (rc != SQLITE_OK) {
		r = failed(h, rc, "the store", e);
		goto out;
	}
	while ((rc = sqlite3_step(stmt)) == SQLITE_ROW) {
		rows++;
		r = q->row == NULL ? 0 : give_row(stmt, q);
		if (r < 0)
			goto out;
	}
	if (rc != SQLITE_DONE)
		r = failed(h, rc, "the store", e);
	else
		r = sqlite3_stmt_readonly(stmt) || rows > 0 ? rows :
		    sqlite3_changes(h->db);
out:
	if (q->once) {
		sqlite3_finalize(stmt);
	} else {
		sqlite3_reset(stmt);
		sqlite3_clear_bindings(stmt);
	}
	return r;
}

static int
lite_transact(struct store *s, enum store_step step, struct err *e)
{
	static const char *const steps[] = {
		/* At once the writer, so that nothing read meanwhile is
		 * stale when it writes. */
		[STORE_BEGIN] = "BEGIN IMMEDIATE",
		[STORE_BEGIN_READ] = "BEGIN",
		[STORE_COMMIT] = "COMMIT",
		[STORE_ROLLBACK] = "ROLLBACK",
	};
	struct sqlite *h = s->handle;

	/* A full disk may have rolled it back already. */
	if (step == STORE_ROLLBACK && sqlite3_get_autocommit(h->db))
		return 0;
	return plain(h, steps[step], e);
}

static int
lite_backup(struct store *s, const char *where, struct err *e)
{
	struct sqlite *h = s->handle, to = { .db = NULL };
	sqlite3_backup *b = NULL;
	int rc, r = 0, tries;

	rc = sqlite3_open_v2(where, &to.db, SQLITE_OPEN_READWRITE, NULL);
	if (rc == SQLITE_OK) {
		r = err_set(e, EEXIST, "%s: is there already", where);
		goto out;
	}
	sqlite3_close(to.db);
	rc = sqlite3_open_v2(where, &to.db, SQLITE_OPEN_READWRITE |
	    SQLITE_OPEN_CREATE, NULL);
	if (rc != SQLITE_OK) {
		r = failed(&to, rc, where, e);
		goto out;
	}
	b = sqlite3_backup_init(to.db, "main", h->db, "main");
	if (b == NULL) {
		r = failed(&to, sqlite3_errcode(to.db), where, e);
		goto out;
	}
	/* Whole in one go: in steps, each commit in between would make it
	 * begin anew, and a writer that never rests would keep it so. A
	 * reader does not block the writer of a write-ahead log. */
	for (tries = 0; tries < BUSY_MS / 100; tries++) {
		rc = sqlite3_backup_step(b, -1);
		if (rc != SQLITE_BUSY && rc != SQLITE_LOCKED)
			break;
		sqlite3_sleep(100);
	}
	sqlite3_backup_finish(b);
	if (rc != SQLITE_DONE)
		r = failed(&to, rc, where, e);
	else
		r = plain(&to, "PRAGMA journal_mode=DELETE", e);
out:
	sqlite3_close(to.db);
	return r;
}

const struct store_ops store_sqlite = {
	.scheme = "sqlite",
	.like = "LIKE",
	.open = lite_open,
	.close = lite_close,
	.run = lite_run,
	.transact = lite_transact,
	.backup = lite_backup,
};
