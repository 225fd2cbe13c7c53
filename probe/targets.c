/* Which hosts are to be asked, and which of them may be. */
#include "probe/targets.h"

#include <errno.h>
#include <netdb.h>
#include <string.h>
#include <sys/socket.h>

#include "probe/dialogue.h"
#include "probe/probe_settings.h"

#define MAX_ADDRESSES 64

void
targets_init(struct targets *t, struct pool *pool,
    const struct networks *authorised, targets_resolve *resolve,
    unsigned port)
{
	*t = (struct targets){ .pool = pool, .authorised = authorised,
	    .resolve = resolve, .port = port };
	t->end = &t->first;
}

static int
add(struct targets *t, const struct address *a, unsigned port,
    const char *name, const char *reason, bool swept, struct err *e)
{
	struct target *n;

	if (t->n >= TARGETS_MAX)
		return err_set(e, E2BIG, "more than %u addresses",
		    TARGETS_MAX);
	n = pool_alloc(t->pool, sizeof(*n));
	if (n == NULL)
		return err_set(e, ENOMEM, "out of memory");
	*n = (struct target){ .port = port, .name = name, .reason = reason,
	    .swept = swept };
	if (a != NULL) {
		n->address = *a;
		if (!networks_have(t->authorised, a))
			n->reason = "not contacted: it is in none of the "
			    "authorised networks";
	}
	*t->end = n;
	t->end = &n->next;
	t->n++;
	return 0;
}

static int
add_network(struct targets *t, const char *word, struct err *e)
{
	struct network n;
	struct address a;
	int r;

	if (network_parse(word, &n) < 0)
		return err_set(e, EINVAL, "%s: no network such as "
		    "192.0.2.0/24", word);
	a = n.first;
	do {
		r = add(t, &a, t->port, NULL, NULL, true, e);
	} while (r == 0 && address_next(&a) && network_has(&n, &a));
	return r;
}

static int
add_name(struct targets *t, const char *host, unsigned port, struct err *e)
{
	const char *name = pool_strdup(t->pool, host);
	struct strv list = { .n = 0 };
	struct address a;
	size_t i;
	int r;

	if (name == NULL)
		return err_set(e, ENOMEM, "out of memory");
	r = t->resolve(t->pool, name, &list);
	if (r == -ENOMEM)
		return err_set(e, ENOMEM, "out of memory");
	if (r < 0 || list.n == 0)
		return add(t, NULL, port, name, r == -EAGAIN ?
		    "its address cannot be looked up now" :
		    "it has no address", false, e);
	for (i = 0; r == 0 && i < list.n && i < MAX_ADDRESSES; i++)
		if (address_parse(list.v[i], &a) == 0)
			r = add(t, &a, port, name, NULL, false, e);
	return r;
}

int
targets_add(struct targets *t, const char *word, struct err *e)
{
	unsigned port = t->port;
	struct address a;
	char host[256];

	if (strchr(word, '/') != NULL)
		return add_network(t, word, e);
	if (address_parse(word, &a) == 0)
		return add(t, &a, port, NULL, NULL, false, e);
	if (probe_settings_host(word, host, &port) < 0)
		return err_set(e, EINVAL, "%s: no host, network or file",
		    word);
	if (strchr(word, ':') == NULL)
		port = t->port;
	if (address_parse(host, &a) == 0)
		return add(t, &a, port, NULL, NULL, false, e);
	if (!hub_is_name(host))
		return err_set(e, EINVAL, "%s: no host, network or file",
		    word);
	return add_name(t, host, port, e);
}

int
targets_add_text(struct targets *t, const char *text, size_t len,
    struct err *e)
{
	static const char between[] = " \t\r\n";
	size_t i = 0, n;
	char word[300];
	int r = 0;

	while (r == 0 && i < len) {
		if (text[i] == '#') {
			while (i < len && text[i] != '\n')
				i++;
			continue;
		}
		for (n = 0; i + n < len && text[i + n] != '#' &&
		    text[i + n] != '\0' &&
		    strchr(between, text[i + n]) == NULL; n++)
			;
		if (n >= sizeof(word))
			return err_set(e, EINVAL, "%.60s...: no host",
			    text + i);
		memcpy(word, text + i, n);
		word[n] = '\0';
		if (n > 0)
			r = targets_add(t, word, e);
		i += n > 0 ? n : 1;
	}
	return r;
}

int
targets_ask_resolver(struct pool *p, const char *name, struct strv *ret)
{
	const struct addrinfo hints = { .ai_family = AF_UNSPEC,
		.ai_socktype = SOCK_STREAM };
	char text[128];
	struct addrinfo *all = NULL, *i;
	int rc = getaddrinfo(name, NULL, &hints, &all), r = 0;

	if (rc != 0)
		return rc == EAI_MEMORY ? -ENOMEM : rc == EAI_NONAME ?
		    -ENOENT : -EAGAIN;
	for (i = all; r == 0 && i != NULL; i = i->ai_next)
		if (getnameinfo(i->ai_addr, i->ai_addrlen, text,
		    sizeof(text), NULL, 0, NI_NUMERICHOST) == 0 &&
		    !strv_has(ret, text))
			r = strv_push(p, ret, text);
	freeaddrinfo(all);
	return r;
}
