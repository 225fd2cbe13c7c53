/* The lookups in a right side: $[ name $] and $( map key $@ x $: y $). */
#include "agent/rules/map_call.h"

#include <string.h>

#include "agent/rules/map_define.h"
#include "agent/rules/map_look.h"
#include "agent/rules/meta.h"
#include "agent/rules/tokens.h"

/* A lookup taken apart: tokens from start to end, both excluded at end. */
struct call {
	const char *name;
	size_t start;		/* of the whole */
	size_t key, key_len;
	bool has_default;
	size_t other, other_len;	/* the default */
	size_t after;		/* behind the closing token */
	struct span { size_t at, len; } arg[MAX_ARGUMENTS];
	size_t n_args;
};

/* What stands at `at` up to the next $@ or $: or end. */
static void
read_span(const struct words *w, size_t *at, int closing, size_t *len)
{
	size_t i = *at;

	while (w->w[i] != NULL && meta(w->w[i]) != closing &&
	    meta(w->w[i]) != META_AT && meta(w->w[i]) != META_COLON)
		i++;
	*len = i - *at;
	*at = i;
}

static void
read_call(const struct words *w, size_t start, struct call *c)
{
	int closing = META_HOST_END, kind;
	size_t i = start, at, len;

	*c = (struct call){ .start = start, .name = "host" };
	if (meta(w->w[i++]) == META_MAP) {
		closing = META_MAP_END;
		c->name = w->w[i] == NULL ? "" : w->w[i++];
	}
	c->key = i;
	read_span(w, &i, closing, &c->key_len);
	while (w->w[i] != NULL && meta(w->w[i]) != closing) {
		kind = meta(w->w[i++]);
		at = i;
		read_span(w, &i, closing, &len);
		if (kind == META_COLON) {
			c->has_default = true;
			c->other = at;
			c->other_len = len;
		} else if (c->n_args < MAX_ARGUMENTS - 1) {
			c->arg[c->n_args++] = (struct span){ at, len };
		}
	}
	c->after = i + (w->w[i] != NULL);
}

/* The texts of key and arguments. */
static bool
fill(struct run *r, const struct words *w, const struct call *c,
    const struct map *m, struct lookup *look)
{
	const struct join key = { .blank = m == NULL ? '\0' : m->blank };
	static const struct join plain = { .inside = false };
	char text[MAX_SCAN];
	size_t i;

	look->key = run_alloc(r, MAX_KEY);
	if (look->key == NULL)
		return false;
	join(r->cf, w->w + c->key, c->key_len, &key, look->key, MAX_KEY);
	look->args[0] = look->key;
	for (i = 0; i < c->n_args; i++) {
		join(r->cf, w->w + c->arg[i].at, c->arg[i].len, &plain, text,
		    sizeof(text));
		look->args[i + 1] = run_text(r, text, strlen(text));
		if (look->args[i + 1] == NULL)
			return false;
	}
	return true;
}

/* The default as one text, the quoting of bytes kept. */
static const char *
default_text(struct run *r, const struct words *w, const struct call *c)
{
	static const struct join inside = { .inside = true };
	char text[MAX_KEY];

	join(r->cf, w->w + c->other, c->other_len, &inside, text,
	    sizeof(text));
	return run_text(r, text, strlen(text));
}

/* Put the tokens of `with` in the place of the call; *next is behind them. */
static bool
replace(struct run *r, struct words *w, const struct call *c,
    const char *const *with, size_t n, size_t room, size_t *next)
{
	size_t rest = w->n - c->after;
	const char **copy = run_alloc(r, (n + 1) * sizeof(char *));

	if (copy == NULL)
		return false;
	memcpy(copy, with, n * sizeof(char *));
	if (c->start + n + rest >= room)
		return false;
	memmove(w->w + c->start + n, w->w + c->after,
	    (rest + 1) * sizeof(char *));
	memcpy(w->w + c->start, copy, n * sizeof(char *));
	w->n = c->start + n + rest;
	*next = c->start + n;
	return true;
}

/* One lookup, which begins at *at. */
static enum flow
call_map(struct run *r, struct words *w, size_t room, size_t *at)
{
	struct scan how = { .kind = SCAN_OUTSIDE };
	struct lookup look = { .key = NULL };
	struct words value = { .n = 0 };
	const char *text;
	struct call c;
	struct map *m;
	enum flow flow;

	read_call(w, *at, &c);
	m = map_find(r->cf, c.name);
	if (!fill(r, w, &c, m, &look) || !run_works(r, 10))
		return FLOW_WRONG;
	flow = map_ask(r, m, &look);
	text = look.value;
	if (text == NULL && c.has_default) {
		text = default_text(r, w, &c);
		how.kind = SCAN_INSIDE;
		if (text == NULL)
			return FLOW_WRONG;
	}
	if (text == NULL)
		return replace(r, w, &c, w->w + c.key, c.key_len, room, at) ?
		    flow : FLOW_WRONG;
	if (*text != '\0' && run_scan(r, text, &how, &value, NULL) < 0)
		return FLOW_WRONG;
	return replace(r, w, &c, value.w, value.n, room, at) ? flow :
	    FLOW_WRONG;
}

enum flow
map_calls(struct run *r, struct words *w, size_t room)
{
	enum flow flow, ret = FLOW_ON;
	size_t i = 0;

	while (w->w[i] != NULL) {
		if (meta(w->w[i]) != META_HOST && meta(w->w[i]) != META_MAP) {
			i++;
			continue;
		}
		flow = call_map(r, w, room, &i);
		if (flow == FLOW_WRONG || r->unknown != NULL)
			return FLOW_WRONG;
		if (flow == FLOW_AGAIN)
			ret = flow;
	}
	return ret;
}
