/* A process table for systems whose own is not read yet: nothing is seen. */
#include "agent/port/host.h"

#include <errno.h>

static int
list(const struct host *h, proc_wanted_fn *wanted, const void *arg,
    struct pool *pool, struct proc **ret, struct proc_blind *blind,
    struct err *e)
{
	return err_set(e, ENOSYS,
	    "this build cannot read the process table");
}

static int
holders(const struct host *h, const unsigned long *inodes, size_t n,
    size_t n_all, const struct proc *first, pid_t *pids, bool *blind,
    struct err *e)
{
	size_t i;

	for (i = 0; i < n; i++)
		pids[i] = 0;
	*blind = true;
	return 0;
}

static int
get(const struct host *h, pid_t pid, struct pool *pool, struct proc **ret,
    struct err *e)
{
	return err_set(e, ENOSYS,
	    "this build cannot read the process table");
}

const struct proc_ops proc_port = {
	.list = list,
	.holders = holders,
	.get = get,
};
