/* collector/arguments.c: the command line. */
#include "collector/arguments.h"

#include <errno.h>
#include <string.h>

#include "tests/unit/unit.h"

static int
parse(struct arguments *a, struct err *e, const char *w1, const char *w2,
    const char *w3, const char *w4)
{
	const char *words[] = { "p", w1, w2, w3, w4, NULL };
	char *argv[6];
	int n = 0;

	*e = (struct err){ .code = 0 };
	for (; n < 5 && words[n] != NULL; n++)
		argv[n] = (char *)(uintptr_t)words[n];
	argv[n] = NULL;
	return arguments_parse(n, argv, a, e);
}

#define S "--store=sqlite:x"

static void
serving(void **state)
{
	struct arguments a;
	struct err e;

	assert_int_equal(parse(&a, &e, S, "--insecure-http", "--listen",
	    "[::1]:0"), 0);
	assert_int_equal(a.command, ARGUMENT_SERVE);
	assert_string_equal(a.address, "::1");
	assert_int_equal(a.port, 0);
	assert_int_equal(parse(&a, &e, S, "--tls-cert=c", "--tls-key=k",
	    "--listen=0.0.0.0:443"), 0);
	assert_int_equal(a.port, 443);
	assert_int_equal(parse(&a, &e, S, "--insecure-http",
	    "--clock-offset=-5", NULL), 0);
	assert_int_equal(a.clock_offset, -5);
	assert_int_equal(parse(&a, &e, S, "--list=failing", NULL, NULL), 0);
	assert_int_equal(a.command, ARGUMENT_LIST);
	assert_string_equal(a.value, "failing");
	assert_int_equal(parse(&a, &e, S, "--insecure-http",
	    "--password-file=p", NULL), 0);
	assert_string_equal(a.password_file, "p");
	/* That needs no store. */
	assert_int_equal(parse(&a, &e, "--password", "jane", NULL, NULL), 0);
	assert_int_equal(a.command, ARGUMENT_PASSWORD);
	assert_string_equal(a.value, "jane");
}

static void
refused(void **state)
{
	static const struct { const char *w1, *w2, *w3, *words; } cases[] = {
		{ "--insecure-http", NULL, NULL, "--store is needed" },
		{ S, NULL, NULL, "--tls-cert and --tls-key are needed" },
		{ S, "--tls-cert=c", NULL, "--tls-cert and --tls-key" },
		{ S, "--insecure-http", "--listen=192.0.2.1:80",
		    "only on loopback" },
		{ S, "--insecure-http", "--listen=localhost:80",
		    "--listen: expected" },
		{ S, "--insecure-http", "--listen=127.0.0.1:65536",
		    "--listen: expected" },
		{ S, "--insecure-http", "--client-ca=x", "exclude" },
		{ S, "--list=failing", "--clock-offset=5",
		    "it needs --insecure-http" },
		{ S, "--list=failing", "--pending", "only one thing" },
		{ S, "--insecure-http", "x", "x: not expected here" },
		{ S, "--insecure-http", "--clock-offset=1h", "seconds" },
		{ "--migrate-store=sqlite:x", NULL, NULL, "FROM and TO" },
		{ "--migrate-store=sqlite:x", "sqlite:y", "z",
		    "z: not expected" },
		{ "--store=", NULL, NULL, "empty argument" },
	};
	struct arguments a;
	struct err e;
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		assert_int_equal(parse(&a, &e, cases[i].w1, cases[i].w2,
		    cases[i].w3, NULL), -EINVAL);
		if (strstr(e.text, cases[i].words) == NULL)
			fail_msg("%s: %s", cases[i].words, e.text);
	}
}

static void
two_stores(void **state)
{
	struct arguments a;
	struct err e;

	assert_int_equal(parse(&a, &e, "--migrate-store", "sqlite:x",
	    "postgresql://y", NULL), 0);
	assert_string_equal(a.value, "sqlite:x");
	assert_string_equal(a.to, "postgresql://y");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(serving),
		cmocka_unit_test(refused),
		cmocka_unit_test(two_stores),
	};

	return cmocka_run_group_tests_name("arguments", tests, NULL, NULL);
}
