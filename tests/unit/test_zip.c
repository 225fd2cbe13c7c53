/* collector/zip.c: deflate with a ceiling. */
#include "collector/zip.h"

#include <errno.h>
#include <string.h>

#include "agent/base/buf.h"
#include "tests/unit/unit.h"

/* gzip -n of "hello\n", by gzip 1.12. */
static const unsigned char hello[] = { 0x1f, 0x8b, 0x08, 0x00, 0x00, 0x00,
	0x00, 0x00, 0x00, 0x03, 0xcb, 0x48, 0xcd, 0xc9, 0xc9, 0xe7, 0x02,
	0x00, 0x20, 0x30, 0x3a, 0x36, 0x06, 0x00, 0x00, 0x00 };

static void
there_and_back(void **state)
{
	struct buf a = BUF_INIT(1000), b = BUF_INIT(1000);

	assert_int_equal(zip_deflate("hello hello hello", 17, &a), 0);
	assert_int_equal(zip_inflate(a.p, a.len, &b), 0);
	assert_string_equal(b.p, "hello hello hello");
	buf_clear(&b);
	assert_int_equal(zip_inflate(hello, sizeof(hello), &b), 0);
	assert_string_equal(b.p, "hello\n");
	buf_release(&a);
	buf_release(&b);
}

static void
flaws(void **state)
{
	struct buf a = BUF_INIT(100000), b = BUF_INIT(5);
	unsigned char longer[sizeof(hello) + 1] = { 0 };

	assert_int_equal(zip_inflate(hello, sizeof(hello), &b), -EFBIG);
	buf_release(&b);
	b = BUF_INIT(100);
	assert_int_equal(zip_inflate(hello, sizeof(hello) - 1, &b), -EINVAL);
	assert_int_equal(zip_inflate("hello", 5, &b), -EINVAL);
	assert_int_equal(zip_inflate("", 0, &b), -EINVAL);
	memcpy(longer, hello, sizeof(hello));
	assert_int_equal(zip_inflate(longer, sizeof(longer), &b), -EINVAL);
	buf_release(&a);
	buf_release(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(there_and_back),
		cmocka_unit_test(flaws),
	};

	return cmocka_run_group_tests_name("zip", tests, NULL, NULL);
}
