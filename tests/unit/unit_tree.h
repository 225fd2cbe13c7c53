/* A host that is a tree of units, for the tests of the unit reader. */
#ifndef HM_UNIT_TREE_TEST_H
#define HM_UNIT_TREE_TEST_H

#include <stdio.h>

#include "agent/port/host.h"
#include "platforms/unit.h"
#include "platforms/unit_sysv.h"
#include "tests/unit/tree.h"

struct fixture {
	struct tree tree;
	struct host host;
	struct pool pool;
	struct unit_tree units;
};

#define ETC "etc/systemd/system/"
#define USR "usr/lib/systemd/system/"

static inline int
setup(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));

	tree_make(&f->tree);
	tree_folder(&f->tree, "usr/lib/systemd/system");
	tree_folder(&f->tree, "etc/systemd/system");
	tree_link(&f->tree, "lib", "usr/lib");
	f->host = (struct host){ .root = ROOT_INIT, .source = SOURCE_ROOT };
	assert_int_equal(root_open(&f->host.root, f->tree.path, NULL), 0);
	*state = f;
	return 0;
}

static inline int
teardown(void **state)
{
	struct fixture *f = *state;

	root_release(&f->host.root);
	pool_release(&f->pool);
	tree_remove(&f->tree);
	free(f);
	return 0;
}

/* Read the tree as it is now. */
static inline struct unit_tree *
look(struct fixture *f)
{
	assert_int_equal(unit_tree_open(&f->host, &f->pool, &f->units), 0);
	assert_int_equal(unit_sysv_read(&f->units), 0);
	return &f->units;
}

static inline struct unit
load(struct fixture *f, const char *name)
{
	struct unit u = { .name = NULL };

	if (unit_load(look(f), name, &u) < 0)
		u.name = NULL;
	return u;
}

/* All values of a setting with "|" between them. */
static inline const char *
all(struct fixture *f, const struct unit *u, const char *key)
{
	const struct unit_value *v;
	const char *text = "";

	for (v = u->values; v != NULL; v = v->next)
		if (strcmp(v->key, key) == 0)
			text = pool_printf(&f->pool, "%s%s%s", text,
			    *text != '\0' ? "|" : "", v->value);
	return text;
}

#endif
