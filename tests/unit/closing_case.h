/* Files of a tree that are being closed, for the tests of the parts. */
#ifndef HM_CLOSING_CASE_TEST_H
#define HM_CLOSING_CASE_TEST_H

#include "agent/run/closing_parts.h"
#include "tests/unit/hosttree.h"

struct closing_case {
	struct fixture *f;
	struct planning g;
	struct closing c;
};

static inline int
closing_setup(void **state)
{
	struct closing_case *x = calloc(1, sizeof(*x));
	void *f;

	setup(&f);
	x->f = f;
	x->g = (struct planning){ .host = &x->f->host,
	    .facts = &x->f->facts };
	x->c = (struct closing){ .g = &x->g };
	*state = x;
	return 0;
}

static inline int
closing_teardown(void **state)
{
	struct closing_case *x = *state;
	void *f = x->f;

	pool_release(&x->c.pool);
	teardown(&f);
	free(x);
	return 0;
}

#define A_TEST(f) cmocka_unit_test_setup_teardown(f, closing_setup, \
	closing_teardown)

#endif
