/* Watching folders with nothing but POSIX: they are looked at every second
 * or two. */
#include "agent/base/compat.h"
#include "agent/port/poll_tree.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "agent/base/memory.h"
#include "agent/base/pool.h"

#define FNV_START UINT64_C(0xcbf29ce484222325)
#define FNV_PRIME UINT64_C(0x100000001b3)

struct poll_tree {
	struct pool pool;
	struct watch_spot *spots;
	size_t n;
	long interval;
	uint64_t sum;		/* of all that was seen */
	bool young;		/* something is so new that a second change
				 * may get the same time */
};

/* One look at everything. */
struct sight {
	uint64_t sum;
	int fd;			/* the folder that is listed */
	struct timespec now;
	bool young;
};

/* How long the clock of a file system may stand still: a tick of the kernel,
 * or a second where it keeps no fractions. In nanoseconds. */
#define TICK 20000000
#define SECOND INT64_C(1000000000)

static bool
is_young(const struct sight *s, const struct timespec *t)
{
	int64_t age = (int64_t)(s->now.tv_sec - t->tv_sec);

	if (age < -1 || age > 2)
		return age < -1;
	age = age * SECOND + (s->now.tv_nsec - t->tv_nsec);
	return age <= (t->tv_nsec == 0 ? SECOND : TICK);
}

/* FNV-1a: nobody who can write in these folders needs to hide from it. */
static uint64_t
mix(uint64_t h, const void *data, size_t len)
{
	const unsigned char *p = data;

	while (len-- > 0)
		h = (h ^ *p++) * FNV_PRIME;
	return h;
}

/* Sums do not depend on the order in which a folder is listed. */
static void
add_name(struct sight *s, uint64_t folder, const char *name)
{
	uint64_t h = mix(FNV_START, &folder, sizeof(folder)), v[10] = { 0 };
	struct stat st;

	if (fstatat(s->fd, name, &st, AT_SYMLINK_NOFOLLOW) != 0) {
		v[0] = (uint64_t)errno;
	} else {
		v[0] = (uint64_t)st.st_dev;
		v[1] = (uint64_t)st.st_ino;
		v[2] = (uint64_t)st.st_mode;
		v[3] = (uint64_t)st.st_uid;
		v[4] = (uint64_t)st.st_gid;
		v[5] = (uint64_t)st.st_size;
		v[6] = (uint64_t)st.st_mtim.tv_sec;
		v[7] = (uint64_t)st.st_mtim.tv_nsec;
		v[8] = (uint64_t)st.st_ctim.tv_sec;
		v[9] = (uint64_t)st.st_ctim.tv_nsec;
		s->young = s->young || is_young(s, &st.st_ctim);
	}
	h = mix(h, name, strlen(name) + 1);
	s->sum += mix(h, v, sizeof(v));
}

struct listing {
	struct sight *sight;
	uint64_t folder;
};

static int
add_entry(void *arg, const char *name, mode_t kind)
{
	struct listing *l = arg;

	(void)kind;
	add_name(l->sight, l->folder, name);
	return 0;
}

static void
add_spot(struct sight *s, const struct watch_spot *spot)
{
	uint64_t folder = mix(FNV_START, spot->folder,
	    strlen(spot->folder) + 1);
	struct listing l = { .sight = s, .folder = folder };
	int copy, r;

	s->fd = open(spot->folder, O_RDONLY | O_DIRECTORY | O_NONBLOCK |
	    O_CLOEXEC);
	if (s->fd < 0) {
		s->sum += mix(folder, &errno, sizeof(errno));
		return;
	}
	if (spot->name != NULL) {
		add_name(s, folder, spot->name);
	} else {
		add_name(s, folder, ".");
		/* Names are looked up in a second descriptor: the list
		 * closes the first. */
		copy = open(spot->folder, O_RDONLY | O_DIRECTORY |
		    O_NONBLOCK | O_CLOEXEC);
		r = copy < 0 ? -errno : compat_entries(copy, add_entry, &l);
		if (r < 0)
			s->sum += mix(folder, &r, sizeof(r));
	}
	close(s->fd);
}

static bool
look(struct poll_tree *t)
{
	struct sight s = { .sum = 0 };
	bool changed;
	size_t i;

	clock_gettime(CLOCK_REALTIME, &s.now);
	for (i = 0; i < t->n; i++)
		add_spot(&s, &t->spots[i]);
	/* What was young may have changed once more and look the same. */
	changed = s.sum != t->sum || (t->young && !s.young);
	t->sum = s.sum;
	t->young = s.young;
	return changed;
}

int
poll_tree_open(const struct watch_spot *spots, size_t n, long interval,
    struct poll_tree **ret, struct err *e)
{
	struct poll_tree *t = memory_zeroed(1, sizeof(*t));
	size_t i;

	if (t == NULL)
		return err_set(e, ENOMEM, "no memory");
	t->interval = interval;
	t->spots = pool_alloc(&t->pool, (n + 1) * sizeof(*t->spots));
	for (i = 0; t->spots != NULL && i < n; i++) {
		t->spots[i].folder = pool_strdup(&t->pool, spots[i].folder);
		t->spots[i].name = pool_strdup(&t->pool, spots[i].name);
	}
	if (t->pool.failed) {
		poll_tree_close(t);
		return err_set(e, ENOMEM, "no memory");
	}
	t->n = n;
	(void)look(t);
	*ret = t;
	return 0;
}

static int64_t
ticks(void)
{
	struct timespec t = { .tv_sec = 0 };

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

int
poll_tree_wait(struct poll_tree *t, long ms, int wake, struct err *e)
{
	const int64_t end = ticks() + ms;
	struct pollfd p = { .fd = wake, .events = POLLIN };
	int64_t left, pause;
	int n;

	for (;;) {
		left = ms < 0 ? t->interval : end - ticks();
		if (left < 0)
			left = 0;
		pause = left < t->interval ? left : t->interval;
		n = poll(&p, 1, (int)pause);
		if (n < 0 && errno != EINTR)
			return err_set(e, errno, "poll: %s", strerror(errno));
		if (n != 0)
			return 0;
		/* Waits that are shorter than the interval look too: the
		 * caller's timers must not keep it from looking. */
		if (look(t))
			return 1;
		if (ms >= 0 && pause == left)
			return 0;
	}
}

void
poll_tree_close(struct poll_tree *t)
{
	if (t == NULL)
		return;
	pool_release(&t->pool);
	free(t);
}
