/* Lines of a mail configuration that are dangerous, too wide, or in vain. */
#include "agent/model/relay_flaw.h"

#include <ctype.h>
#include <errno.h>
#include <string.h>
#include <strings.h>

#include "agent/base/lines.h"

static const struct feature {
	const char *name;
	enum relay_flaw_kind kind;
	const char *why;
} features[] = {
	{ "promiscuous_relay", FLAW_FEATURE, "lets anybody relay" },
	{ "relay_local_from", FLAW_FEATURE, "lets anybody relay who gives a "
	    "sender of this host" },
	{ "relay_based_on_MX", FLAW_FEATURE, "relays to every domain that "
	    "names this host as its MX" },
	{ "loose_relay_check", FLAW_FEATURE, "relays user%other@domain for "
	    "the domains of class R" },
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

/* One line of a file, with what is wrong with it. */
static int
add_line(struct pool *pool, const char *path, const struct lines *l,
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

static const struct feature *
find_feature(const char *name, size_t len)
{
	size_t i;

	for (i = 0; i < sizeof(features) / sizeof(features[0]); i++)
		if (strlen(features[i].name) == len &&
		    memcmp(features[i].name, name, len) == 0)
			return &features[i];
	return NULL;
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
	const struct feature *feature;
	const char *p, *end;
	struct lines l;
	size_t n;
	int r = 0;

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
			feature = find_feature(p, n);
			if (feature != NULL)
				r = add_line(pool, path, &l, feature->kind,
				    feature->why, list);
		}
	}
	return r;
}

/* "#####  $Id: promiscuous_relay.m4,v 8.13 ...". */
int
relay_flaws_cf(struct pool *pool, const char *path, const char *text,
    size_t len, struct relay_flaw **list)
{
	static const char id[] = "$Id: ";
	const struct feature *feature;
	const char *p, *end;
	struct lines l;
	size_t n;
	int r = 0;

	lines_init(&l, text, len);
	while (r == 0 && lines_next(&l)) {
		if (l.len == 0 || l.line[0] != '#')
			continue;
		end = l.line + l.len;
		for (p = l.line; p < end && (*p == '#' || *p == ' '); p++)
			continue;
		if (end - p < (int)sizeof(id) || memcmp(p, id,
		    sizeof(id) - 1) != 0)
			continue;
		p += sizeof(id) - 1;
		n = name_length(p, end);
		feature = end - p > (long)n + 3 && memcmp(p + n, ".m4", 3) ==
		    0 ? find_feature(p, n) : NULL;
		if (feature != NULL)
			r = add_line(pool, path, &l, feature->kind,
			    feature->why, list);
	}
	return r;
}

static bool
has(const char *word, size_t len, const char *any)
{
	for (; len > 0; word++, len--)
		if (strchr(any, *word) != NULL)
			return true;
	return false;
}

/* Digits and dots, and digits first. */
static bool
is_network(const char *word, size_t len)
{
	size_t i;

	for (i = 0; i < len; i++)
		if (!isdigit((unsigned char)word[i]) && word[i] != '.')
			return false;
	return len > 0 && isdigit((unsigned char)word[0]);
}

static bool
equals(const char *word, size_t len, const char *text)
{
	return strlen(text) == len && strncasecmp(word, text, len) == 0;
}

static const char *
network_flaw(const char *word, size_t len, enum relay_flaw_kind *kind)
{
	while (len > 0 && word[len - 1] == '.')
		len--;
	*kind = FLAW_INERT;
	if (equals(word, len, "0.0.0.0") || equals(word, len, "0"))
		return "does nothing: it is no address of anybody";
	*kind = FLAW_WIDE;
	return has(word, len, ".") || equals(word, len, "10") ||
	    equals(word, len, "127") ? NULL :
	    "serves 16 million addresses: one number is a whole network";
}

/*
 * What is wrong with a word that should be a network or domain; NULL:
 * nothing. sendmail compares whole tokens, from the left of an address and
 * from the right of a name, and knows no other patterns.
 */
static const char *
word_flaw(const char *word, size_t len, enum relay_flaw_kind *kind)
{
	*kind = FLAW_INERT;
	if (len >= 5 && strncasecmp(word, "IPv6:", 5) == 0)
		return NULL;
	if (has(word, len, "/"))
		return "does nothing: a network is not written with a slash "
		    "here";
	if (has(word, len, "*"))
		return "does nothing: there are no wildcards here";
	if (has(word, len, "[@:"))
		return "does nothing: it is no network and no domain";
	if (is_network(word, len))
		return network_flaw(word, len, kind);
	if (len == 0 || word[len - 1] == '.')
		return "does nothing: no name ends in a dot here";
	*kind = FLAW_WIDE;
	if (word[0] == '.')
		word++, len--;
	return has(word, len, ".") || equals(word, len, "localhost") ? NULL :
	    "serves a whole top-level domain";
}

static size_t
word_length(const char *p, const char *end)
{
	size_t n = 0;

	while (p + n < end && !isspace((unsigned char)p[n]))
		n++;
	return n;
}

int
relay_flaws_domains(struct pool *pool, const char *path, const char *text,
    size_t len, struct relay_flaw **list)
{
	enum relay_flaw_kind kind;
	const char *p, *end, *why;
	struct lines l;
	int r = 0;

	lines_init(&l, text, len);
	while (r == 0 && lines_next(&l)) {
		end = l.line + l.len;
		for (p = l.line; p < end && isspace((unsigned char)*p); p++)
			continue;
		if (p == end || *p == '#')
			continue;
		why = word_flaw(p, word_length(p, end), &kind);
		if (why != NULL)
			r = add_line(pool, path, &l, kind, why, list);
	}
	return r;
}

/* The key without "Connect:", "From:" or "To:"; NULL: another tag, or a
 * mailbox. */
static const char *
access_key(const char *key, size_t *len)
{
	static const char *const tags[] = { "Connect:", "From:", "To:" };
	size_t i, n;

	for (i = 0; i < sizeof(tags) / sizeof(tags[0]); i++) {
		n = strlen(tags[i]);
		if (*len >= n && strncasecmp(key, tags[i], n) == 0) {
			*len -= n;
			return has(key + n, *len, "@") ? NULL : key + n;
		}
	}
	if (has(key, *len, "@") || (has(key, *len, ":") &&
	    strncasecmp(key, "IPv6:", 5) != 0))
		return NULL;
	return key;
}

int
relay_flaws_access(struct pool *pool, const char *path, const char *text,
    size_t len, struct relay_flaw **list)
{
	enum relay_flaw_kind kind;
	const char *value, *end, *why, *key;
	struct lines l;
	size_t n;
	int r = 0;

	lines_init(&l, text, len);
	while (r == 0 && lines_next(&l)) {
		end = l.line + l.len;
		n = word_length(l.line, end);
		for (value = l.line + n; value < end &&
		    isspace((unsigned char)*value); value++)
			continue;
		if (n == 0 || l.line[0] == '#' || !equals(value,
		    word_length(value, end), "RELAY"))
			continue;
		key = access_key(l.line, &n);
		why = key == NULL ? NULL : word_flaw(key, n, &kind);
		if (why != NULL)
			r = add_line(pool, path, &l, kind, why, list);
	}
	return r;
}
