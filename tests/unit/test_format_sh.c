/* A plan as a script. tests/hosts/plan_sh runs such scripts. */
#include "tests/unit/unit.h"

#include <string.h>

#include "agent/format.h"

static void
show(const struct plan *p, struct buf *b)
{
	struct facts f;
	struct policy policy;

	facts_init(&f);
	policy_init(&policy);
	buf_clear(b);
	format_sh.write(&(struct report){ .facts = &f, .policy = &policy,
	    .plan = p }, &(struct look){ .columns = 0 }, b);
	policy_release(&policy);
	facts_release(&f);
}

/* What a shell would take for its own is quoted; an end mark that is in the
 * text gets longer; a missing line end is cut off again. */
static void
texts(void **state)
{
	struct buf b = BUF_INIT(1 << 20);
	struct plan p;
	struct step *s;

	plan_init(&p);
	s = plan_step(&p, STEP_PUT, PHASE_CONFIGURATION);
	s->path = "/etc/it's $HOME";
	s->was.there = true;
	s->old = "a\nHARDENMAIL_END\n";
	s->old_len = strlen(s->old);
	s->data = "`b`";
	s->len = 3;
	show(&p, &b);
	assert_non_null(strstr(b.p, "\"$R\"'/etc/it'\\''s $HOME'"));
	assert_non_null(strstr(b.p, "<<'HARDENMAIL_ENDX' || return 1\n"
	    "a\nHARDENMAIL_END\nHARDENMAIL_ENDX\n"));
	assert_non_null(strstr(b.p, "\n`b`\nHARDENMAIL_END\n"));
	assert_non_null(strstr(b.p, "bs=3 count=1"));
	assert_null(strstr(b.p, "'/etc/it'\\''s $HOME' || return 1\n\ttouch"));
	s->keeps_time = true;
	show(&p, &b);
	assert_non_null(strstr(b.p,
	    "\ttouch -r \"$S/0.old\" \"$R\"'/etc/it'\\''s $HOME' ||"));
	plan_release(&p);
	buf_release(&b);
}

static void
no_plan(void **state)
{
	struct buf b = BUF_INIT(65536);
	struct plan p;
	struct step *s;

	plan_init(&p);
	plan_refuse(&p, NULL, 0, false, "it's not known");
	show(&p, &b);
	assert_non_null(strstr(b.p, "echo 'it'\\''s not known' >&2\n"));
	assert_non_null(strstr(b.p, "exit 1\n"));
	assert_null(strstr(b.p, "apply()"));
	plan_release(&p);
	plan_init(&p);
	s = plan_step(&p, STEP_PUT, PHASE_CONFIGURATION);
	s->path = "/x";
	s->data = "a\0b";
	s->len = 3;
	show(&p, &b);
	assert_null(strstr(b.p, "apply()"));
	plan_release(&p);
	buf_release(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(texts),
		cmocka_unit_test(no_plan),
	};

	return cmocka_run_group_tests_name("format_sh", tests, NULL, NULL);
}
