/* A host whose processes and sockets a test writes down. */
#ifndef HM_FAKEHOST_H
#define HM_FAKEHOST_H

#include <arpa/inet.h>
#include <errno.h>
#include <string.h>
#include <sys/socket.h>

#include "agent/port/host.h"

#define FAKE_MAX 24

struct fake_proc {
	pid_t pid, ppid;
	const char *exe;		/* NULL: not readable */
	const char *comm;		/* NULL: the last part of exe */
	const char *cmdline;
	size_t cmdline_len;		/* 0: up to the NUL, and that */
	const char *unit;
	long uid;
	int64_t started;
	bool deleted, stdin_socket;
};

struct fake_sock {
	const char *address;
	unsigned port;
	pid_t holders[3];
	const char *interface;
	bool v6only;
};

/* Its address is that of its member host. */
struct fake_host {
	struct host host;		/* first */
	struct fake_proc procs[FAKE_MAX];
	struct fake_sock socks[FAKE_MAX];
	bool cut[FAKE_MAX];		/* of their addresses */
	bool v6only_unseen[FAKE_MAX];
	struct proc_blind seen;
	bool blind;
	int list_error, sock_error;
};

static inline const char *
fake_comm(const struct fake_proc *p)
{
	const char *slash;

	if (p->comm != NULL)
		return p->comm;
	slash = strrchr(p->exe, '/');
	return slash == NULL ? p->exe : slash + 1;
}

static inline int
fake_copy(const struct fake_proc *from, struct pool *pool, struct proc **ret)
{
	struct proc *p = pool_alloc(pool, sizeof(*p));

	if (p == NULL)
		return -ENOMEM;
	*p = (struct proc){ .pid = from->pid, .ppid = from->ppid,
		.start = (uint64_t)from->pid * 100, .started = from->started,
		.uid = from->uid, .exe = from->exe, .deleted = from->deleted,
		.comm = fake_comm(from), .unit = from->unit,
		.cmdline = from->cmdline, .cmdline_len = from->cmdline_len,
		.stdin_socket = from->stdin_socket };
	if (p->cmdline_len == 0 && p->cmdline != NULL)
		p->cmdline_len = strlen(p->cmdline) + 1;
	*ret = p;
	return 0;
}

static inline int
fake_list(const struct host *h, proc_wanted_fn *wanted, const void *arg,
    struct pool *pool, struct proc **ret, struct proc_blind *seen,
    struct err *e)
{
	const struct fake_host *f = (const void *)h;
	const struct fake_proc *p;

	if (f->list_error != 0)
		return err_set(e, f->list_error, "no process table");
	for (p = f->procs; p->pid != 0; p++) {
		if (!wanted(arg, p->exe, p->exe != NULL ? NULL : fake_comm(p)))
			continue;
		if (fake_copy(p, pool, ret) != 0)
			return -ENOMEM;
		ret = &(*ret)->next;
	}
	*seen = f->seen;
	return 0;
}

static inline bool
fake_holds(const struct fake_sock *s, pid_t pid)
{
	return pid != 0 && (s->holders[0] == pid || s->holders[1] == pid ||
	    s->holders[2] == pid);
}

/* The inode of socks[i] is 1000 + i. */
static inline int
fake_holders(const struct host *h, const unsigned long *inodes, size_t n,
    size_t n_all, const struct proc *first, pid_t *pids, bool *blind,
    struct err *e)
{
	const struct fake_host *f = (const void *)h;
	const struct fake_sock *s;
	const struct proc *p;
	size_t i;

	for (i = 0; i < n; i++) {
		s = &f->socks[inodes[i] - 1000];
		pids[i] = 0;
		for (p = first; p != NULL && pids[i] == 0; p = p->next)
			if (fake_holds(s, p->pid))
				pids[i] = p->pid;
		if (pids[i] == 0 && i < n_all)
			pids[i] = s->holders[0];
	}
	*blind = f->blind;
	return 0;
}

static inline int
fake_get(const struct host *h, pid_t pid, struct pool *pool,
    struct proc **ret, struct err *e)
{
	const struct fake_host *f = (const void *)h;
	const struct fake_proc *p;

	for (p = f->procs; p->pid != 0; p++)
		if (p->pid == pid)
			return fake_copy(p, pool, ret);
	return err_set(e, ESRCH, "process %ld is gone", (long)pid);
}

static inline int
fake_listeners(const struct host *h, struct pool *pool, struct sock **ret,
    struct err *e)
{
	const struct fake_host *f = (const void *)h;
	struct sock *s;
	int i;

	if (f->sock_error != 0)
		return err_set(e, f->sock_error, "no sockets");
	for (i = 0; i < FAKE_MAX && f->socks[i].address != NULL; i++) {
		s = pool_alloc(pool, sizeof(*s));
		if (s == NULL)
			return -ENOMEM;
		s->inet6 = strchr(f->socks[i].address, ':') != NULL;
		if (inet_pton(s->inet6 ? AF_INET6 : AF_INET,
		    f->socks[i].address, s->address) != 1)
			return -EINVAL;
		s->port = f->socks[i].port;
		s->interface = f->socks[i].interface;
		s->v6only = f->socks[i].v6only;
		s->v6only_unseen = f->v6only_unseen[i];
		s->cut = f->cut[i];
		s->inode = 1000 + (unsigned long)i;
		*ret = s;
		ret = &s->next;
	}
	return 0;
}

static inline int
fake_addresses(const struct host *h, struct pool *pool,
    struct strv *addresses, struct strv *macs, struct err *e)
{
	return strv_push(pool, addresses, "192.0.2.25") != 0 ||
	    strv_push(pool, macs, "00:16:3e:00:00:25") != 0 ? -ENOMEM : 0;
}

static inline int
fake_name(const struct host *h, struct pool *pool, const char **ret,
    struct err *e)
{
	*ret = pool_strdup(pool, "relay1.victim.example");
	return *ret == NULL ? -ENOMEM : 0;
}

static const struct proc_ops fake_proc_ops = {
	.list = fake_list,
	.holders = fake_holders,
	.get = fake_get,
};

static const struct sock_ops fake_sock_ops = {
	.listeners = fake_listeners,
	.addresses = fake_addresses,
	.name = fake_name,
};

#define FAKE_HOST { .root = { .fd = -1 }, .source = SOURCE_LIVE, \
	.proc = &fake_proc_ops, .sock = &fake_sock_ops }

/* The same for one that is filled by hand. */
static inline void
fake_ports(struct fake_host *f)
{
	f->host = (struct host)FAKE_HOST;
}

#endif
