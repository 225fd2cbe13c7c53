/* POSIX has nothing that tells who changed a file. */
#include "agent/port/writers.h"

#include <errno.h>

static int
open_writers(struct writers **ret, struct err *e)
{
	(void)ret;
	return err_set(e, ENOTSUP, "this system does not tell");
}

static int64_t
now(void)
{
	return 0;
}

static int
watch(struct writers *w, const struct watch_spot *spots, size_t n)
{
	(void)w;
	(void)spots;
	(void)n;
	return 0;
}

static int
ask(struct writers *w, const char *path, int64_t since, writers_fn *fn,
    void *arg)
{
	(void)w;
	(void)path;
	(void)since;
	(void)fn;
	(void)arg;
	return -ENODATA;
}

static void
close_writers(struct writers *w)
{
	(void)w;
}

const struct writers_ops writers_port = {
	.open = open_writers,
	.now = now,
	.watch = watch,
	.ask = ask,
	.close = close_writers,
};
