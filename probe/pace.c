/* How fast a network is asked: so many new connections in a second. */
#include "probe/pace.h"

#include <errno.h>

#define BUCKETS 4096u

struct pace_network {
	struct pace_network *next;
	struct network network;
	int64_t last;		/* when left was right */
	int64_t left;		/* connections, in thousandths */
};

static unsigned
hash(const struct address *a)
{
	unsigned h = 2166136261u, i;

	for (i = 0; i < sizeof(a->b); i++)
		h = (h ^ a->b[i]) * 16777619u;
	return h % BUCKETS;
}

static struct pace_network *
find(struct pace *p, const struct address *a, int64_t now)
{
	struct network n = network_around(a);
	struct pace_network **at, *new;

	if (p->buckets == NULL) {
		p->buckets = pool_alloc(p->pool, BUCKETS *
		    sizeof(struct pace_network *));
		if (p->buckets == NULL)
			return NULL;
	}
	at = &p->buckets[hash(&n.first)];
	while (*at != NULL && !address_equal(&(*at)->network.first, &n.first))
		at = &(*at)->next;
	if (*at == NULL) {
		new = pool_alloc(p->pool, sizeof(*new));
		if (new == NULL)
			return NULL;
		*new = (struct pace_network){ .network = n, .last = now,
		    .left = (int64_t)p->rate * 1000 };
		*at = new;
	}
	return *at;
}

int64_t
pace_take(struct pace *p, const struct address *a, int64_t now)
{
	struct pace_network *n;

	if (p->rate == 0)
		return 0;
	n = find(p, a, now);
	if (n == NULL)
		return -ENOMEM;
	/* rate per second is rate thousandths per millisecond. */
	n->left += (now - n->last) * p->rate;
	n->last = now;
	if (n->left > (int64_t)p->rate * 1000)
		n->left = (int64_t)p->rate * 1000;
	if (n->left >= 1000) {
		n->left -= 1000;
		return 0;
	}
	return (1000 - n->left + p->rate - 1) / p->rate;
}
