/* Lines of a mail configuration that are dangerous, too wide, or in vain. */
#include "agent/model/relay_flaw.h"

#include <ctype.h>
#include <errno.h>
#include <string.h>


static const struct feature {
	const char *name;
	enum relay_flaw_kind kind;
	const char *why;
} features[RELAY_FEATURES] = {
	{ "promiscuous_relay", FLAW_FEATURE, "lets anybody relay" },
	{ "relay_local_from", FLAW_FEATURE, "lets anybody relay who gives a "
	    "sender of this host" },
	{ "relay_based_on_MX", FLAW_FEATURE, "relays to every domain that "
	    "names this host as its MX" },
	{ "loose_relay_check", FLAW_FEATURE, "relays user%other@domain for "
	    "the domains of class R" },
	{ "relay_mail_from", FLAW_LAX, "relays for whoever gives a sender "
	    "that the access map names with From: and RELAY" },
	{ "accept_unresolvable_domains", FLAW_LAX, "takes mail from domains "
	    "that do not exist" },
	{ "accept_unqualified_senders", FLAW_LAX, "takes mail from senders "
	    "without a domain" },
};

const char *
relay_flaw_name(enum relay_flaw_kind kind)
{
	static const char *const names[] = {
		[FLAW_FEATURE] = "feature",
		[FLAW_LAX] = "lax",
		[FLAW_WIDE] = "wide",
		[FLAW_INERT] = "inert",
		[FLAW_STALE] = "stale",
		[FLAW_ROUTE] = "route",
		[FLAW_VERSION] = "version",
		[FLAW_OLD] = "old",
		[FLAW_PERHAPS] = "perhaps-old",
	};

	return names[kind];
}

int
relay_flaw_add(struct pool *pool, struct relay_flaw **list,
    const struct relay_flaw *flaw)
{
	struct relay_flaw *copy = pool_alloc(pool, sizeof(*copy));

	if (copy == NULL)
		return -ENOMEM;
	*copy = (struct relay_flaw){ .kind = flaw->kind,
	    .at.path = pool_strdup(pool, flaw->at.path),
	    .at.line = flaw->at.line,
	    .at.text = pool_strdup(pool, flaw->at.text),
	    .why = pool_strdup(pool, flaw->why) };
	while (*list != NULL)
		list = &(*list)->next;
	*list = copy;
	return pool->failed ? -ENOMEM : 0;
}

int
relay_flaw_line(struct pool *pool, const char *path, const struct lines *l,
    enum relay_flaw_kind kind, const char *why, struct relay_flaw **list)
{
	struct relay_flaw flaw = { .kind = kind, .why = why,
	    .at.path = path, .at.line = l->number,
	    .at.text = pool_strndup(pool, l->line, l->len) };

	return flaw.at.text == NULL ? -ENOMEM : relay_flaw_add(pool, list,
	    &flaw);
}

static bool
is_name(char c)
{
	return isalnum((unsigned char)c) || c == '_';
}

int
relay_feature_find(const char *name, size_t len)
{
	int i;

	for (i = 0; i < RELAY_FEATURES; i++)
		if (strlen(features[i].name) == len &&
		    memcmp(features[i].name, name, len) == 0)
			return i;
	return -1;
}

const char *
relay_feature_words(unsigned feature, enum relay_flaw_kind *kind)
{
	*kind = features[feature].kind;
	return features[feature].why;
}

static size_t
name_length(const char *p, const char *end)
{
	size_t n = 0;

	while (p + n < end && is_name(p[n]))
		n++;
	return n;
}

/* FEATURE(`name', ...) and FEATURE(name); behind dnl and # nothing is, for
 * m4 or for sendmail. */
int
relay_flaws_mc(struct pool *pool, const char *path, const char *text,
    size_t len, struct relay_flaw **list)
{
	static const char call[] = "FEATURE(";
	const char *p, *end;
	struct lines l;
	size_t n;
	int r = 0, i;

	lines_init(&l, text, len);
	while (r == 0 && lines_next(&l)) {
		end = l.line + l.len;
		for (p = l.line; r == 0 && p < end; p += n > 0 ? n : 1) {
			n = name_length(p, end);
			if (*p == '#' || (n == 3 && memcmp(p, "dnl", 3) == 0))
				break;
			if (n != 7 || end - p < 9 || memcmp(p, call, 8) != 0)
				continue;
			p += 8;
			while (p < end && (*p == '`' || *p == ' '))
				p++;
			n = name_length(p, end);
			i = relay_feature_find(p, n);
			if (i >= 0)
				r = relay_flaw_line(pool, path, &l,
				    features[i].kind, features[i].why, list);
		}
	}
	return r;
}

int
relay_feature_in_comment(const struct lines *l)
{
	static const char id[] = "$Id: ";
	const char *p = l->line, *end = l->line + l->len;
	size_t n;

	if (l->len == 0 || *p != '#')
		return -1;
	while (p < end && (*p == '#' || *p == ' '))
		p++;
	if (end - p < (int)sizeof(id) || memcmp(p, id, sizeof(id) - 1) != 0)
		return -1;
	p += sizeof(id) - 1;
	n = name_length(p, end);
	return end - p > (long)n + 3 && memcmp(p + n, ".m4", 3) == 0 ?
	    relay_feature_find(p, n) : -1;
}
