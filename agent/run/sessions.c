/* Mail sessions that are in progress: they are not interrupted. */
#include "agent/run/sessions.h"

#include <errno.h>
#include <string.h>
#include <time.h>

#include "agent/run/running.h"

#define PAUSE 250		/* milliseconds between two looks */

bool
session_is_busy(const struct process *p)
{
	/* srvrsmtp.c of sendmail: "server NAME cmd read" between commands,
	 * "server NAME startup" and "child wait" at both ends of it. */
	static const char *const idle[] = { "cmd read", "startup",
		"child wait" };
	size_t i;

	if (p->role != ROLE_SESSION)
		return false;
	for (i = 0; p->title != NULL && i < sizeof(idle) / sizeof(idle[0]);
	    i++)
		if (strstr(p->title, idle[i]) != NULL)
			return false;
	return true;
}

static bool
of_unit(const struct process *p, const char *unit)
{
	return unit == NULL || (p->unit != NULL &&
	    strcmp(p->unit, unit) == 0);
}

/* How many there are, and the pid of a busy one or 0. */
static int
look(const struct host *h, const char *unit, unsigned *n, pid_t *busy)
{
	const struct process *p;
	struct facts f;
	int r;

	*n = 0;
	*busy = 0;
	facts_init(&f);
	r = running_gather(h, NULL, &f, NULL);
	for (p = f.processes; r == 0 && p != NULL; p = p->next)
		if (p->role == ROLE_SESSION && of_unit(p, unit)) {
			++*n;
			if (session_is_busy(p))
				*busy = p->pid;
		}
	facts_release(&f);
	return r;
}

int
sessions_wait(const struct host *h, const char *unit, long limit,
    struct err *e)
{
	const struct timespec pause = { .tv_nsec = PAUSE * 1000000L };
	long waited;
	pid_t busy;
	unsigned n;
	int r;

	for (waited = 0;; waited += PAUSE) {
		r = look(h, unit, &n, &busy);
		if (r < 0)
			return err_set(e, -r, "sessions: %s", strerror(-r));
		if (n == 0)
			return 0;
		if (waited >= limit)
			break;
		nanosleep(&pause, NULL);
	}
	if (busy == 0)
		return 0;
	return err_set(e, EBUSY, "process %ld is still taking a message; it "
	    "is not interrupted", (long)busy);
}

bool
session_is(const struct host *h, pid_t pid)
{
	const struct process *p;
	struct facts f;
	bool found = false;

	facts_init(&f);
	if (running_gather(h, NULL, &f, NULL) == 0)
		for (p = f.processes; p != NULL; p = p->next)
			found = found || (p->pid == pid &&
			    p->role == ROLE_SESSION);
	facts_release(&f);
	return found;
}
