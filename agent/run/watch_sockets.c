/* A cheap look at who listens: a daemon that was started by hand changes no
 * file. */
#include "agent/run/watch_sockets.h"

#include <stdbool.h>

static bool
is_wanted(const struct sock *s, const struct listener *seen)
{
	if (s->port == 25 || s->port == 465 || s->port == 587)
		return true;
	for (; seen != NULL; seen = seen->next)
		if (seen->port == s->port)
			return true;
	return false;
}

int
watch_sockets(const struct host *h, const struct listener *seen,
    char ret[DIGEST_HEX], struct err *e)
{
	struct pool pool = { .blocks = NULL };
	struct sock *all = NULL;
	struct digest d;
	int r = 0;

	if (h->sock == NULL) {
		ret[0] = '\0';
		return 0;
	}
	r = h->sock->listeners(h, &pool, &all, e);
	digest_init(&d);
	for (; r == 0 && all != NULL; all = all->next) {
		if (!is_wanted(all, seen))
			continue;
		digest_add(&d, &all->port, sizeof(all->port));
		digest_add(&d, all->address, sizeof(all->address));
		digest_add(&d, &all->inode, sizeof(all->inode));
	}
	if (r == 0)
		digest_hex(&d, ret);
	pool_release(&pool);
	return r;
}
