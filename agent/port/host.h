/* Everything outside the program: a test fills it with what it likes. */
#ifndef HM_HOST_H
#define HM_HOST_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "agent/base/err.h"
#include "agent/base/pool.h"
#include "agent/base/root.h"

struct host;

enum source { SOURCE_LIVE, SOURCE_ROOT, SOURCE_CAPTURE };

struct host;

/* One process as the kernel shows it. */
struct proc {
	struct proc *next;
	pid_t pid, ppid;
	uint64_t start;			/* clock ticks since boot */
	int64_t started;		/* the same in seconds since 1970 by
					 * today's clock; 0: not known */
	long uid;			/* effective; -1: not known */
	const char *comm;
	const char *exe;		/* link text without " (deleted)";
					 * NULL: not readable */
	bool deleted;
	const char *cmdline;		/* raw bytes */
	size_t cmdline_len;
	bool cmdline_cut;		/* there was more */
	bool cmdline_plain;		/* as ps shows it: blanks, no NULs,
					 * between words and in them */
	const char *unit;		/* system unit of its cgroup, or NULL */
	bool stdin_socket;		/* descriptor 0 is a socket */
};

/* Does the program at exe (or, where that is NULL because it is not
 * readable, with this comm) belong to an MTA or super-server, so that its
 * details are wanted? */
typedef bool proc_wanted_fn(const void *arg, const char *exe,
    const char *comm);

/* What proc_ops.list could not look at. */
struct proc_blind {
	unsigned foreign;	/* wanted ones of other pid or network
				 * namespaces: containers */
	unsigned hidden;	/* those whose exe could not be read */
	unsigned nameless;	/* of these, those without a name too */
	bool mounted_hidden;	/* /proc does not even show the others */
	unsigned unread;	/* lines of a list that made no sense */
	const char *limits;	/* what this port never tells of any process:
				 * words for `unseen`, constant; or NULL */
};

struct proc_ops {
	/*
	 * All processes of our own pid and network namespaces that are
	 * wanted, with their details, in the pool, by rising pid. Another
	 * mount namespace alone makes none a stranger: systemd gives one to
	 * each unit with PrivateTmp=. 0, -errno.
	 */
	int (*list)(const struct host *, proc_wanted_fn *, const void *arg,
	    struct pool *, struct proc **ret, struct proc_blind *,
	    struct err *);
	/*
	 * Who holds each socket inode: fills pids[i] (0: nobody that could
	 * be seen). Looks at the processes in `first`, in their order; where
	 * one of inodes[0..n_all) is still unclaimed then, at all others,
	 * containers too. Inode 0 is nobody's. *blind: descriptors of some
	 * process were not readable. 0, -errno.
	 */
	int (*holders)(const struct host *, const unsigned long *inodes,
	    size_t n, size_t n_all, const struct proc *first, pid_t *pids,
	    bool *blind, struct err *);
	/* Details of one process. -ESRCH: gone. */
	int (*get)(const struct host *, pid_t, struct pool *,
	    struct proc **ret, struct err *);
};

/* One listening TCP socket. */
struct sock {
	struct sock *next;
	bool inet6;
	bool v6only;			/* of inet6; set too for every address
					 * that is not :: or of IPv4 */
	unsigned char address[16];	/* network order; 4 bytes for inet */
	bool v6only_unseen;		/* :: was shown, and not v6only */
	bool cut;			/* of an inet6 address only the first
					 * bytes are known, and not all that
					 * follow are zero */
	unsigned port;
	unsigned interface_index;	/* 0: not bound to one */
	const char *interface;		/* its name, or NULL; "lo" is
					 * loopback, whatever it is called */
	unsigned long inode;
	long uid;
};

/* One established TCP connection. */
struct conn {
	struct conn *next;
	bool inet6;
	unsigned char local[16], remote[16];	/* as address of sock */
	unsigned local_port, remote_port;
	unsigned long inode;
	long uid;
};

struct sock_ops {
	int (*listeners)(const struct host *, struct pool *,
	    struct sock **ret, struct err *);
	/* Addresses of the host, without those of loopback and of a link
	 * only; MAC addresses of its devices; both sorted. */
	int (*addresses)(const struct host *, struct pool *,
	    struct strv *addresses, struct strv *macs, struct err *);
	/* The name that it calls itself: in the pool. */
	int (*name)(const struct host *, struct pool *, const char **ret,
	    struct err *);
	/* Those with port 25, 465 or 587 at either end. NULL: this port
	 * cannot tell. */
	int (*connections)(const struct host *, struct pool *,
	    struct conn **ret, struct err *);
};

/* What the service manager says of a unit. */
struct unit_state {
	bool known;			/* there is such a unit */
	bool active;			/* running, or on its way */
	bool failed;
	bool kills_all;			/* stopping it ends every process of
					 * it, not only the main one */
};

struct service_ops {
	/* -ENOTSUP: no service manager that can be asked. */
	int (*state)(const struct host *, const char *unit,
	    struct unit_state *ret, struct err *);
	/*
	 * A verb of systemd's manager (StopUnit, StartUnit, RestartUnit,
	 * Reload ...; org.freedesktop.systemd1(5)), and the end of its job:
	 * 0 only when that is "done". unit NULL: Reload. limit in
	 * milliseconds. -ETIMEDOUT, -ENOENT: no such unit, -EIO: the job
	 * failed.
	 */
	int (*act)(const struct host *, const char *verb, const char *unit,
	    long limit, struct err *);
	/*
	 * Run a program of the host: absolute path, no shell, a cleared
	 * environment. *status: its exit status, -1 when it was ended by a
	 * signal or its time was up. What it says last is in *e when that
	 * is not 0. 0: it ran.
	 */
	int (*run)(const struct host *, const char *const *argv, long limit,
	    int *status, struct err *);
	/*
	 * Signal the process with that pid that began at that time, and wait
	 * until it is gone. 0 too when it is gone already. -ETIMEDOUT.
	 */
	int (*signal)(const struct host *, pid_t, uint64_t start, int number,
	    long limit, struct err *);
};

/* A file that a tool reads, or makes. */
struct tool_file {
	const char *name;		/* without a folder */
	const char *data;		/* it reads */
	size_t len;
	struct buf *made;		/* or gets what it made; left as it is
					 * where there is none */
};

/*
 * A program of the host that tells something, or makes one file of another,
 * and changes nothing: m4, makemap, sendmail -bt. It runs in a private
 * folder, as user where root asks.
 */
struct tool_job {
	const char *const *paths;	/* NULL-ended: the first that is there
					 * replaces argv[0] */
	const char *const *argv;	/* NULL-ended; "@NAME" is the path of
					 * NAME in the folder */
	const struct tool_file *files;
	size_t n_files;
	const char *input;		/* NAME, on standard input; or NULL */
	const char *user;		/* or NULL: whoever asks */
	long limit;			/* milliseconds */
	struct buf *out, *errors;	/* or NULL */
};

struct tool_ops {
	/* The exit status; -ENOENT: no such program; -ETIMEDOUT; -E2BIG: it
	 * printed too much; -EINTR: a signal ended it; -errno. */
	int (*run)(const struct tool_job *, struct err *);
};

struct clock_ops {
	int64_t (*now)(const struct host *);	/* seconds since 1970 */
	/* Milliseconds since some moment; never goes back, whoever sets the
	 * clock. */
	int64_t (*tick)(const struct host *);
};

struct host {
	struct root root;
	enum source source;
	const char *platform;		/* forced by --platform, or NULL */
	const struct proc_ops *proc;	/* NULL in a tree */
	const struct sock_ops *sock;	/* NULL in a tree */
	const struct clock_ops *clock;
	const struct service_ops *service;	/* NULL: nothing is started,
						 * stopped or run */
	const struct tool_ops *tool;	/* NULL: no program is asked */
	bool evaluate_all;		/* for tests: no script is passed over
					 * for its words (platforms/reach.h) */
};

/* The ports that the Makefile picked. */
extern const struct proc_ops proc_port;
extern const struct sock_ops sock_port;
extern const struct clock_ops clock_port;
extern const struct service_ops service_port;
extern const struct tool_ops tool_port;

#endif
