/* Values on their way to PostgreSQL and back. */
#include "collector/store_postgres_value.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "agent/base/num.h"

#define MAX_COLUMNS 40

/* pg_type.dat; fixed for good. */
enum { TYPE_BOOL = 16, TYPE_BYTES = 17, TYPE_INT8 = 20, TYPE_INT2 = 21,
	TYPE_INT4 = 23, TYPE_TEXT = 25, TYPE_NUMERIC = 1700 };

size_t
binding_highest(const char *sql)
{
	size_t most = 0, n;

	for (; *sql != '\0'; sql++)
		if (*sql == '$') {
			for (n = 0, sql++; *sql >= '0' && *sql <= '9'; sql++)
				n = n * 10 + (size_t)(*sql - '0');
			most = n > most ? n : most;
			sql--;
		}
	return most;
}

int
binding_fill(struct binding *b, const struct query *q, size_t wanted,
    struct err *e)
{
	const struct value *v;
	int i;

	b->n = (int)(q->n < wanted ? q->n : wanted);
	if (b->n > MAX_VALUES)
		return err_set(e, EINVAL, "too many values");
	for (i = 0; i < b->n; i++) {
		v = &q->values[i];
		b->types[i] = 0;
		b->data[i] = NULL;
		b->lengths[i] = b->formats[i] = 0;
		if (v->kind == VALUE_NUMBER) {
			b->types[i] = TYPE_INT8;
			snprintf(b->numbers[i], sizeof(b->numbers[i]), "%lld",
			    (long long)v->number);
			b->data[i] = b->numbers[i];
		} else if (v->kind == VALUE_TEXT || v->kind == VALUE_ARRAY) {
			/* Of an array the server knows the type. */
			b->types[i] = v->kind == VALUE_TEXT ? TYPE_TEXT : 0;
			b->data[i] = v->data;
		} else if (v->kind == VALUE_BLOB) {
			if (v->len > INT_MAX)
				return err_set(e, EINVAL, "too large");
			b->types[i] = TYPE_BYTES;
			b->data[i] = v->len > 0 ? v->data : "";
			b->lengths[i] = (int)v->len;
			b->formats[i] = 1;
		}
	}
	return 0;
}

char *
binding_text(const struct query *q)
{
	static const char *const locks[] = { [LOCK_NONE] = "",
	    [LOCK_ROWS] = " FOR UPDATE",
	    [LOCK_FREE] = " FOR UPDATE SKIP LOCKED" };
	size_t len = strlen(q->sql), more = strlen(locks[q->lock]);
	char *text = malloc(2 * len + more + 1), *to = text;
	const char *p = q->sql, *blob;
	bool makes = q->once && strncmp(p, "CREATE TABLE", 12) == 0;

	if (text == NULL)
		return NULL;
	while (makes && (blob = strstr(p, " BLOB")) != NULL) {
		memcpy(to, p, (size_t)(blob - p));
		to += blob - p;
		memcpy(to, " BYTEA", 6);
		to += 6;
		p = blob + 5;
	}
	len = strlen(p);
	memcpy(to, p, len);
	memcpy(to + len, locks[q->lock], more + 1);
	return text;
}

static int
take_value(const PGresult *res, int row, int column, struct value *v,
    void **bytes)
{
	const char *text = PQgetvalue(res, row, column);
	long long n;

	*bytes = NULL;
	*v = value_null();
	if (PQgetisnull(res, row, column))
		return 0;
	v->len = (size_t)PQgetlength(res, row, column);
	v->data = text;
	v->kind = VALUE_TEXT;
	switch (PQftype(res, column)) {
	case TYPE_BOOL:
		*v = value_number(text[0] == 't');
		break;
	case TYPE_INT2:
	case TYPE_INT4:
	case TYPE_INT8:
	case TYPE_NUMERIC:
		if (num_parse(text, v->len, INT64_MIN, INT64_MAX, &n) == 0)
			*v = value_number(n);
		break;
	case TYPE_BYTES:
		*bytes = PQunescapeBytea((const unsigned char *)text,
		    &v->len);
		if (*bytes == NULL)
			return -ENOMEM;
		v->data = *bytes;
		v->kind = VALUE_BLOB;
		break;
	default:
		break;
	}
	return 0;
}

static int
give_row(const PGresult *res, int row, const struct query *q)
{
	struct value v[MAX_COLUMNS];
	void *bytes[MAX_COLUMNS];
	int i, n = PQnfields(res), r = 0;

	if (n > MAX_COLUMNS)
		n = MAX_COLUMNS;
	for (i = 0; r == 0 && i < n; i++)
		r = take_value(res, row, i, &v[i], &bytes[i]);
	if (r == 0)
		r = q->row(q->arg, v, (size_t)n);
	while (i-- > 0)
		PQfreemem(bytes[i]);
	return r;
}

int
result_rows(const PGresult *res, const struct query *q)
{
	int i, r = 0;

	for (i = 0; r >= 0 && i < PQntuples(res); i++)
		r = give_row(res, i, q);
	return r < 0 ? r : 0;
}

int
result_changed(PGresult *res)
{
	const char *text = PQcmdTuples(res);
	long long n;

	return num_parse(text, strlen(text), 0, INT_MAX, &n) == 0 ? (int)n :
	    0;
}
