/* From what a script would run to starters. */
#include "tests/unit/unit.h"

#include "platforms/script.h"
#include "tests/unit/hosttree.h"

static const char *const start[] = { "start", NULL };

static void
run(struct fixture *f, const char *text, enum tri at_boot)
{
	const struct sh_options o = { .args = start };
	const struct script_way way = { .mechanism = "rclink",
		.at_boot = at_boot, .reason = "not known" };

	script(f, "etc/x", text);
	assert_int_equal(script_start(&f->host, &f->facts, "/etc/x", &o, &way,
	    &f->err), 0);
}

static void
both_must_hold(void **state)
{
	struct fixture *f = *state;

	with_sendmail(f);
	run(f, "x=1; if [ \"$x\" = 1 ]; then\n/usr/lib/sendmail -bd\nelse\n"
	    "/usr/lib/sendmail -q1h\nfi\n", TRI_YES);
	expect_starter(f, "/etc/x", 2, ROLE_DAEMON, TRI_YES);
	expect_starter(f, "/etc/x", 4, ROLE_QUEUE_RUNNER, TRI_NO);
	facts_release(&f->facts);
	f->facts.platform = "generic";
	run(f, "/usr/lib/sendmail -bd\n", TRI_NO);
	expect_starter(f, "/etc/x", 1, ROLE_DAEMON, TRI_NO);
}

static void
unknown_ways(void **state)
{
	struct fixture *f = *state;

	with_sendmail(f);
	run(f, "/usr/lib/sendmail -bd\n"
	    "if ping hub 5; then\n/usr/lib/sendmail -q1h\nfi\n",
	    TRI_UNKNOWN);
	expect_starter(f, "/etc/x", 1, ROLE_DAEMON, TRI_UNKNOWN);
	assert_string_equal(starter_at(f, "/etc/x", 1)->reason, "not known");
	expect_starter(f, "/etc/x", 3, ROLE_QUEUE_RUNNER, TRI_UNKNOWN);
}

static void
a_command_text_stands_at_its_line(void **state)
{
	struct fixture *f = *state;
	const struct sh_options o = { .text_is_command = true };
	const struct place at = { .path = "/etc/inittab", .line = 7,
		.text = "m:3:once:/usr/lib/sendmail -bd" };
	const struct script_way way = { .mechanism = "inittab",
		.at_boot = TRI_YES, .at = &at };

	with_sendmail(f);
	assert_int_equal(script_start(&f->host, &f->facts,
	    "/usr/lib/sendmail -bd", &o, &way, &f->err), 0);
	expect_starter(f, "/etc/inittab", 7, ROLE_DAEMON, TRI_YES);
	assert_string_equal(f->facts.starters->at.text, at.text);
	/* A text that is also the path of a script is still a text. */
	script(f, "opt/start", "#!/bin/sh\n/usr/lib/sendmail -bs\n");
	assert_int_equal(script_start(&f->host, &f->facts, "/opt/start",
	    &o, &way, &f->err), 0);
	expect_starter(f, "/opt/start", 2, ROLE_SESSION, TRI_YES);
	/* What it sources keeps its own place. */
	tree_file(&f->tree, "opt/mail", "/usr/lib/sendmail -q1h\n");
	assert_int_equal(script_start(&f->host, &f->facts, ". /opt/mail",
	    &o, &way, &f->err), 0);
	expect_starter(f, "/opt/mail", 1, ROLE_QUEUE_RUNNER, TRI_YES);
}

/* Only where an MTA may hide in what cannot be understood. */
static void
doubts(void **state)
{
	struct fixture *f = *state;

	run(f, "if then ((\n", TRI_YES);
	assert_null(f->facts.doubts);
	run(f, "if then ((\n/usr/lib/sendmail -bd\n", TRI_NO);
	assert_null(f->facts.doubts);
	run(f, "if then ((\n/usr/lib/sendmail -bd\n", TRI_YES);
	assert_true(doubted(f, "boot", "/etc/x"));
}

static const struct request *
request(const struct fixture *f, const char *unit)
{
	const struct request *q;

	for (q = f->facts.requests; q != NULL; q = q->next)
		if (strcmp(q->unit, unit) == 0)
			return q;
	return NULL;
}

/* Ways that are not taken are passed over there, those that are not. */
static void
units_that_are_started(void **state)
{
	struct fixture *f = *state;
	const struct place *p;

	f->facts.init = "systemd";
	tree_file(&f->tree, "etc/c", "MODE=yes\nNEVER=1\n");
	run(f, ". /etc/c\n"
	    "if [ \"$MODE\" = no ]; then\nsystemctl start no; exit\nfi\n"
	    "systemctl start yes\n"
	    "ping hub 5 && systemctl start perhaps\n"
	    "end() {\nexit 0\nsystemctl start never\n}\n"
	    "if [ \"$NEVER\" = 1 ]; then end; fi\n"
	    "systemctl start late\n", TRI_YES);
	assert_null(request(f, "no.service"));
	assert_null(request(f, "never.service"));
	assert_null(request(f, "late.service"));
	assert_non_null(request(f, "perhaps.service"));
	assert_int_equal(request(f, "perhaps.service")->at_boot,
	    TRI_UNKNOWN);
	assert_non_null(request(f, "yes.service"));
	assert_int_equal(request(f, "yes.service")->at_boot, TRI_YES);
	/* The other way would have left: what follows hangs on it. */
	p = request(f, "yes.service")->because;
	assert_non_null(p);
	assert_string_equal(p->path, "/etc/c");
	assert_int_equal(p->line, 1);
	assert_non_null(p->next);
	assert_int_equal(p->next->line, 5);
	assert_null(p->next->next);
	/* service(8) runs a script, which is told of though it is off. */
	with_sendmail(f);
	script(f, "etc/init.d/mta", "#!/bin/sh\n/usr/lib/sendmail -bd\n");
	run(f, "systemctl start x\nexit 0\nservice mta start\n", TRI_YES);
	expect_starter(f, "/etc/init.d/mta", 2, ROLE_DAEMON, TRI_NO);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(both_must_hold),
		TEST(unknown_ways),
		TEST(a_command_text_stands_at_its_line),
		TEST(doubts),
		TEST(units_that_are_started),
	};

	return cmocka_run_group_tests_name("script", tests, NULL, NULL);
}
