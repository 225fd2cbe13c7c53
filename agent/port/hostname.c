/* gethostname() for the ports. */
#include "agent/port/hostname.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

int
hostname_read(const struct host *h, struct pool *pool, const char **ret,
    struct err *e)
{
	char text[256];

	if (gethostname(text, sizeof(text)) != 0)
		return err_set(e, errno, "host name: %s", strerror(errno));
	text[sizeof(text) - 1] = '\0';	/* POSIX leaves it open when cut */
	*ret = pool_strdup(pool, text);
	return *ret != NULL ? 0 : err_set(e, ENOMEM, "out of memory");
}
