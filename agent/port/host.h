/* Everything outside the program: a test fills it with what it likes. */
#ifndef HM_HOST_H
#define HM_HOST_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "agent/base/err.h"
#include "agent/base/pool.h"
#include "agent/base/root.h"

enum source { SOURCE_LIVE, SOURCE_ROOT, SOURCE_CAPTURE };

/* One process as the kernel shows it. */
struct proc {
	struct proc *next;
	pid_t pid, ppid;
	uint64_t start;			/* clock ticks since boot */
	long uid;			/* -1: not known */
	const char *comm;
	const char *exe;		/* link text without " (deleted)";
					 * NULL: not readable */
	bool deleted;
	const char *cmdline;		/* raw bytes */
	size_t cmdline_len;
	const char *unit;		/* system unit of its cgroup, or NULL */
	bool stdin_socket;		/* descriptor 0 is a socket */
};

/* Does the program at exe (or, where that is not readable, with this comm)
 * belong to an MTA or super-server, so that its details are wanted? */
typedef bool proc_wanted_fn(const void *arg, const char *exe,
    const char *comm);

struct proc_ops {
	/*
	 * All processes of our own pid, mount and network namespaces that
	 * are wanted, with their details, in the pool. *foreign counts
	 * wanted ones of other namespaces; *hidden those whose exe could not
	 * be read. 0, -errno.
	 */
	int (*list)(const struct host *, proc_wanted_fn *, const void *arg,
	    struct pool *, struct proc **ret, unsigned *foreign,
	    unsigned *hidden, struct err *);
	/*
	 * Who holds each socket inode: fills pids[i] (0: nobody that could
	 * be seen). The pids in first are looked at before all others.
	 * *blind is set when descriptors of some process were not readable.
	 */
	int (*holders)(const struct host *, const unsigned long *inodes,
	    size_t n, const struct proc *first, pid_t *pids, bool *blind,
	    struct err *);
	/* Details of one process. -ESRCH: gone. */
	int (*get)(const struct host *, pid_t, struct pool *,
	    struct proc **ret, struct err *);
};

/* One listening TCP socket. */
struct sock {
	struct sock *next;
	bool inet6, v6only;
	unsigned char address[16];	/* network order; 4 bytes for inet */
	unsigned port;
	unsigned interface_index;	/* 0: not bound to one */
	const char *interface;		/* its name, or NULL */
	unsigned long inode;
	long uid;
};

struct sock_ops {
	int (*listeners)(const struct host *, struct pool *,
	    struct sock **ret, struct err *);
	/* Addresses of the host, without loopback; MAC addresses. */
	int (*addresses)(const struct host *, struct pool *,
	    struct strv *addresses, struct strv *macs, struct err *);
};

struct clock_ops {
	int64_t (*now)(const struct host *);	/* seconds since 1970 */
};

struct host {
	struct root root;
	enum source source;
	const char *platform;		/* forced by --platform, or NULL */
	const struct proc_ops *proc;	/* NULL in a tree */
	const struct sock_ops *sock;	/* NULL in a tree */
	const struct clock_ops *clock;
};

/* The ports that the Makefile picked. */
extern const struct proc_ops proc_port;
extern const struct sock_ops sock_port;
extern const struct clock_ops clock_port;

#endif
