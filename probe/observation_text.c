/* What came of the hosts that were asked, for people and programs. */
#include "probe/observation_text.h"

#include <string.h>

#include "agent/base/utf8.h"

#define BRIEF_LINES 40
#define BRIEF_LINE 512	/* bytes of one: RFC 5321, 4.5.3.1.5 */

static const char *
stage_name(enum stage s)
{
	return s == STAGE_MAIL ? "mail" : s == STAGE_RCPT ? "rcpt" : NULL;
}

static const char *
purpose_name(enum purpose p)
{
	static const char *const names[] = {
		[ASK_ENVELOPE] = "envelope",
		[ASK_STRANGER] = "same-from-stranger",
		[ASK_SHAPE] = "same-to-itself",
		[ASK_MAILBOX] = "no-such-mailbox",
		[ASK_POSTMASTER] = "postmaster",
	};

	return names[p];
}

static const char *
answer_name(const struct question *q)
{
	static const char *const names[] = {
		[ANSWER_NONE] = "none",
		[ANSWER_ACCEPTED] = "accepted",
		[ANSWER_REFUSED] = "refused",
		[ANSWER_LATER] = "tempfail",
		[ANSWER_ODD] = "odd",
	};

	return names[question_answer(q)];
}

bool
observation_is_silent(const struct observation *o)
{
	return o->target->swept && !o->connected &&
	    o->target->reason == NULL;
}

void
observation_count(struct observation_totals *t, const struct observation *o)
{
	if (observation_is_silent(o))
		t->silent++;
	else if (o->verdict.relay == RELAY_CLOSED)
		t->closed++;
	else if (o->verdict.relay == RELAY_UNKNOWN)
		t->unknown++;
	else
		t->open++;
}

int
observation_status(const struct observation_totals *t)
{
	return t->open > 0 ? 1 : t->unknown > 0 ? 2 : 0;
}

static void
add_address(struct buf *b, const struct observation *o)
{
	char text[ADDRESS_TEXT];

	address_print(&o->target->address, text);
	if (o->target->name != NULL) {
		buf_adds(b, o->target->name);
		if (o->target->address.family != 0)
			buf_addf(b, " (%s)", text);
	} else {
		buf_adds(b, text);
	}
	buf_addf(b, " port %u", o->target->port);
}

static void
add_question(struct buf *b, const struct question *q)
{
	buf_addf(b, "  %u: MAIL FROM:%s RCPT TO:%s\n", q->number, q->from,
	    q->to);
	if (q->stage == STAGE_NONE)
		return;
	buf_addf(b, "     %s: %d ", stage_name(q->stage), q->code);
	utf8_escape(b, q->text, strlen(q->text));
	buf_adds(b, "\n");
}

static unsigned
asked(const struct question *q, bool settled)
{
	unsigned n = 0;

	for (; q != NULL; q = q->next)
		n += q->purpose == ASK_ENVELOPE && (!settled ||
		    question_is_settled(q));
	return n;
}

void
observation_print(struct buf *b, const struct observation *o)
{
	if (observation_is_silent(o))
		return;
	buf_addf(b, "%s: ", relay_name(o->verdict.relay));
	add_address(b, o);
	if (o->questions != NULL)
		buf_addf(b, ", %u of %u envelopes answered",
		    asked(o->questions, true), asked(o->questions, false));
	buf_adds(b, "\n");
	if (o->reason != NULL) {
		buf_adds(b, "  ");
		utf8_escape(b, o->reason, strlen(o->reason));
		buf_adds(b, "\n");
	}
	if (o->verdict.proof != NULL)
		add_question(b, o->verdict.proof);
	if (o->verdict.any_mailbox && o->verdict.relay == RELAY_CLOSED)
		buf_adds(b, "  it takes every mailbox for its own: whether "
		    "one with %, ! or quotes\n  goes on from there is not "
		    "seen from outside\n");
}

void
observation_totals_print(struct buf *b, const struct observation_totals *t)
{
	buf_addf(b, "%lu open, %lu closed, %lu unknown", t->open, t->closed,
	    t->unknown);
	if (t->silent > 0)
		buf_addf(b, "; at %lu addresses nobody answered", t->silent);
	buf_adds(b, "\n");
}

void
observation_open(struct json *j, const struct sweep_settings *s,
    const char *time)
{
	json_object(j, NULL);
	json_string(j, "schema", "hardenmail-observations/1");
	json_string(j, "program", HM_VERSION);
	json_string(j, "time", time);
	json_string(j, "helo", s->helo);
	json_string(j, "from", s->from);
	json_string(j, "offsite", s->offsite);
	json_array(j, "observations");
}

static void
question_json(struct json *j, const char *key, const struct question *q)
{
	json_object(j, key);
	json_number(j, "number", q->number);
	json_string(j, "purpose", purpose_name(q->purpose));
	json_string(j, "from", q->from);
	json_string(j, "to", q->to);
	json_string(j, "answer", answer_name(q));
	json_string(j, "stage", stage_name(q->stage));
	if (q->stage != STAGE_NONE) {
		json_number(j, "code", q->code);
		json_string(j, "text", q->text);
	} else {
		json_null(j, "code");
		json_null(j, "text");
	}
	json_end(j);
}

/* Up to so many lines, and with `beginning` up to the first MAIL: greeting,
 * EHLO and STARTTLS. */
static void
transcript_json(struct json *j, const struct transcript *t, bool beginning)
{
	const char *p = t->text.len > 0 ? t->text.p : "", *end;
	unsigned n = 0;
	size_t len;

	json_array(j, "transcript");
	for (; *p != '\0' && !(beginning && (n++ == BRIEF_LINES ||
	    strncmp(p, "C: MAIL", 7) == 0)); p = *end != '\0' ? end + 1 : end) {
		end = strchr(p, '\n');
		if (end == NULL)
			end = p + strlen(p);
		len = (size_t)(end - p);
		json_stringn(j, NULL, p, beginning && len > BRIEF_LINE ?
		    BRIEF_LINE : len);
	}
	json_end(j);
}

static void
server_json(struct json *j, const struct observation *o)
{
	const struct greeting *g = o->greeting;

	json_bool(j, "connected", o->connected);
	json_bool(j, "refused_connection", o->refused);
	json_string(j, "greeting", g->replies > 0 ? g->banner : NULL);
	json_string(j, "greeting_name", g->name[0] != '\0' ? g->name : NULL);
	json_bool(j, "pipelining", g->pipelining);
	json_bool(j, "tls", g->tls);
	json_string(j, "source", o->local[0] != '\0' ? o->local : NULL);
}

static void
head_json(struct json *j, const struct observation *o, const char *time)
{
	char text[ADDRESS_TEXT];

	address_print(&o->target->address, text);
	json_object(j, NULL);
	json_string(j, "address", o->target->address.family != 0 ? text :
	    NULL);
	json_number(j, "port", o->target->port);
	json_string(j, "name", o->target->name);
	json_string(j, "time", time);
	json_string(j, "relay", relay_name(o->verdict.relay));
	json_string(j, "reason", o->reason);
	json_bool(j, "any_mailbox", o->verdict.any_mailbox);
	if (o->verdict.proof != NULL)
		question_json(j, "proof", o->verdict.proof);
	else
		json_null(j, "proof");
	server_json(j, o);
}

void
observation_json(struct json *j, const struct observation *o,
    const char *time)
{
	const struct question *q;

	head_json(j, o, time);
	json_number(j, "rounds", o->rounds);
	json_number(j, "milliseconds", o->milliseconds);
	json_array(j, "answers");
	for (q = o->questions; q != NULL; q = q->next)
		question_json(j, NULL, q);
	json_end(j);
	transcript_json(j, o->transcript, false);
	json_end(j);
}

void
observation_brief(struct json *j, const struct observation *o,
    const char *time)
{
	head_json(j, o, time);
	transcript_json(j, o->transcript, true);
	json_end(j);
}

void
observation_close(struct json *j, const struct observation_totals *t,
    const struct blacklists *lists)
{
	json_end(j);
	blacklists_json(j, lists, NULL);
	json_object(j, "totals");
	json_number(j, "open", (long long)t->open);
	json_number(j, "closed", (long long)t->closed);
	json_number(j, "unknown", (long long)t->unknown);
	json_number(j, "silent", (long long)t->silent);
	json_end(j);
	json_end(j);
}

void
observation_transcript(struct buf *b, const struct observation *o,
    const char *time)
{
	buf_addf(b, "%s %s: ", time, relay_name(o->verdict.relay));
	add_address(b, o);
	buf_adds(b, "\n");
	if (o->reason != NULL) {
		utf8_escape(b, o->reason, strlen(o->reason));
		buf_adds(b, "\n");
	}
	buf_adds(b, "\n");
	if (o->transcript->text.len > 0)
		buf_add(b, o->transcript->text.p, o->transcript->text.len);
}
