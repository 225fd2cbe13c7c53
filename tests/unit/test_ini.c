/* The INI form: what is taken, and the exact line of what is not. */
#include "tests/unit/unit.h"

#include "agent/base/buf.h"
#include "agent/base/ini.h"

#include <errno.h>
#include <string.h>

static int
collect(void *arg, const struct ini_key *k, struct err *e)
{
	buf_addf(arg, "%u [%s|%s] %s=%s\n", k->line, k->section, k->argument,
	    k->key, k->value);
	if (strcmp(k->key, "stop") == 0)
		return err_set(e, ERANGE, "policy.conf:%u: stop", k->line);
	return strcmp(k->key, "count") == 0 ? 7 : 0;
}

static void
expect_n(const char *text, size_t len, const char *keys, const char *message)
{
	struct buf b = BUF_INIT(65536);
	struct err e = { 0 };
	int r;

	buf_adds(&b, "");
	r = ini_parse("policy.conf", text, len, collect, &b, &e);
	assert_string_equal(b.p, keys);
	assert_string_equal(e.text, message);
	assert_int_equal(r, -e.code);
	buf_release(&b);
}

static void
expect(const char *text, const char *keys, const char *message)
{
	expect_n(text, strlen(text), keys, message);
}

static void
test_taken(void **state)
{
	expect("", "", "");
	expect("[service]\nmode = queue-only            ; disabled | observe\n"
	    "queue-interval = 15m\n\n# a comment\n; and one\n  # one more\n"
	    "[check sendmail-version]\n  on-fail=warn",
	    "2 [service|] mode=queue-only\n3 [service|] queue-interval=15m\n"
	    "9 [check|sendmail-version] on-fail=warn\n", "");
	expect("[enforce]\r\nwindow = Sun 03:00-05:00\t; any\r\n",
	    "2 [enforce|] window=Sun 03:00-05:00\n", "");
	expect("[a]\nx = 1;2 # 3\ny =\nz = = ;\nx = again\n",
	    "2 [a|] x=1;2 # 3\n3 [a|] y=\n4 [a|] z==\n5 [a|] x=again\n", "");
	expect("[ exemption   hub until spring ] ; why\ncount = \xff\n",
	    "2 [exemption|hub until spring] count=\xff\n", "");
	expect("\xef\xbb\xbf[a]\nk=v\n", "2 [a|] k=v\n", "");
}

static void
test_wrong(void **state)
{
	expect("[service\nmode = x\n", "",
	    "policy.conf:1: expected ']' at the end of the section");
	expect("\n\n[]\n", "", "policy.conf:3: expected the name of a section "
	    "between '[' and ']'");
	expect("[", "",
	    "policy.conf:1: expected ']' at the end of the section");
	expect("[a/b c]", "", "policy.conf:1: expected the name of a section "
	    "between '[' and ']'");
	expect("mode = queue-only\n", "", "policy.conf:1: expected a "
	    "\"[section]\" before the first key");
	expect("[a]\nk = v\nmode queue-only\n", "2 [a|] k=v\n",
	    "policy.conf:3: expected \"key = value\" or \"[section]\"");
	expect("[a]\n = v\n", "",
	    "policy.conf:2: expected the name of a key before '='");
	expect("[a]\nmy key = v\n", "",
	    "policy.conf:2: expected the name of a key before '='");
	expect_n("[a]\nk = v\n\0x = y\n", 16, "2 [a|] k=v\n",
	    "policy.conf:3: a NUL byte; this is no text file");
	expect_n("[a]\n# \0\n", 8, "",
	    "policy.conf:2: a NUL byte; this is no text file");
	expect("[a]\nstop = 1\nk = v\n", "2 [a|] stop=1\n",
	    "policy.conf:2: stop");
}

/* A line of a megabyte is one value. */
static void
test_long(void **state)
{
	static char text[1 << 20];
	struct buf b = BUF_INIT(2 << 20);

	memset(text, 'x', sizeof(text));
	memcpy(text, "[a]\nk =", 7);
	assert_int_equal(ini_parse("p", text, sizeof(text), collect, &b,
	    NULL), 0);
	assert_int_equal(b.len, strlen("2 [a|] k=\n") + sizeof(text) - 7);
	buf_release(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_taken),
		cmocka_unit_test(test_wrong),
		cmocka_unit_test(test_long),
	};

	return cmocka_run_group_tests_name("ini", tests, NULL, NULL);
}
