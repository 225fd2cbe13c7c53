/* Programs that a plan runs. */
#include "tests/unit/unit.h"

#include <errno.h>

#include "agent/run/plan_parts.h"
#include "tests/unit/plan_case.h"

static void
expect_reread(struct planning *g, const char *words)
{
	const char *const *v;
	struct plan p;
	char text[128];
	size_t n = 0;

	plan_init(&p);
	v = plan_reread(g, &p, "inetd");
	assert_non_null(v);
	for (; *v != NULL; v++)
		n += (size_t)snprintf(text + n, sizeof(text) - n, "%s%s",
		    n > 0 ? " " : "", *v);
	assert_string_equal(text, words);
	plan_release(&p);
}

/* Debian has procps, but no psmisc; killall(1), pkill(1). */
static void
reread(void **state)
{
	struct plan_case *c = *state;
	struct planning g = { .host = &c->f->host };

	expect_reread(&g, "/usr/bin/killall -HUP inetd");
	tree_file(&c->f->tree, "bin/pkill", "x");
	expect_reread(&g, "/bin/pkill -HUP -x inetd");
	tree_file(&c->f->tree, "usr/bin/pkill", "x");
	expect_reread(&g, "/usr/bin/pkill -HUP -x inetd");
	tree_file(&c->f->tree, "usr/bin/killall", "x");
	expect_reread(&g, "/usr/bin/killall -HUP inetd");
	/* With another address its old socket would be in the way. */
	g.aim = AIM_LOOPBACK;
	expect_reread(&g, "/usr/bin/killall -HUP inetd");
	tree_file(&c->f->tree, "etc/init.d/openbsd-inetd", "x");
	expect_reread(&g, "/etc/init.d/openbsd-inetd restart");
	g.aim = AIM_QUEUE;
	expect_reread(&g, "/usr/bin/killall -HUP inetd");
}

static void
one_step_for_two(void **state)
{
	static const char *const words[] = { "/bin/a", "b", NULL };
	static const char *const others[] = { "/bin/a", NULL };
	struct plan p;

	plan_init(&p);
	assert_int_equal(plan_run(&p, PHASE_STOP, NULL, NULL, "x"), -ENOMEM);
	assert_int_equal(plan_run(&p, PHASE_STOP, words, NULL, "x"), 0);
	assert_int_equal(plan_run(&p, PHASE_STOP, plan_words(&p.pool, words),
	    NULL, "x"), 0);
	assert_int_equal(p.n_steps, 1);
	assert_int_equal(plan_run(&p, PHASE_START, words, NULL, "x"), 0);
	assert_int_equal(plan_run(&p, PHASE_STOP, others, NULL, "x"), 0);
	assert_int_equal(p.n_steps, 3);
	plan_release(&p);
}

static void
expect_refusal(struct planning *g, const char *const *argv,
    const char *const *undo, const char *path)
{
	struct step *move;
	struct plan p;

	plan_init(&p);
	move = plan_step(&p, STEP_MOVE, PHASE_CONFIGURATION);
	assert_non_null(move);
	move->path = "/etc/rc2.d/S88mail";
	move->to = "/etc/rc2.d/_S88mail";
	assert_int_equal(plan_run(&p, PHASE_STOP, argv, undo, "a reason"),
	    0);
	assert_int_equal(plan_programs(g, &p), 0);
	if (path == NULL) {
		assert_null(p.refusals);
	} else {
		assert_non_null(p.refusals);
		assert_string_equal(p.refusals->at.path, path);
		assert_false(p.refusals->forcible);
		assert_null(p.refusals->next);
	}
	plan_release(&p);
}

/* It would fail half way, and so would the way back. */
static void
what_is_not_there(void **state)
{
	static const char *const there[] = { "/bin/there", NULL };
	static const char *const away[] = { "/bin/away", "-x", NULL };
	static const char *const moved[] = { "/etc/rc2.d/_S88mail", "stop",
	    NULL };
	struct plan_case *c = *state;
	struct planning g = { .host = &c->f->host };

	tree_file(&c->f->tree, "bin/there", "x");
	c->f->host.source = SOURCE_LIVE;
	expect_refusal(&g, there, NULL, NULL);
	expect_refusal(&g, there, there, NULL);
	expect_refusal(&g, moved, there, NULL);
	expect_refusal(&g, away, NULL, "/bin/away");
	expect_refusal(&g, away, away, "/bin/away");
	expect_refusal(&g, there, away, "/bin/away");
	/* Of a tree nothing is run. */
	c->f->host.source = SOURCE_ROOT;
	expect_refusal(&g, away, away, NULL);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		PLAN_TEST(reread),
		PLAN_TEST(one_step_for_two),
		PLAN_TEST(what_is_not_there),
	};

	return cmocka_run_group_tests_name("plan_programs", tests, NULL,
	    NULL);
}
