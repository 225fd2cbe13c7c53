/* agent/base/parcel.c: reports in a file. */
#include "agent/base/parcel.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "tests/unit/unit.h"

#define KEY \
	"d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"
#define HALF \
	"e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
#define HEAD "hardenmail-export 1 h7 " KEY
#define ONE HEAD " 2 " HALF HALF "\n{}\n"

static void
written(void **state)
{
	struct parcel p = { .id = "h7", .key = KEY, .signature = HALF HALF,
	    .body = "{}", .len = 2 };
	struct buf b = BUF_INIT(1000);

	assert_int_equal(parcel_put(&p, &b), 0);
	assert_string_equal(b.p, ONE);
	buf_clear(&b);
	assert_int_equal(parcel_signed(&p, &b), 0);
	assert_string_equal(b.p, HEAD " 2\n{}");
	buf_clear(&b);
	snprintf(p.id, sizeof(p.id), "h 7");
	assert_int_equal(parcel_put(&p, &b), -EINVAL);
	assert_int_equal(parcel_signed(&p, &b), -EINVAL);
	assert_int_equal(b.len, 0);
	p.id[0] = '\0';
	assert_int_equal(parcel_put(&p, &b), -EINVAL);
	buf_release(&b);
}

static void
read_back(void **state)
{
	static const char text[] = ONE HEAD " 3 " HALF HALF "\na\0b\n";
	struct parcel p = { .len = 0 };
	struct err e = { .code = 0 };
	size_t at = 0, len = sizeof(text) - 1;

	assert_int_equal(parcel_next(text, len, &at, &p, &e), 1);
	assert_string_equal(p.id, "h7");
	assert_string_equal(p.key, KEY);
	assert_string_equal(p.signature, HALF HALF);
	assert_int_equal(p.len, 2);
	assert_memory_equal(p.body, "{}", 2);
	assert_int_equal(at, strlen(ONE));
	assert_int_equal(parcel_next(text, len, &at, &p, &e), 1);
	assert_int_equal(p.len, 3);
	assert_memory_equal(p.body, "a\0b", 3);
	assert_int_equal(parcel_next(text, len, &at, &p, &e), 0);
	assert_int_equal(at, len);
}

static void
nonsense(void **state)
{
	static const struct { const char *text, *words; } rows[] = {
		{ "name,address\n", "byte 0: no line "
		    "\"hardenmail-export 1\"" },
		{ "hardenmail-export 2 h7 ", "byte 0: no line "
		    "\"hardenmail-export 1\"" },
		{ "hardenmail-export 1 ", "byte 0: expected id, key, length "
		    "and signature" },
		{ HEAD "0 2 " HALF HALF "\n{}\n", "byte 0: expected id, key, "
		    "length and signature" },
		{ "hardenmail-export 1 h7 abc 2 " HALF HALF "\n{}\n",
		    "byte 0: expected id, key, length and signature" },
		{ HEAD " 02 " HALF HALF "\n{}\n", "byte 0: expected id, key, "
		    "length and signature" },
		{ HEAD " 0 " HALF HALF "\n\n", "byte 0: expected id, key, "
		    "length and signature" },
		{ HEAD " 99999999999 " HALF HALF "\n{}\n", "byte 0: expected "
		    "id, key, length and signature" },
		{ HEAD " 2 " HALF "\n{}\n", "byte 0: expected id, key, "
		    "length and signature" },
		{ HEAD " 2 " HALF HALF "\n{}", "byte 0: not the whole of a "
		    "report of 2 bytes" },
		{ HEAD " 2 " HALF HALF "\n{} \n", "byte 0: not the whole of "
		    "a report of 2 bytes" },
		{ HEAD " 9 " HALF HALF "\n{}\n", "byte 0: not the whole of a "
		    "report of 9 bytes" },
	};
	struct parcel p = { .id = "untouched" };
	struct err e;
	size_t at, i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		e = (struct err){ .code = 0 };
		at = 0;
		assert_int_equal(parcel_next(rows[i].text,
		    strlen(rows[i].text), &at, &p, &e), -EINVAL);
		assert_string_equal(e.text, rows[i].words);
		assert_string_equal(p.id, "untouched");
		assert_int_equal(at, 0);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(written),
		cmocka_unit_test(read_back),
		cmocka_unit_test(nonsense),
	};

	return cmocka_run_group_tests_name("parcel", tests, NULL, NULL);
}
