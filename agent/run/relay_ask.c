/* One mail of one client, through the rulesets that the daemon asks. */
#include "agent/run/relay_ask.h"

#include <errno.h>
#include <string.h>
#include <strings.h>

#include "agent/run/relay_case.h"

static struct relay_case
new_case(const struct relay_mail *m, const char *ruleset, const char *address)
{
	return (struct relay_case){ .name = "", .ruleset = ruleset,
	    .address = address, .kind = 'M', .daemon = true,
	    .client_addr = m->client.address, .client_name = m->client.name,
	    .client_resolve = m->client.resolve, .from = m->from };
}

/* Does the ruleset let it pass? One that is not defined does. */
static int
passes(struct rules *rules, const struct relay_case *c, struct pool *keep,
    enum relay_way *ret, const char **why)
{
	struct pool pool = { .blocks = NULL };
	struct relay_reply reply;
	int r;

	if (c->ruleset != NULL && !rules_have(rules, c->ruleset)) {
		*ret = WAY_HERE;
		return 0;
	}
	r = relay_case_ask(rules, c, false, &pool, &reply);
	if (r == 0 && strcmp(reply.verdict, "UNKNOWN") == 0) {
		*ret = WAY_UNCLEAR;
		*why = pool_strdup(keep, reply.returned);
	} else if (r == 0) {
		*ret = strcmp(reply.verdict, "ACCEPT") == 0 ? WAY_HERE :
		    WAY_REFUSED;
	}
	pool_release(&pool);
	return r < 0 || keep->failed ? -ENOMEM : 0;
}

/* Rule set 0 refuses some that a ruleset before it let pass. */
static int
find_route(struct rules *rules, const struct relay_mail *m, struct pool *keep,
    enum relay_way *ret, const char **why)
{
	struct relay_case c = new_case(m, NULL, m->to);
	struct pool pool = { .blocks = NULL };
	struct relay_reply reply;
	const char *mailer;
	int r;

	c.kind = 'O';
	r = relay_case_ask(rules, &c, false, &pool, &reply);
	mailer = r == 0 ? reply.answer.route_mailer : NULL;
	if (r == 0 && reply.answer.unknown != NULL) {
		*ret = WAY_UNCLEAR;
		*why = pool_strdup(keep, reply.answer.unknown);
	} else if (mailer == NULL || strcmp(mailer, "*error*") == 0 ||
	    strcmp(mailer, "error") == 0) {
		*ret = WAY_REFUSED;
	} else {
		*ret = rules_is_final(rules, mailer) ||
		    strcmp(mailer, "discard") == 0 ? WAY_HERE : WAY_AWAY;
	}
	pool_release(&pool);
	return r < 0 || keep->failed ? -ENOMEM : 0;
}

/* The sender's and the connection's rulesets: asked last, as most mail is
 * refused before. */
static int
may_come(struct rules *rules, const struct relay_mail *m, struct pool *keep,
    enum relay_way *ret, const char **why)
{
	struct pool pool = { .blocks = NULL };
	const char *from = m->from[0] == '<' ? m->from :
	    pool_printf(&pool, "<%s>", m->from);
	const char *peer = pool_printf(&pool, "%s $| %s", m->client.name,
	    m->client.address);
	struct relay_case mail = new_case(m, "check_mail", from);
	struct relay_case connection = new_case(m, "check_relay", peer);
	int r = pool.failed ? -ENOMEM : 0;

	if (r == 0)
		r = passes(rules, &mail, keep, ret, why);
	if (r == 0 && *ret == WAY_HERE)
		r = passes(rules, &connection, keep, ret, why);
	pool_release(&pool);
	return r;
}

int
relay_ask(struct rules *rules, const struct relay_mail *m, bool own,
    struct pool *pool, enum relay_way *ret, const char **why)
{
	struct relay_case c = new_case(m, "check_rcpt", m->to);
	enum relay_way route = WAY_HERE, come = WAY_HERE;
	int r;

	r = passes(rules, &c, pool, ret, why);
	if (r < 0 || *ret != WAY_HERE)
		return r;
	r = find_route(rules, m, pool, &route, why);
	if (r == 0 && route == WAY_AWAY && !own)
		r = may_come(rules, m, pool, &come, why);
	*ret = come == WAY_HERE ? route : come;
	return r;
}

const char *
relay_mail_text(struct pool *pool, const struct relay_mail *m)
{
	const bool angles = m->from[0] != '<';

	return pool_printf(pool, "MAIL FROM:%s%s%s RCPT TO:%s from %s (%s)",
	    angles ? "<" : "", m->from, angles ? ">" : "", m->to,
	    m->client.address, m->client.name);
}

bool
relay_mail_parse(struct pool *pool, const char *text, struct relay_mail *ret)
{
	static const char head[] = "MAIL FROM:", rcpt[] = " RCPT TO:";
	const char *to = strstr(text, rcpt), *from, *open;
	const char *at, *next;
	size_t len;

	if (to == NULL || strncmp(text, head, sizeof(head) - 1) != 0)
		return false;
	/* An address may say " from " itself: the last counts. */
	at = strstr(to, " from ");
	while (at != NULL && (next = strstr(at + 1, " from ")) != NULL)
		at = next;
	open = at == NULL ? NULL : strstr(at, " (");
	len = strlen(text);
	if (open == NULL || text[len - 1] != ')')
		return false;
	from = text + sizeof(head) - 1;
	*ret = (struct relay_mail){
		.from = pool_strndup(pool, from, (size_t)(to - from)),
		.to = pool_strndup(pool, to + sizeof(rcpt) - 1,
		    (size_t)(at - to) - (sizeof(rcpt) - 1)),
		.client.address = pool_strndup(pool, at + 6,
		    (size_t)(open - at) - 6),
		.client.name = pool_strndup(pool, open + 2,
		    (size_t)(text + len - open) - 3),
	};
	ret->client.resolve = ret->client.name != NULL &&
	    ret->client.name[0] == '[' ? "FAIL" : "OK";
	return !pool->failed;
}

static bool
contains(const char *text, const char *word, size_t n)
{
	for (; n > 0 && *text != '\0'; text++)
		if (strncasecmp(text, word, n) == 0)
			return true;
	return false;
}

/* Is the word of a class, or the key of a map without its tag, one of this
 * mail? Others are met on the way, and decide nothing. */
static bool
is_about(const struct rules_event *e, const struct relay_mail *m)
{
	const char *word = e->text, *end, *tag;
	size_t n;

	if (e->kind == EVENT_MAP && (word = strstr(word, ": ")) != NULL)
		word += 2;
	end = word == NULL ? NULL : strstr(word, e->kind == EVENT_MAP ?
	    " -> " : " in class ");
	if (end == NULL)
		return false;
	tag = memchr(word, ':', (size_t)(end - word));
	if (e->kind == EVENT_MAP && tag != NULL &&
	    strncasecmp(word, "IPv6:", 5) != 0)
		word = tag + 1;
	n = (size_t)(end - word);
	return contains(m->to, word, n) || contains(m->from, word, n) ||
	    contains(m->client.address, word, n) ||
	    contains(m->client.name, word, n);
}

static int
add_event(struct pool *pool, struct place **because,
    const struct rules_event *e)
{
	const char *text = e->text;

	if (e->path == NULL)
		return 0;
	if (e->kind == EVENT_RULE)
		text = pool_printf(pool, "in ruleset %s: %s", e->ruleset !=
		    NULL ? e->ruleset : "?", e->text != NULL ? e->text : "");
	return place_add(pool, because, e->path, e->line, text);
}

int
relay_explain(struct rules *rules, const struct relay_mail *m,
    bool forged, struct pool *pool, struct place **because,
    enum relay_cause *cause)
{
	struct relay_case c = new_case(m, "check_rcpt", m->to);
	struct pool scratch = { .blocks = NULL };
	struct relay_reply reply;
	const struct rules_answer *a = &reply.answer;
	int r;

	*cause = rules_deferred(rules) ? RELAY_CAUSE_DEFERRED :
	    !rules_have(rules, "check_rcpt") ? RELAY_CAUSE_NO_RULESET :
	    RELAY_CAUSE_RULE;
	if (*cause != RELAY_CAUSE_RULE)
		return 0;
	r = relay_case_ask(rules, &c, true, &scratch, &reply);
	if (r == 0 && a->map != NULL && is_about(a->map, m)) {
		*cause = RELAY_CAUSE_MAP;
		r = add_event(pool, because, a->map);
	} else if (r == 0 && !forged && a->class != NULL &&
	    a->class->path != NULL && is_about(a->class, m)) {
		*cause = RELAY_CAUSE_CLASS;
		r = add_event(pool, because, a->class);
	}
	if (r == 0 && a->rule != NULL)
		r = add_event(pool, because, a->rule);
	pool_release(&scratch);
	return r < 0 || pool->failed ? -ENOMEM : 0;
}
