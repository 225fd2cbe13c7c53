/* MX records in answers of the DNS (RFC 1035, 3.3.9; RFC 7505). */
#include "probe/mx.h"

#include <errno.h>
#include <string.h>

#include "tests/unit/unit.h"

/* Answers for "a.example" in class IN; names in rdata are written out. */
#define HEAD(n) "\x12\x34\x81\x80\0\1\0" n "\0\0\0\0" \
	"\1a\7example\0\0\x0f\0\1"
#define MX(len, preference, name) "\xc0\x0c\0\x0f\0\1\0\0\1\x2c\0" len \
	preference name

static int
parse(struct pool *p, const char *text, size_t len, struct mx_answer *a)
{
	return mx_parse(p, (const unsigned char *)text, len, a);
}

static void
by_preference(void **state)
{
	static const char text[] = HEAD("\3")
	    MX("\7", "\0\x14", "\2mB\xc0\x0c")
	    MX("\x07", "\0\x0a", "\2m1\xc0\x0c")
	    MX("\x07", "\0\x14", "\2m3\xc0\x0c");
	struct pool p = { 0 };
	struct mx_answer a;

	assert_int_equal(parse(&p, text, sizeof(text) - 1, &a), 0);
	assert_false(a.null);
	assert_int_equal(a.hosts->preference, 10);
	assert_string_equal(a.hosts->name, "m1.a.example");
	assert_int_equal(a.hosts->next->preference, 20);
	assert_string_equal(a.hosts->next->name, "mb.a.example");
	assert_string_equal(a.hosts->next->next->name, "m3.a.example");
	assert_null(a.hosts->next->next->next);
	pool_release(&p);
}

static void
null_mx(void **state)
{
	static const char text[] = HEAD("\1") MX("\3", "\0\0", "\0");
	static const char both[] = HEAD("\2") MX("\3", "\0\0", "\0")
	    MX("\7", "\0\x14", "\2m2\xc0\x0c");
	struct pool p = { 0 };
	struct mx_answer a;

	assert_int_equal(parse(&p, text, sizeof(text) - 1, &a), 0);
	assert_true(a.null);
	assert_null(a.hosts);
	assert_int_equal(parse(&p, both, sizeof(both) - 1, &a), 0);
	assert_false(a.null);
	assert_non_null(a.hosts);
	pool_release(&p);
}

static void
no_answer(void **state)
{
	static const char text[] = HEAD("\1") MX("\7", "\0\x14",
	    "\2m2\xc0\x0c");
	static const char loop[] = HEAD("\1") MX("\4", "\0\x14", "\xc0\x2a");
	struct pool p = { 0 };
	struct mx_answer a;
	size_t i;

	/* Every piece of a message is refused, as is a name within itself. */
	for (i = 0; i < sizeof(text) - 1; i++)
		assert_int_equal(parse(&p, text, i, &a), -EPROTO);
	assert_int_equal(parse(&p, loop, sizeof(loop) - 1, &a), -EPROTO);
	pool_release(&p);
}

static void
own_names(void **state)
{
	struct strv names = { .n = 0 };
	struct pool p = { 0 };
	size_t i;

	assert_int_equal(mx_own_names(&p, &names), 0);
	for (i = 0; i < names.n; i++) {
		assert_true(names.v[i][0] != '\0');
		assert_string_not_equal(names.v[i], "localhost");
	}
	pool_release(&p);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(by_preference),
		cmocka_unit_test(null_mx),
		cmocka_unit_test(no_answer),
		cmocka_unit_test(own_names),
	};

	return cmocka_run_group_tests_name("mx", tests, NULL, NULL);
}
