/* Addresses and networks: what may be asked, and how much of it at once. */
#include "probe/networks.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>

#include "agent/base/num.h"

static const unsigned char mapped[12] = { [10] = 0xff, [11] = 0xff };

int
address_parse(const char *text, struct address *ret)
{
	struct address a = { .family = 4 };

	if (strchr(text, ':') == NULL) {
		if (inet_pton(AF_INET, text, a.b) != 1)
			return -EINVAL;
	} else {
		if (inet_pton(AF_INET6, text, a.b) != 1)
			return -EINVAL;
		a.family = 6;
		if (memcmp(a.b, mapped, sizeof(mapped)) == 0) {
			memmove(a.b, a.b + 12, 4);
			memset(a.b + 4, 0, 12);
			a.family = 4;
		}
	}
	*ret = a;
	return 0;
}

int
address_from(const struct sockaddr *s, struct address *ret)
{
	const struct sockaddr_in *in = (const void *)s;
	const struct sockaddr_in6 *in6 = (const void *)s;
	char text[INET6_ADDRSTRLEN];
	const void *from = s->sa_family == AF_INET6 ?
	    (const void *)&in6->sin6_addr : &in->sin_addr;

	if ((s->sa_family != AF_INET && s->sa_family != AF_INET6) ||
	    inet_ntop(s->sa_family, from, text, sizeof(text)) == NULL)
		return -EINVAL;
	return address_parse(text, ret);
}

void
address_print(const struct address *a, char text[ADDRESS_TEXT])
{
	text[0] = '\0';
	inet_ntop(a->family == 6 ? AF_INET6 : AF_INET, a->b, text,
	    ADDRESS_TEXT);
}

bool
address_equal(const struct address *a, const struct address *b)
{
	return a->family == b->family && memcmp(a->b, b->b,
	    sizeof(a->b)) == 0;
}

bool
address_is_loopback(const struct address *a)
{
	static const unsigned char one[16] = { [15] = 1 };

	return a->family == 6 ? memcmp(a->b, one, sizeof(one)) == 0 :
	    a->b[0] == 127;
}

bool
address_next(struct address *a)
{
	int i = a->family == 6 ? 15 : 3;

	while (i >= 0 && ++a->b[i] == 0)
		i--;
	return i >= 0;
}

static unsigned
width(const struct address *a)
{
	return a->family == 6 ? 128 : 32;
}

/* What is behind the prefix becomes zero; false if it was not. */
static bool
cut(struct address *a, unsigned bits)
{
	struct address was = *a;
	unsigned i;

	for (i = bits; i < width(a); i++)
		a->b[i / 8] &= (unsigned char)~(0x80u >> i % 8);
	return address_equal(a, &was);
}

int
network_parse(const char *text, struct network *ret)
{
	const char *slash = strchr(text, '/');
	size_t len = slash != NULL ? (size_t)(slash - text) : strlen(text);
	char address[ADDRESS_TEXT];
	struct network n;
	long long bits;

	if (len >= sizeof(address))
		return -EINVAL;
	memcpy(address, text, len);
	address[len] = '\0';
	if (address_parse(address, &n.first) < 0)
		return -EINVAL;
	bits = width(&n.first);
	if (slash != NULL && num_parse(slash + 1, strlen(slash + 1), 0, bits,
	    &bits) < 0)
		return -EINVAL;
	n.bits = (unsigned)bits;
	if (!cut(&n.first, n.bits))
		return -EINVAL;
	*ret = n;
	return 0;
}

bool
network_has(const struct network *n, const struct address *a)
{
	struct address first = *a;

	cut(&first, n->bits);
	return address_equal(&first, &n->first);
}

struct network
network_around(const struct address *a)
{
	struct network n = { .first = *a, .bits = a->family == 6 ? 64 : 24 };

	cut(&n.first, n.bits);
	return n;
}

static int
add(struct pool *p, struct networks *list, const char *text, size_t len,
    struct err *e)
{
	struct network *v, n;
	char word[80];

	if (len >= sizeof(word))
		return err_set(e, EINVAL, "%.60s...: no network", text);
	memcpy(word, text, len);
	word[len] = '\0';
	if (network_parse(word, &n) < 0)
		return err_set(e, EINVAL, "%s: no network such as "
		    "192.0.2.0/24", word);
	/* Doubled each time that it is full: 1, 2, 4, 8 ... */
	if ((list->n & (list->n - 1)) == 0) {
		v = pool_alloc(p, (list->n > 0 ? list->n * 2 : 1) *
		    sizeof(*v));
		if (v == NULL)
			return err_set(e, ENOMEM, "out of memory");
		if (list->n > 0)
			memcpy(v, list->v, list->n * sizeof(*v));
		list->v = v;
	}
	list->v[list->n++] = n;
	return 0;
}

int
networks_add(struct pool *p, struct networks *list, const char *text,
    size_t len, struct err *e)
{
	size_t i = 0, from;
	int r = 0;

	while (r == 0 && i < len) {
		if (text[i] == '#') {
			while (i < len && text[i] != '\n')
				i++;
		} else if (strchr(", \t\r\n", text[i]) != NULL) {
			i++;
		} else {
			from = i;
			while (i < len && strchr(", \t\r\n#", text[i]) == NULL)
				i++;
			r = add(p, list, text + from, i - from, e);
		}
	}
	return r;
}

bool
networks_have(const struct networks *list, const struct address *a)
{
	size_t i;

	for (i = 0; i < list->n; i++)
		if (network_has(&list->v[i], a))
			return true;
	return false;
}
