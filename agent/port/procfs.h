/* What the Linux ports read out of /proc by hand. */
#ifndef HM_PROCFS_H
#define HM_PROCFS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "agent/base/err.h"
#include "agent/base/pool.h"
#include "agent/port/host.h"

/* The name of a folder in /proc as a pid; 0: it is none. */
pid_t procfs_pid(const char *name);

/* Up to size bytes of a file below dir, NUL-ended where there is room left:
 * their count, or -errno. */
ssize_t procfs_read(int dir, const char *name, char *buf, size_t size);

/* The whole of such a file, at most max bytes, in the pool. 0, -errno. */
int procfs_load(int dir, const char *name, size_t max, struct pool *,
    const char **ret, size_t *len);

/* The fields of /proc/PID/stat that matter here, see proc(5). */
struct procfs_stat {
	char comm[64];
	char state;
	unsigned long flags;
};
#define PROCFS_KERNEL_THREAD 0x00200000UL	/* PF_KTHREAD */

/* 0, or -EINVAL. */
int procfs_stat_parse(const char *text, size_t len, struct procfs_stat *);

/* How many pids a process has, by NSpid in the text of /proc/PID/status: 1,
 * more inside nested namespaces, 0 where the kernel (before 4.1) is silent. */
unsigned procfs_pid_depth(const char *status, size_t len);

/* Cut " (deleted)" off the text of an exe link: was it there? */
bool procfs_cut_deleted(char *link);

/* The inode in the text of a link below /proc/PID/fd; 0: no socket. */
unsigned long procfs_socket(const char *link, size_t len);

/*
 * The system unit that owns the cgroup in the text of /proc/PID/cgroup: the
 * named systemd hierarchy of v1 and hybrid hosts, else the one of v2. NULL
 * where no systemd named it. "user@1000.service" for what a user started.
 */
const char *procfs_unit(struct pool *, const char *cgroup, size_t len);

/* proc_ops.holders. */
int procfs_holders(const struct host *, const unsigned long *inodes,
    size_t n, size_t n_all, const struct proc *first, pid_t *pids,
    bool *blind, struct err *);

#endif
