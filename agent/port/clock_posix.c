/* The time of day. */
#include "agent/port/host.h"

#include <time.h>

static int64_t
now(const struct host *h)
{
	return (int64_t)time(NULL);
}

const struct clock_ops clock_port = {
	.now = now,
};
