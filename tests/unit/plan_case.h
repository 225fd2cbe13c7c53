/* A small host in a tree, and a plan for it, for the tests of planning. */
#ifndef HM_PLAN_CASE_TEST_H
#define HM_PLAN_CASE_TEST_H

#include "agent/run/gather.h"
#include "agent/run/make_plan.h"
#include "checks/check.h"
#include "tests/unit/hosttree.h"

struct plan_case {
	struct fixture *f;
	struct policy policy;
	struct findings findings;
	struct plan plan;
	struct hub_ask ask;
	int answer;			/* of the hub */
	unsigned asked;
};

static inline int
plan_setup(void **state)
{
	struct plan_case *c = calloc(1, sizeof(*c));
	void *f;

	setup(&f);
	c->f = f;
	facts_release(&c->f->facts);
	policy_init(&c->policy);
	findings_init(&c->findings);
	plan_init(&c->plan);
	*state = c;
	return 0;
}

static inline int
plan_teardown(void **state)
{
	struct plan_case *c = *state;
	void *f = c->f;

	plan_release(&c->plan);
	findings_release(&c->findings);
	policy_release(&c->policy);
	teardown(&f);
	free(c);
	return 0;
}

/* Red Hat Linux with an init script and its switch. */
static inline void
a_redhat(struct plan_case *c, const char *sysconfig)
{
	struct tree *t = &c->f->tree;

	with_sendmail(c->f);
	tree_file(t, "etc/redhat-release", "Red Hat Linux release 6.2 (Z)\n");
	tree_file(t, "etc/inittab", "id:3:initdefault:\n"
	    "l3:3:wait:/etc/rc.d/rc 3\n");
	script(c->f, "etc/rc.d/init.d/sendmail", "#!/bin/sh\n"
	    "# chkconfig: 2345 80 30\n"
	    ". /etc/sysconfig/sendmail\n"
	    "case \"$1\" in\nstart)\n"
	    "\t/usr/sbin/sendmail $([ \"$DAEMON\" = yes ] && echo -bd) "
	    "-q$QUEUE\n\t;;\nstop)\n\tkill 1\n\t;;\nesac\n");
	tree_link(t, "etc/rc.d/rc3.d/S80sendmail", "../init.d/sendmail");
	tree_file(t, "etc/sysconfig/sendmail", sysconfig);
	tree_file(t, "etc/mail/sendmail.cf", "V8/Berkeley\n"
	    "O QueueDirectory=/var/spool/mqueue\n");
}

static inline void
an_msp(struct plan_case *c, const char *host)
{
	char text[256];

	snprintf(text, sizeof(text), "V10/Berkeley\nO UseMSP=True\n"
	    "D{MTAHost}%s\n", host);
	tree_file(&c->f->tree, "etc/mail/submit.cf", text);
	tree_file(&c->f->tree, "etc/crontab",
	    "5 * * * * root /usr/sbin/sendmail -Ac -q\n");
}

static inline int
answer_hub(const struct hub_ask *a, const char *hub, const char *from,
    const char *to, struct err *e)
{
	struct plan_case *c = (struct plan_case *)((char *)(uintptr_t)a -
	    offsetof(struct plan_case, ask));

	c->asked++;
	if (c->answer == 0)
		err_set(e, EACCES, "says no");
	return c->answer;
}

static inline void
plan_mode(struct plan_case *c, enum mode mode)
{
	facts_release(&c->f->facts);
	facts_init(&c->f->facts);
	plan_release(&c->plan);
	plan_init(&c->plan);
	c->policy.mode = mode;
	c->ask.ask = answer_hub;
	assert_int_equal(gather(&c->f->host, &c->f->facts, NULL), 0);
	assert_int_equal(make_plan(&c->f->host, &c->f->facts, &c->findings,
	    &c->policy, &c->ask, &c->plan, &c->f->err), 0);
}

static inline const struct step *
step_at(const struct plan_case *c, const char *path)
{
	const struct step *s;

	for (s = c->plan.first; s != NULL; s = s->next)
		if (s->path != NULL && strcmp(s->path, path) == 0)
			return s;
	fail_msg("no step for %s", path);
	return NULL;
}

/* The n-th step that is no file's, as "verb unit" or words. */
static inline void
expect_live(const struct plan_case *c, unsigned n, const char *words)
{
	char text[512] = "";
	const struct step *s;
	size_t i;

	for (s = c->plan.first; s != NULL; s = s->next)
		if (s->live && n-- == 0)
			break;
	assert_non_null(s);
	if (s->kind == STEP_BUS)
		snprintf(text, sizeof(text), "%s %s", s->verb,
		    s->unit != NULL ? s->unit : "");
	for (i = 0; s->kind == STEP_ARGV && s->argv[i] != NULL; i++)
		snprintf(text + strlen(text), sizeof(text) - strlen(text),
		    "%s%s", i > 0 ? " " : "", s->argv[i]);
	assert_string_equal(text, words);
}

static inline bool
refused(const struct plan_case *c, const char *text, bool forcible)
{
	const struct refusal *n;

	for (n = c->plan.refusals; n != NULL; n = n->next)
		if (strstr(n->reason, text) != NULL &&
		    n->forcible == forcible)
			return true;
	return false;
}

#define PLAN_TEST(f) \
	cmocka_unit_test_setup_teardown(f, plan_setup, plan_teardown)

#endif
