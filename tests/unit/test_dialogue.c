/* What is said to a hub, and what its answers mean. */
#include "probe/dialogue.h"

#include <errno.h>
#include <string.h>

#include "tests/unit/unit.h"

/* A server that says one text after each thing that it hears; NULL: it
 * closes; "": it is silent until the deadline; "!": reset. */
struct script {
	const char *const *says;
	char heard[2048];
};

static int
script_send(void *arg, const char *data, size_t len, int64_t deadline)
{
	struct script *s = arg;
	size_t n = strlen(s->heard);

	assert_true(n + len < sizeof(s->heard));
	memcpy(s->heard + n, data, len);
	s->heard[n + len] = '\0';
	return 0;
}

static ssize_t
script_recv(void *arg, char *data, size_t size, int64_t deadline)
{
	struct script *s = arg;
	size_t n;

	if (*s->says == NULL)
		return 0;
	n = strlen(*s->says);
	if (n == 0)
		return -ETIMEDOUT;
	if (strcmp(*s->says, "!") == 0)
		return -ECONNRESET;
	assert_true(n <= size);
	memcpy(data, *s->says++, n);
	return (ssize_t)n;
}

static const struct hub_question question = {
	.helo = "host1.victim.example",
	.from = "root@host1.victim.example",
	.to = "postmaster@example.edu",
};

static struct hub_answer
ask(struct script *s, const char *const *says)
{
	const struct wire w = { .arg = s, .send = script_send,
		.recv = script_recv };
	struct hub_answer a;

	*s = (struct script){ .says = says };
	hub_ask(&w, &question, clock_ms() + 10000, &a);
	/* Never, whatever is answered. */
	assert_null(strstr(s->heard, "DATA"));
	assert_null(strstr(s->heard, "BDAT"));
	return a;
}

#define SAYS(...) ((const char *const []){ __VA_ARGS__, NULL })
#define HELLO "220 hub ESMTP\r\n"
#define EHLO "250-hub\r\n250 PIPELINING\r\n"

static void
accepted(void **state)
{
	struct script s;
	struct hub_answer a = ask(&s, SAYS(HELLO, EHLO, "250 2.1.0 ok\r\n",
	    "250 2.1.5 recipient ok\r\n", "250 ok\r\n221 bye\r\n"));

	assert_int_equal(a.kind, HUB_ACCEPTED);
	assert_string_equal(a.stage, "rcpt");
	assert_int_equal(a.code, 250);
	assert_string_equal(a.text, "2.1.5 recipient ok");
	assert_string_equal(a.reason, "");
	assert_string_equal(s.heard, "EHLO host1.victim.example\r\n"
	    "MAIL FROM:<root@host1.victim.example>\r\n"
	    "RCPT TO:<postmaster@example.edu>\r\nRSET\r\nQUIT\r\n");
}

static void
a_server_of_old(void **state)
{
	struct script s;
	struct hub_answer a = ask(&s, SAYS("220 old\n", "500 what?\n",
	    "250 hello\n", "250 ok\n", "251 will forward\n", "221 bye\n"));

	assert_int_equal(a.kind, HUB_ACCEPTED);
	assert_non_null(strstr(s.heard, "HELO host1.victim.example\r\n"));
}

static void
answers(void **state)
{
	static const struct {
		const char *says[6];
		enum hub_answer_kind kind;
		const char *stage;
		int code;
	} rows[] = {
		{ { "554 no\r\n" }, HUB_REFUSED, "greeting", 554 },
		{ { "421 busy\r\n" }, HUB_TEMPFAIL, "greeting", 421 },
		{ { HELLO, "550 no\r\n", "550 no\r\n" }, HUB_REFUSED, "helo",
		    550 },
		{ { HELLO, "450 no\r\n" }, HUB_TEMPFAIL, "helo", 450 },
		{ { HELLO, EHLO, "553 5.1.8 domain\r\n" }, HUB_REFUSED,
		    "mail", 553 },
		{ { HELLO, EHLO, "451 4.1.8 domain\r\n" }, HUB_TEMPFAIL,
		    "mail", 451 },
		{ { HELLO, EHLO, "250 ok\r\n", "550 5.7.1 denied\r\n" },
		    HUB_REFUSED, "rcpt", 550 },
		{ { HELLO, EHLO, "250 ok\r\n", "450 4.7.1 later\r\n" },
		    HUB_TEMPFAIL, "rcpt", 450 },
		{ { HELLO, EHLO, "250 ok\r\n", "421 bye\r\n" },
		    HUB_TEMPFAIL, "rcpt", 421 },
		{ { HELLO, EHLO, "530 5.7.0 STARTTLS\r\n" }, HUB_UNKNOWN,
		    "mail", 530 },
		{ { HELLO, EHLO, "250 ok\r\n", "354 go on\r\n" },
		    HUB_UNKNOWN, "rcpt", 354 },
		{ { HELLO, EHLO, "250 ok\r\n", "252 perhaps\r\n" },
		    HUB_UNKNOWN, "rcpt", 252 },
		{ { "220 half a li", "" }, HUB_UNKNOWN, "greeting", 0 },
		{ { HELLO, EHLO, "250 ok\r\n", "" }, HUB_UNKNOWN, "rcpt",
		    250 },
		{ { HELLO, "!" }, HUB_UNKNOWN, "helo", 220 },
		{ { HELLO, EHLO }, HUB_UNKNOWN, "mail", 250 },
		{ { "220 x\r\n250 x\r\n250 x\r\n250 x\r\n" }, HUB_UNKNOWN,
		    "helo", 220 },
		{ { "SSH-2.0-OpenSSH\r\n" }, HUB_UNKNOWN, "greeting", 0 },
	};
	struct hub_answer a;
	struct script s;
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		a = ask(&s, rows[i].says);
		if (a.kind != rows[i].kind || a.code != rows[i].code ||
		    strcmp(a.stage, rows[i].stage) != 0)
			fail_msg("row %zu: %s %s %d %s", i,
			    hub_answer_name(a.kind), a.stage, a.code,
			    a.reason);
		assert_int_equal(a.reason[0] != '\0', a.kind == HUB_UNKNOWN);
	}
}

static void
words(void **state)
{
	assert_true(hub_is_address("root@host1.victim.example"));
	assert_true(hub_is_address("root"));
	assert_false(hub_is_address(""));
	assert_false(hub_is_address("a@b>\r\nDATA"));
	assert_false(hub_is_address("a b@c"));
	assert_false(hub_is_address("a@b>"));
	assert_false(hub_is_address("\"a\"@b"));
	assert_true(hub_is_name("host1.victim.example"));
	assert_true(hub_is_name("[192.0.2.25]"));
	assert_true(hub_is_name("[IPv6:2001:db8::1]"));
	assert_false(hub_is_name("host 1"));
	assert_false(hub_is_name("[x\r\n]"));
	assert_false(hub_is_name("-x"));
	assert_false(hub_is_name(""));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(accepted),
		cmocka_unit_test(a_server_of_old),
		cmocka_unit_test(answers),
		cmocka_unit_test(words),
	};

	return cmocka_run_group_tests_name("dialogue", tests, NULL, NULL);
}
