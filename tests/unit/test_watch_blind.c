/* A watch that sees nothing is said to see nothing. */
#include "tests/unit/unit.h"

#include <string.h>

#include "checks/check.h"

static const struct finding *
run(enum tri seen, struct findings *fs)
{
	const struct finding *n;
	struct policy p;
	struct facts f;

	facts_init(&f);
	policy_init(&p);
	findings_init(fs);
	f.changes_seen = seen;
	assert_int_equal(checks_run(&f, &p, 0, fs), 0);
	facts_release(&f);
	policy_release(&p);
	for (n = fs->first; n != NULL; n = n->next)
		if (strcmp(n->check, "watch-blind") == 0)
			return n;
	return NULL;
}

static void
verdicts(void **state)
{
	struct findings fs;
	const struct finding *n;

	/* Nobody tested it: there is no such finding. */
	assert_null(run(TRI_UNKNOWN, &fs));
	findings_release(&fs);
	assert_null(run(TRI_YES, &fs));
	findings_release(&fs);
	n = run(TRI_NO, &fs);
	assert_non_null(n);
	assert_int_equal(n->verdict, VERDICT_WARN);
	assert_int_equal(n->severity, SEVERITY_HIGH);
	assert_non_null(n->remedy);
	findings_release(&fs);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(verdicts),
	};

	return cmocka_run_group_tests_name("watch_blind", tests, NULL, NULL);
}
