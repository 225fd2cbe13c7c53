/* Programs of the host and signals, for every service port. */
#include "agent/port/service.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "agent/base/compat.h"
#include "agent/port/run.h"

#define MAX_OUTPUT ((size_t)64 << 10)
#define PAUSE 50		/* milliseconds between two looks */

/* The last line that is not empty. */
static void
last_line(const struct buf *b, const char **ret, int *len)
{
	size_t end = b->len, begin;

	while (end > 0 && (b->p[end - 1] == '\n' || b->p[end - 1] == ' '))
		end--;
	for (begin = end; begin > 0 && b->p[begin - 1] != '\n'; begin--)
		;
	*ret = b->len > 0 ? b->p + begin : "";
	*len = (int)(end - begin < 300 ? end - begin : 300);
}

int
service_run(const struct host *h, const char *const *argv, long limit,
    int *status, struct err *e)
{
	struct buf out = BUF_INIT(MAX_OUTPUT), errors = BUF_INIT(MAX_OUTPUT);
	const struct program run = { .argv = argv, .limit_ms = limit,
	    .out = &out, .errors = &errors };
	struct run_result end;
	const char *line;
	char words[64];
	int len, r;

	r = run_program(&run, &end, e);
	if (r < 0)
		goto out;
	*status = end.end == RUN_EXITED ? end.number : -1;
	if (*status != 0) {
		last_line(errors.len > 0 ? &errors : &out, &line, &len);
		err_set(e, EIO, "%s%s%.*s", run_words(&end, words,
		    sizeof(words)), len > 0 ? ": " : "", len, line);
	}
out:
	buf_release(&out);
	buf_release(&errors);
	return r;
}

static int
send_signal(int fd, pid_t pid, int number)
{
	if (fd >= 0)
		return compat_pid_signal(fd, number);
	return kill(pid, number);
}

/* Is it the one that began then? 1, 0, -errno. */
static int
is_same(const struct host *h, pid_t pid, uint64_t start)
{
	struct pool p = { .blocks = NULL };
	struct proc *found = NULL;
	int r;

	if (h->proc == NULL)
		return -ENOTSUP;
	r = h->proc->get(h, pid, &p, &found, NULL);
	if (r == 0)
		r = found->start == start;
	else if (r == -ESRCH || r == -ENOENT)
		r = 0;
	pool_release(&p);
	return r;
}

static int
wait_gone(const struct host *h, int fd, pid_t pid, uint64_t start, long limit)
{
	const struct timespec pause = { .tv_nsec = PAUSE * 1000000L };
	struct pollfd p = { .fd = fd, .events = POLLIN };
	long waited;
	int r;

	if (fd >= 0)
		r = poll(&p, 1, limit > 3600000 ? 3600000 : (int)limit);
	else
		r = -1;
	if (r > 0)
		return 0;
	/* Without a descriptor, or when a signal ended the wait. */
	for (waited = 0; r != 0 && waited < limit; waited += PAUSE) {
		r = is_same(h, pid, start);
		if (r <= 0)
			return r;
		nanosleep(&pause, NULL);
	}
	return -ETIMEDOUT;
}

int
service_signal(const struct host *h, pid_t pid, uint64_t start, int number,
    long limit, struct err *e)
{
	int fd, r;

	/* The descriptor first: whoever it is then is who is looked at. */
	fd = compat_pid_open(pid);
	r = is_same(h, pid, start);
	if (r > 0 && send_signal(fd, pid, number) < 0)
		r = errno == ESRCH ? 0 : -errno;
	if (r > 0)
		r = wait_gone(h, fd, pid, start, limit);
	if (fd >= 0)
		close(fd);
	if (r == -ETIMEDOUT)
		return err_set(e, ETIMEDOUT, "process %ld did not end within "
		    "%ld seconds", (long)pid, limit / 1000);
	return r < 0 ? err_set(e, -r, "process %ld: %s", (long)pid,
	    strerror(-r)) : 0;
}
