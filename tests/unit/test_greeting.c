/* What servers say before the first MAIL. */
#include "probe/greeting.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "tests/unit/unit.h"

static int
say(struct greeting *g, const char *line)
{
	return greeting_line(g, line, strlen(line));
}

static void
sendmail(void **state)
{
	struct greeting g = { .code = 0 };

	assert_int_equal(say(&g, "220 relay1.victim.example ESMTP Sendmail "
	    "8.17.1.9/8.17.1.9; Sun\r\n"), 0);
	assert_string_equal(g.name, "relay1.victim.example");
	assert_int_equal(say(&g, "250-relay1.victim.example Hello\r\n"), 0);
	assert_int_equal(say(&g, "250-PIPELINING\r\n"), 0);
	assert_int_equal(say(&g, "250 HELP\r\n"), 0);
	assert_true(g.pipelining);
	assert_false(g.tls);
	assert_int_equal(g.replies, 2);
	/* After STARTTLS all is said anew (RFC 3207, 4.2). */
	assert_int_equal(say(&g, "220 2.0.0 Ready to start TLS\r\n"), 0);
	assert_true(g.tls);
	assert_int_equal(say(&g, "250-relay1.victim.example Hello\r\n"), 0);
	assert_int_equal(say(&g, "250 HELP\r\n"), 0);
	assert_false(g.pipelining);
	assert_int_equal(g.code, 250);
}

static void
others(void **state)
{
	struct greeting g = { .code = 0 };
	char big[1000];

	assert_int_equal(say(&g, "220-*** it may be recorded ***\n"), 0);
	assert_int_equal(say(&g, "220 ready\n"), 0);
	assert_string_equal(g.name, "");
	assert_int_equal(say(&g, "250-mail.example at your service\n"), 0);
	assert_int_equal(say(&g, "250 pipelining\n"), 0);
	assert_string_equal(g.name, "mail.example");
	assert_true(g.pipelining);
	g = (struct greeting){ .code = 0 };
	assert_int_equal(say(&g, "421 busy\r\n"), 0);
	assert_int_equal(g.code, 421);
	assert_string_equal(g.text, "busy");
	g = (struct greeting){ .code = 0 };
	memset(big, 'x', sizeof(big));
	memcpy(big, "220 a.b", 7);
	assert_int_equal(greeting_line(&g, big, sizeof(big)), 0);
	assert_string_equal(g.name, "");
	g = (struct greeting){ .code = 0 };
	assert_int_equal(say(&g, "220 [192.0.2.1] x\r\n"), 0);
	assert_string_equal(g.name, "");
	g = (struct greeting){ .code = 0 };
	assert_int_equal(say(&g, "220 a.b>\x1b[2J x\r\n"), 0);
	assert_string_equal(g.name, "");
}

static void
hostile(void **state)
{
	struct greeting g = { .code = 0 };
	int i;

	assert_int_equal(say(&g, ""), -EPROTO);
	assert_int_equal(say(&g, "HTTP/1.0"), -EPROTO);
	g = (struct greeting){ .code = 0 };
	for (i = 0; i < GREETING_LINES; i++)
		assert_int_equal(say(&g, "220-x\r\n"), 0);
	assert_int_equal(say(&g, "220-x\r\n"), -EPROTO);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sendmail),
		cmocka_unit_test(others),
		cmocka_unit_test(hostile),
	};

	return cmocka_run_group_tests_name("greeting", tests, NULL, NULL);
}
