/* The command line of hardenmail-probe. */
#include "probe/probe_settings.h"

#include <errno.h>
#include <string.h>

#include "tests/unit/unit.h"

static char words[16][64];

static int
parse(struct probe_settings *s, struct err *e, const char *line)
{
	char *argv[16];
	int argc = 0;
	size_t n;

	for (; *line != '\0' && argc < 15; line += n + (line[n] == ' ')) {
		n = strcspn(line, " ");
		assert_true(n < sizeof(words[0]));
		memcpy(words[argc], line, n);
		words[argc][n] = '\0';
		argv[argc] = words[argc];
		argc++;
	}
	argv[argc] = NULL;
	return probe_settings_parse(argc, argv, s, e);
}

static void
good(void **state)
{
	struct probe_settings s;
	struct err e = { 0 };

	assert_int_equal(parse(&s, &e, "p --mx example.edu --format json "
	    "--timeout 5"), 0);
	assert_int_equal(s.command, PROBE_MX);
	assert_string_equal(s.name, "example.edu");
	assert_true(s.json);
	assert_int_equal(s.timeout, 5);
	assert_int_equal(parse(&s, &e, "p --hub=hub:587 --from= --to a@b"),
	    0);
	assert_int_equal(s.command, PROBE_HUB);
	assert_string_equal(s.host, "hub");
	assert_int_equal(s.port, 587);
	assert_string_equal(s.from, "");
	assert_string_equal(s.to, "a@b");
	assert_false(s.json);
	assert_int_equal(s.timeout, PROBE_TIMEOUT);
	assert_int_equal(parse(&s, &e, "p --help --mx x"), 0);
	assert_int_equal(s.command, PROBE_HELP);
}

static void
bad(void **state)
{
	static const char *const lines[] = { "p", "p x", "p --mx x --hub y",
		"p x --authorised-networks 127.0.0.1 --mx y",
		"p --authorised-networks 127.0.0.1",
		"p --mx x --rate 3", "p --authorised-networks a x --port 0",
		"p --authorised-networks a x --envelopes 31",
		"p --authorised-networks a x --envelopes 1,",
		"p --authorised-networks a x --to b@c",
		"p --authorised-networks a x --from=",
		"p --authorised-networks a x --known-sender <a>",
		"p --authorised-networks a x --offsite [1.2.3.4]",
		"p --hub y", "p --hub y --from a", "p --hub y --to a",
		"p --mx x --from a", "p --mx [::1]", "p --mx a/b",
		"p --hub y:0 --from a --to b", "p --mx x --timeout 0",
		"p --mx x --timeout 601", "p --mx x --format xml",
		"p --hub y --from a --to ", "p --hub y --from a --to b>",
		"p --hub y --from a --to b --helo x/y", "p --what",
		"p --mx x y", "p --version --hub y" };
	struct probe_settings s;
	struct err e;
	size_t i;

	for (i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
		e = (struct err){ 0 };
		if (parse(&s, &e, lines[i]) != -EINVAL)
			fail_msg("%s", lines[i]);
		assert_true(e.text[0] != '\0');
	}
}

static void
relay(void **state)
{
	struct probe_settings s;
	struct err e = { 0 };
	char words_of[3][40] = { "p", "a", "b" };
	char *argv[] = { words_of[0], words_of[1], words_of[2], NULL };

	assert_int_equal(parse(&s, &e, "p 192.0.2.1 --authorised-networks "
	    "192.0.2.0/24 list --rate 0 --envelopes 1,5-7,30"), 0);
	assert_int_equal(s.command, PROBE_RELAY);
	assert_int_equal(s.timeout, PROBE_RELAY_TIMEOUT);
	assert_int_equal(s.relay.rate, 0);
	assert_int_equal(s.relay.port, 25);
	assert_int_equal(s.relay.which, 1u << 1 | 7u << 5 | 1u << 30);
	assert_string_equal(s.relay.authorised, "192.0.2.0/24");
	assert_string_equal(s.relay.offsite, "example.com");
	assert_string_equal(probe_settings_word(3, argv, 0), "a");
	assert_string_equal(probe_settings_word(3, argv, 1), "b");
	assert_null(probe_settings_word(3, argv, 2));
}

static void
reports(void **state)
{
	static const char *const wrong[] = {
		"p a --authorised-networks ::1 --report https://c",
		"p a --authorised-networks ::1 --token-file t",
		"p a --authorised-networks ::1 --ca-file t",
		"p a --authorised-networks ::1 --insecure-http",
		"p --mx a.example --report https://c --token-file t",
	};
	struct probe_settings s;
	struct err e = { 0 };
	size_t i;

	assert_int_equal(parse(&s, &e, "p a --authorised-networks ::1 "
	    "--report https://c --cert c.pem --key k.pem --ca-file a.pem"),
	    0);
	assert_string_equal(s.relay.report, "https://c");
	assert_string_equal(s.relay.cert, "c.pem");
	assert_string_equal(s.relay.key, "k.pem");
	assert_string_equal(s.relay.ca, "a.pem");
	assert_null(s.relay.token_file);
	assert_int_equal(parse(&s, &e, "p a --authorised-networks ::1 "
	    "--report http://[::1] --token-file t --insecure-http"), 0);
	assert_string_equal(s.relay.token_file, "t");
	assert_true(s.relay.insecure_http);
	for (i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
		assert_int_equal(parse(&s, &e, wrong[i]), -EINVAL);
}

static void
hosts(void **state)
{
	static const struct { const char *text, *host; unsigned port; }
	rows[] = {
		{ "hub", "hub", 25 }, { "hub:2525", "hub", 2525 },
		{ "[hub]", "hub", 25 }, { "[2001:db8::1]:26",
		    "2001:db8::1", 26 }, { "2001:db8::1", "2001:db8::1", 25 },
		{ "", NULL, 0 }, { ":25", NULL, 0 }, { "hub:", NULL, 0 },
		{ "[hub", NULL, 0 }, { "[hub]x", NULL, 0 },
		{ "hub:x", NULL, 0 }, { "h/b", NULL, 0 }, { "a@b", NULL, 0 },
		{ "hub:65536", NULL, 0 },
	};
	char host[256];
	unsigned port;
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		if (rows[i].host == NULL) {
			assert_int_equal(probe_settings_host(rows[i].text,
			    host, &port), -EINVAL);
			continue;
		}
		assert_int_equal(probe_settings_host(rows[i].text, host,
		    &port), 0);
		assert_string_equal(host, rows[i].host);
		assert_int_equal(port, rows[i].port);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(good),
		cmocka_unit_test(bad),
		cmocka_unit_test(relay),
		cmocka_unit_test(reports),
		cmocka_unit_test(hosts),
	};

	return cmocka_run_group_tests_name("probe_settings", tests, NULL,
	    NULL);
}
