/* Where mail for a name goes: its MX records, and whether that is here. */
#define _GNU_SOURCE
#include "probe/mx.h"

#include <arpa/inet.h>
#include <arpa/nameser.h>
#include <ctype.h>
#include <errno.h>
#include <ifaddrs.h>
#include <netdb.h>
#include <netinet/in.h>
#include <resolv.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

#define MAX_HOSTS 64
#define MAX_ADDRESSES 64
#define ANSWER_SIZE 65535

static int
add_host(struct pool *p, struct mx_answer *a, unsigned preference,
    const char *name)
{
	struct mx_host **at = &a->hosts, *n;
	size_t len = strlen(name), i;
	char *copy;

	while (len > 0 && name[len - 1] == '.')
		len--;
	n = pool_alloc(p, sizeof(*n));
	copy = pool_strndup(p, name, len);
	if (n == NULL || copy == NULL)
		return -ENOMEM;
	for (i = 0; i < len; i++)
		copy[i] = (char)tolower((unsigned char)copy[i]);
	n->name = copy;
	n->preference = preference;
	while (*at != NULL && (*at)->preference <= preference)
		at = &(*at)->next;
	n->next = *at;
	*at = n;
	return 0;
}

int
mx_parse(struct pool *p, const unsigned char *message, size_t len,
    struct mx_answer *ret)
{
	struct mx_answer a = { .hosts = NULL };
	char name[NS_MAXDNAME];
	const unsigned char *data;
	unsigned hosts = 0, i;
	ns_msg m;
	ns_rr rr;
	int r = 0;

	if (len > ANSWER_SIZE || ns_initparse(message, (int)len, &m) < 0)
		return -EPROTO;
	for (i = 0; r == 0 && i < ns_msg_count(m, ns_s_an); i++) {
		if (ns_parserr(&m, ns_s_an, (int)i, &rr) < 0)
			return -EPROTO;
		if (ns_rr_type(rr) != ns_t_mx)
			continue;
		data = ns_rr_rdata(rr);
		if (ns_rr_rdlen(rr) < 3 || ns_name_uncompress(ns_msg_base(m),
		    ns_msg_end(m), data + 2, name, sizeof(name)) < 0)
			return -EPROTO;
		if (name[0] == '\0' || strcmp(name, ".") == 0)
			a.null = true;
		else if (hosts++ < MAX_HOSTS)
			r = add_host(p, &a, (unsigned)data[0] << 8 | data[1],
			    name);
	}
	if (r == 0 && a.hosts != NULL)
		a.null = false;	/* RFC 7505, 3: it must be alone */
	if (r == 0)
		*ret = a;
	return r;
}

static bool
numeric(const struct sockaddr *a, char text[INET6_ADDRSTRLEN])
{
	const struct sockaddr_in *in = (const void *)a;
	const struct sockaddr_in6 *in6 = (const void *)a;

	if (a == NULL)
		return false;
	if (a->sa_family == AF_INET)
		return inet_ntop(AF_INET, &in->sin_addr, text,
		    INET6_ADDRSTRLEN) != NULL;
	return a->sa_family == AF_INET6 && inet_ntop(AF_INET6,
	    &in6->sin6_addr, text, INET6_ADDRSTRLEN) != NULL;
}

static bool
has(const struct strv *list, const char *text)
{
	size_t i;

	for (i = 0; i < list->n; i++)
		if (strcasecmp(list->v[i], text) == 0)
			return true;
	return false;
}

static int
own_addresses(struct pool *p, struct strv *ret)
{
	char text[INET6_ADDRSTRLEN];
	struct ifaddrs *all = NULL, *i;
	int r = 0;

	if (getifaddrs(&all) != 0)
		return 0;
	for (i = all; r == 0 && i != NULL; i = i->ifa_next)
		if (numeric(i->ifa_addr, text))
			r = strv_push(p, ret, text);
	freeifaddrs(all);
	return r;
}

/* Addresses of a name; *found: there is an answer, even an empty one. */
static int
addresses_of(struct pool *p, const char *name, struct strv *ret, bool *found)
{
	const struct addrinfo hints = { .ai_family = AF_UNSPEC,
		.ai_socktype = SOCK_STREAM };
	char text[INET6_ADDRSTRLEN];
	struct addrinfo *all = NULL, *i;
	int rc = getaddrinfo(name, NULL, &hints, &all), r = 0;

	*found = rc == 0 || rc == EAI_NONAME;
	if (rc != 0)
		return rc == EAI_MEMORY ? -ENOMEM : 0;
	for (i = all; r == 0 && i != NULL && ret->n < MAX_ADDRESSES;
	    i = i->ai_next)
		if (numeric(i->ai_addr, text) && !has(ret, text))
			r = strv_push(p, ret, text);
	freeaddrinfo(all);
	return r;
}

static int
look_up(struct pool *p, struct mx_answer *a, const struct strv *own_names)
{
	struct strv own = { .n = 0 };
	struct mx_host *h;
	size_t i;
	int r = own_addresses(p, &own);

	for (h = a->hosts; r == 0 && h != NULL; h = h->next) {
		r = addresses_of(p, h->name, &h->addresses, &h->looked_up);
		h->self = has(own_names, h->name);
		for (i = 0; i < h->addresses.n; i++)
			h->self = h->self || has(&own, h->addresses.v[i]) ||
			    strncmp(h->addresses.v[i], "127.", 4) == 0;
	}
	return r;
}

/* The MX records: 0 with none where the name has others, -ENOENT ... */
static int
query(struct pool *p, const char *name, struct mx_answer *ret,
    struct err *e)
{
	struct __res_state state = { .options = 0 };
	unsigned char *message = pool_alloc(p, ANSWER_SIZE);
	int n, why, r;

	if (message == NULL)
		return err_set(e, ENOMEM, "out of memory");
	if (res_ninit(&state) != 0)
		return err_set(e, EAGAIN, "the resolver cannot be set up");
	state.retrans = 3;	/* seconds; within the caller's limit */
	state.retry = 2;
	n = res_nquery(&state, name, ns_c_in, ns_t_mx, message, ANSWER_SIZE);
	why = state.res_h_errno;
	res_nclose(&state);
	if (n >= 0) {
		r = mx_parse(p, message, n < ANSWER_SIZE ? (size_t)n :
		    ANSWER_SIZE, ret);
		return r == -EPROTO ? err_set(e, EAGAIN, "the answer of the "
		    "name server makes no sense") : r;
	}
	if (why == NO_DATA)
		return 0;
	if (why == HOST_NOT_FOUND)
		return err_set(e, ENOENT, "there is no such name");
	return err_set(e, EAGAIN, "no name server answered");
}

int
mx_ask(struct pool *p, const char *name, const struct strv *own,
    struct mx_answer *ret, struct err *e)
{
	struct mx_answer a = { .hosts = NULL };
	int r = query(p, name, &a, e);

	if (r == 0 && a.hosts == NULL && !a.null) {
		/* RFC 5321, 5.1: the name itself, with preference 0. */
		a.implicit = true;
		r = add_host(p, &a, 0, name);
	}
	if (r == 0)
		r = look_up(p, &a, own);
	if (r == -ENOMEM)
		return err_set(e, ENOMEM, "out of memory");
	if (r == 0)
		*ret = a;
	return r;
}

int
mx_own_names(struct pool *p, struct strv *ret)
{
	const struct addrinfo hints = { .ai_flags = AI_CANONNAME,
		.ai_family = AF_UNSPEC, .ai_socktype = SOCK_STREAM };
	struct addrinfo *all = NULL;
	char name[256];
	int r;

	if (gethostname(name, sizeof(name)) != 0)
		return 0;
	name[sizeof(name) - 1] = '\0';
	if (name[0] == '\0' || strcasecmp(name, "localhost") == 0)
		return 0;
	r = strv_push(p, ret, name);
	if (r == 0 && strchr(name, '.') == NULL && getaddrinfo(name, NULL,
	    &hints, &all) == 0) {
		if (all->ai_canonname != NULL &&
		    strcasecmp(all->ai_canonname, name) != 0 &&
		    strncasecmp(all->ai_canonname, "localhost", 9) != 0)
			r = strv_push(p, ret, all->ai_canonname);
		freeaddrinfo(all);
	}
	return r;
}
