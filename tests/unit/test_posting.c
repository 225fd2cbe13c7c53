/* collector/posting.c: bodies of reports and heartbeats. */
#include "collector/posting.h"

#include <errno.h>

#include "tests/unit/collectortest.h"

static int
read_body(struct posting *p, bool full, const char *body, struct err *e)
{
	*e = (struct err){ .code = 0 };
	return posting_read(p, full, body, strlen(body), e);
}

static void
heartbeats(void **state)
{
	struct posting p;
	struct err e;

	assert_int_equal(read_body(&p, false, "{\"epoch\":3,\"sequence\":7,"
	    "\"digest\":\"" DIGEST_1 "\"}", &e), 0);
	assert_int_equal(p.epoch, 3);
	assert_int_equal(p.sequence, 7);
	assert_string_equal(p.digest, DIGEST_1);
	posting_release(&p);
	assert_int_equal(read_body(&p, false, "{\"sequence\":7}", &e),
	    -EPROTO);
	assert_string_equal(e.text, "digest: expected 64 hexadecimal digits");
	posting_release(&p);
	assert_int_equal(read_body(&p, false, "{\"digest\":\"" DIGEST_1
	    "\"}", &e), -EPROTO);
	posting_release(&p);
	assert_int_equal(read_body(&p, false, "{", &e), -EINVAL);
	posting_release(&p);
}

#define R(run, more) "{\"schema\":\"hardenmail/1\",\"run\":\"" run \
	"\",\"sequence\":1,\"platform\":{\"id\":\"debian\"," \
	"\"source\":\"live\"}," more "}"

/* The digest is of what says something about the host, and of nothing that
 * is new in each run. */
static void
digests(void **state)
{
	static const char *const same[] = {
		R("a", "\"queues\":[{\"path\":\"/q\",\"messages\":1}],"
		    "\"processes\":[{\"pid\":1,\"role\":\"daemon\"}]"),
		R("b", "\"time\":\"2026-01-01T00:00:00Z\",\"processes\":["
		    "{\"role\":\"daemon\",\"pid\":77},{\"pid\":5,"
		    "\"role\":\"session\"}],\"queues\":[{\"messages\":9,"
		    "\"path\":\"/q\"}]"),
	};
	char first[DIGEST_HEX];
	struct posting p;
	struct err e;

	assert_int_equal(read_body(&p, true, same[0], &e), 0);
	memcpy(first, p.digest, sizeof(first));
	posting_release(&p);
	assert_int_equal(read_body(&p, true, same[1], &e), 0);
	assert_string_equal(p.digest, first);
	posting_release(&p);
	assert_int_equal(read_body(&p, true, R("a", "\"queues\":[{\"path\":"
	    "\"/r\",\"messages\":1}],\"processes\":[{\"pid\":1,"
	    "\"role\":\"daemon\"}]"), &e), 0);
	assert_string_not_equal(p.digest, first);
	posting_release(&p);
	assert_int_equal(read_body(&p, true, R("a", "\"digest\":\"" DIGEST_2
	    "\""), &e), 0);
	assert_string_equal(p.digest, DIGEST_2);
	posting_release(&p);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(heartbeats),
		TEST(digests),
	};

	return cmocka_run_group_tests_name("posting", tests, NULL, NULL);
}
