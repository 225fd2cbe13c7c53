/* One sendmail.cf, tried with the mail of strangers. */
#include "agent/run/relay_trial.h"

#include <errno.h>
#include <string.h>
#include <strings.h>

#include "agent/model/envelopes.h"
#include "agent/run/relay_ask.h"
#include "agent/run/relay_words.h"

#define MAX_EXAMPLES 5
#define MAX_OTHER_NAMES 3

struct trial {
	struct rules *rules;
	struct strangers *strangers;
	struct pool *pool;		/* of what is found */
	struct pool scratch;
	struct relay_level *level;
	const char *sender;
	const char *why;		/* the first that is not clear */
};

static struct relay_client
client_of(struct trial *t, int i)
{
	const struct stranger *who = i / 2 == 0 ? &t->strangers->one :
	    &t->strangers->two;
	const char *bare = pool_printf(&t->scratch, "[%s]", who->address);

	return i % 2 == 0 ? (struct relay_client){ .address = who->address,
	    .name = who->name, .resolve = "OK" } : (struct relay_client){
	    .address = who->address, .name = bare != NULL ? bare : "",
	    .resolve = "FAIL" };
}

/* It is relayed, which means that. */
static int
note(struct trial *t, const struct relay_mail *m, enum relay means)
{
	struct relay_level *l = t->level;
	struct place *because = NULL;
	enum relay_cause cause;
	struct strv examples = { .n = 0 };
	size_t i;
	int r;

	if (means != l->verdict && relay_worse(means, l->verdict) == means) {
		r = relay_explain(t->rules, m, means == RELAY_SENDER,
		    t->pool, &because, &cause);
		if (r < 0)
			return r;
		l->verdict = means;
		l->because = because;
		l->cause = cause;
		r = strv_push(t->pool, &examples, relay_mail_text(t->pool,
		    m));
		for (i = 0; r == 0 && i < l->examples.n &&
		    i + 1 < MAX_EXAMPLES; i++)
			r = strv_keep(t->pool, &examples, l->examples.v[i]);
		l->examples = examples;
	} else {
		r = l->examples.n >= MAX_EXAMPLES ? 0 : strv_push(t->pool,
		    &l->examples, relay_mail_text(t->pool, m));
	}
	return r < 0 || t->pool->failed ? -ENOMEM : 0;
}

static int
try_mail(struct trial *t, const struct relay_mail *m, enum relay_way *way)
{
	const char *why = NULL;
	int r = relay_ask(t->rules, m, false, t->pool, way, &why);

	if (r == 0 && *way == WAY_UNCLEAR && t->why == NULL)
		t->why = why;
	return r;
}

/* A sender of this host's that makes no difference is none. */
static int
try_envelope(struct trial *t, const struct envelope *e, int client)
{
	struct relay_mail m = { .client = client_of(t, client),
	    .from = e->from, .to = e->to };
	enum relay means = e->means;
	enum relay_way way;
	int r;

	/* What is no worse than is known tells nothing new. */
	if (t->level->verdict == RELAY_OPEN &&
	    t->level->examples.n >= MAX_EXAMPLES)
		return 0;
	r = try_mail(t, &m, &way);
	if (r < 0 || way != WAY_AWAY)
		return r;
	if (e->forged) {
		m.from = t->sender;
		r = try_mail(t, &m, &way);
		if (way == WAY_AWAY)
			means = RELAY_OPEN;
		else
			m.from = e->from;
	}
	return r < 0 ? r : note(t, &m, means);
}

/* Names of the host besides the first, with a dot. */
static int
add_other_names(struct trial *t, struct envelope_names *n,
    struct envelope **list)
{
	struct rules_entry *words = NULL, *w;
	int left = MAX_OTHER_NAMES, r;

	r = rules_class_words(t->rules, "w", &t->scratch, &words);
	for (w = words; r == 0 && w != NULL && left > 0; w = w->next) {
		if (w->key[0] == '[' || strchr(w->key, '.') == NULL ||
		    strcasecmp(w->key, t->strangers->rules.host) == 0)
			continue;
		n->host = w->key;
		r = envelopes_add(&t->scratch, n, true, list);
		left--;
	}
	return r;
}

static int
make_envelopes(struct trial *t, struct envelope **list)
{
	struct strangers *s = t->strangers;
	struct pool *p = &t->scratch;
	struct envelope_names n = {
		.host = s->rules.host,
		.literal = pool_printf(p, "[%s]", s->own != NULL ? s->own :
		    "127.0.0.1"),
		.sender = t->sender,
		.offsite = s->one.domain,
		.user = "user",
		.third = s->two.domain,
		.offsite_literal = pool_printf(p, "[%s]", s->one.address),
		.pointed = s->pointed,
		.friend = relay_words_friend(t->rules, s, p),
	};
	int r = p->failed ? -ENOMEM : envelopes_add(p, &n, false, list);

	return r < 0 ? r : add_other_names(t, &n, list);
}

/* Those whose answer is most likely to depend on who asks are tried from
 * every client, the others from one. */
static bool
is_for_all(const struct envelope *e)
{
	static const unsigned numbers[] = { 1, 5, 6, 9, 14, 17, 21 };
	size_t i;

	for (i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++)
		if (numbers[i] == e->number)
			return true;
	return false;
}

static int
try_catalogue(struct trial *t)
{
	struct envelope *list = NULL, *e;
	int r = make_envelopes(t, &list), i;

	for (e = list; r == 0 && e != NULL; e = e->next)
		for (i = 0; r == 0 && i < (is_for_all(e) ? 4 : 1); i++)
			r = try_envelope(t, e, i);
	return r;
}

/* What the words of the configuration suggest. */
static int
try_words(struct trial *t)
{
	struct strangers *s = t->strangers;
	struct relay_word *list = NULL, *w;
	struct relay_mail m;
	const char *to = pool_printf(&t->scratch, "<user@%s>",
	    s->one.domain);
	enum relay_way way;
	int r = to == NULL ? -ENOMEM : relay_words(t->rules, s, &t->scratch,
	    &list);

	for (w = list; r == 0 && w != NULL && t->level->verdict !=
	    RELAY_OPEN; w = w->next) {
		m = (struct relay_mail){ .client = client_of(t, 0),
		    .from = w->from != NULL ? w->from : t->sender,
		    .to = w->to != NULL ? w->to : to };
		if (w->address != NULL)
			m.client.address = w->address;
		if (w->name != NULL)
			m.client.name = w->name;
		if (w->name != NULL && w->name[0] == '[')
			m.client.resolve = "FAIL";
		r = try_mail(t, &m, &way);
		if (r == 0 && way == WAY_AWAY)
			r = note(t, &m, w->means);
	}
	return r;
}

/* Rules that pass nobody are not understood, or cannot do any mail. */
static int
control(struct trial *t)
{
	const struct strangers *s = t->strangers;
	struct relay_mail m = { .client = { .address = "127.0.0.1",
	    .name = "localhost", .resolve = "OK" },
	    .from = pool_printf(&t->scratch, "root@%s", s->rules.host),
	    .to = pool_printf(&t->scratch, "<user@%s>", s->one.domain) };
	struct relay_level *l = t->level;
	enum relay_way way = WAY_UNCLEAR;
	const char *why = NULL;
	int r = t->scratch.failed ? -ENOMEM : relay_ask(t->rules, &m, true,
	    t->pool, &way, &why);

	if (r < 0 || relay_is_open(l->verdict))
		return r;
	if (t->why != NULL || way != WAY_AWAY) {
		l->verdict = RELAY_UNKNOWN;
		l->reason = t->why != NULL ? t->why : way == WAY_UNCLEAR ?
		    why : "its rules do not even pass on mail of the host "
		    "itself";
	}
	return 0;
}

int
relay_try(struct rules *rules, struct strangers *s, struct pool *pool,
    struct relay_level *ret)
{
	struct trial t = { .rules = rules, .strangers = s, .pool = pool,
	    .level = ret };
	struct rules_entry *words = NULL;
	enum relay_way way;
	int r;

	ret->verdict = RELAY_CLOSED;
	if (!rules_any(rules)) {
		ret->verdict = RELAY_ABSENT;
		ret->reason = "it has no rules: no mail goes anywhere by it";
		return 0;
	}
	/* A first question opens the maps: their words are known then. */
	r = try_mail(&t, &(struct relay_mail){ .client = client_of(&t, 0),
	    .from = "<>", .to = "<user@offsite.example>" }, &way);
	if (r == 0)
		r = relay_words_taken(rules, &t.scratch, &words);
	if (r == 0)
		r = strangers_choose(s, words);
	t.sender = pool_printf(&t.scratch, "user@%s", s->two.domain);
	if (r == 0)
		r = t.sender == NULL ? -ENOMEM : try_catalogue(&t);
	if (r == 0)
		r = try_words(&t);
	if (r == 0)
		r = control(&t);
	pool_release(&t.scratch);
	return r;
}
