/* May this host be changed now: hold file, window, lock. */
#include "agent/run/permit.h"

#include <errno.h>
#include <string.h>
#include <time.h>

#include "agent/base/root_lock.h"
#include "agent/model/window.h"
#include "agent/run/runs.h"

int
permit_hold(const struct host *h, struct err *e)
{
	char head[ROOT_HEAD];
	struct stat st;
	ssize_t n;
	size_t len = 0;
	int r = root_lstat(&h->root, HOLD_FILE, &st);

	if (r == -ENOENT || r == -ENOTDIR)
		return 0;
	if (r < 0)
		return err_set(e, EPERM, "%s: %s; nothing is changed",
		    HOLD_FILE, strerror(-r));
	n = root_head(&h->root, HOLD_FILE, head);
	while (n > 0 && len < (size_t)n && head[len] != '\n' &&
	    head[len] != '\0')
		len++;
	return err_set(e, EPERM, "on hold, nothing is changed: %s%s%.*s",
	    HOLD_FILE, len > 0 ? ": " : "", (int)len, head);
}

int
permit_window(const struct policy *p, int64_t now, struct err *e)
{
	const time_t t = (time_t)now;
	struct tm tm;

	if (p->window == NULL)
		return 0;
	if (localtime_r(&t, &tm) == NULL)
		return err_set(e, EPERM, "the time of day cannot be told");
	if (window_open(p->window, tm.tm_wday, tm.tm_hour * 60 + tm.tm_min))
		return 0;
	return err_set(e, EPERM, "nothing is changed outside the window %s",
	    p->window);
}

int
permit_lock(const struct host *h, int *ret, struct err *e)
{
	pid_t holder;
	int fd, r = runs_prepare(h, e);

	if (r < 0)
		return r;
	fd = root_lock(&h->root, STATE_FOLDER "/lock", &holder, e);
	if (fd == -EAGAIN && holder > 0)
		return err_set(e, EAGAIN, "another hardenmail (process %ld) "
		    "is changing this host", (long)holder);
	if (fd == -EAGAIN)
		return err_set(e, EAGAIN, "another hardenmail is changing "
		    "this host");
	if (fd < 0)
		return fd;
	*ret = fd;
	return 0;
}
