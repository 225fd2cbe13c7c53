/* From a command line that would run to a starter of an MTA. */
#include "platforms/start.h"

#include <errno.h>
#include <string.h>

#include "agent/base/buf.h"
#include "agent/model/smcf.h"
#include "agent/model/smcmd.h"
#include "platforms/platform.h"
#include "platforms/service_call.h"
#include "platforms/start_program.h"
#include "platforms/start_role.h"
#include "platforms/wrapper.h"

static bool
same_words(const struct words *a, const struct words *b)
{
	size_t i;

	if (a->n != b->n)
		return false;
	for (i = 0; i < a->n; i++)
		if (a->v[i].gap != b->v[i].gap ||
		    strcmp(a->v[i].text, b->v[i].text) != 0)
			return false;
	return true;
}

static bool
same_text(const char *a, const char *b)
{
	return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

static struct starter *
known(const struct facts *f, const struct started *s,
    const struct words *words)
{
	struct starter *t;

	for (t = f->starters; t != NULL; t = t->next)
		if (t->at.line == s->at.line &&
		    same_text(t->at.path, s->at.path) &&
		    same_words(&t->words, words) &&
		    same_text(t->unit, s->unit))
			return t;
	return NULL;
}

static int
add_because(struct facts *f, struct starter *t, const struct place *p)
{
	int r = 0;

	for (; r == 0 && p != NULL; p = p->next)
		r = place_add(&f->pool, &t->because, p->path, p->line,
		    p->text);
	return r;
}

/* What cannot be run does not start. */
static int
check_program(const struct host *h, struct facts *f, const struct started *s,
    struct starter *t)
{
	const struct word *first = &t->words.v[0];
	const char *path = s->program != NULL ? s->program :
	    first->gap == WORD_KNOWN ? first->text : "", *flaw;
	int r;

	if (t->at_boot == TRI_NO || s->other_root)
		return 0;
	r = start_program_flaw(h, &f->pool, path, &flaw);
	if (r < 0 || flaw == NULL)
		return r;
	t->at_boot = TRI_NO;
	t->reason = NULL;
	return place_add(&f->pool, &t->because, path, 0, flaw);
}

/* Two ways to one line: it starts if either does. */
static int
merge(const struct host *h, struct facts *f, struct starter *t,
    const struct started *s)
{
	static const int strength[] = { [TRI_NO] = 0, [TRI_UNKNOWN] = 1,
		[TRI_YES] = 2 };
	int r;

	if (strength[s->at_boot] > strength[t->at_boot]) {
		t->at_boot = s->at_boot;
		t->mechanism = pool_strdup(&f->pool, s->mechanism);
		t->activation = s->activation;
		if (t->role != ROLE_UNKNOWN)
			t->reason = s->at_boot == TRI_UNKNOWN ?
			    pool_strdup(&f->pool, s->reason) : NULL;
	}
	r = check_program(h, f, s, t);
	return r < 0 ? r : add_because(f, t, s->because);
}

static int
copy_words(struct pool *p, const struct words *from, struct words *to)
{
	size_t i;
	int r = 0;

	for (i = 0; r == 0 && i < from->n; i++)
		r = words_push(p, to, from->v[i].text, from->v[i].gap);
	return r;
}

static int
add_new(const struct host *h, struct facts *f, const struct started *s,
    const struct words *words, const char *mta, struct err *e)
{
	struct pool *p = &f->pool;
	struct starter *t = facts_starter(f);
	int r;

	if (t == NULL)
		return -ENOMEM;
	t->mta = mta;
	t->mechanism = pool_strdup(p, s->mechanism);
	t->activation = s->activation;
	t->at = (struct place){ .path = pool_strdup(p, s->at.path),
		.line = s->at.line, .text = pool_strdup(p, s->at.text) };
	t->at_boot = s->at_boot;
	t->unit = pool_strdup(p, s->unit);
	t->listen = pool_strdup(p, s->listen);
	t->loopback = s->loopback;
	t->queue_interval = -1;
	if (s->at_boot == TRI_UNKNOWN)
		t->reason = pool_strdup(p, s->reason);
	r = copy_words(p, words, &t->words);
	if (r == 0)
		r = add_because(f, t, s->because);
	if (r == 0)
		r = check_program(h, f, s, t);
	if (r == 0)
		r = s->other_root ? start_unknown(f, t, "it runs below "
		    "another root directory") : start_role(h, f, t, e);
	if (r == 0 && s->src && strcmp(mta, "sendmail") == 0 &&
	    t->role != ROLE_UNKNOWN && t->role != ROLE_DAEMON &&
	    t->role != ROLE_LOOPBACK_DAEMON)
		t->role = ROLE_NONE;
	if (r == 0 && s->every > 0 && t->role == ROLE_ONE_SHOT)
		t->queue_interval = t->queue_interval >= 0 ? s->every :
		    t->queue_interval;
	return r < 0 ? r : p->failed ? -ENOMEM : 0;
}

/* Where systemd is init, what a command has it start. */
static int
add_requests(struct facts *f, const struct started *s,
    const struct service_call *call)
{
	struct request q = { .at_boot = s->at_boot, .reason = s->reason };
	const struct place *p;
	size_t i;
	int r = 0;

	if (s->at_boot == TRI_NO)
		return 0;
	if (call->later) {
		q.at_boot = TRI_UNKNOWN;
		q.reason = "it is linked while the host boots, for a later "
		    "boot";
	}
	for (p = s->because; p != NULL && r == 0; p = p->next)
		r = place_add(&f->pool, &q.because, p->path, p->line,
		    p->text);
	if (r == 0)
		r = place_add(&f->pool, &q.because, s->at.path, s->at.line,
		    s->at.text);
	for (i = 0; i < call->units.n && r == 0; i++) {
		q.unit = call->units.v[i];
		r = facts_request(f, &q);
	}
	if (r == 0 && call->unclear && s->at.text != NULL &&
	    mta_mentioned(s->at.text, strlen(s->at.text)))
		r = facts_doubt(f, "boot", s->at.path, s->at.line,
		    "which units are started here is not known");
	return r;
}

int
start_add(const struct host *h, struct facts *f, const struct started *s,
    struct err *e)
{
	struct words words = s->words;
	struct started found = *s;
	struct service_call call;
	struct starter *t;
	const char *mta;
	int r;

	if (words.n == 0)
		return 0;
	if (s->program == NULL) {
		r = wrapper_command(&f->pool, &s->words, &words,
		    &found.other_root);
		if (r < 0)
			return r;
		if (words.n == 0)
			return 0;
	}
	if (f->init != NULL && strcmp(f->init, "systemd") == 0) {
		r = service_call_read(&f->pool, &words, &call);
		if (r != 0)
			return r < 0 ? r : add_requests(f, s, &call);
	}
	mta = s->program != NULL ? mta_of_program(h, s->program) :
	    mta_of_command(h, &words);
	if (mta == NULL)
		return 0;
	f->n_found++;
	t = known(f, s, &words);
	if (t != NULL)
		return merge(h, f, t, &found);
	return add_new(h, f, &found, &words, mta, e);
}
