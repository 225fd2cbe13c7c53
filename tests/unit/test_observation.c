/* collector/observation.c: the body that a probe posts. */
#include "collector/observation.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "agent/base/buf.h"
#include "tests/unit/unit.h"

/* 2026-11-22T09:00:00Z */
#define NINE 1795338000
#define HEAD "{\"schema\":\"hardenmail-observations/1\",\"observations\":["
#define ONE "{\"address\":\"192.0.2.7\",\"port\":25," \
	"\"time\":\"2026-11-22T09:00:00Z\","

static int
read_text(struct observations *o, const char *text, struct err *e)
{
	return observations_read(o, text, strlen(text), NINE, e);
}

static void
verdicts(void **state)
{
	static const struct { const char *rest; enum verdict verdict; }
	rows[] = {
		{ "\"relay\":\"open\"", VERDICT_FAIL },
		{ "\"relay\":\"open-by-sender\"", VERDICT_FAIL },
		{ "\"relay\":\"open-by-mx\"", VERDICT_FAIL },
		{ "\"relay\":\"open-to-domain\"", VERDICT_FAIL },
		{ "\"relay\":\"open-to-network\"", VERDICT_FAIL },
		{ "\"relay\":\"closed\",\"connected\":true", VERDICT_PASS },
		{ "\"relay\":\"unknown\",\"connected\":true",
		    VERDICT_UNKNOWN },
		{ "\"relay\":\"unknown\"", VERDICT_UNKNOWN },
		{ "\"relay\":\"unknown\",\"connected\":false,"
		    "\"refused_connection\":true", VERDICT_PASS },
		/* It was there a moment before. */
		{ "\"relay\":\"unknown\",\"connected\":true,"
		    "\"refused_connection\":true", VERDICT_UNKNOWN },
	};
	struct observations o;
	struct err e = { .code = 0 };
	char text[512];
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		snprintf(text, sizeof(text), HEAD ONE "%s}]}", rows[i].rest);
		if (read_text(&o, text, &e) < 0)
			fail_msg("%s", e.text);
		assert_int_equal(o.n, 1);
		assert_int_equal(o.v[0].verdict, rows[i].verdict);
		assert_string_equal(o.v[0].address, "192.0.2.7");
		assert_int_equal(o.v[0].port, 25);
		assert_int_equal(o.v[0].at, NINE);
		observations_release(&o);
	}
}

static void
words(void **state)
{
	struct observations o;
	struct err e = { .code = 0 };

	assert_int_equal(read_text(&o, HEAD ONE "\"relay\":\"open\","
	    "\"connected\":true,\"greeting\":\"hi\",\"name\":null,"
	    "\"proof\":{\"from\":\"<a@b>\",\"to\":\"<c@d>\",\"code\":250,"
	    "\"text\":\"ok\"},"
	    "\"transcript\":[\"S: 220 hi\",\"C: a\\nb\"]},"
	    "{\"address\":null,\"port\":25,\"relay\":\"unknown\"}],"
	    "\"blacklists\":[{\"address\":\"::ffff:192.0.2.7\",\"listed\":"
	    "[\"a.list=127.0.0.2\",\"b.list=127.0.0.9\"],\"unknown\":[]},"
	    "{\"address\":\"192.0.2.8\",\"listed\":[]}]}", &e), 0);
	/* A name without an address is no observation of any. */
	assert_int_equal(o.n, 1);
	assert_true(o.v[0].reached);
	assert_string_equal(o.v[0].greeting, "hi");
	assert_null(o.v[0].name);
	assert_string_equal(o.v[0].mail, "<a@b>");
	assert_string_equal(o.v[0].rcpt, "<c@d>");
	assert_string_equal(o.v[0].reply, "250 ok");
	assert_string_equal(o.v[0].listed, "a.list=127.0.0.2 "
	    "b.list=127.0.0.9");
	/* No line of one side can look like one of the other. */
	assert_string_equal(o.v[0].transcript, "S: 220 hi\nC: a?b\n");
	observations_release(&o);
}

/* What is too long is cut between characters: PostgreSQL takes no half. */
static void
cuts(void **state)
{
	struct observations o;
	struct err e = { .code = 0 };
	struct buf b = BUF_INIT(1 << 20);
	size_t i;

	buf_adds(&b, HEAD ONE "\"relay\":\"closed\",\"greeting\":\"x");
	for (i = 0; i < 400; i++)
		buf_adds(&b, "\xc3\xa4");
	buf_adds(&b, "\",\"transcript\":[\"");
	for (i = 0; i < 100; i++)
		buf_adds(&b, "\xe2\x82\xac\xe2\x82\xac\",\"");
	for (i = 0; i < 3000; i++)
		buf_adds(&b, "\xe2\x82\xac");
	buf_adds(&b, "\"]}]}");
	assert_int_equal(read_text(&o, b.p, &e), 0);
	/* 1 + 255 * 2 */
	assert_int_equal(strlen(o.v[0].greeting), 511);
	/* 60 lines of 7 bytes */
	assert_int_equal(strlen(o.v[0].transcript), 420);
	observations_release(&o);
	buf_release(&b);
}

static void
wrong(void **state)
{
	static const struct { const char *text; int r; const char *words; }
	rows[] = {
		{ HEAD "],\"blacklists\":[{\"address\":\"a\"}]}", -EPROTO,
		    "blacklists[0].address" },
		{ HEAD "],\"blacklists\":[{\"address\":\"::1\",\"listed\":"
		    "7}]}", -EPROTO, "blacklists[0].listed" },
		{ "", -EINVAL, "line 1" },
		{ "[]", -EPROTO, "object" },
		{ "{}", -EPROTO, "schema" },
		{ HEAD "7]}", -EPROTO, "observations[0]: expected an object" },
		{ HEAD "{}]}", 0, NULL },
		{ HEAD ONE "\"relay\":7}]}", -EPROTO, "relay" },
		{ HEAD ONE "\"relay\":null}]}", -EPROTO, "relay" },
		{ HEAD ONE "\"relay\":\"open\",\"proof\":7}]}", -EPROTO,
		    "proof" },
		{ HEAD ONE "\"relay\":\"open\",\"transcript\":[7]}]}",
		    -EPROTO, "transcript" },
		{ HEAD "{\"address\":\"192.0.2.7\",\"port\":65536}]}",
		    -EPROTO, "port" },
		{ HEAD "{\"address\":\"192.0.2.7\",\"port\":25,\"relay\":"
		    "\"open\",\"time\":\"2026-11-22T10:00:01Z\"}]}", -EPROTO,
		    "clock" },
	};
	struct observations o;
	struct err e;
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		e = (struct err){ .code = 0 };
		assert_int_equal(read_text(&o, rows[i].text, &e), rows[i].r);
		if (rows[i].words != NULL && strstr(e.text, rows[i].words) ==
		    NULL)
			fail_msg("%zu: %s", i, e.text);
		observations_release(&o);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(verdicts),
		cmocka_unit_test(words),
		cmocka_unit_test(cuts),
		cmocka_unit_test(wrong),
	};

	return cmocka_run_group_tests_name("observation", tests, NULL, NULL);
}
