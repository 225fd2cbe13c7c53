/* The question whether a hub takes a mail: SMTP up to RCPT, never DATA. */
#include "probe/dialogue.h"

#include <assert.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "probe/smtp_reply.h"

#define LEAVE_MS 2000		/* for the answer to QUIT */
#define MAX_COMMAND 600

struct talk {
	const struct wire *wire;
	int64_t deadline;
	struct hub_answer *answer;
	struct smtp_reply reply;
	char left[4096];	/* came behind the last reply */
	size_t n_left;
};

int64_t
clock_ms(void)
{
	struct timespec t;

	if (clock_gettime(CLOCK_MONOTONIC, &t) != 0)
		return 0;
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static int
unknown(struct talk *t, const char *reason)
{
	t->answer->kind = HUB_UNKNOWN;
	snprintf(t->answer->reason, sizeof(t->answer->reason), "%s", reason);
	return -1;
}

static int
failed(struct talk *t, int error)
{
	return unknown(t, error == ETIMEDOUT ?
	    "no answer within the time limit" : strerror(error));
}

/* The next reply: its code, or -1 with the answer set to unknown. */
static int
read_reply(struct talk *t)
{
	size_t used;
	ssize_t n;
	int rc;

	t->reply = (struct smtp_reply){ .code = 0 };
	for (;;) {
		rc = smtp_reply_feed(&t->reply, t->left, t->n_left, &used);
		t->n_left -= used;
		memmove(t->left, t->left + used, t->n_left);
		if (rc < 0)
			return unknown(t, "what answers is no SMTP server");
		if (rc > 0)
			break;
		n = t->wire->recv(t->wire->arg, t->left, sizeof(t->left),
		    t->deadline);
		if (n < 0)
			return failed(t, (int)-n);
		if (n == 0)
			return unknown(t, "the server closed the connection");
		t->n_left = (size_t)n;
	}
	t->answer->code = t->reply.code;
	memcpy(t->answer->text, t->reply.text, sizeof(t->answer->text));
	return t->reply.code;
}

/* An answer that ends the question. */
static int
judge(struct talk *t, int code)
{
	if (code < 0)
		return -1;
	if (code == 530)	/* RFC 3207, RFC 4954 */
		return unknown(t, "the server wants TLS or authentication "
		    "first, which is not tried");
	if (code >= 400 && code < 500)
		t->answer->kind = HUB_TEMPFAIL;
	else if (code >= 500)
		t->answer->kind = HUB_REFUSED;
	else if (code >= 300)
		return unknown(t, "the answer has no meaning here");
	else
		return 0;
	return -1;
}

static int
say(struct talk *t, const char *verb, const char *text, const char *end)
{
	char line[MAX_COMMAND];
	int n = snprintf(line, sizeof(line), "%s%s%s\r\n", verb, text, end);
	int rc;

	if (n < 0 || (size_t)n >= sizeof(line))
		return unknown(t, "an address is too long");
	/* A command that the server did not wait for, or an answer that
	 * nobody asked for, leaves the two out of step. */
	if (t->n_left > 0)
		return unknown(t, "the server says more than it was asked");
	rc = t->wire->send(t->wire->arg, line, (size_t)n, t->deadline);
	return rc < 0 ? failed(t, -rc) : read_reply(t);
}

static int
greet(struct talk *t, const char *name)
{
	int code;

	t->answer->stage = "greeting";
	if (judge(t, read_reply(t)) < 0)
		return -1;
	t->answer->stage = "helo";
	code = say(t, "EHLO ", name, "");
	/* RFC 5321, 3.2: a server of old does not know it. */
	if (code == 500 || code == 502 || code == 504 || code == 550)
		code = say(t, "HELO ", name, "");
	return judge(t, code);
}

/* The answers change nothing: they are waited for so that the hub does not
 * log a client that hung up. */
static void
leave(struct talk *t)
{
	static const char words[] = "RSET\r\nQUIT\r\n";
	struct hub_answer ignored;
	int64_t soon = clock_ms() + LEAVE_MS;

	t->answer = &ignored;
	if (t->deadline > soon)
		t->deadline = soon;
	if (t->wire->send(t->wire->arg, words, sizeof(words) - 1,
	    t->deadline) == 0 && read_reply(t) > 0)
		read_reply(t);
}

void
hub_ask(const struct wire *wire, const struct hub_question *q,
    int64_t deadline, struct hub_answer *ret)
{
	struct talk t = { .wire = wire, .deadline = deadline,
		.answer = ret };
	bool answered;

	*ret = (struct hub_answer){ .kind = HUB_UNKNOWN };
	if (greet(&t, q->helo) == 0) {
		ret->stage = "mail";
		if (judge(&t, say(&t, "MAIL FROM:<", q->from, ">")) == 0) {
			ret->stage = "rcpt";
			if (judge(&t, say(&t, "RCPT TO:<", q->to, ">")) == 0)
				ret->kind = HUB_ACCEPTED;
		}
	}
	if (ret->kind == HUB_ACCEPTED && ret->code != 250 &&
	    ret->code != 251)
		unknown(&t, "the answer has no meaning here");
	/* Who answered is still there, except after 421 (RFC 5321, 3.8). */
	answered = ret->reason[0] == '\0' && ret->code != 421;
	if (answered)
		leave(&t);
}

bool
hub_is_address(const char *text)
{
	size_t i, n = strlen(text);

	if (n == 0 || n > 254)
		return false;
	for (i = 0; i < n; i++)
		if ((unsigned char)text[i] <= ' ' || text[i] == 0x7f ||
		    strchr("<>\"\\", text[i]) != NULL)
			return false;
	return true;
}

bool
hub_is_name(const char *text)
{
	static const char good[] = "abcdefghijklmnopqrstuvwxyz"
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._";
	size_t n = strlen(text);

	if (n == 0 || n > 254)
		return false;
	if (text[0] == '[')
		return n > 2 && text[n - 1] == ']' &&
		    1 + strspn(text + 1, "0123456789abcdefABCDEFIPv.:") ==
		    n - 1;
	return strspn(text, good) == n && text[0] != '-' && text[0] != '.';
}

const char *
hub_answer_name(enum hub_answer_kind k)
{
	static const char *const names[] = {
		[HUB_UNKNOWN] = "unknown",
		[HUB_ACCEPTED] = "accepted",
		[HUB_REFUSED] = "refused",
		[HUB_TEMPFAIL] = "tempfail",
	};

	assert((size_t)k < sizeof(names) / sizeof(names[0]));
	return names[k];
}
