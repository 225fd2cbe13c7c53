/* Plans: the order of steps, and edits of one file. */
#include "tests/unit/unit.h"

#include "agent/model/plan.h"

#include <errno.h>
#include <string.h>

static const char conf[] = "MODE=-bd\nQ=15m\n";
static const struct was was = { .there = true, .mode = 0100644 };

static int
edit(struct plan *p, enum phase phase, size_t from, size_t to,
    const char *with, struct err *e)
{
	return plan_edit(p, phase, "/etc/default/sendmail", &was, conf,
	    strlen(conf), from, to, with, "why", e);
}

static void
steps_stand_by_phase_then_as_made(void **state)
{
	struct plan p;
	struct step *a, *b, *c, *d;

	plan_init(&p);
	a = plan_step(&p, STEP_BUS, PHASE_STOP);
	b = plan_step(&p, STEP_PUT, PHASE_PATH);
	c = plan_step(&p, STEP_ARGV, PHASE_STOP);
	d = plan_step(&p, STEP_LINK, PHASE_CONFIGURATION);
	assert_ptr_equal(p.first, b);
	assert_ptr_equal(b->next, d);
	assert_ptr_equal(d->next, a);
	assert_ptr_equal(a->next, c);
	assert_null(c->next);
	assert_int_equal(p.n_steps, 4);
	plan_release(&p);
	assert_null(p.first);
}

static struct step *
put_step(struct plan *p, const char *path, int64_t mtime)
{
	struct step *s = plan_step(p, STEP_PUT, PHASE_CONFIGURATION);

	s->path = path;
	s->was.there = true;
	s->was.mtime = mtime;
	return s;
}

static void
an_mc_stays_older_than_its_cf(void **state)
{
	struct plan p;
	struct step *a, *mc, *b, *cf, *younger, *other;

	plan_init(&p);
	a = put_step(&p, "/etc/a.cf", 5);
	mc = put_step(&p, "/etc/mail/sendmail.mc", 20);
	b = put_step(&p, "/etc/mail/access", 5);
	cf = put_step(&p, "/etc/mail/sendmail.cf", 20);
	younger = put_step(&p, "/etc/a.mc", 6);
	other = put_step(&p, "/etc/b.mc", 1);
	plan_order_made(&p);
	assert_ptr_equal(p.first, a);
	assert_ptr_equal(a->next, b);
	assert_ptr_equal(b->next, cf);
	assert_ptr_equal(cf->next, mc);
	assert_ptr_equal(mc->next, younger);
	assert_true(mc->keeps_time);
	assert_false(cf->keeps_time);
	/* m4 is still to be run, and stays so. */
	assert_false(younger->keeps_time);
	assert_false(other->keeps_time);
	/* Once more changes nothing. */
	plan_order_made(&p);
	assert_ptr_equal(b->next, cf);
	assert_ptr_equal(cf->next, mc);
	assert_ptr_equal(mc->next, younger);
	/* A fraction of a second counts. */
	mc->was.mtime_ns = 1;
	plan_order_made(&p);
	assert_false(mc->keeps_time);
	plan_release(&p);
}

static void
edits_of_a_file_become_one_step(void **state)
{
	struct plan p;
	struct err e = { 0 };

	plan_init(&p);
	assert_int_equal(edit(&p, PHASE_CONFIGURATION, 11, 14, "1h", &e), 0);
	assert_int_equal(edit(&p, PHASE_RUNNER, 5, 8, "", &e), 0);
	/* The same once more is no second edit. */
	assert_int_equal(edit(&p, PHASE_RUNNER, 5, 8, "", &e), 0);
	/* In front of the file, and behind it. */
	assert_int_equal(edit(&p, PHASE_RUNNER, 0, 0, "#\n", &e), 0);
	assert_int_equal(edit(&p, PHASE_RUNNER, 15, 15, "end\n", &e), 0);
	assert_int_equal(plan_seal(&p), 0);
	assert_int_equal(p.n_steps, 1);
	assert_int_equal(p.first->kind, STEP_PUT);
	assert_int_equal(p.first->phase, PHASE_RUNNER);
	assert_int_equal(p.first->was.mode, 0100644);
	assert_string_equal(p.first->path, "/etc/default/sendmail");
	assert_string_equal(p.first->data, "#\nMODE=\nQ=1h\nend\n");
	assert_int_equal(p.first->len, 17);
	assert_null(p.edits);
	plan_release(&p);
}

static void
what_overlaps_is_refused(void **state)
{
	struct plan p;
	struct err e = { 0 };

	plan_init(&p);
	assert_int_equal(edit(&p, PHASE_RUNNER, 2, 6, "x", &e), 0);
	assert_int_equal(edit(&p, PHASE_RUNNER, 5, 8, "y", &e), -EEXIST);
	assert_string_equal(e.text,
	    "/etc/default/sendmail: two changes of the same place");
	assert_int_equal(edit(&p, PHASE_RUNNER, 3, 4, "", &e), -EEXIST);
	assert_int_equal(edit(&p, PHASE_RUNNER, 0, 15, "", &e), -EEXIST);
	assert_int_equal(edit(&p, PHASE_RUNNER, 2, 6, "z", &e), -EEXIST);
	/* Beside it is no overlap. */
	assert_int_equal(edit(&p, PHASE_RUNNER, 6, 8, "b", &e), 0);
	assert_int_equal(edit(&p, PHASE_RUNNER, 2, 2, "a", &e), 0);
	assert_int_equal(edit(&p, PHASE_RUNNER, 2, 2, "c", &e), -EEXIST);
	assert_int_equal(plan_seal(&p), 0);
	assert_string_equal(p.first->data, "MOaxb\nQ=15m\n");
	plan_release(&p);
}

static void
a_file_that_changed_is_not_edited(void **state)
{
	struct plan p;
	struct err e = { 0 };

	plan_init(&p);
	assert_int_equal(edit(&p, PHASE_RUNNER, 5, 8, "", &e), 0);
	assert_int_equal(plan_edit(&p, PHASE_RUNNER, "/etc/default/sendmail",
	    &was, "MODE=-bq\nQ=15m\n", 15, 0, 0, "#", "why", &e), -EAGAIN);
	assert_int_equal(edit(&p, PHASE_RUNNER, 9, 16, "", &e), -EINVAL);
	assert_int_equal(edit(&p, PHASE_RUNNER, 9, 8, "", &e), -EINVAL);
	plan_release(&p);
}

static void
zeros_in_a_file_stay(void **state)
{
	struct plan p;
	struct err e = { 0 };
	static const char text[] = "a\0b\n";

	plan_init(&p);
	assert_int_equal(plan_edit(&p, PHASE_PATH, "/f", &was, text, 4, 0, 1,
	    "c", "why", &e), 0);
	assert_int_equal(plan_seal(&p), 0);
	assert_int_equal(p.first->len, 4);
	assert_memory_equal(p.first->data, "c\0b\n", 5);
	plan_release(&p);
}

static void
refusals_and_ends_are_kept_in_order(void **state)
{
	struct plan p;

	plan_init(&p);
	assert_int_equal(plan_refuse(&p, "/etc/aliases", 3, true,
	    "list %s is served here", "staff"), 0);
	assert_int_equal(plan_refuse(&p, NULL, 0, false, "no hub"), 0);
	assert_int_equal(plan_end(&p, "cron", "the hub"), 0);
	assert_int_equal(plan_end(&p, "fetchmail", NULL), 0);
	assert_string_equal(p.refusals->reason, "list staff is served here");
	assert_string_equal(p.refusals->at.path, "/etc/aliases");
	assert_int_equal(p.refusals->at.line, 3);
	assert_true(p.refusals->forcible);
	assert_null(p.refusals->next->at.path);
	assert_string_equal(p.ends->where, "the hub");
	assert_null(p.ends->next->where);
	plan_release(&p);
}

static void
names_are_those_of_the_report(void **state)
{
	assert_string_equal(phase_name(PHASE_PATH), "path");
	assert_string_equal(phase_name(PHASE_VERIFY), "verify");
	assert_string_equal(step_kind_name(STEP_PUT), "put");
	assert_string_equal(step_kind_name(STEP_SIGNAL), "signal");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(steps_stand_by_phase_then_as_made),
		cmocka_unit_test(an_mc_stays_older_than_its_cf),
		cmocka_unit_test(edits_of_a_file_become_one_step),
		cmocka_unit_test(what_overlaps_is_refused),
		cmocka_unit_test(a_file_that_changed_is_not_edited),
		cmocka_unit_test(zeros_in_a_file_stay),
		cmocka_unit_test(refusals_and_ends_are_kept_in_order),
		cmocka_unit_test(names_are_those_of_the_report),
	};

	return cmocka_run_group_tests_name("plan", tests, NULL, NULL);
}
