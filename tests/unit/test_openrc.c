/* Which scripts are openrc-run's, and the text that starts a service. */
#include "tests/unit/unit.h"

#include <string.h>

#include "platforms/openrc.h"

static bool
reads(const char *text)
{
	return openrc_reads(text, strlen(text));
}

static void
first_lines(void **state)
{
	assert_true(reads("#!/sbin/openrc-run\nstart() {\n"));
	assert_true(reads("#!/usr/bin/openrc-run"));
	assert_true(reads("#!/sbin/runscript\n"));
	assert_false(reads("#!/bin/sh\n# as openrc-run does\n"));
	assert_false(reads("openrc-run\n"));
	assert_false(reads("#!"));
	assert_false(reads(""));
}

static void
texts(void **state)
{
	struct pool p = { .blocks = NULL };
	const char *t = openrc_text(&p, "exim.two", "/etc/init.d/exim");

	assert_non_null(strstr(t, "RC_SVCNAME='exim.two'\n"));
	assert_non_null(strstr(t, "'/etc/conf.d/exim' "
	    "'/etc/conf.d/exim.two'; do\n"));
	assert_non_null(strstr(t, "\n. '/etc/init.d/exim'\nstart_pre\n"));
	/* A name is no command. */
	t = openrc_text(&p, "a'b", "/x");
	assert_non_null(strstr(t, "RC_SVCNAME='a'\\''b'\n"));
	pool_release(&p);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(first_lines),
		cmocka_unit_test(texts),
	};

	return cmocka_run_group_tests_name("openrc", tests, NULL, NULL);
}
