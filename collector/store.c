/* Finds the store that a URL names, and asks it for single values. */
#include "collector/store.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

const struct store_ops *const stores[] = { &store_postgres, &store_sqlite,
	NULL };

struct value
value_number(int64_t number)
{
	return (struct value){ .kind = VALUE_NUMBER, .number = number };
}

struct value
value_text(const char *text)
{
	if (text == NULL)
		return value_null();
	return (struct value){ .kind = VALUE_TEXT, .data = text,
	    .len = strlen(text) };
}

struct value
value_blob(const void *data, size_t len)
{
	return (struct value){ .kind = VALUE_BLOB, .data = data, .len = len };
}

struct value
value_array(const char *text)
{
	return (struct value){ .kind = VALUE_ARRAY, .data = text,
	    .len = strlen(text) };
}

struct value
value_null(void)
{
	return (struct value){ .kind = VALUE_NULL };
}

struct value
value_time(int64_t when)
{
	return when == 0 ? value_null() : value_number(when);
}

int64_t
row_number(const struct value *v)
{
	return v->kind == VALUE_NUMBER ? v->number : 0;
}

const char *
row_maybe(const struct value *v)
{
	return v->kind == VALUE_TEXT ? v->data : NULL;
}

const char *
row_text(const struct value *v)
{
	const char *text = row_maybe(v);

	return text != NULL ? text : "";
}

int
store_open(struct store *s, const char *url, unsigned flags, struct err *e)
{
	size_t i, len;

	*s = (struct store){ .slot = -1 };
	for (i = 0; stores[i] != NULL; i++) {
		len = strlen(stores[i]->scheme);
		if (strncmp(url, stores[i]->scheme, len) == 0 &&
		    url[len] == ':') {
			s->ops = stores[i];
			return s->ops->open(s, url + len + 1, flags, e);
		}
	}
	return err_set(e, EINVAL, "%s: no such store, expected sqlite:PATH "
	    "or postgresql://HOST/DATABASE", url);
}

void
store_close(struct store *s)
{
	if (s->ops != NULL && s->handle != NULL)
		s->ops->close(s);
	free(s->ahead);
	*s = (struct store){ .ops = NULL };
}

int
store_run(struct store *s, const struct query *q, struct err *e)
{
	return s->ops->run(s, q, e);
}

int
store_transact(struct store *s, enum store_step step, struct err *e)
{
	free(s->ahead);
	s->ahead = NULL;
	s->slot = -1;
	return s->ops->transact(s, step, e);
}

int
store_alone(struct store *s, struct err *e)
{
	static const char sql[] = "SELECT value FROM meta WHERE key = 'lock'";
	int64_t value;

	if (!s->ops->shared)
		return 0;
	return store_number(s, &(struct query){ .sql = sql,
	    .lock = LOCK_ROWS }, &value, e);
}

int
store_slot(struct store *s, int64_t *ret, struct err *e)
{
	static const char any[] = "SELECT n FROM slot ORDER BY n LIMIT 1";
	static const char first[] = "SELECT n FROM slot WHERE n = 0";
	int r = 0;

	if (!s->ops->shared) {
		*ret = 0;
		return 0;
	}
	if (s->slot < 0)
		r = store_number(s, &(struct query){ .sql = any,
		    .lock = LOCK_FREE }, &s->slot, e);
	/* More writers than slots: they wait for each other. */
	if (r >= 0 && s->slot < 0)
		r = store_number(s, &(struct query){ .sql = first,
		    .lock = LOCK_ROWS }, &s->slot, e);
	if (r >= 0)
		*ret = s->slot;
	return r;
}

struct single {
	int64_t *number;
	char *text;
	size_t size;
	bool seen;
};

static int
take_single(void *arg, const struct value *v, size_t n)
{
	struct single *one = arg;
	size_t len;

	if (one->seen || n == 0)
		return 0;
	one->seen = true;
	if (one->number != NULL && v[0].kind == VALUE_NUMBER)
		*one->number = v[0].number;
	if (one->text != NULL && v[0].kind == VALUE_TEXT) {
		len = v[0].len < one->size ? v[0].len : one->size - 1;
		memcpy(one->text, v[0].data, len);
		one->text[len] = '\0';
	}
	return 0;
}

int
store_number(struct store *s, const struct query *q, int64_t *ret,
    struct err *e)
{
	struct single one = { .number = ret };
	struct query with = *q;

	with.row = take_single;
	with.arg = &one;
	return store_run(s, &with, e);
}

int
store_text(struct store *s, const struct query *q, char *text, size_t size,
    struct err *e)
{
	struct single one = { .text = text, .size = size };
	struct query with = *q;

	text[0] = '\0';
	with.row = take_single;
	with.arg = &one;
	return store_run(s, &with, e);
}
