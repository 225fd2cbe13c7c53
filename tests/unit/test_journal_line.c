/* Lines of a journal: exact text, all types, and what is refused. */
#include "tests/unit/unit.h"

#include <errno.h>
#include <string.h>

#include "agent/base/digest.h"
#include "agent/run/journal_line.h"

struct things {
	const char *text, *none, *bytes;
	size_t len;
	char hex[DIGEST_HEX];
	int32_t small;
	uint64_t large;
	bool yes;
};

static const struct field fields[] = {
	FIELD_OF("text", FIELD_TEXT, struct things, text),
	FIELD_OF("none", FIELD_TEXT, struct things, none),
	{ .key = "bytes", .type = FIELD_BYTES,
	    .offset = offsetof(struct things, bytes),
	    .more = offsetof(struct things, len) },
	FIELD_OF("hex", FIELD_HEX, struct things, hex),
	FIELD_NUMBER("small", FIELD_SIGNED, struct things, small),
	FIELD_NUMBER("large", FIELD_UNSIGNED, struct things, large),
	FIELD_NUMBER("yes", FIELD_BOOL, struct things, yes),
	{ .type = FIELD_END }
};

static bool
open_line(const char *text, size_t len, struct line *line)
{
	struct lines l;

	lines_init(&l, text, len);
	return lines_next(&l) && line_open(&l, line);
}

static void
round_trip(void **state)
{
	const struct things in = { .text = "a b=%\n#-\xc3", .bytes = "x\0y",
	    .len = 3, .small = -5, .large = UINT64_MAX, .yes = true };
	struct things out = { .none = "not NULL" };
	struct buf b = BUF_INIT(4096);
	struct pool p = { .blocks = NULL };
	struct line line;

	assert_int_equal(line_write(&b, "word", fields, &in), 0);
	/* All in one line of printable characters. */
	assert_memory_equal(b.p, "word text=a%20b%3D%25%0A%23-%C3 none=- "
	    "bytes=x%00y hex= small=-5 large=18446744073709551615 yes=1 #",
	    strlen("word text=a%20b%3D%25%0A%23-%C3 none=- "
	    "bytes=x%00y hex= small=-5 large=18446744073709551615 yes=1 #"));
	assert_true(open_line(b.p, b.len, &line));
	assert_true(line_is(&line, "word"));
	assert_false(line_is(&line, "wor"));
	assert_int_equal(line_read(&line, &p, fields, &out), 0);
	assert_string_equal(out.text, in.text);
	assert_null(out.none);
	assert_int_equal(out.len, 3);
	assert_memory_equal(out.bytes, "x\0y", 4);
	assert_int_equal(out.small, -5);
	assert_true(out.large == UINT64_MAX && out.yes);
	pool_release(&p);
	buf_release(&b);
}

static void
a_lone_dash(void **state)
{
	const struct things in = { .text = "-", .bytes = "", .none = "" };
	struct things out;
	struct buf b = BUF_INIT(4096);
	struct pool p = { .blocks = NULL };
	struct line line;

	assert_int_equal(line_write(&b, "w", fields, &in), 0);
	assert_true(open_line(b.p, b.len, &line));
	assert_int_equal(line_read(&line, &p, fields, &out), 0);
	assert_string_equal(out.text, "-");
	assert_string_equal(out.none, "");
	assert_string_equal(out.bytes, "");
	pool_release(&p);
	buf_release(&b);
}

static void
torn_or_garbled(void **state)
{
	const struct things in = { .text = "text" };
	struct buf b = BUF_INIT(4096);
	struct line line;
	size_t len;

	assert_int_equal(line_write(&b, "word", fields, &in), 0);
	for (len = 0; len < b.len; len++)
		assert_false(open_line(b.p, len, &line));
	for (len = 0; len < b.len; len++) {
		b.p[len] ^= 1;
		assert_false(open_line(b.p, b.len, &line));
		b.p[len] ^= 1;
	}
	assert_true(open_line(b.p, b.len, &line));
	buf_release(&b);
}

/* A line with a sum of its own: what is wrong is inside. */
static int
read_text(const char *text)
{
	struct buf b = BUF_INIT(4096);
	struct pool p = { .blocks = NULL };
	struct things out;
	struct line line;
	char hex[DIGEST_HEX];
	int r;

	digest_of(text, strlen(text), hex);
	buf_addf(&b, "%s #%.8s\n", text, hex);
	assert_true(open_line(b.p, b.len, &line));
	r = line_read(&line, &p, fields, &out);
	pool_release(&p);
	buf_release(&b);
	return r;
}

#define HEAD "w text=a none=- bytes=- "

static void
strict(void **state)
{
	assert_int_equal(read_text(HEAD "hex= small=0 large=0 yes=0"), 0);
	assert_int_equal(read_text(HEAD "hex= small=0 large=0"), -EINVAL);
	assert_int_equal(read_text(HEAD "hex= small=0 large=0 yes=0 x=1"),
	    -EINVAL);
	assert_int_equal(read_text(HEAD "hex= large=0 small=0 yes=0"),
	    -EINVAL);
	assert_int_equal(read_text(HEAD "hex=ab small=0 large=0 yes=0"),
	    -EINVAL);
	assert_int_equal(read_text(HEAD "hex= small=2147483648 large=0 "
	    "yes=0"), -EINVAL);
	assert_int_equal(read_text(HEAD "hex= small=0 "
	    "large=18446744073709551616 yes=0"), -EINVAL);
	assert_int_equal(read_text(HEAD "hex= small=0 large=-1 yes=0"),
	    -EINVAL);
	assert_int_equal(read_text(HEAD "hex= small=0 large=01 yes=0"),
	    -EINVAL);
	assert_int_equal(read_text(HEAD "hex= small=0 large=0 yes=2"),
	    -EINVAL);
	assert_int_equal(read_text("w text=%0 none=- bytes=- hex= small=0 "
	    "large=0 yes=0"), -EINVAL);
	assert_int_equal(read_text("w text=a%00b none=- bytes=- hex= "
	    "small=0 large=0 yes=0"), -EINVAL);
	assert_int_equal(read_text("w"), -EINVAL);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(round_trip), cmocka_unit_test(a_lone_dash),
		cmocka_unit_test(torn_or_garbled), cmocka_unit_test(strict),
	};

	return cmocka_run_group_tests_name("journal_line", tests, NULL,
	    NULL);
}
