/* The time of day. */
#include "agent/port/host.h"

#include <time.h>

static int64_t
now(const struct host *h)
{
	return (int64_t)time(NULL);
}

static int64_t
tick(const struct host *h)
{
	struct timespec t = { .tv_sec = 0 };

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

const struct clock_ops clock_port = {
	.now = now,
	.tick = tick,
};
