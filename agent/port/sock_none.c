/* Sockets of systems whose own are not read yet: nothing is seen. */
#include "agent/port/host.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

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

static int
name(const struct host *h, struct pool *pool, const char **ret,
    struct err *e)
{
	char text[256];

	if (gethostname(text, sizeof(text)) != 0)
		return err_set(e, errno, "host name: %s", strerror(errno));
	text[sizeof(text) - 1] = '\0';
	*ret = pool_strdup(pool, text);
	return *ret != NULL ? 0 : err_set(e, ENOMEM, "out of memory");
}

const struct sock_ops sock_port = {
	.listeners = listeners,
	.addresses = addresses,
	.name = name,
};
