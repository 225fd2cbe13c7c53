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

static int
ask_listed(struct asking *a)
{
	struct pool *pool = &a->kept->pool;
	struct relay_word *list = NULL, *w;
	struct relay_mail m;
	bool away;
	int r = relay_words(a->rules, &a->strangers, pool, &list);

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

const char *
kept_lost(const struct kept *before, const struct kept *after, bool any)
{
	size_t i, j;

	if (!after->own)
		return "mail of this host itself";
	if (before->local && !after->local)
		return "mail for this host";
	for (i = 0; !any && i < before->listed.n; i++) {
		for (j = 0; j < after->listed.n; j++)
			if (strcmp(before->listed.v[i],
			    after->listed.v[j]) == 0)
				break;
		if (j == after->listed.n)
			return before->listed.v[i];
	}
	return NULL;
}
