/* Rulesets at work: rewrite() of sendmail's parseaddr.c. */
#include "agent/rules/rewrite.h"

#include <stdio.h>
#include <string.h>

#include "agent/rules/cf_rule.h"
#include "agent/rules/macro.h"
#include "agent/rules/map_call.h"
#include "agent/rules/meta.h"
#include "agent/rules/rule_match.h"
#include "agent/rules/tokens.h"

static size_t
count(const char *const *words)
{
	size_t n = 0;

	while (words[n] != NULL)
		n++;
	return n;
}

/* $&x on the right: its value now, as tokens. */
static enum flow
put_later(struct run *r, const char *token, size_t room, struct words *out)
{
	static const struct scan how = { .kind = SCAN_OUTSIDE };
	const char *text;
	struct words value;
	size_t len, i;

	text = r->macros[macro_get(token + 1, &len)];
	if (text == NULL || *text == '\0')
		return FLOW_ON;
	if (!run_works(r, 10) || run_scan(r, text, &how, &value, NULL) < 0)
		return FLOW_WRONG;
	for (i = 0; i < value.n; i++) {
		out->w[out->n++] = value.w[i];
		if (out->n >= room)
			return FLOW_WRONG;
	}
	return FLOW_ON;
}

/* The right side with $1 and $&x put in. */
static enum flow
substitute(struct run *r, const char *const *right, const char *const *words,
    const struct parts *parts, size_t room, struct words *out)
{
	const struct part *p;
	size_t i, n;

	out->n = 0;
	for (; *right != NULL; right++) {
		if (!run_works(r, 1) || out->n >= room)
			return FLOW_WRONG;
		if (meta(*right) == META_LATER) {
			if (put_later(r, *right, room, out) != FLOW_ON)
				return FLOW_WRONG;
			continue;
		}
		if (meta(*right) != META_PART) {
			out->w[out->n++] = *right;
			continue;
		}
		n = (size_t)((*right)[1] - '1');
		if ((*right)[1] < '1' || n >= parts->n)
			return FLOW_WRONG;
		p = &parts->part[n];
		for (i = 0; i < p->len; i++) {
			if (out->n >= room)
				return FLOW_WRONG;
			out->w[out->n++] = words[p->first + i];
		}
	}
	out->w[out->n] = NULL;
	return FLOW_ON;
}

/* One $>name in a right side. */
struct call {
	const struct ruleset *set;
	size_t at;
};

/* Take n tokens away. */
static void
drop(const char **words, size_t n)
{
	size_t i;

	for (i = n; words[i] != NULL; i++)
		words[i - n] = words[i];
	words[i - n] = NULL;
}

/* All $>name; those of rulesets without rules go at once. FLOW_WRONG: too
 * many, or one that does not exist. */
static enum flow
collect_calls(struct run *r, const char **words, struct call *calls,
    size_t *n)
{
	const struct ruleset *set;
	size_t i;
	char *name;

	*n = 0;
	for (i = 0; words[i] != NULL; i++) {
		if (meta(words[i]) != META_CALL || words[i + 1] == NULL)
			continue;
		name = run_text(r, words[i + 1], strlen(words[i + 1]));
		if (name == NULL)
			return FLOW_WRONG;
		strip_quotes(name);
		words[i + 1] = name;
		set = ruleset_named(r->cf, name, false, NULL);
		if (set == NULL)
			return FLOW_WRONG;
		if (set->first == NULL) {
			/* The token that moves here is passed over. */
			drop(words + i, 2);
			if (words[i] == NULL)
				break;
			continue;
		}
		if (*n + 1 >= MAX_CALLS)
			return FLOW_WRONG;
		calls[(*n)++] = (struct call){ .set = set, .at = i };
	}
	return FLOW_ON;
}

/* The last call first, each with all that is behind it. */
static enum flow
make_calls(struct run *r, const char **words, int depth)
{
	struct call calls[MAX_CALLS];
	enum flow flow, ret = FLOW_ON;
	size_t n;

	if (collect_calls(r, words, calls, &n) != FLOW_ON)
		return FLOW_WRONG;
	while (n > 0) {
		n--;
		drop(words + calls[n].at, 2);
		flow = rewrite(r, calls[n].set, words + calls[n].at,
		    MAX_WORDS - calls[n].at, depth + 1);
		if (flow == FLOW_WRONG)
			return flow;
		if (flow == FLOW_AGAIN)
			ret = flow;
	}
	return ret;
}

/* A ruleset has said its word: it is the rule's that said it first, not of
 * those that hand it on. */
static void
note_end(struct run *r, const char *const *words)
{
	char text[512];

	if (!r->explain || r->last_rule == NULL)
		return;
	tokens_text(words, text, sizeof(text));
	if (r->end_text != NULL && strcmp(r->end_text, text) == 0)
		return;
	r->end_text = run_text(r, text, strlen(text));
	r->end_rule = r->last_rule;
	r->end_class = r->last_class;
	r->end_map = r->last_map;
}

static void
note(struct run *r, const struct ruleset *set, const struct rule *rule,
    const struct parts *parts, const char *const *words)
{
	char text[512], word[256];
	static const struct join plain = { .inside = false };
	const struct part *p;
	size_t i;

	if (!r->explain)
		return;
	r->ruleset = set->name;
	for (i = 0; i < parts->n; i++) {
		p = &parts->part[i];
		if (p->member == NULL)
			continue;
		join(r->cf, words + p->first, p->len, &plain, word,
		    sizeof(word));
		snprintf(text, sizeof(text), "%s in class %s", word,
		    macro_label(r->cf, p->class));
		run_event(r, EVENT_CLASS, p->member->path, p->member->line,
		    text);
	}
	run_event(r, EVENT_RULE, r->cf->path, rule->line, NULL);
}

/* What became of the workspace. */
static void
note_made(struct run *r, struct rules_event *e, const char *const *words)
{
	char text[512];

	if (!r->explain || e == NULL)
		return;
	tokens_text(words, text, sizeof(text));
	e->text = run_text(r, text, strlen(text));
}

/* What a rule that fits does to the workspace. FLOW_WRONG with *stop: the
 * ruleset ends here, and the workspace stays. */
static enum flow
apply(struct run *r, const struct rule *rule, const char *const *right,
    const char **words, const struct parts *parts, size_t room, int depth,
    bool *stop)
{
	enum flow flow, looked;
	struct words out;

	*stop = true;
	if (substitute(r, right, (const char *const *)words, parts, room,
	    &out) != FLOW_ON)
		return FLOW_WRONG;
	looked = map_calls(r, &out, room);
	if (looked == FLOW_WRONG)
		return FLOW_WRONG;
	flow = make_calls(r, out.w, depth);
	*stop = r->unknown != NULL;
	out.n = count((const char *const *)out.w);
	memcpy(words, out.w, (out.n + 1) * sizeof(char *));
	return flow == FLOW_ON ? looked : flow;
}

/* How a right side begins: $@ ends the ruleset, $: goes on with the next
 * rule, neither tries the same again. */
static const char *const *
begin(const struct rule *rule, const struct rule **next)
{
	const char *const *right = (const char *const *)rule->right;

	if (right[0] == NULL)
		return right;
	if (meta(right[0]) == META_COLON) {
		*next = rule->next;
		return right + 1;
	}
	if (meta(right[0]) == META_AT) {
		*next = NULL;
		return right + 1;
	}
	return right;
}

enum flow
rewrite(struct run *r, const struct ruleset *set, const char **words,
    size_t room, int depth)
{
	const struct rule *rule = set == NULL ? NULL : set->first, *next;
	const char *const *right;
	enum flow flow, ret = FLOW_ON;
	const char *const *now = (const char *const *)words;
	struct rules_event *event;
	struct parts parts;
	int turns = 0;
	bool stop;

	if (depth > r->cf->max_depth)
		return FLOW_WRONG;
	while (rule != NULL && r->unknown == NULL) {
		if (words[0] != NULL && meta(words[0]) == META_NET)
			break;
		if (++turns > MAX_TURNS)
			break;
		if (!rule_match(r, rule, now, &parts)) {
			rule = rule->next;
			turns = 0;
			continue;
		}
		note(r, set, rule, &parts, now);
		next = rule;
		right = begin(rule, &next);
		event = r->last_rule;
		flow = apply(r, rule, right, words, &parts, room, depth,
		    &stop);
		note_made(r, event, now);
		if (stop) {
			r->broken = depth == 0;
			return FLOW_WRONG;
		}
		if (ret == FLOW_ON || flow == FLOW_AGAIN)
			ret = flow;
		if (next == NULL || (words[0] != NULL &&
		    meta(words[0]) == META_NET))
			note_end(r, now);
		if (next != rule)
			turns = 0;
		rule = next;
	}
	return ret;
}
