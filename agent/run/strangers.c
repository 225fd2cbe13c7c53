/* Strangers: clients and names that no host knows, and their name servers. */
#include "agent/run/strangers.h"

#include <errno.h>
#include <string.h>
#include <strings.h>

/* RFC 5737, RFC 2544: nobody has these; RFC 2606: nor these. */
static const struct block {
	const char *prefix, *reverse;
} blocks[] = {
	{ "203.0.113", "113.0.203" }, { "198.51.100", "100.51.198" },
	{ "192.0.2", "2.0.192" }, { "198.18.7", "7.18.198" },
	{ "198.19.7", "7.19.198" },
};
static const char *const domains[] = { "offsite.example", "elsewhere.test",
	"faraway.invalid", "apart.localhost" };

#define COUNT(list) (sizeof(list) / sizeof((list)[0]))

bool
name_is_below(const char *text, const char *name)
{
	size_t len = strlen(text), n = strlen(name);

	return len >= n && n > 0 && strcasecmp(text + len - n, name) == 0 &&
	    (len == n || text[len - n - 1] == '.');
}

bool
address_is_below(const char *text, const char *address)
{
	size_t n = strlen(address);

	return n > 0 && strncasecmp(text, address, n) == 0 &&
	    (text[n] == '\0' || text[n] == '.' || text[n] == ':' ||
	    address[n - 1] == '.' || address[n - 1] == ':');
}

/* Is one of the words this prefix, or above or below it? */
static bool
is_taken(const struct strangers *s, const struct rules_entry *words,
    const char *text, bool (*is_below)(const char *, const char *))
{
	const struct strv *names = s->inner->names;
	size_t i;

	for (; words != NULL; words = words->next)
		if (is_below(text, words->key) || is_below(words->key, text))
			return true;
	for (i = 0; names != NULL && i < names->n; i++)
		if (is_below(names->v[i][0] == '[' ? names->v[i] + 1 :
		    names->v[i], text))
			return true;
	return false;
}

static int
make(struct strangers *s, const struct block *b, const char *domain,
    struct stranger *ret)
{
	ret->address = pool_printf(&s->pool, "%s.9", b->prefix);
	ret->reverse = pool_printf(&s->pool, "9.%s", b->reverse);
	ret->name = pool_printf(&s->pool, "probe.%s", domain);
	ret->domain = domain;
	return s->pool.failed ? -ENOMEM : 0;
}

int
strangers_choose(struct strangers *s, const struct rules_entry *words)
{
	const struct block *b[2] = { &blocks[0], &blocks[1] };
	const char *d[2] = { domains[0], domains[1] };
	size_t i, n;

	for (i = n = 0; i < COUNT(blocks) && n < 2; i++)
		if (!is_taken(s, words, blocks[i].prefix, address_is_below))
			b[n++] = &blocks[i];
	for (i = n = 0; i < COUNT(domains) && n < 2; i++)
		if (!is_taken(s, words, domains[i], name_is_below))
			d[n++] = domains[i];
	if (make(s, b[0], d[0], &s->one) < 0 ||
	    make(s, b[1], d[1], &s->two) < 0)
		return -ENOMEM;
	s->pointed = pool_printf(&s->pool, "pointed.%s", d[0]);
	return s->pointed == NULL ? -ENOMEM : 0;
}

static enum dns_answer
found(struct pool *pool, struct strv *ret, const char *value)
{
	return strv_push(pool, ret, value) < 0 ? DNS_AGAIN : DNS_FOUND;
}

/* What the stranger's own name server says. */
static enum dns_answer
ask_stranger(const struct strangers *s, const struct stranger *who,
    const char *name, const char *type, struct pool *pool, struct strv *ret)
{
	const char *exchanger;

	if (strcmp(type, "A") == 0)
		return found(pool, ret, who->address);
	if (strcmp(type, "MX") != 0 || strncasecmp(name, "mx.", 3) == 0 ||
	    strcasecmp(name, who->name) == 0)
		return DNS_EMPTY;
	exchanger = strcasecmp(name, s->pointed) == 0 ?
	    pool_printf(pool, "10 %s", s->inner->host) :
	    pool_printf(pool, "10 mx.%s", who->domain);
	return exchanger == NULL ? DNS_AGAIN : found(pool, ret, exchanger);
}

static bool
begins_with(const char *name, const char *first)
{
	size_t n = strlen(first);

	return strncasecmp(name, first, n) == 0 && name[n] == '.';
}

static bool
is_known(const struct strangers *s, const char *name)
{
	size_t i;

	for (i = 0; i < s->known.n; i++)
		if (name_is_below(name, s->known.v[i]))
			return true;
	return false;
}

static bool
is_own(const struct strangers *s, const char *name)
{
	const struct strv *names = s->inner->names;
	size_t i;

	for (i = 0; names != NULL && i < names->n; i++)
		if (strcasecmp(names->v[i], name) == 0)
			return true;
	return strcasecmp(name, s->inner->host) == 0;
}

/* A name that is there, and is no mail exchanger's domain. */
static enum dns_answer
ask_existing(const char *address, const char *type, struct pool *pool,
    struct strv *ret)
{
	return strcmp(type, "A") == 0 && address != NULL ?
	    found(pool, ret, address) : DNS_EMPTY;
}

static enum dns_answer
ask(void *context, const char *name, const char *type, struct pool *pool,
    struct strv *ret)
{
	struct strangers *s = context;
	const struct stranger *who[] = { &s->one, &s->two };
	size_t i;

	for (i = 0; i < 2; i++) {
		if (name_is_below(name, who[i]->domain))
			return ask_stranger(s, who[i], name, type, pool, ret);
		if (begins_with(name, who[i]->reverse))
			return strcmp(type, "PTR") == 0 ?
			    found(pool, ret, who[i]->name) : DNS_NO_NAME;
		/* A list of domains: "offsite.example.list.example". */
		if (begins_with(name, who[i]->domain) ||
		    begins_with(name, who[i]->name))
			return DNS_NO_NAME;
	}
	if (is_own(s, name))
		return ask_existing(s->own, type, pool, ret);
	if (is_known(s, name))
		return ask_existing(s->two.address, type, pool, ret);
	if (!strv_has(&s->asked, name) &&
	    strv_push(&s->pool, &s->asked, name) < 0)
		return DNS_AGAIN;
	return s->others_exist ? ask_existing(s->two.address, type, pool,
	    ret) : DNS_NO_NAME;
}

static int
read_inner(void *context, const char *path, struct pool *pool,
    const char **text, size_t *len)
{
	const struct strangers *s = context;

	return s->inner->read(s->inner->context, path, pool, text, len);
}

/* The first address in the names that is not loopback: "[192.0.2.25]". */
static const char *
own_address(struct strangers *s)
{
	const struct strv *names = s->inner->names;
	const char *p;
	size_t i;

	for (i = 0; names != NULL && i < names->n; i++) {
		p = names->v[i];
		if (p[0] == '[' && strchr(p, ':') == NULL &&
		    strncmp(p, "[127.", 5) != 0)
			return pool_strndup(&s->pool, p + 1, strlen(p) - 2);
	}
	return NULL;
}

int
strangers_init(struct strangers *s, const struct rules_world *inner)
{
	*s = (struct strangers){ .rules = *inner, .inner = inner,
	    .others_exist = true };
	s->rules.context = s;
	s->rules.read = read_inner;
	s->rules.dns = ask;
	s->own = own_address(s);
	return s->pool.failed ? -ENOMEM : strangers_choose(s, NULL);
}

void
strangers_release(struct strangers *s)
{
	pool_release(&s->pool);
	*s = (struct strangers){ .inner = NULL };
}
