/* What is found in a text: lines and kinds. */
#ifndef HM_TESTS_RELAY_LISTS_H
#define HM_TESTS_RELAY_LISTS_H

#include <string.h>

#include "agent/base/buf.h"
#include "agent/model/relay_flaw.h"
#include "tests/unit/unit.h"

typedef int find_fn(struct pool *, const char *, const char *, size_t,
    struct relay_flaw **);

/* "1 feature, 3 lax": lines and kinds of all that is found. */
static inline void
expect(find_fn *find, const char *text, const char *found)
{
	struct pool pool = { .blocks = NULL };
	struct relay_flaw *list = NULL, *f;
	struct buf b = BUF_INIT(4096);

	assert_int_equal(find(&pool, "/f", text, strlen(text), &list), 0);
	buf_adds(&b, "");
	for (f = list; f != NULL; f = f->next)
		buf_addf(&b, "%s%u %s", f == list ? "" : ", ", f->at.line,
		    relay_flaw_name(f->kind));
	assert_string_equal(b.p, found);
	buf_release(&b);
	pool_release(&pool);
}

#endif
