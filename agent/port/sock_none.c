/* Sockets of systems whose own are not read yet: nothing is seen. */
#include "agent/port/host.h"

#include <errno.h>

#include "agent/port/hostname.h"

static int
listeners(const struct host *h, struct pool *pool, struct sock **ret,
    struct err *e)
{
	return err_set(e, ENOSYS, "this build cannot read sockets");
}

static int
addresses(const struct host *h, struct pool *pool, struct strv *ret,
    struct strv *macs, struct err *e)
{
	return err_set(e, ENOSYS, "this build cannot read interfaces");
}

const struct sock_ops sock_port = {
	.listeners = listeners,
	.addresses = addresses,
	.name = hostname_read,
};
