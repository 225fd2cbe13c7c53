/* The words of a configuration that suggest whom it may relay for. */
#include "agent/run/relay_words.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

struct finder {
	struct rules *rules;
	struct strangers *strangers;
	struct pool *pool;
	struct relay_word *list, **end;
};

/* What an entry of a map is about. */
enum { CLIENT = 1, TO = 2, FROM = 4 };

static int
append(struct rules_entry **list, struct rules_entry *more)
{
	while (*list != NULL)
		list = &(*list)->next;
	*list = more;
	return 0;
}

int
relay_words_taken(struct rules *rules, struct pool *pool,
    struct rules_entry **ret)
{
	static const char *const classes[] = { "R", "m", "w" };
	struct rules_entry *all = NULL, *one = NULL, *e;
	const char *tag;
	size_t i;
	int r = 0;

	for (i = 0; r == 0 && i < sizeof(classes) / sizeof(classes[0]); i++) {
		r = rules_class_words(rules, classes[i], pool, &one);
		if (r == 0)
			r = append(&all, one);
	}
	if (r == 0)
		r = rules_map_words(rules, "RELAY", pool, &one);
	for (e = one; r == 0 && e != NULL; e = e->next) {
		tag = strchr(e->key, ':');
		if (tag != NULL && strncasecmp(e->key, "IPv6:", 5) != 0)
			e->key = tag + 1;
	}
	if (r == 0)
		r = append(&all, one);
	*ret = all;
	return r;
}

bool
relay_word_is_wide(const char *domain)
{
	/* What registries put below the letters of a country. */
	static const char *const second[] = { "ac", "co", "com", "edu", "go",
		"gob", "gov", "gouv", "mil", "ne", "net", "or", "org", "sch" };
	const char *dot = strchr(domain, '.');
	size_t i, len;

	if (dot == NULL || dot[1] == '\0')
		return true;
	if (strlen(dot + 1) != 2)
		return false;
	len = (size_t)(dot - domain);
	for (i = 0; i < sizeof(second) / sizeof(second[0]); i++)
		if (strlen(second[i]) == len &&
		    strncasecmp(domain, second[i], len) == 0)
			return true;
	return false;
}

static bool
is_address(const char *word)
{
	return strncasecmp(word, "IPv6:", 5) == 0 ||
	    (word[0] != '\0' && word[0] != '.' &&
	    word[strspn(word, "0123456789.")] == '\0');
}

/* Of letters that an address or name may have: others fit nobody. */
static bool
is_plain(const char *word)
{
	for (; *word != '\0'; word++)
		if (!isalnum((unsigned char)*word) &&
		    strchr("-_.:@+=", *word) == NULL)
			return false;
	return true;
}

/* The host's own name, in any of its forms. */
static bool
is_own_name(const struct strangers *s, const char *word)
{
	const struct strv *names = s->inner->names;
	size_t i;

	for (i = 0; names != NULL && i < names->n; i++)
		if (strcasecmp(names->v[i], word) == 0)
			return true;
	return strcasecmp(s->inner->host, word) == 0 ||
	    strcasecmp(word, "localhost") == 0;
}

/* In the host's own domain, or that itself, or above it. */
static bool
is_own_domain(const struct strangers *s, const char *word)
{
	const char *dot = strchr(s->inner->host, '.');

	return name_is_below(s->inner->host, word) ||
	    (dot != NULL && name_is_below(word, dot + 1));
}

/* RFC 1918, RFC 3927, RFC 4193, fe80::/10; or the first two numbers, or more,
 * of an address of this host. */
static bool
is_near(const struct strangers *s, const char *word)
{
	static const char *const private[] = { "10", "192.168", "169.254",
		"IPv6:fe8", "IPv6:fe9", "IPv6:fea", "IPv6:feb", "IPv6:fc",
		"IPv6:fd" };
	const struct strv *names = s->inner->names;
	char text[8];
	size_t i;

	for (i = 0; i < sizeof(private) / sizeof(private[0]); i++)
		if (i < 3 ? address_is_below(word, private[i]) :
		    strncasecmp(word, private[i], strlen(private[i])) == 0)
			return true;
	for (i = 16; i < 32; i++) {
		snprintf(text, sizeof(text), "172.%u", (unsigned)i);
		if (address_is_below(word, text))
			return true;
	}
	for (i = 0; names != NULL && i < names->n; i++)
		if (names->v[i][0] == '[' && strpbrk(word, ".:") != NULL &&
		    address_is_below(names->v[i] + 1, word))
			return true;
	return false;
}

static int
add(struct finder *f, const struct relay_word *w)
{
	struct relay_word *copy = pool_alloc(f->pool, sizeof(*copy));

	if (copy == NULL || f->pool->failed)
		return -ENOMEM;
	*copy = *w;
	copy->next = NULL;
	*f->end = copy;
	f->end = &copy->next;
	return 0;
}

/* An address in the network: "192.168.2" becomes 192.168.2.9. */
static int
add_network(struct finder *f, const char *word)
{
	const bool six = strncasecmp(word, "IPv6:", 5) == 0;
	const char mark = six ? ':' : '.';
	struct relay_word w = { .means = is_near(f->strangers, word) ?
	    RELAY_LAN_ONLY : RELAY_NETWORK };
	char text[64];
	const char *p;
	size_t len = strlen(word), n = six ? 0 : 1;

	/* Loopback is the host itself. */
	if (address_is_below(word, "127") || len == 0 || len > 45 ||
	    strcasecmp(word, "IPv6:::1") == 0 ||
	    strcasecmp(word, "IPv6:0:0:0:0:0:0:0:1") == 0)
		return 0;
	if (word[len - 1] == mark)
		len--;
	for (p = word; p < word + len; p++)
		n += *p == mark;
	snprintf(text, sizeof(text), "%s%.*s", six ? "IPv6:" : "",
	    (int)len - (six ? 5 : 0), word + (six ? 5 : 0));
	/* What is written short is a whole address. */
	if (six && strstr(text + 5, "::") != NULL)
		n = 8;
	for (; n < (six ? 8 : 4); n++)
		snprintf(text + strlen(text), sizeof(text) - strlen(text),
		    "%c9", mark);
	w.address = pool_strdup(f->pool, text);
	w.name = pool_printf(f->pool, "[%s]", text);
	return add(f, &w);
}

static int
add_domain(struct finder *f, const char *word, int about)
{
	struct strangers *s = f->strangers;
	const bool wide = relay_word_is_wide(word);
	const bool own = !wide && is_own_domain(s, word);
	const char *below = pool_printf(f->pool, "probe.%s", word);
	const char *names[] = { below, word };
	struct relay_word w;
	size_t i;
	int r = strv_push(&s->pool, &s->known, word);

	for (i = 0; r == 0 && i < 2; i++) {
		w = (struct relay_word){ .name = names[i], .means = wide ?
		    RELAY_OPEN : own ? RELAY_LAN_ONLY : RELAY_NETWORK };
		if ((about & CLIENT) != 0)
			r = add(f, &w);
		w = (struct relay_word){ .means = wide ? RELAY_OPEN :
		    RELAY_DOMAIN, .to = pool_printf(f->pool, "<user@%s>",
		    names[i]) };
		/* Mail for its own domain is what a mail host is for. */
		if (r == 0 && (about & TO) != 0 && !own)
			r = add(f, &w);
		w = (struct relay_word){ .means = RELAY_SENDER,
		    .from = pool_printf(f->pool, "x@%s", names[i]) };
		if (r == 0 && (about & FROM) != 0)
			r = add(f, &w);
	}
	return r;
}

/* "user@domain", "user@": at any domain. */
static int
add_mailbox(struct finder *f, const char *word, int about)
{
	const char *at = strchr(word, '@');
	struct relay_word w = { .means = RELAY_SENDER };
	int r = 0;

	w.from = pool_printf(f->pool, "%s%s", word, at[1] == '\0' ?
	    f->strangers->two.domain : "");
	if ((about & FROM) != 0)
		r = add(f, &w);
	w = (struct relay_word){ .means = RELAY_DOMAIN,
	    .to = pool_printf(f->pool, "<%s>", word) };
	if (r == 0 && (about & TO) != 0 && at[1] != '\0' &&
	    !is_own_domain(f->strangers, at + 1))
		r = add(f, &w);
	return r;
}

static int
add_word(struct finder *f, const char *word, int about)
{
	while (*word == '.')
		word++;
	if (*word == '\0' || strlen(word) > 200 ||
	    is_own_name(f->strangers, word) || !is_plain(word))
		return 0;
	if (strchr(word, '@') != NULL)
		return add_mailbox(f, word, about);
	if (is_address(word))
		return (about & CLIENT) != 0 ? add_network(f, word) : 0;
	return add_domain(f, word, about);
}

/* "Connect:10", "From:boss@here.example", or without a tag: any of them. */
static int
add_entry(struct finder *f, const char *key)
{
	static const struct { const char *tag; int about; } tags[] = {
		{ "Connect:", CLIENT }, { "To:", TO }, { "From:", FROM },
	};
	size_t i, n;

	for (i = 0; i < sizeof(tags) / sizeof(tags[0]); i++) {
		n = strlen(tags[i].tag);
		if (strncasecmp(key, tags[i].tag, n) == 0)
			return add_word(f, key + n, tags[i].about);
	}
	if (strchr(key, ':') != NULL && strncasecmp(key, "IPv6:", 5) != 0)
		return 0;
	return add_word(f, key, CLIENT | TO | FROM);
}

static size_t
parts_of(const char *key)
{
	size_t n = 0;

	for (; *key != '\0'; key++)
		n += *key == '.';
	return n;
}

/* With one dot less first, as far as there is room. */
static int
add_all(struct finder *f, const struct rules_entry *list,
    int (*add_one)(struct finder *, const char *))
{
	const struct rules_entry *e;
	size_t dots, left = RELAY_WORDS_MAX;
	int r = 0;

	for (dots = 0; r == 0 && dots < 8; dots++)
		for (e = list; r == 0 && e != NULL && left > 0; e = e->next)
			if (parts_of(e->key) == dots) {
				r = add_one(f, e->key);
				left--;
			}
	return r;
}

static int
add_member(struct finder *f, const char *key)
{
	return add_word(f, key, CLIENT | TO);
}

int
relay_words(struct rules *rules, struct strangers *s, struct pool *pool,
    struct relay_word **ret)
{
	struct finder f = { .rules = rules, .strangers = s, .pool = pool };
	struct rules_entry *list = NULL, *more = NULL;
	int r;

	f.end = &f.list;
	r = rules_class_words(rules, "R", pool, &list);
	if (r == 0)
		r = rules_class_words(rules, "m", pool, &more);
	if (r == 0)
		r = append(&list, more);
	if (r == 0)
		r = add_all(&f, list, add_member);
	if (r == 0)
		r = rules_map_words(rules, "RELAY", pool, &list);
	if (r == 0)
		r = add_all(&f, list, add_entry);
	*ret = f.list;
	return r < 0 || pool->failed ? -ENOMEM : 0;
}

const char *
relay_words_friend(struct rules *rules, struct strangers *s,
    struct pool *pool)
{
	struct rules_entry *list = NULL, *e;

	if (rules_class_words(rules, "R", pool, &list) < 0)
		return NULL;
	for (e = list; e != NULL; e = e->next)
		if (is_plain(e->key) && !is_address(e->key) &&
		    e->key[0] != '.' && strchr(e->key, '@') == NULL &&
		    !relay_word_is_wide(e->key) &&
		    !is_own_name(s, e->key) && !is_own_domain(s, e->key) &&
		    strv_push(&s->pool, &s->known, e->key) == 0)
			return e->key;
	return NULL;
}
