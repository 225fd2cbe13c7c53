/* Preloaded: the time of day of one program is set by as many seconds as
 * $CLOCK_SHIFT, a file, says. What only ever goes forward is not touched. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

int
clock_gettime(clockid_t id, struct timespec *t)
{
	static int (*next)(clockid_t, struct timespec *);
	const char *path = getenv("CLOCK_SHIFT");
	long long shift = 0;
	FILE *f;
	int r;

	if (next == NULL)
		*(void **)&next = dlsym(RTLD_NEXT, "clock_gettime");
	r = next(id, t);
	if (id != CLOCK_REALTIME || path == NULL)
		return r;
	f = fopen(path, "r");
	if (f != NULL) {
		if (fscanf(f, "%lld", &shift) == 1)
			t->tv_sec += shift;
		fclose(f);
	}
	return r;
}

time_t
time(time_t *ret)
{
	struct timespec t = { .tv_sec = 0 };

	clock_gettime(CLOCK_REALTIME, &t);
	if (ret != NULL)
		*ret = t.tv_sec;
	return t.tv_sec;
}
