/* Any text as a timer's file, and as a span of time. */
#include "platforms/unit_timer.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "platforms/unit_text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct reading {
	struct pool pool;
	struct unit_value *first, **end;
};

static int
on_line(void *arg, const struct unit_line *l)
{
	struct reading *r = arg;
	struct unit_value *v = pool_alloc(&r->pool, sizeof(*v));

	if (v == NULL)
		abort();
	v->section = pool_strdup(&r->pool, l->section);
	v->key = pool_strdup(&r->pool, l->key);
	v->value = pool_strdup(&r->pool, l->value);
	*r->end = v;
	r->end = &v->next;
	return 0;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct reading r = { .first = NULL };
	struct unit u = { .name = "x.timer" };
	const char *text = pool_strndup(&r.pool, (const char *)data, size);

	if (text == NULL || unit_timer_span(text) < -1)
		abort();
	r.end = &r.first;
	(void)unit_text_parse((const char *)data, size, on_line, &r);
	u.values = r.first;
	if (unit_timer_every(&u) < 0)
		abort();
	pool_release(&r.pool);
	return 0;
}
