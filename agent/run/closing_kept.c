/* What a configuration takes of mail that is meant to pass. */
#include "agent/run/closing_kept.h"

#include <errno.h>
#include <string.h>

#include "agent/base/buf.h"
#include "agent/run/relay_ask.h"
#include "agent/run/relay_words.h"
#include "agent/run/relay_world.h"

struct asking {
	struct rules *rules;
	struct strangers strangers;
	struct kept *kept;
};

static int
passes(struct asking *a, const struct relay_mail *m, bool own,
    enum relay_way wanted, bool *ret)
{
	const char *why;
	enum relay_way way = WAY_REFUSED;
	int r = relay_ask(a->rules, m, own, &a->kept->pool, &way, &why);

	*ret = r == 0 && way == wanted;
	return r;
}

static const struct relay_client itself = { .address = "127.0.0.1",
	.name = "localhost", .resolve = "OK" };

static struct relay_client
stranger(const struct asking *a)
{
	return (struct relay_client){ .address = a->strangers.one.address,
	    .name = a->strangers.one.name, .resolve = "OK" };
}

/* Is the mail about the word of a class or key of a map? */
static bool
is_about(const struct relay_word *w, const char *word)
{
	const char *at = w->to == NULL ? NULL : strchr(w->to, '@');
	const char *tag = strchr(word, ':');
	char to[256] = "";

	if (tag != NULL && strncmp(word, "IPv6:", 5) != 0)
		word = tag + 1;
	while (*word == '.')
		word++;
	if (at != NULL && strlen(at) < sizeof(to) && strlen(at) > 1)
		memcpy(to, at + 1, strlen(at) - 2);
	return (w->name != NULL && name_is_below(w->name, word)) ||
	    (w->address != NULL && address_is_below(w->address, word)) ||
	    (to[0] != '\0' && name_is_below(to, word));
}

static int
note_served(struct asking *a, const struct relay_word *w)
{
	struct kept *k = a->kept;
	size_t i;
	int r = 0;

	for (i = 0; r == 0 && i < k->words.n; i++)
		if (is_about(w, k->words.v[i]))
			r = strv_keep(&k->pool, &k->served, k->words.v[i]);
	return r;
}

static int
add_words(struct kept *k, const struct rules_entry *w)
{
	int r = 0;

	for (; r == 0 && w != NULL; w = w->next)
		r = strv_push(&k->pool, &k->words, w->key);
	return r;
}

static int
take_words(struct asking *a)
{
	struct rules_entry *list = NULL;
	int r = rules_class_words(a->rules, "R", &a->kept->pool, &list);

	if (r == 0)
		r = add_words(a->kept, list);
	list = NULL;
	if (r == 0)
		r = rules_map_words(a->rules, "RELAY", &a->kept->pool, &list);
	return r == 0 ? add_words(a->kept, list) : r;
}

static int
ask_listed(struct asking *a)
{
	struct pool *pool = &a->kept->pool;
	struct relay_word *list = NULL, *w;
	struct relay_mail m;
	bool away;
	int r = take_words(a);

	if (r == 0)
		r = relay_words(a->rules, &a->strangers, pool, &list);

	for (w = list; r == 0 && w != NULL; w = w->next) {
		if (w->means == RELAY_OPEN || w->means == RELAY_SENDER)
			continue;
		m = (struct relay_mail){ .client = stranger(a),
		    .from = pool_printf(pool, "user@%s",
		    a->strangers.two.domain), .to = w->to };
		if (m.to == NULL)
			m.to = pool_printf(pool, "<user@%s>",
			    a->strangers.one.domain);
		if (w->address != NULL)
			m.client.address = w->address;
		if (w->name != NULL)
			m.client.name = w->name;
		if (w->name != NULL && w->name[0] == '[')
			m.client.resolve = "FAIL";
		r = pool->failed ? -ENOMEM : passes(a, &m, false, WAY_AWAY,
		    &away);
		if (r == 0 && away)
			r = strv_push(pool, &a->kept->listed, pool_printf(pool,
			    "%s%s", w->to != NULL ? "mail for " : "mail from "
			    "", w->to != NULL ? w->to : w->name));
		if (r == 0 && away)
			r = note_served(a, w);
	}
	return r;
}

static int
ask(struct asking *a)
{
	struct pool *pool = &a->kept->pool;
	struct rules_entry *taken = NULL;
	struct relay_mail m = { .client = itself };
	int r;

	/* The first question opens the maps. */
	m.from = pool_printf(pool, "root@%s", a->strangers.rules.host);
	m.to = "<user@offsite.example>";
	r = pool->failed ? -ENOMEM : passes(a, &m, true, WAY_AWAY,
	    &a->kept->own);
	if (r == 0)
		r = relay_words_taken(a->rules, pool, &taken);
	if (r == 0)
		r = strangers_choose(&a->strangers, taken);
	if (r < 0)
		return r;
	m = (struct relay_mail){ .client = stranger(a),
	    .from = pool_printf(pool, "user@%s", a->strangers.two.domain),
	    .to = pool_printf(pool, "<postmaster@%s>",
	    a->strangers.rules.host) };
	r = pool->failed ? -ENOMEM : passes(a, &m, false, WAY_HERE,
	    &a->kept->local);
	return r < 0 ? r : ask_listed(a);
}

int
kept_gather(const struct host *h, const struct facts *f,
    const struct relay_level *l, struct kept *ret, struct err *e)
{
	struct asking a = { .kept = ret };
	struct buf text = BUF_INIT(ROOT_MAX_FILE);
	struct relay_world w = { .host = NULL };
	int r = l->cf == NULL ? -ENOENT : root_read(&h->root, l->cf, &text,
	    NULL, NULL);

	if (r == 0)
		r = relay_world_init(&w, h, f->name, &f->addresses, e);
	if (r == 0) {
		r = strangers_init(&a.strangers, &w.rules);
		a.strangers.others_exist = true;
		if (r == 0)
			r = rules_read(l->cf, text.len > 0 ? text.p : "",
			    text.len, &a.strangers.rules, &a.rules, e);
		if (r == 0)
			r = ask(&a);
		rules_free(a.rules);
		strangers_release(&a.strangers);
	}
	relay_world_release(&w);
	buf_release(&text);
	return r == -ENOMEM || ret->pool.failed ? -ENOMEM : 0;
}

void
kept_release(struct kept *k)
{
	pool_release(&k->pool);
	*k = (struct kept){ .own = false };
}

static bool
has(const struct strv *list, const char *word)
{
	size_t i;

	for (i = 0; i < list->n; i++)
		if (strcmp(list->v[i], word) == 0)
			return true;
	return false;
}

const char *
kept_lost(const struct kept *before, const struct kept *after, bool any)
{
	size_t i;

	if (!after->own)
		return "mail of this host itself";
	if (before->local && !after->local)
		return "mail for this host";
	for (i = 0; !any && i < before->listed.n; i++)
		if (!has(&after->listed, before->listed.v[i]))
			return before->listed.v[i];
	for (i = 0; i < before->served.n; i++)
		if (has(&after->words, before->served.v[i]) &&
		    !has(&after->served, before->served.v[i]))
			return before->served.v[i];
	return NULL;
}
