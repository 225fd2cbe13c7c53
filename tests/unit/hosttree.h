/* A host that is a tree, and the facts of it; for the tests of gathering. */
#ifndef HM_HOSTTREE_TEST_H
#define HM_HOSTTREE_TEST_H

#include "agent/model/facts.h"
#include "agent/port/host.h"
#include "tests/unit/tree.h"

struct fixture {
	struct tree tree;
	struct host host;
	struct facts facts;
	struct pool pool;
	struct err err;
};

static inline int
setup(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));

	tree_make(&f->tree);
	f->host = (struct host){ .root = ROOT_INIT, .source = SOURCE_ROOT };
	assert_int_equal(root_open(&f->host.root, f->tree.path, NULL), 0);
	facts_init(&f->facts);
	f->facts.platform = "generic";
	f->facts.init = "sysv";
	*state = f;
	return 0;
}

static inline int
teardown(void **state)
{
	struct fixture *f = *state;

	facts_release(&f->facts);
	pool_release(&f->pool);
	root_release(&f->host.root);
	tree_remove(&f->tree);
	free(f);
	return 0;
}

static inline void
script(struct fixture *f, const char *name, const char *text)
{
	tree_file(&f->tree, name, text);
	chmod(tree_path(&f->tree, name), 0755);
}

static inline void
hard_link(struct fixture *f, const char *from, const char *to)
{
	tree_above(&f->tree, to);
	assert_int_equal(link(tree_path(&f->tree, from),
	    tree_path(&f->tree, to)), 0);
}

/* A sendmail and its cf, listening everywhere. */
static inline void
with_sendmail(struct fixture *f)
{
	script(f, "usr/lib/sendmail", "stands for the program\n");
	script(f, "usr/sbin/sendmail", "stands for the program\n");
	tree_file(&f->tree, "etc/mail/sendmail.cf", "V8/Berkeley\n");
}

static inline unsigned
n_starters(const struct fixture *f)
{
	const struct starter *s;
	unsigned n = 0;

	for (s = f->facts.starters; s != NULL; s = s->next)
		n++;
	return n;
}

static inline const struct starter *
starter_at(const struct fixture *f, const char *path, unsigned line)
{
	const struct starter *s;

	for (s = f->facts.starters; s != NULL; s = s->next)
		if (strcmp(s->at.path, path) == 0 && s->at.line == line)
			return s;
	return NULL;
}

static inline void
expect_starter(struct fixture *f, const char *path, unsigned line,
    enum role role, enum tri at_boot)
{
	const struct starter *s = starter_at(f, path, line);

	if (s == NULL)
		fail_msg("no starter at %s:%u", path, line);
	assert_string_equal(role_name(s->role), role_name(role));
	assert_string_equal(tri_name(s->at_boot), tri_name(at_boot));
}

static inline bool
doubted(const struct fixture *f, const char *about, const char *path)
{
	const struct note *n;

	for (n = f->facts.doubts; n != NULL; n = n->next)
		if (strcmp(n->about, about) == 0 && (path == NULL ||
		    (n->at.path != NULL && strcmp(n->at.path, path) == 0)))
			return true;
	return false;
}

static inline bool
because_of(const struct starter *s, const char *path)
{
	const struct place *p;

	for (p = s->because; p != NULL; p = p->next)
		if (strcmp(p->path, path) == 0)
			return true;
	return false;
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
#define PATHS(...) ((const char *const []){ __VA_ARGS__, NULL })

#endif
