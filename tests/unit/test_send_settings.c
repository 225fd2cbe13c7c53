/* The command line of the sender. */
#include "tests/unit/unit.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "agent/send/send_settings.h"

static int
parse(const char *const *words, struct send_settings *s, struct err *e)
{
	static char store[12][128];
	char *argv[13];
	int n;

	snprintf(store[0], sizeof(store[0]), "hardenmail-send");
	argv[0] = store[0];
	for (n = 1; words[n - 1] != NULL; n++) {
		snprintf(store[n], sizeof(store[n]), "%s", words[n - 1]);
		argv[n] = store[n];
	}
	argv[n] = NULL;
	*e = (struct err){ .code = 0 };
	return send_settings_parse(n, argv, s, e);
}

static void
mistakes(void **state)
{
	static const struct { const char *words[8]; const char *e; } rows[] = {
		{ { "now" }, "now: not an option" },
		{ { "--token-file", "f" }, "--token-file, --cert, --key, "
		    "--ca-file and --insecure-http need --enroll" },
		{ { "--enroll", "http://c.example", "--token-file", "f" },
		    "--enroll http://c.example: expected "
		    "https://HOST[:PORT]" },
		{ { "--enroll", "http://c.example", "--token-file", "f",
		    "--insecure-http" }, "--enroll http://c.example: "
		    "expected https://HOST[:PORT]" },
		{ { "--enroll", "https://c.example" }, "--enroll needs "
		    "--token-file or --cert" },
		{ { "--enroll", "https://c.example", "--cert", "c.pem" },
		    "--ca-file, --cert and --key need full paths" },
		{ { "--time-limit", "0" }, "--time-limit 0: not 1 to 86400 "
		    "seconds" },
		{ { "--acknowledge", "-1" }, "--acknowledge -1: no sequence "
		    "of a report" },
		{ { "--export", "f", "--acknowledge", "1" }, "--enroll, "
		    "--export and --acknowledge exclude each other" },
		{ { "--state", "" }, "an option has an empty argument" },
	};
	struct send_settings s = { .state = "untouched" };
	struct err e;
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		assert_int_equal(parse(rows[i].words, &s, &e), -EINVAL);
		assert_string_equal(e.text, rows[i].e);
		assert_string_equal(s.state, "untouched");
	}
}

static void
what_was_asked(void **state)
{
	struct send_settings s;
	struct err e;

	assert_int_equal(parse((const char *const[]){ NULL }, &s, &e), 0);
	assert_int_equal(s.command, SEND_RUN);
	assert_null(s.enroll);
	assert_string_equal(s.spool, "/var/spool/hardenmail");
	assert_string_equal(s.state, "/var/lib/hardenmail-send");
	assert_int_equal(s.time_limit, 300);
	assert_int_equal(parse((const char *const[]){ "--enroll",
	    "http://127.0.0.1:8080", "--token-file", "f", "--insecure-http",
	    "--time-limit", "20", NULL }, &s, &e), 0);
	assert_string_equal(s.enroll, "http://127.0.0.1:8080");
	assert_string_equal(s.token_file, "f");
	assert_int_equal(s.time_limit, 20);
	assert_int_equal(parse((const char *const[]){ "-h", "x", NULL }, &s,
	    &e), 0);
	assert_int_equal(s.command, SEND_HELP);
	assert_int_equal(parse((const char *const[]){ "--version", NULL },
	    &s, &e), 0);
	assert_int_equal(s.command, SEND_VERSION);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(mistakes), cmocka_unit_test(what_was_asked),
	};

	return cmocka_run_group_tests_name("send_settings", tests, NULL,
	    NULL);
}
