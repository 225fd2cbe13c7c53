/* A tree with a few boot files, and a plan of its own, for tests of what
 * changes hosts. */
#ifndef HM_CHANGEHOST_TEST_H
#define HM_CHANGEHOST_TEST_H

#include "tests/unit/unit.h"

#include "agent/base/rootwrite.h"
#include "agent/run/apply.h"
#include "agent/run/undo.h"
#include "agent/run/was.h"
#include "tests/unit/tree.h"

struct changehost {
	struct tree tree;
	struct host host;
	struct plan plan;
	struct run run;
	struct err e;
	enum applied applied;
};

static int64_t changehost_time = 1795348800;	/* 2026-11-22 12:00 UTC */

static inline int64_t
changehost_now(const struct host *h)
{
	(void)h;
	return changehost_time;
}

static const struct clock_ops changehost_clock = { .now = changehost_now };

static inline int
changehost_setup(void **state)
{
	struct changehost *c = calloc(1, sizeof(*c));

	assert_non_null(c);
	tree_make(&c->tree);
	tree_folder(&c->tree, "var/lib");
	tree_file(&c->tree, "etc/default/sendmail", "MODE=-bd\n");
	tree_file(&c->tree, "etc/init.d/sendmail", "start\n");
	tree_link(&c->tree, "etc/rc2.d/S88sendmail", "../init.d/sendmail");
	c->host = (struct host){ .root = ROOT_INIT, .source = SOURCE_ROOT,
	    .clock = &changehost_clock };
	assert_int_equal(root_open(&c->host.root, c->tree.path, NULL), 0);
	plan_init(&c->plan);
	c->run.fd = -1;
	journal_init(&c->run.j);
	*state = c;
	return 0;
}

static inline int
changehost_teardown(void **state)
{
	struct changehost *c = *state;

	run_close(&c->run);
	plan_release(&c->plan);
	root_release(&c->host.root);
	tree_remove(&c->tree);
	free(c);
	return 0;
}

static inline struct step *
changehost_step(struct changehost *c, enum step_kind kind,
    enum phase phase, const char *path, const char *to)
{
	struct step *s = plan_step(&c->plan, kind, phase);

	assert_non_null(s);
	s->path = path;
	s->to = to;
	if (path != NULL)
		assert_int_equal(was_read(&c->host.root, path, &s->was, NULL,
		    NULL), 0);
	return s;
}

static inline struct step *
changehost_put(struct changehost *c, const char *path, const char *text)
{
	struct step *s = changehost_step(c, STEP_PUT, PHASE_CONFIGURATION,
	    path, NULL);

	s->data = text;
	s->len = strlen(text);
	s->mode = 0644;
	return s;
}

static inline int
changehost_apply(struct changehost *c)
{
	run_close(&c->run);
	c->e = (struct err){ .code = 0 };
	return apply(&c->host, &c->plan, &(struct apply_how){
	    .force = false }, &c->run, &c->applied, &c->e);
}

/* What stands at path, or "(none)". */
static inline const char *
changehost_text(struct changehost *c, const char *path)
{
	static char text[4][512];
	static unsigned turn;
	char *to = text[turn++ % 4];
	struct buf b = BUF_INIT(511);

	if (root_read(&c->host.root, path, &b, NULL, NULL) < 0)
		(void)snprintf(to, 512, "(none)");
	else
		(void)snprintf(to, 512, "%s", b.len > 0 ? b.p : "");
	buf_release(&b);
	return to;
}

#endif
