/* POSIX has nothing that tells when programs are started. */
#include "agent/port/execs.h"

#include <errno.h>

int
execs_open(int to, proc_wanted_fn *wanted, const void *arg,
    struct execs **ret, struct err *e)
{
	(void)to;
	(void)wanted;
	(void)arg;
	(void)ret;
	return err_set(e, ENOTSUP, "this system does not tell when programs "
	    "are started");
}

void
execs_close(struct execs *x)
{
	(void)x;
}
