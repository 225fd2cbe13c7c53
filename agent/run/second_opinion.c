/* What sendmail itself says of the questions that decide our verdict. */
#include "agent/run/second_opinion.h"

#include <errno.h>
#include <string.h>

#include "agent/run/address_test.h"
#include "agent/run/relay_words.h"
#include "agent/run/relay_world.h"

/* A host without a dot in its name sleeps for a minute at every start; who
 * asks waits a third of that. */
#define LIMIT 20000
#define MAX_OUTPUT ((size_t)4 << 20)
#define MAX_MAILS 24

struct opinion {
	const struct host *host;
	struct facts *facts;
	struct relay_level *level;
	struct pool pool;
	struct rules *rules;
	struct strangers strangers;
	struct relay_world world;
	struct relay_mail mails[MAX_MAILS];
	size_t n;
	char delivery;
	bool planned;			/* the cf is not on the host yet */
	const char *cf;			/* its text */
	size_t cf_len;
};

static const struct relay_client itself = { .address = "127.0.0.1",
	.name = "localhost", .resolve = "OK" };

static void
add(struct opinion *o, const struct relay_client *who, const char *from,
    const char *to)
{
	if (o->n < MAX_MAILS && from != NULL && to != NULL)
		o->mails[o->n++] = (struct relay_mail){ .client = *who,
		    .from = from, .to = to };
}

/* The first is the control. */
static int
add_mails(struct opinion *o)
{
	const char *host = o->strangers.rules.host;
	const char *d = o->strangers.two.domain;
	struct pool *p = &o->pool;
	const char *to = pool_printf(p, "<user@%s>", d);
	const struct stranger *who[] = { &o->strangers.one,
		&o->strangers.two };
	struct relay_client c;
	size_t i;

	for (i = 0; i < o->level->examples.n && i < 3; i++)
		if (relay_mail_parse(p, o->level->examples.v[i],
		    &o->mails[o->n + 1]))
			o->n++;
	o->mails[0] = (struct relay_mail){ .client = itself, .from =
	    pool_printf(p, "root@%s", host), .to = to };
	o->n++;
	for (i = 0; i < 4; i++) {
		c = (struct relay_client){ .address = who[i / 2]->address,
		    .name = i % 2 == 0 ? who[i / 2]->name : pool_printf(p,
		    "[%s]", who[i / 2]->address),
		    .resolve = i % 2 == 0 ? "OK" : "FAIL" };
		add(o, &c, pool_printf(p, "user@%s", o->strangers.one.domain),
		    to);
		add(o, &c, "<>", to);
		add(o, &c, pool_printf(p, "x@%s", host), to);
		if (i > 0)
			continue;
		add(o, &c, "<>", pool_printf(p, "<user%%%s@%s>", d, host));
		add(o, &c, "<>", pool_printf(p, "<\"user@%s\"@%s>", d, host));
		add(o, &c, "<>", pool_printf(p, "<@%s:user@%s>", host, d));
		add(o, &c, "<>", pool_printf(p, "<%s!user>", d));
	}
	return p->failed ? -ENOMEM : 0;
}

/* The rules, as our own verdict has them. 1; 0: they cannot be read. */
static int
read_rules(struct opinion *o, struct err *e)
{
	struct buf text = BUF_INIT(ROOT_MAX_FILE);
	struct rules_entry *taken = NULL;
	const char *cf = o->level->cf, *why;
	enum relay_way way;
	int r = root_read(&o->host->root, cf, &text, NULL, NULL);

	if (r == 0)
		r = relay_world_init(&o->world, o->host, o->facts->name,
		    &o->facts->addresses, e);
	if (r == 0)
		r = strangers_init(&o->strangers, &o->world.rules);
	o->strangers.others_exist = true;
	if (r == 0)
		r = rules_read(cf, text.len > 0 ? text.p : "", text.len,
		    &o->strangers.rules, &o->rules, e);
	/* A first question opens the maps. */
	if (r == 0)
		r = relay_ask(o->rules, &(struct relay_mail){
		    .client = itself, .from = "<>", .to = "<a@b.example>" },
		    true, &o->pool, &way, &why);
	if (r == 0)
		r = relay_words_taken(o->rules, &o->pool, &taken);
	if (r == 0)
		r = strangers_choose(&o->strangers, taken);
	if (r == 0 && text.len > 0) {
		o->cf = pool_strndup(&o->pool, text.p, text.len);
		o->cf_len = text.len;
		r = o->cf == NULL ? -ENOMEM : 0;
	}
	if (r == 0) {
		o->delivery = o->level->cause == RELAY_CAUSE_DEFERRED ? 'd' :
		    rules_delivery(o->rules);
		if (o->delivery == '\0')
			o->delivery = 'b';
		r = 1;
	}
	buf_release(&text);
	return r == -ENOMEM || r > 0 ? r : 0;
}

static const char *
program_of(const struct facts *f)
{
	const struct mta *m;

	for (m = f->mtas; m != NULL; m = m->next)
		if (strcmp(m->kind, "sendmail") == 0)
			return m->path;
	return NULL;
}

/* All may read what it reads, so that nobody in particular can be asked. */
static bool
is_public(const struct opinion *o)
{
	struct stat st;
	size_t i;

	for (i = 0; i < o->world.files.n; i++)
		if (root_stat(&o->host->root, o->world.files.v[i], &st) < 0 ||
		    (st.st_mode & 0004) == 0)
			return false;
	return root_stat(&o->host->root, o->level->cf, &st) == 0 &&
	    (st.st_mode & 0004) != 0;
}

/* -bt in a network namespace of its own has no name server that it could
 * wait for; where that cannot be had, its questions are short. */
static int
run_bt(struct opinion *o, const struct buf *questions, struct buf *out,
    struct err *e)
{
	static const char *const unshare[] = { "/usr/bin/unshare",
		"/bin/unshare", NULL };
	const char *program = program_of(o->facts);
	const char *cf = o->planned ? "@cf" : o->level->cf;
	const char *const paths[] = { program, NULL };
	const char *const apart[] = { "unshare", "-n", "--", program, "-bt",
		"-C", cf, NULL };
	const char *const plain[] = { "sendmail", "-bt", "-C", cf,
		"-OTimeout.resolver.retrans=1s",
		"-OTimeout.resolver.retry=1", NULL };
	const struct tool_file files[] = {
		{ .name = "questions", .data = questions->p,
		    .len = questions->len },
		{ .name = "cf", .data = o->cf, .len = o->cf_len },
	};
	struct tool_job job = { .paths = unshare, .argv = apart,
		.files = files, .n_files = o->planned ? 2 : 1,
		.input = "questions", .limit = LIMIT, .out = out };
	int r = o->host->tool->run(&job, e);

	/* unshare(1) says nothing of its own on standard output. */
	if (r != -ENOENT && !(r > 0 && out->len == 0))
		return r;
	job.paths = paths;
	job.argv = plain;
	job.user = is_public(o) ? "nobody" : NULL;
	return o->host->tool->run(&job, e);
}

/* Ours of that mail, as check_rcpt and the route alone have it. */
static int
own_answer(struct opinion *o, const struct relay_mail *m, enum relay_way *way)
{
	const char *why;

	return relay_ask(o->rules, m, true, &o->pool, way, &why);
}

static bool
goes_away(const struct opinion *o, const struct address_answer *a)
{
	return a->says == SAYS_ACCEPTED && a->mailer != NULL &&
	    strcmp(a->mailer, "*error*") != 0 &&
	    !rules_is_final(o->rules, a->mailer);
}

static void
differ(struct opinion *o, const struct relay_mail *m, bool ours,
    const struct address_answer *a)
{
	struct pool *p = &o->facts->pool;
	struct relay_second *s = &o->facts->relaying.second;
	struct relay_level *l = o->level;

	s->agrees = TRI_NO;
	s->reason = pool_printf(p, "%s: our evaluation of %s %s it, sendmail "
	    "-bt %s it (%s)", relay_mail_text(p, m), l->cf, ours ? "relays" :
	    "does not relay", ours ? "does not relay" : "relays",
	    a->returned != NULL ? a->returned : "no ruleset check_rcpt");
	l->reason = pool_printf(p, "the second opinion differs from the "
	    "first (%s): %s", relay_name(l->verdict), s->reason);
	l->verdict = RELAY_UNKNOWN;
}

static int
compare(struct opinion *o, const struct address_answer *answers)
{
	struct relay_second *s = &o->facts->relaying.second;
	enum relay_way way = WAY_UNCLEAR;
	size_t i;
	int r = 0;

	if (!goes_away(o, &answers[0])) {
		s->reason = pool_printf(&o->facts->pool, "sendmail -bt does "
		    "not even relay mail of the host itself (%s)",
		    answers[0].returned != NULL ? answers[0].returned : "");
		return 0;
	}
	s->agrees = TRI_YES;
	for (i = 0; r == 0 && s->agrees == TRI_YES && i < o->n; i++) {
		r = own_answer(o, &o->mails[i], &way);
		/* What waits for a name server tells nothing. */
		if (r < 0 || way == WAY_UNCLEAR ||
		    answers[i].says == SAYS_LATER ||
		    answers[i].says == SAYS_NOTHING)
			continue;
		s->asked++;
		if ((way == WAY_AWAY) != goes_away(o, &answers[i]))
			differ(o, &o->mails[i], way == WAY_AWAY, &answers[i]);
	}
	return r;
}

static int
ask(struct opinion *o)
{
	struct relay_second *s = &o->facts->relaying.second;
	struct buf questions = BUF_INIT(65536), out = BUF_INIT(MAX_OUTPUT);
	struct address_answer answers[MAX_MAILS];
	struct err why = { .code = 0 };
	size_t i;
	int r = add_mails(o), n = 0;

	for (i = 0; r == 0 && i < o->n; i++)
		r = address_test_ask(&questions, &o->mails[i], o->delivery) <
		    0 ? -EINVAL : 0;
	if (r == 0)
		r = run_bt(o, &questions, &out, &why);
	/* Its exit status means nothing. */
	if (r >= 0)
		n = address_test_read(&o->pool, out.len > 0 ? out.p : "",
		    out.len, answers, MAX_MAILS);
	if (r >= 0 && n == (int)o->n)
		r = compare(o, answers);
	else if (r != -ENOMEM && n >= 0)
		s->reason = pool_printf(&o->facts->pool, "sendmail -bt gave "
		    "no answer: %s", r < 0 && why.text[0] != '\0' ? why.text :
		    "what it printed is not understood");
	buf_release(&questions);
	buf_release(&out);
	return r == -ENOMEM || n < 0 || o->facts->pool.failed ? -ENOMEM : 0;
}

static int
give(const struct host *h, struct facts *f, bool planned, struct err *e)
{
	struct opinion o = { .host = h, .facts = f, .planned = planned,
	    .level = &f->relaying.disk };
	struct relay_second *s = &f->relaying.second;
	int r = 0;

	s->by = "sendmail -bt";
	s->agrees = TRI_UNKNOWN;
	if (h->tool == NULL)
		s->reason = "there is no host that could be asked";
	else if (o.level->verdict == RELAY_ABSENT || o.level->cf == NULL ||
	    program_of(f) == NULL)
		s->reason = "sendmail is not installed, or has no rules";
	else
		r = read_rules(&o, e);
	if (r > 0)
		r = ask(&o);
	else if (r == 0 && s->reason == NULL)
		s->reason = "its rules cannot be read";
	rules_free(o.rules);
	strangers_release(&o.strangers);
	relay_world_release(&o.world);
	pool_release(&o.pool);
	return r;
}

int
second_opinion(const struct host *h, struct facts *f, struct err *e)
{
	return give(h, f, false, e);
}

int
second_opinion_planned(const struct host *h, struct facts *f, struct err *e)
{
	return give(h, f, true, e);
}
