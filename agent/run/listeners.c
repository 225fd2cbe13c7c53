/* Listening sockets and who holds them. */
#include "agent/run/listeners.h"

#include <arpa/inet.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "agent/base/memory.h"
#include "agent/run/mailproc.h"

struct table {
	const struct sock **socks;	/* mail ports first */
	unsigned long *inodes;
	pid_t *pids;
	size_t n, n_mail;
};

static bool
is_mail_port(unsigned port)
{
	return port == 25 || port == 465 || port == 587;
}

enum bound
listener_bound(bool inet6, const unsigned char *a, const char *interface)
{
	static const unsigned char mapped[12] = { [10] = 0xff, [11] = 0xff };
	static const unsigned char zero[16];

	if (interface != NULL && strcmp(interface, "lo") == 0)
		return BOUND_LOOPBACK;
	if (inet6 && memcmp(a, mapped, sizeof(mapped)) == 0) {
		a += sizeof(mapped);
		inet6 = false;
	}
	if (memcmp(a, zero, inet6 ? 16 : 4) == 0)
		return BOUND_ANY;
	if (!inet6)
		return a[0] == 127 ? BOUND_LOOPBACK : BOUND_ADDRESS;
	if (memcmp(a, zero, 15) == 0 && a[15] == 1)
		return BOUND_LOOPBACK;
	if (a[0] == 0xfe && (a[1] & 0xc0) == 0x80)
		return BOUND_LINK;
	return BOUND_ADDRESS;
}

static void
table_release(struct table *t)
{
	free(t->socks);
	free(t->inodes);
	free(t->pids);
}

/* Two passes: the mail ports, then the others. */
static int
table_fill(struct table *t, const struct sock *socks)
{
	const struct sock *s;
	size_t n = 0;
	int pass;

	for (s = socks; s != NULL; s = s->next)
		n++;
	t->socks = memory_zeroed(n + 1, sizeof(*t->socks));
	t->inodes = memory_zeroed(n + 1, sizeof(*t->inodes));
	t->pids = memory_zeroed(n + 1, sizeof(*t->pids));
	if (t->socks == NULL || t->inodes == NULL || t->pids == NULL)
		return -ENOMEM;
	for (pass = 0; pass < 2; pass++) {
		for (s = socks; s != NULL; s = s->next) {
			if (is_mail_port(s->port) != (pass == 0))
				continue;
			t->inodes[t->n] = s->inode;
			t->socks[t->n++] = s;
		}
		if (pass == 0)
			t->n_mail = t->n;
	}
	return 0;
}

/* MTAs, their children, then whatever else was wanted. */
static int
rank(const struct proc *list, const struct proc *p)
{
	const struct proc *parent = mailproc_find(list, p->ppid);

	if (mailproc_mta(p) == NULL)
		return 2;
	return parent != NULL && mailproc_mta(parent) != NULL;
}

/* A copy of the list in the order in which they shall claim sockets. */
static int
in_order(struct pool *pool, const struct proc *wanted,
    const struct proc **ret)
{
	struct proc *head = NULL, **end = &head, *copy;
	const struct proc *p;
	int r;

	for (r = 0; r < 3; r++) {
		for (p = wanted; p != NULL; p = p->next) {
			if (rank(wanted, p) != r)
				continue;
			copy = pool_alloc(pool, sizeof(*copy));
			if (copy == NULL)
				return -ENOMEM;
			*copy = *p;
			copy->next = NULL;
			*end = copy;
			end = &copy->next;
		}
	}
	*ret = head;
	return 0;
}

static int
set_holder(const struct host *h, struct facts *f, struct listener *l,
    const struct proc *p, pid_t pid)
{
	struct proc *got = NULL;
	int rc;

	if (pid == 0)
		return 0;
	if (p == NULL) {
		rc = h->proc->get(h, pid, &f->pool, &got, NULL);
		if (rc != 0)
			return rc == -ENOMEM ? rc : 0;
		p = got;
	}
	l->pid = pid;
	l->exe = pool_strdup(&f->pool, p->exe);
	l->unit = pool_strdup(&f->pool, p->unit);
	l->mta = mailproc_mta(p);
	if (l->mta != NULL)
		l->holder = HOLDER_MTA;
	else if (mailproc_is_super(p))
		l->holder = HOLDER_SUPER;
	else
		l->holder = HOLDER_OTHER;
	return 0;
}

static int
add(const struct host *h, struct facts *f, const struct proc *wanted,
    const struct sock *s, pid_t pid)
{
	const struct proc *p = pid == 0 ? NULL : mailproc_find(wanted, pid);
	char text[INET6_ADDRSTRLEN];
	struct listener *l;

	if (!is_mail_port(s->port) && (p == NULL || mailproc_mta(p) == NULL))
		return 0;
	l = facts_listener(f);
	if (l == NULL || inet_ntop(s->inet6 ? AF_INET6 : AF_INET, s->address,
	    text, sizeof(text)) == NULL)
		return -ENOMEM;
	l->inet6 = s->inet6;
	l->v6only = s->v6only;
	l->v6only_unseen = s->v6only_unseen;
	if (s->v6only_unseen && facts_unseen(f, "listeners", "whether the "
	    "socket on [::]:%u takes IPv4 too was not shown", s->port) != 0)
		return -ENOMEM;
	l->port = s->port;
	l->interface = pool_strdup(&f->pool, s->interface);
	l->bound = listener_bound(s->inet6, s->address, s->interface);
	if (!s->cut)
		l->address = pool_strdup(&f->pool, text);
	else if (l->bound == BOUND_ANY)	/* not all of its bytes are zero */
		l->bound = BOUND_ADDRESS;
	if (s->cut && facts_unseen(f, "listeners", "the whole address of a "
	    "socket on port %u was not shown", s->port) != 0)
		return -ENOMEM;
	l->inode = s->inode;
	return set_holder(h, f, l, p, pid);
}

static int
note_blind(struct facts *f)
{
	const struct listener *l;

	for (l = f->listeners; l != NULL; l = l->next)
		if (l->pid == 0)
			return facts_unseen(f, "listeners", "who holds the "
			    "socket on port %u could not be seen", l->port);
	return 0;
}

int
listeners_gather(const struct host *h, const struct proc *wanted,
    struct facts *f, struct err *e)
{
	struct table t = { .n = 0 };
	struct pool pool = { .blocks = NULL };
	struct err why = { .code = 0 };
	const struct proc *first = NULL;
	struct sock *socks = NULL;
	bool blind = false;
	size_t i;
	int rc;

	if (h->sock == NULL) {
		rc = facts_unseen(f, "listeners",
		    "sockets cannot be observed in a tree");
		goto out;
	}
	rc = h->sock->listeners(h, &pool, &socks, &why);
	if (rc != 0) {
		rc = facts_doubt(f, "listeners", NULL, 0, "%s", why.text);
		goto out;
	}
	rc = table_fill(&t, socks);
	if (rc == 0)
		rc = in_order(&pool, wanted, &first);
	if (rc == 0 && h->proc != NULL && h->proc->holders(h, t.inodes, t.n,
	    t.n_mail, first, t.pids, &blind, &why) != 0)
		rc = facts_doubt(f, "listeners", NULL, 0, "%s", why.text);
	for (i = 0; rc == 0 && i < t.n; i++)
		rc = add(h, f, wanted, t.socks[i], t.pids[i]);
	f->sockets_seen = rc == 0;
	if (rc == 0 && blind)
		rc = note_blind(f);
out:
	table_release(&t);
	pool_release(&pool);
	if (rc == 0 && f->pool.failed)
		rc = -ENOMEM;
	return rc == 0 ? 0 : err_set(e, -rc, "listeners: out of memory");
}
