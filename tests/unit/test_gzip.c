/* Bodies as gzip: what zlib itself takes back. */
#include "tests/unit/unit.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "agent/send/gzip.h"

static void
there_and_back(void **state)
{
	static char text[50000], back[60000];
	struct buf b = BUF_INIT(65536);
	z_stream z = { .next_out = (Bytef *)back };
	size_t i;

	for (i = 0; i < sizeof(text); i++)
		text[i] = (char)('a' + i % 17);
	buf_adds(&b, "x");
	assert_int_equal(gzip_pack(text, sizeof(text), &b), 0);
	assert_true(b.len < 1000);
	assert_int_equal((unsigned char)b.p[1], 0x1f);
	assert_int_equal((unsigned char)b.p[2], 0x8b);
	z.next_in = (Bytef *)b.p + 1;
	z.avail_in = (uInt)b.len - 1;
	z.avail_out = sizeof(back);
	assert_int_equal(inflateInit2(&z, 15 + 16), Z_OK);
	assert_int_equal(inflate(&z, Z_FINISH), Z_STREAM_END);
	assert_int_equal(z.total_out, sizeof(text));
	inflateEnd(&z);
	assert_memory_equal(back, text, sizeof(text));
	buf_release(&b);
}

static void
too_small(void **state)
{
	struct buf b = BUF_INIT(10);

	assert_true(gzip_pack("0123456789", 10, &b) < 0);
	buf_release(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(there_and_back), cmocka_unit_test(too_small),
	};

	return cmocka_run_group_tests_name("gzip", tests, NULL, NULL);
}
