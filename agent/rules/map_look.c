/* Asking a map: what every kind has in common. */
#include "agent/rules/map_look.h"

#include <stdio.h>
#include <string.h>

#include "agent/rules/map_define.h"
#include "agent/rules/tokens.h"

#define MAX_VALUE 65536

/* "%1" at p, of a text that ends at end; false: it is plain. */
static bool
argument(struct buf *b, const char *p, const char *end,
    const struct lookup *look)
{
	int n, i;

	if (p + 1 >= end || p[1] < '0' || p[1] > '9')
		return false;
	n = p[1] - '0';
	for (i = 0; i < n && look->args[i] != NULL; i++)
		continue;
	if (look->args[i] != NULL)
		buf_adds(b, look->args[i]);
	return true;
}

const char *
map_rewrite(struct run *r, const struct map *m, const struct lookup *look,
    const char *value, size_t len)
{
	struct buf b = BUF_INIT(MAX_VALUE);
	bool plain = m->match_only || look->args[0] == NULL;
	const char *p, *end, *ret;

	if (m->match_only) {
		value = look->key;
		len = strlen(value);
	}
	end = memchr(value, '\0', len);
	if (end == NULL)
		end = value + len;
	for (p = value; p < end; p++) {
		if (*p != '%' || plain) {
			buf_addc(&b, *p);
		} else if (argument(&b, p, end, look)) {
			p++;
		} else {
			buf_addc(&b, '%');
			if (p + 1 < end && p[1] == '%')
				p++;
		}
	}
	if (m->append != NULL)
		buf_adds(&b, m->append);
	ret = b.failed ? NULL : run_text(r, b.p != NULL ? b.p : "", b.len);
	buf_release(&b);
	return ret;
}

bool
map_ready(struct run *r, struct map *m)
{
	if (!m->valid)
		return false;
	if (m->state == MAP_NEW && m->kind != NULL) {
		m->state = MAP_OPEN;
		if (m->kind->open != NULL && !m->kind->open(r, m))
			m->state = m->optional ? MAP_ABSENT : MAP_BROKEN;
	}
	return m->state != MAP_ABSENT;
}

static void
not_evaluated(struct run *r, const struct map *m)
{
	char text[256];

	if (r->unknown != NULL)
		return;
	snprintf(text, sizeof(text), "map %s is of a kind that is not "
	    "evaluated here", m->name);
	r->unknown = run_text(r, text, strlen(text));
}

static void
note(struct run *r, const struct lookup *look)
{
	char text[1024];

	snprintf(text, sizeof(text), "%s: %s -> %s", look->map->name,
	    look->args[0] != NULL ? look->args[0] : "", look->value);
	run_event(r, EVENT_MAP, look->path, look->line, text);
}

enum flow
map_ask(struct run *r, struct map *m, struct lookup *look)
{
	enum flow flow;
	const char *ret;
	size_t len;
	char *text;

	look->value = NULL;
	if (m == NULL || !map_ready(r, m))
		return FLOW_ON;
	look->map = m;
	if (!m->keep_quotes)
		strip_quotes(look->key);
	if (m->kind == NULL)
		not_evaluated(r, m);
	flow = m->kind == NULL || m->state == MAP_BROKEN ? FLOW_AGAIN :
	    m->kind->find(r, m, look);
	if (flow != FLOW_AGAIN) {
		if (look->value != NULL && look->path != NULL)
			note(r, look);
		return FLOW_ON;
	}
	ret = m->no_defer ? NULL : look->value;
	if (m->on_trouble != NULL) {
		len = strlen(look->key) + strlen(m->on_trouble);
		text = run_alloc(r, len + 1);
		if (text != NULL)
			snprintf(text, len + 1, "%s%s", look->key,
			    m->on_trouble);
		ret = text;
	}
	look->value = ret;
	return m->no_defer ? FLOW_ON : FLOW_AGAIN;
}

/* Names of the maps that it asks in turn. */
static bool
define_sequence(struct rules *cf, struct map *m, char *args)
{
	const char *const blanks = " \t\r\n\v\f,";
	struct map *member;
	char *p = args, *end;

	for (p += strspn(p, blanks); *p != '\0'; p = end) {
		end = p + strcspn(p, blanks);
		if (*end != '\0')
			*end++ = '\0';
		end += strspn(end, blanks);
		member = map_find(cf, p);
		/* A map that holds itself would never end. */
		if (member != NULL && member != m &&
		    m->n_members < MAX_SEQUENCE)
			m->members[m->n_members++] = member;
	}
	return true;
}

/* The first that has a value. */
static enum flow
ask_members(struct run *r, struct map *m, struct lookup *look)
{
	enum flow flow, ret = FLOW_ON;
	struct map *each;
	size_t i;

	for (i = 0; i < m->n_members; i++) {
		each = m->members[i];
		if (!map_ready(r, each))
			continue;
		if (each->kind == NULL) {
			not_evaluated(r, each);
			return FLOW_AGAIN;
		}
		flow = each->state == MAP_BROKEN ? FLOW_AGAIN :
		    each->kind->find(r, each, look);
		if (look->value != NULL)
			return flow;
		if (flow == FLOW_AGAIN)
			ret = FLOW_AGAIN;
	}
	return ret;
}

static enum flow
find_in_sequence(struct run *r, struct map *m, struct lookup *look)
{
	enum flow ret;

	if (!run_works(r, 100) || r->sequences >= MAX_SEQUENCE_DEPTH)
		return FLOW_WRONG;
	r->sequences++;
	ret = ask_members(r, m, look);
	r->sequences--;
	return ret;
}

const struct map_kind map_sequence = {
	.name = "sequence",
	.define = define_sequence,
	.find = find_in_sequence,
};

/* A service switch: NAME.files is the part that a cf defines; the others are
 * network services, which are not asked here. */
static bool
define_switch(struct rules *cf, struct map *m, char *args)
{
	char name[256];
	size_t n = strcspn(args, " \t");
	struct map *member;

	args[n] = '\0';
	snprintf(name, sizeof(name), "%s.files", args);
	member = map_find(cf, name);
	if (member != NULL && member != m)
		m->members[m->n_members++] = member;
	return true;
}

const struct map_kind map_switch = {
	.name = "switch",
	.define = define_switch,
	.find = find_in_sequence,
};
