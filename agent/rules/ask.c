/* A question to the rules: macros set, the ruleset run, its word read. */
#include <errno.h>
#include <string.h>

#include "agent/rules/cf_line.h"
#include "agent/rules/cf_rule.h"
#include "agent/rules/macro.h"
#include "agent/rules/meta.h"
#include "agent/rules/rewrite.h"
#include "agent/rules/mail_route.h"
#include "agent/rules/tokens.h"

#define MAX_TEXT 8192

bool
rules_have(const struct rules *cf, const char *ruleset)
{
	const struct ruleset *s;

	for (s = cf->sets; s != NULL; s = s->next)
		if (s->name != NULL && strcmp(s->name, ruleset) == 0)
			return true;
	return false;
}

static int
set_macros(struct run *r, const struct rules_question *q)
{
	const char *end;
	size_t i;
	int number;

	memcpy(r->macros, r->cf->macros, sizeof(r->macros));
	for (i = 0; i < q->n_macros; i++) {
		number = macro_number(r->cf, q->macros[i].name, &end);
		if (number != 0)
			r->macros[number] = q->macros[i].value;
	}
	return r->cf->pool.failed ? -ENOMEM : 0;
}

static size_t
part_end(const char *const *w, size_t i)
{
	while (w[i] != NULL && meta(w[i]) != META_AT &&
	    meta(w[i]) != META_COLON)
		i++;
	return i;
}

/* $# mailer $@ host $: text. */
static void
read_parts(struct run *r, const struct words *w, struct rules_answer *a)
{
	const char *const *v = (const char *const *)w->w;
	static const struct join plain = { .blank = ' ' };
	char text[MAX_TEXT];
	size_t i, end;

	if (v[0] == NULL || meta(v[0]) != META_NET || v[1] == NULL)
		return;
	a->mailer = v[1];
	for (i = 2; v[i] != NULL; i = end) {
		end = part_end(v, i + 1);
		/* The text goes on to the end, whatever is in it. */
		if (meta(v[i]) == META_COLON)
			while (v[end] != NULL)
				end++;
		join(r->cf, v + i + 1, end - i - 1, &plain, text,
		    sizeof(text));
		if (meta(v[i]) == META_AT)
			a->at = run_text(r, text, strlen(text));
		else if (meta(v[i]) == META_COLON)
			a->text = run_text(r, text, strlen(text));
	}
}

static void
keep_answer(struct run *r, struct words *w, struct rules_answer *a)
{
	char text[MAX_TEXT];

	for (w->n = 0; w->w[w->n] != NULL; w->n++)
		continue;
	tokens_text((const char *const *)w->w, text, sizeof(text));
	a->returned = run_text(r, text, strlen(text));
	a->mailer = a->at = a->text = NULL;
	read_parts(r, w, a);
}

/* As sendmail -bt does it: an address ends at a comma outside <>, and the
 * answer for the last of them is the answer; there is none of a ruleset that
 * ended in an error. */
static void
run_addresses(struct run *r, const struct ruleset *set, const char *text,
    bool typed, struct rules_answer *a)
{
	const struct scan how = { .delim = ',',
	    .kind = r->cf->level >= 9 ? SCAN_RULE : SCAN_OUTSIDE };
	const char *end;
	struct words w;

	do {
		end = text + strlen(text);
		if (run_scan(r, text, &how, &w, &end) == 0) {
			r->broken = false;
			rewrite(r, set, w.w, MAX_WORDS, 0);
			if (!r->broken || !typed)
				keep_answer(r, &w, a);
		}
		text = *end != '\0' ? end + 1 : end;
	} while (*end != '\0' && r->unknown == NULL);
}

static void
run_ruleset(struct run *r, const struct rules_question *q,
    struct rules_answer *a)
{
	struct buf quoted = BUF_INIT(MAX_TEXT), b = BUF_INIT(MAX_TEXT);
	struct buf expanded = BUF_INIT(MAX_TEXT);
	const struct ruleset *set = NULL;

	a->defined = rules_have(r->cf, q->ruleset) ||
	    (q->ruleset[0] >= '0' && q->ruleset[0] <= '9');
	if (a->defined)
		set = ruleset_named(r->cf, q->ruleset, false, NULL);
	quote_bytes(&quoted, q->address, strlen(q->address));
	cf_translate(r->cf, quoted.p != NULL ? quoted.p : "", &b);
	/* sendmail -bt leaves $| half done, so that no rule knows it. */
	if (!q->typed && b.p != NULL)
		macro_expand(r->cf, r->macros, b.p, MAX_LINE_TEXT, &expanded);
	a->returned = "";
	if (quoted.failed || b.failed || expanded.failed)
		r->unknown = "the address is too long";
	else if (set != NULL)
		run_addresses(r, set, q->typed ? b.p : expanded.p != NULL ?
		    expanded.p : "", q->typed, a);
	if (a->returned == NULL)
		a->returned = "";
	buf_release(&quoted);
	buf_release(&b);
	buf_release(&expanded);
}

int
rules_ask(struct rules *cf, const struct rules_question *q,
    struct pool *pool, struct rules_answer *ret)
{
	struct run *r = pool_alloc(pool, sizeof(*r));

	*ret = (struct rules_answer){ .defined = false };
	if (r == NULL)
		return -ENOMEM;
	*r = (struct run){ .cf = cf, .pool = pool, .work = WORK_PER_QUESTION,
	    .explain = q->explain };
	r->events_end = &r->events;
	if (set_macros(r, q) < 0)
		return -ENOMEM;
	if (q->ruleset != NULL)
		run_ruleset(r, q, ret);
	ret->rule = r->end_rule != NULL ? r->end_rule : r->last_rule;
	ret->class = r->end_class;
	ret->map = r->end_map;
	if (q->route)
		route(r, q->address, ret);
	ret->trace = r->events;
	ret->unknown = r->unknown != NULL ? r->unknown : cf->incomplete;
	return pool->failed || cf->pool.failed ? -ENOMEM : 0;
}
