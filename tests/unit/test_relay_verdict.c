/* Answers of servers, and what they come to. */
#include "probe/relay_verdict.h"

#include <stdio.h>
#include <string.h>

#include "tests/unit/unit.h"

static const struct envelope_names names = { .host = "mx.example",
	.literal = "[192.0.2.25]", .sender = "postmaster@probe.example",
	.offsite = "off.test", .third = "third.test", .user = "nobody-x",
	.offsite_literal = "[203.0.113.9]", .friend = "friend.example" };

#define DENIED "5.7.1 Relaying denied"

/* What a server says to one mail: the reply, and whether to MAIL. */
struct says {
	int code;
	const char *text;
	bool mail;
};

static struct relay_verdict
ask(struct pool *p, struct says (*s)(const char *, const char *),
    unsigned which)
{
	struct question *list = NULL, *q;
	int more = 1;

	assert_int_equal(questions_make(p, &names, which, "boss@mx.example",
	    &list), 0);
	while (more > 0) {
		for (q = list; q != NULL; q = q->next) {
			struct says a = s(q->from, q->to);

			if (a.code == 0)
				continue;
			q->stage = a.mail ? STAGE_MAIL : STAGE_RCPT;
			q->code = a.code;
			snprintf(q->text, sizeof(q->text), "%s", a.text);
		}
		more = questions_follow(p, &names, list);
	}
	return relay_verdict(list);
}

#define SAYS(...) ((struct says){ __VA_ARGS__ })

static bool
ends(const char *text, const char *end)
{
	size_t n = strlen(text), m = strlen(end);

	return n >= m && strcmp(text + n - m, end) == 0;
}

static struct says
closed(const char *from, const char *to)
{
	if (strcmp(from, "<x>") == 0 || strstr(from, "localhost") != NULL)
		return SAYS(553, "5.5.4 Domain name required", true);
	return SAYS(550, DENIED, false);
}

static struct says
promiscuous(const char *from, const char *to)
{
	if (strcmp(from, "<x>") == 0)
		return SAYS(553, "5.5.4 Domain name required", true);
	return SAYS(250, "2.1.5 ok", false);
}

/* relay_local_from. */
static struct says
by_sender(const char *from, const char *to)
{
	return strstr(from, "@mx.example") != NULL && to[1] != '@' &&
	    ends(to, "@off.test>") ? SAYS(250, "ok", false) :
	    SAYS(550, DENIED, false);
}

/* The hole of sendmail 8.8: it sees no domain behind a quote. Mailboxes of
 * its own are looked up. */
static struct says
quotes(const char *from, const char *to)
{
	if (strcmp(to, "<\"nobody-x@off.test\">") == 0)
		return SAYS(250, "ok", false);
	if (ends(to, "mx.example>") || ends(to, "mx.example\">"))
		return SAYS(550, "5.1.1 User unknown", false);
	return SAYS(550, DENIED, false);
}

/* nopercenthack nospecial: any mailbox with a percent sign in it is taken
 * for an own one, and of the others only those that are there. */
static struct says
percent(const char *from, const char *to)
{
	if (strchr(to, '%') != NULL)
		return SAYS(250, "ok", false);
	if (ends(to, "@mx.example>"))
		return SAYS(550, "5.1.1 User unknown", false);
	return SAYS(550, DENIED, false);
}

/* Whatever mailbox of its own, none of others. */
static struct says
catch_all(const char *from, const char *to)
{
	return ends(to, "@mx.example>") || ends(to, "@[192.0.2.25]>") ?
	    SAYS(250, "ok", false) : SAYS(550, "relay not permitted", false);
}

static struct says
later(const char *from, const char *to)
{
	return SAYS(454, "4.7.1 Relay access denied", false);
}

static struct says
later_once(const char *from, const char *to)
{
	return strcmp(from, "<>") == 0 ? SAYS(451, "later", false) :
	    SAYS(550, DENIED, false);
}

static struct says
open_and_later(const char *from, const char *to)
{
	return strcmp(from, "<>") == 0 ? SAYS(250, "ok", false) :
	    SAYS(451, "later", false);
}

static struct says
silent(const char *from, const char *to)
{
	return SAYS(0, "", false);
}

static struct says
one_missing(const char *from, const char *to)
{
	return strcmp(to, "<nobody-x@off.test.>") == 0 ? SAYS(0, "", false) :
	    SAYS(550, DENIED, false);
}

static struct says
no_client(const char *from, const char *to)
{
	return SAYS(554, "5.7.1 Service unavailable; Client host [x] blocked "
	    "using list.example; open relay", false);
}

static struct says
no_sender(const char *from, const char *to)
{
	return strcmp(from, "<>") == 0 ? SAYS(550, DENIED, false) :
	    SAYS(553, "5.1.8 Domain of sender address does not exist", true);
}

/* "no", to all but its own postmaster. */
static struct says
curt(const char *from, const char *to)
{
	return strcmp(to, "<postmaster@mx.example>") == 0 ?
	    SAYS(250, "ok", false) : SAYS(550, "no", false);
}

static struct says
curt_to_all(const char *from, const char *to)
{
	return SAYS(550, "no", false);
}

static struct says
wants_password(const char *from, const char *to)
{
	return SAYS(530, "5.7.0 Authentication required", true);
}

static struct says
wants_tls(const char *from, const char *to)
{
	return SAYS(530, "5.7.0 Must issue a STARTTLS command first", true);
}

/* Greylists its own mailboxes: whether what it took is one is not known. */
static struct says
routes_and_later(const char *from, const char *to)
{
	if (strcmp(to, "<nobody-x%off.test@mx.example>") == 0)
		return SAYS(250, "ok", false);
	if (ends(to, "@mx.example>"))
		return SAYS(450, "later", false);
	return SAYS(550, DENIED, false);
}

/* Known senders, whoever writes them. */
static struct says
boss(const char *from, const char *to)
{
	return strcmp(from, "<boss@mx.example>") == 0 ?
	    SAYS(250, "ok", false) : SAYS(550, DENIED, false);
}

/* Takes a forged sender in one form, where a stranger's does as well. */
static struct says
route_only(const char *from, const char *to)
{
	return strncmp(to, "<@", 2) == 0 ? SAYS(250, "ok", false) :
	    SAYS(550, DENIED, false);
}

static void
verdicts(void **state)
{
	static const struct {
		const char *name;
		struct says (*s)(const char *from, const char *to);
		enum relay relay;
		bool later;
		unsigned proof;
	} rows[] = {
		{ "closed", closed, RELAY_CLOSED, false, 1 },
		{ "promiscuous", promiscuous, RELAY_OPEN, false, 1 },
		{ "by sender", by_sender, RELAY_SENDER, false, 6 },
		{ "quotes", quotes, RELAY_OPEN, false, 13 },
		{ "percent", percent, RELAY_CLOSED, false, 1 },
		{ "catch all", catch_all, RELAY_CLOSED, false, 1 },
		{ "later", later, RELAY_UNKNOWN, true, 1 },
		{ "later once", later_once, RELAY_UNKNOWN, true, 5 },
		{ "open and later", open_and_later, RELAY_OPEN, true, 5 },
		{ "silent", silent, RELAY_UNKNOWN, true, 1 },
		{ "one missing", one_missing, RELAY_UNKNOWN, true, 30 },
		{ "no client", no_client, RELAY_UNKNOWN, false, 1 },
		{ "no sender", no_sender, RELAY_UNKNOWN, false, 1 },
		{ "curt", curt, RELAY_CLOSED, false, 1 },
		{ "curt to all", curt_to_all, RELAY_UNKNOWN, false, 1 },
		{ "password", wants_password, RELAY_CLOSED, false, 1 },
		{ "tls", wants_tls, RELAY_UNKNOWN, false, 1 },
		{ "routes, later", routes_and_later, RELAY_UNKNOWN, true, 9 },
		{ "boss", boss, RELAY_SENDER, false, 28 },
		{ "source route", route_only, RELAY_OPEN, false, 17 },
	};
	struct relay_verdict v;
	struct pool p = { .blocks = NULL };
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		v = ask(&p, rows[i].s, QUESTION_ALL);
		if (v.relay != rows[i].relay || v.later != rows[i].later ||
		    v.proof == NULL || v.proof->number != rows[i].proof)
			fail_msg("%s: %s, later %d, %u: %s", rows[i].name,
			    relay_name(v.relay), v.later,
			    v.proof != NULL ? v.proof->number : 0, v.reason);
		assert_int_equal(v.reason != NULL, v.relay == RELAY_UNKNOWN);
		assert_int_equal(v.any_mailbox, rows[i].s == catch_all ||
		    rows[i].s == promiscuous);
		pool_release(&p);
		p = (struct pool){ .blocks = NULL };
	}
	/* Asked for nothing that could be a mailbox of others. */
	v = ask(&p, catch_all, 1u << 9);
	assert_int_equal(v.relay, RELAY_UNKNOWN);
	pool_release(&p);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(verdicts),
	};

	return cmocka_run_group_tests_name("relay_verdict", tests, NULL, NULL);
}
