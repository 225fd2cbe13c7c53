/* Finds the store that a URL names, and asks it for single values. */
#include "collector/store.h"

#include <errno.h>
#include <string.h>

const struct store_ops *const stores[] = { &store_sqlite, NULL };

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

	*s = (struct store){ .ops = NULL };
	for (i = 0; stores[i] != NULL; i++) {
		len = strlen(stores[i]->scheme);
		if (strncmp(url, stores[i]->scheme, len) == 0 &&
		    url[len] == ':') {
			s->ops = stores[i];
			return s->ops->open(s, url + len + 1, flags, e);
		}
	}
	return err_set(e, EINVAL, "%s: no such store, expected sqlite:PATH",
	    url);
}

void
store_close(struct store *s)
{
	if (s->ops != NULL && s->handle != NULL)
		s->ops->close(s);
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
	return s->ops->transact(s, step, e);
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
