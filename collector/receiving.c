/* What the connections are doing: since when, and how much they have sent. */
#include "collector/receiving.h"

#include <fcntl.h>
#include <stdlib.h>

struct doing {
	time_t since;		/* 0: no request has begun */
	size_t bytes;
	bool answering;
};

struct receiving {
	size_t n, bytes, limit;
	struct doing v[];
};

struct receiving *
receiving_new(size_t n, size_t limit)
{
	struct receiving *r = calloc(1, sizeof(*r) + n * sizeof(r->v[0]));

	if (r == NULL)
		return NULL;
	r->n = n;
	r->limit = limit;
	return r;
}

void
receiving_free(struct receiving *r)
{
	free(r);
}

static void
set(struct receiving *r, int fd, struct doing now)
{
	struct doing *d;

	if (fd < 0 || (size_t)fd >= r->n)
		return;
	d = &r->v[fd];
	r->bytes += now.bytes - d->bytes;
	*d = now;
}

void
receiving_open(struct receiving *r, int fd, time_t now)
{
	set(r, fd, (struct doing){ .since = now });
}

bool
receiving_input(struct receiving *r, int fd, size_t added, time_t now)
{
	struct doing d;

	if (added == 0 || fd < 0 || (size_t)fd >= r->n)
		return true;
	d = r->v[fd];
	if (d.since == 0 && !d.answering)
		d.since = now;
	if (added > r->limit - r->bytes) {
		set(r, fd, (struct doing){ .since = 0 });
		return false;
	}
	d.bytes += added;
	set(r, fd, d);
	return true;
}

void
receiving_request(struct receiving *r, int fd, size_t behind)
{
	set(r, fd, (struct doing){ .answering = true, .bytes =
	    behind < r->limit - r->bytes ? behind : 0 });
}

void
receiving_answered(struct receiving *r, int fd)
{
	if (fd >= 0 && (size_t)fd < r->n)
		set(r, fd, (struct doing){ .bytes = r->v[fd].bytes });
}

void
receiving_tick(struct receiving *r, time_t now, time_t seconds,
    void (*late)(void *arg, int fd), void *arg)
{
	struct doing *d;
	size_t fd;

	for (fd = 0; fd < r->n; fd++) {
		d = &r->v[fd];
		if (d->since != 0 && !d->answering &&
		    now - d->since > seconds) {
			late(arg, (int)fd);
			d->since = 0;
		}
		if (d->bytes > 0 && fcntl((int)fd, F_GETFD) < 0)
			set(r, (int)fd, (struct doing){ .since = 0 });
	}
}

size_t
receiving_bytes(const struct receiving *r)
{
	return r->bytes;
}
