/* The second look at a host with a plan laid over it. */
#include "tests/unit/unit.h"

#include <limits.h>

#include "agent/base/overlay.h"
#include "agent/run/plan_proof.h"
#include "agent/run/was.h"
#include "tests/unit/plan_case.h"

static struct starter *
add(struct facts *f, enum role role, enum activation activation,
    const char *path)
{
	struct starter *s = facts_starter(f);

	s->mta = "sendmail";
	s->mechanism = "rclink";
	s->role = role;
	s->activation = activation;
	s->at_boot = TRI_YES;
	s->at.path = path;
	s->queue_interval = 900;
	return s;
}

static void
offends(void **state)
{
	struct starter s = { .role = ROLE_DAEMON, .at_boot = TRI_YES };
	struct policy policy;

	policy_init(&policy);
	assert_true(proof_offends(&s, &policy, AIM_QUEUE));
	assert_true(proof_offends(&s, &policy, AIM_LOOPBACK));
	s.role = ROLE_LOOPBACK_DAEMON;
	assert_true(proof_offends(&s, &policy, AIM_QUEUE));
	assert_false(proof_offends(&s, &policy, AIM_LOOPBACK));
	s.role = ROLE_QUEUE_RUNNER;
	assert_true(proof_offends(&s, &policy, AIM_OFF));
	assert_false(proof_offends(&s, &policy, AIM_QUEUE));
	s.role = ROLE_UNKNOWN;
	assert_true(proof_offends(&s, &policy, AIM_LOOPBACK));
	s.at_boot = TRI_NO;
	assert_false(proof_offends(&s, &policy, AIM_LOOPBACK));
	/* Where the policy grants all its addresses. */
	s.at_boot = TRI_YES;
	s.role = ROLE_DAEMON;
	strv_push(&policy.pool, &s.exposed, "192.0.2.25:25");
	assert_true(proof_offends(&s, &policy, AIM_LOOPBACK));
	strv_push(&policy.pool, &policy.allow, "192.0.2.25:25");
	assert_false(proof_offends(&s, &policy, AIM_LOOPBACK));
	policy_release(&policy);
}

/* What a plan must not do on the way. */
static void
flaws(void **state)
{
	struct facts a, b;
	struct policy policy;
	struct starter *s;

	policy_init(&policy);
	facts_init(&a);
	facts_init(&b);
	add(&a, ROLE_DAEMON, ACTIVATION_BOOT, "/d");
	add(&a, ROLE_SUBMISSION_RUNNER, ACTIVATION_BOOT, "/c");
	assert_string_equal(proof_flaw(&a, &a, &policy, AIM_QUEUE),
	    "the listener would still start");
	assert_string_equal(proof_flaw(&a, &b, &policy, AIM_QUEUE),
	    "something else would not start any more");
	assert_null(proof_flaw(&a, &b, &policy, AIM_OFF));
	add(&b, ROLE_SUBMISSION_RUNNER, ACTIVATION_BOOT, "/c");
	assert_string_equal(proof_flaw(&a, &b, &policy, AIM_QUEUE),
	    "nothing would run the queue");
	s = add(&b, ROLE_QUEUE_RUNNER, ACTIVATION_BOOT, "/d");
	assert_null(proof_flaw(&a, &b, &policy, AIM_QUEUE));
	assert_string_equal(proof_flaw(&a, &b, &policy, AIM_LOOPBACK),
	    "nothing would listen on loopback");
	s->role = ROLE_LOOPBACK_DAEMON;
	assert_null(proof_flaw(&a, &b, &policy, AIM_LOOPBACK));
	/* What started for certain has to. */
	s->at_boot = TRI_UNKNOWN;
	s->reason = "x";
	assert_non_null(proof_flaw(&a, &b, &policy, AIM_LOOPBACK));
	a.starters->at_boot = TRI_UNKNOWN;
	assert_null(proof_flaw(&a, &b, &policy, AIM_LOOPBACK));
	a.starters->at_boot = s->at_boot = TRI_YES;
	facts_doubt(&b, "boot", "/x", 1, "odd");
	assert_string_equal(proof_flaw(&a, &b, &policy, AIM_LOOPBACK),
	    "what the boot does would be less clear");
	facts_release(&a);
	facts_release(&b);
	policy_release(&policy);
}

static void
queues(void **state)
{
	struct facts f;
	struct starter *s;
	const char *const argv[] = { "sendmail", "-Ac", "-q" };

	facts_init(&f);
	s = add(&f, ROLE_DAEMON, ACTIVATION_BOOT, "/d");
	assert_true(proof_runs_queue(&f, false));
	assert_false(proof_runs_queue(&f, true));
	s->queue_interval = 0;
	assert_false(proof_runs_queue(&f, false));
	s = add(&f, ROLE_ONE_SHOT, ACTIVATION_CRON, "/c");
	words_from_argv(&f.pool, argv, 3, &s->words);
	assert_true(proof_runs_queue(&f, true));
	assert_false(proof_runs_queue(&f, false));
	facts_release(&f);
}

/* Each kind of step on files, and none on the tree itself. */
static void
lays_steps(void **state)
{
	struct plan_case *c = *state;
	struct root r = c->f->host.root;
	struct buf b = BUF_INIT(4096);
	struct step *s;

	tree_file(&c->f->tree, "etc/a", "old");
	tree_file(&c->f->tree, "etc/b", "moved");
	tree_link(&c->f->tree, "etc/l", "a");
	tree_link(&c->f->tree, "etc/m", "b");
	s = plan_step(&c->plan, STEP_PUT, PHASE_CONFIGURATION);
	s->path = "/etc/a";
	s->data = "new";
	s->len = 3;
	s = plan_step(&c->plan, STEP_MOVE, PHASE_CONFIGURATION);
	s->path = "/etc/b";
	s->to = "/etc/_b";
	s = plan_step(&c->plan, STEP_MOVE, PHASE_CONFIGURATION);
	s->path = "/etc/l";
	s->to = "/etc/_l";
	s = plan_step(&c->plan, STEP_LINK, PHASE_CONFIGURATION);
	s->path = "/etc/n";
	s->to = "/dev/null";
	s = plan_step(&c->plan, STEP_MODE, PHASE_CONFIGURATION);
	s->path = "/etc/a";
	s->mode = 0600;
	s = plan_step(&c->plan, STEP_REMOVE, PHASE_CONFIGURATION);
	s->path = "/etc/m";
	r.overlay = NULL;
	assert_int_equal(proof_lay(&r, &c->plan, 1, NULL), 0);
	assert_true(root_exists(&r, "/etc/b"));
	root_overlay_put(&r, "/etc/a", "old", 3);
	assert_int_equal(proof_lay(&r, &c->plan, UINT_MAX, NULL), 0);
	assert_int_equal(root_read(&r, "/etc/_l", &b, NULL, NULL), 0);
	assert_string_equal(b.p, "new");
	assert_int_equal(root_read(&r, "/etc/_b", &b, NULL, NULL), 0);
	assert_string_equal(b.p, "moved");
	assert_false(root_exists(&r, "/etc/b"));
	assert_false(root_exists(&r, "/etc/l"));
	assert_false(root_exists(&r, "/etc/m"));
	assert_int_equal(root_readlink(&r, "/etc/n", &b), 0);
	assert_string_equal(b.p, "/dev/null");
	overlay_free(r.overlay);
	assert_int_equal(root_read(&c->f->host.root, "/etc/a", &b, NULL,
	    NULL), 0);
	assert_string_equal(b.p, "old");
	buf_release(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(offends),
		cmocka_unit_test(flaws),
		cmocka_unit_test(queues),
		PLAN_TEST(lays_steps),
	};

	return cmocka_run_group_tests_name("plan_proof", tests, NULL, NULL);
}
