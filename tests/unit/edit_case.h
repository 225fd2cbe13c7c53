/* A tree, a starter and a plan, for the tests of edit functions. */
#ifndef HM_EDIT_CASE_TEST_H
#define HM_EDIT_CASE_TEST_H

#include "agent/run/was.h"
#include "platforms/recipe.h"
#include "tests/unit/hosttree.h"

struct edit_case {
	struct fixture *f;
	struct policy policy;
	struct recipe recipe;
	struct starter starter;
	struct place because[4];
	struct plan plan;
	enum aim aim;
};

static inline int
edit_setup(void **state)
{
	struct edit_case *c = calloc(1, sizeof(*c));
	void *f;

	setup(&f);
	c->f = f;
	policy_init(&c->policy);
	plan_init(&c->plan);
	c->recipe.why = "a reason";
	c->starter.mta = "sendmail";
	c->starter.mechanism = "rclink";
	c->starter.at_boot = TRI_YES;
	c->starter.role = ROLE_DAEMON;
	c->starter.queue_interval = 900;
	*state = c;
	return 0;
}

static inline int
edit_teardown(void **state)
{
	struct edit_case *c = *state;
	void *f = c->f;

	plan_release(&c->plan);
	policy_release(&c->policy);
	teardown(&f);
	free(c);
	return 0;
}

/* The command stands on this line of a file with these contents. */
static inline void
edit_at(struct edit_case *c, const char *path, unsigned line,
    const char *text)
{
	if (text != NULL)
		tree_file(&c->f->tree, path + 1, text);
	c->starter.at = (struct place){ .path = path, .line = line };
}

static inline void
edit_words_are(struct edit_case *c, const char *const *argv, size_t n)
{
	c->starter.words = (struct words){ .n = 0 };
	words_from_argv(&c->f->pool, argv, n, &c->starter.words);
}

#define WORDS(c, ...) edit_words_are(c,					\
	(const char *const []){ __VA_ARGS__ },				\
	sizeof((const char *const []){ __VA_ARGS__ }) / sizeof(char *))

/* One function, a fresh plan, sealed. What it said. */
static inline int
edit_do(struct edit_case *c, edit_fn *fn, unsigned turn)
{
	struct edit_job j = {
		.host = &c->f->host,
		.facts = &c->f->facts,
		.starter = &c->starter,
		.policy = &c->policy,
		.recipe = &c->recipe,
		.aim = c->aim,
		.turn = turn,
		.plan = &c->plan,
		.was = was_read,
	};
	int r;

	plan_release(&c->plan);
	plan_init(&c->plan);
	r = fn(&j, &c->f->err);
	assert_int_equal(plan_seal(&c->plan), 0);
	return r;
}

static inline const struct step *
edit_step(const struct edit_case *c, const char *path)
{
	const struct step *s;

	for (s = c->plan.first; s != NULL; s = s->next)
		if (s->path != NULL && strcmp(s->path, path) == 0)
			return s;
	fail_msg("no step for %s", path);
	return NULL;
}

/* The file would have these bytes. */
static inline void
expect_put(const struct edit_case *c, const char *path, const char *text)
{
	const struct step *s = edit_step(c, path);

	assert_int_equal(s->kind, STEP_PUT);
	assert_string_equal(s->data, text);
	assert_int_equal(s->len, strlen(text));
}

/* From one text to the other, by one function in its first turn. */
static inline void
expect_edit(struct edit_case *c, edit_fn *fn, const char *path,
    unsigned line, const char *from, const char *to)
{
	edit_at(c, path, line, from);
	assert_int_equal(edit_do(c, fn, 0), 1);
	expect_put(c, path, to);
}

/* The function proposes nothing. */
static inline void
expect_none(struct edit_case *c, edit_fn *fn, const char *path,
    unsigned line, const char *from)
{
	edit_at(c, path, line, from);
	assert_int_equal(edit_do(c, fn, 0), 0);
}

#define EDIT_TEST(f) \
	cmocka_unit_test_setup_teardown(f, edit_setup, edit_teardown)

#endif
