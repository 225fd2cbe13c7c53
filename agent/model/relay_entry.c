/* Entries of the lists that say whom a host relays for and takes mail for. */
#include "agent/model/relay_entry.h"

#include <ctype.h>
#include <errno.h>
#include <string.h>
#include <strings.h>

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

const char *
relay_entry_flaw(const char *word, size_t len, enum relay_flaw_kind *kind)
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

/* What is wrong with one word of a list. */
typedef const char *word_fn(const char *word, size_t len,
    enum relay_flaw_kind *);

/* The first word of each line that is no comment. */
static int
each_word(struct pool *pool, const char *path, const char *text, size_t len,
    word_fn *flaw, struct relay_flaw **list)
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
		why = flaw(p, word_length(p, end), &kind);
		if (why != NULL)
			r = relay_flaw_line(pool, path, &l, kind, why, list);
	}
	return r;
}

int
relay_entries_domains(struct pool *pool, const char *path, const char *text,
    size_t len, struct relay_flaw **list)
{
	return each_word(pool, path, text, len, relay_entry_flaw, list);
}

/* A member of class w is compared with a whole name. */
static const char *
name_flaw(const char *word, size_t len, enum relay_flaw_kind *kind)
{
	*kind = FLAW_INERT;
	if (has(word, len, "/"))
		return "does nothing: no network is a name of this host";
	if (has(word, len, "*"))
		return "does nothing: there are no wildcards here";
	if (has(word, len, "@"))
		return "does nothing: a mailbox is no name of this host";
	if (word[0] == '.')
		return "does nothing: a name is meant whole here, and none "
		    "begins with a dot";
	if (word[len - 1] == '.')
		return "does nothing: no name ends in a dot here";
	if (is_network(word, len))
		return "does nothing: an address stands in brackets here";
	return NULL;
}

int
relay_entries_names(struct pool *pool, const char *path, const char *text,
    size_t len, struct relay_flaw **list)
{
	return each_word(pool, path, text, len, name_flaw, list);
}

/* The rest behind "*." of a pattern for names; octets before ".*" of one for
 * addresses. */
static const char *
pattern_flaw(const char *word, size_t len, enum relay_flaw_kind *kind)
{
	size_t i, octets = 0;

	if (!has(word, len, "*"))
		return NULL;
	*kind = FLAW_WIDE;
	for (i = 0; i < len && (word[i] == '*' || word[i] == '.'); i++)
		continue;
	if (i == len)
		return "relays for everybody";
	if (isdigit((unsigned char)word[0])) {
		*kind = FLAW_INERT;
		for (i = 0; i < len && word[i] != '*'; i++)
			octets += word[i] == '.';
		return octets == 3 && i + 1 == len ? NULL :
		    "does nothing: the last of four numbers alone may be a *";
	}
	if (len > 2 && word[0] == '*' && word[1] == '.' &&
	    !has(word + 2, len - 2, "."))
		return "relays for a whole top-level domain";
	return NULL;
}

int
relay_entries_trusted(struct pool *pool, const char *path, const char *text,
    size_t len, struct relay_flaw **list)
{
	enum relay_flaw_kind kind;
	const char *value, *end, *why;
	struct lines l;
	size_t n;
	int r = 0;

	lines_init(&l, text, len);
	while (r == 0 && lines_next(&l)) {
		end = l.line + l.len;
		n = word_length(l.line, end);
		value = l.line + n;
		while (value < end && isspace((unsigned char)*value))
			value++;
		if (n == 0 || l.line[0] == '#' ||
		    !equals(value, word_length(value, end), "accept"))
			continue;
		why = pattern_flaw(l.line, n, &kind);
		if (why != NULL)
			r = relay_flaw_line(pool, path, &l, kind, why, list);
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
relay_entries_access(struct pool *pool, const char *path, const char *text,
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
		why = key == NULL ? NULL : relay_entry_flaw(key, n, &kind);
		if (why != NULL)
			r = relay_flaw_line(pool, path, &l, kind, why, list);
	}
	return r;
}
