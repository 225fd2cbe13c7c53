/*
 * Who changes files, by fanotify(7). The kernel tells the pid of each change
 * in a marked folder, to those with CAP_SYS_ADMIN in the first user namespace
 * and since Linux 5.9 with the file's name. What it has to say of a process is
 * gone some ten microseconds later: it is read by a child of its own, which is
 * small, does nothing else, and runs before others where it may. Nothing waits
 * for it: it is told after the fact, and never asked for permission.
 */
#define _GNU_SOURCE
#include "agent/port/writers.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/fanotify.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/vfs.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "agent/base/memory.h"
#include "agent/port/fanotify_event.h"
#include "agent/port/privilege.h"
#include "agent/port/procfs_writer.h"
#include "agent/port/writer_ring.h"

/* Of linux/fcntl.h since 6.5: a handle that nobody means to open. */
#ifndef AT_HANDLE_FID
#define AT_HANDLE_FID 0x200
#endif

/* All that can be done to a name. Opening and reading is nobody's change. */
#define ASKED (FAN_MODIFY | FAN_CLOSE_WRITE | FAN_ATTRIB | FAN_CREATE | \
	FAN_DELETE | FAN_MOVED_FROM | FAN_MOVED_TO | FAN_EVENT_ON_CHILD | \
	FAN_ONDIR)
/* Only those who are told pids may have as many marks as they want. */
#define GROUP (FAN_CLASS_NOTIF | FAN_CLOEXEC | FAN_NONBLOCK | \
	FAN_REPORT_DFID_NAME | FAN_UNLIMITED_MARKS)

/* A process that ended is who it was some seconds ago: pids come again only
 * after all others. Nanoseconds. */
#define SAME_PROCESS ((int64_t)5 * 1000000000)

/* Of its work without a rest; microseconds. */
#define RUN_LIMIT 2000000

/* The child answers at once; milliseconds. */
#define ANSWER_LIMIT 5000

/* A folder, and since when it is marked. */
struct mark {
	char *folder;
	uint64_t key;
	int64_t since;
};

struct writers {
	pid_t child;		/* 0: it has ended */
	int events, to;		/* -1 */
	struct mark *v;
	size_t n;
};

struct question {
	uint64_t folder;
	int64_t since;
	char name[NAME_MAX + 1];
};

static int64_t
now(void)
{
	struct timespec t = { .tv_sec = 0 };

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

/* In the child. */

static void
take(struct writer_ring *r, int proc, const struct fanotify_change *c,
    int64_t when)
{
	const struct writer *before;
	struct writer w;

	if (c->lost) {
		writer_ring_lose(r, when);
		return;
	}
	procfs_writer(proc, (long)c->pid, &w);
	before = w.exe[0] == '\0' && c->pid != 0 ? writer_ring_process(r,
	    w.pid, when - SAME_PROCESS) : NULL;
	/* Unless it has become another program meanwhile. */
	if (before != NULL && (w.name[0] == '\0' ||
	    strcmp(w.name, before->name) == 0))
		w = *before;
	writer_ring_add(r, c->folder, c->name, c->len, &w, when);
}

/* All that came. The watch itself writes its spool, and nothing else. */
static void
drain(int events, struct writer_ring *r, int proc, pid_t watch)
{
	const struct timespec rest = { .tv_nsec = 1000000 };
	struct fanotify_change c;
	char text[4096] __attribute__((aligned(8)));
	unsigned turns = 0;
	const char *p;
	size_t len;
	ssize_t n;
	int more;

	for (;;) {
		/* Whoever writes without end does not end us (go_first()). */
		if (++turns % 64 == 0)
			nanosleep(&rest, NULL);
		n = read(events, text, sizeof(text));
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0 && errno == EAGAIN)
			return;
		if (n <= 0)
			_exit(0);
		p = text;
		len = (size_t)n;
		while ((more = fanotify_next(&p, &len, &c)) > 0)
			if (c.lost || c.pid != watch)
				take(r, proc, &c, now());
		if (more < 0)
			writer_ring_lose(r, now());
	}
}

/* The other end may be gone. */
static bool
put(int to, const void *bytes, size_t size)
{
	ssize_t n;

	do
		n = send(to, bytes, size, MSG_NOSIGNAL);
	while (n < 0 && errno == EINTR);
	return n == (ssize_t)size;
}

static void
say(void *arg, const struct writer *w)
{
	if (!put(*(int *)arg, w, sizeof(*w)))
		_exit(0);
}

static void
answer(int to, const struct writer_ring *r)
{
	struct question q;
	ssize_t n;
	int status;

	do
		n = read(to, &q, sizeof(q));
	while (n < 0 && errno == EINTR);
	if (n != (ssize_t)sizeof(q))
		_exit(0);
	q.name[NAME_MAX] = '\0';
	status = writer_ring_each(r, q.folder, q.name, q.since, say, &to);
	if (!put(to, &status, sizeof(status)))
		_exit(0);
}

/* Before all that share the processor by turns, but never for long: a child
 * that does not rest is ended (SIGXCPU), and nobody is known from then on. */
static void
go_first(void)
{
	const struct sched_param p = { .sched_priority = 1 };
	const struct rlimit most = { .rlim_cur = RUN_LIMIT,
		.rlim_max = RUN_LIMIT };

	if (setrlimit(RLIMIT_RTTIME, &most) != 0 || sched_setscheduler(0,
	    SCHED_FIFO | SCHED_RESET_ON_FORK, &p) != 0)
		(void)setpriority(PRIO_PROCESS, 0, -20);
}

static void
serve(int events, int to, pid_t watch)
{
	static const int own[] = { SIGINT, SIGTERM, SIGPIPE };
	struct sigaction a = { .sa_handler = SIG_DFL };
	struct pollfd p[2] = { { .fd = events, .events = POLLIN },
		{ .fd = to, .events = POLLIN } };
	struct writer_ring *r = writer_ring_new();
	int proc = open("/proc", O_PATH | O_DIRECTORY | O_CLOEXEC);
	size_t i;

	for (i = 0; i < sizeof(own) / sizeof(own[0]); i++)
		(void)sigaction(own[i], &a, NULL);
	/* The watch takes it to look again. */
	a.sa_handler = SIG_IGN;
	(void)sigaction(SIGHUP, &a, NULL);
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != watch || r == NULL || proc < 0)
		_exit(0);
	go_first();
	privilege_give_up();
	for (;;) {
		if (poll(p, 2, -1) < 0) {
			if (errno != EINTR)
				_exit(0);
			continue;
		}
		drain(events, r, proc, watch);
		if (p[1].revents != 0)
			answer(to, r);
	}
}

/* In the parent. */

static void
end_child(struct writers *w)
{
	if (w->child > 0) {
		kill(w->child, SIGKILL);
		while (waitpid(w->child, NULL, 0) < 0 && errno == EINTR)
			;
	}
	w->child = 0;
	if (w->to >= 0)
		close(w->to);
	if (w->events >= 0)
		close(w->events);
	w->to = w->events = -1;
}

static void
free_marks(struct mark *v, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		free(v[i].folder);
	free(v);
}

static void
close_writers(struct writers *w)
{
	if (w == NULL)
		return;
	end_child(w);
	free_marks(w->v, w->n);
	free(w);
}

static int
start_child(struct writers *w, struct err *e)
{
	const pid_t self = getpid();
	int ends[2], code;

	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0)
		return err_set(e, errno, "socketpair: %s", strerror(errno));
	w->to = ends[0];
	w->child = fork();
	code = errno;
	if (w->child == 0) {
		close(ends[0]);
		serve(w->events, ends[1], self);
		_exit(0);
	}
	close(ends[1]);
	if (w->child > 0)
		return 0;
	w->child = 0;
	return err_set(e, code, "fork: %s", strerror(code));
}

static int
open_writers(struct writers **ret, struct err *e)
{
	struct writers *w = memory_zeroed(1, sizeof(*w));
	int r;

	if (w == NULL)
		return err_set(e, ENOMEM, "no memory");
	w->to = -1;
	w->events = fanotify_init(GROUP, O_RDONLY);
	if (w->events < 0)
		r = err_set(e, errno == EINVAL ? ENOTSUP : errno,
		    "fanotify: %s", strerror(errno == EINVAL ? ENOTSUP :
		    errno));
	else
		r = start_child(w, e);
	/* Also where it was of no use: a kernel before 5.9. */
	privilege_give_up();
	if (r < 0) {
		close_writers(w);
		return r;
	}
	*ret = w;
	return 0;
}

/* The number of a folder in events. False: it has none. */
static bool
find_key(const char *folder, uint64_t *ret)
{
	union {
		struct file_handle head;
		char room[sizeof(struct file_handle) + MAX_HANDLE_SZ];
	} h = { .head = { .handle_bytes = MAX_HANDLE_SZ } };
	struct statfs fs;
	int mount, r;

	r = name_to_handle_at(AT_FDCWD, folder, &h.head, &mount,
	    AT_SYMLINK_FOLLOW | AT_HANDLE_FID);
	if (r != 0 && errno == EINVAL) {
		h.head.handle_bytes = MAX_HANDLE_SZ;
		r = name_to_handle_at(AT_FDCWD, folder, &h.head, &mount,
		    AT_SYMLINK_FOLLOW);
	}
	if (r != 0 || statfs(folder, &fs) != 0)
		return false;
	*ret = fanotify_folder(&fs.f_fsid, &h, sizeof(struct file_handle) +
	    h.head.handle_bytes);
	return true;
}

static struct mark *
find_mark(const struct writers *w, const char *folder, size_t len)
{
	size_t from = 0, to = w->n, i;
	int r;

	while (from < to) {
		i = from + (to - from) / 2;
		r = strncmp(folder, w->v[i].folder, len);
		if (r == 0 && w->v[i].folder[len] == '\0')
			return &w->v[i];
		if (r > 0)
			from = i + 1;
		else
			to = i;
	}
	return NULL;
}

/* 1: it is marked; 0: it cannot be; -ENOMEM. */
static int
add_mark(const struct writers *w, const char *folder, struct mark *ret)
{
	struct mark m = { .since = now() }, *old;

	if (fanotify_mark(w->events, FAN_MARK_ADD | FAN_MARK_ONLYDIR, ASKED,
	    AT_FDCWD, folder) != 0 || !find_key(folder, &m.key))
		return 0;
	old = find_mark(w, folder, strlen(folder));
	/* It may be another folder of that name. */
	m.since = old != NULL && old->key == m.key ? old->since : now();
	m.folder = memory_alloc(strlen(folder) + 1);
	if (m.folder == NULL)
		return -ENOMEM;
	memcpy(m.folder, folder, strlen(folder) + 1);
	*ret = m;
	return 1;
}

static int
watch(struct writers *w, const struct watch_spot *spots, size_t n)
{
	struct mark *v, *old = w->v;
	size_t i, many = 0, n_old = w->n;
	int r = 0;

	if (w->child == 0)
		return 0;
	v = memory_zeroed(n + 1, sizeof(*v));
	if (v == NULL)
		return -ENOMEM;
	for (i = 0; i < n && r >= 0; i++) {
		if (i > 0 && strcmp(spots[i].folder, spots[i - 1].folder)
		    == 0)
			continue;
		/* A masked unit leads to /dev/null, where all write. */
		if (strcmp(spots[i].folder, "/dev") == 0)
			continue;
		r = add_mark(w, spots[i].folder, &v[many]);
		many += r > 0;
	}
	if (r < 0) {
		free_marks(v, many);
		return r;
	}
	w->v = v;
	w->n = many;
	/* What went away needs no mark: nobody is to wake up for it. */
	for (i = 0; i < n_old; i++)
		if (find_mark(w, old[i].folder, strlen(old[i].folder)) ==
		    NULL)
			(void)fanotify_mark(w->events, FAN_MARK_REMOVE |
			    FAN_MARK_ONLYDIR, ASKED, AT_FDCWD,
			    old[i].folder);
	free_marks(old, n_old);
	return 0;
}

/* One packet: its size, or -errno. */
static ssize_t
get(const struct writers *w, void *to, size_t size)
{
	struct pollfd p = { .fd = w->to, .events = POLLIN };
	ssize_t n;
	int r;

	do
		r = poll(&p, 1, ANSWER_LIMIT);
	while (r < 0 && errno == EINTR);
	if (r == 0)
		return -ETIMEDOUT;
	do
		n = r > 0 ? read(w->to, to, size) : -1;
	while (n < 0 && r > 0 && errno == EINTR);
	return n < 0 ? -errno : n;
}

static int
ask_child(struct writers *w, const struct question *q, writers_fn *fn,
    void *arg)
{
	struct writer by;
	ssize_t n;
	int status;

	if (!put(w->to, q, sizeof(*q)))
		return -EPIPE;
	while ((n = get(w, &by, sizeof(by))) == (ssize_t)sizeof(by))
		fn(arg, &by);
	if (n != (ssize_t)sizeof(status))
		return -EPIPE;
	memcpy(&status, &by, sizeof(status));
	return status;
}

static int
ask(struct writers *w, const char *path, int64_t since, writers_fn *fn,
    void *arg)
{
	const char *name = strrchr(path, '/');
	struct question q = { .since = since };
	const struct mark *m;
	uint64_t key;
	int r;

	if (w == NULL || w->child == 0 || name == NULL ||
	    strlen(name + 1) >= sizeof(q.name))
		return -ENODATA;
	m = name == path ? find_mark(w, "/", 1) : find_mark(w, path,
	    (size_t)(name - path));
	/* Unless it was this folder, marked all the time. */
	if (m == NULL || m->since > since || !find_key(m->folder, &key) ||
	    key != m->key)
		return -ENODATA;
	q.folder = key;
	memcpy(q.name, name + 1, strlen(name + 1) + 1);
	r = ask_child(w, &q, fn, arg);
	/* What it may still say would be taken for the next answer. */
	if (r == -EPIPE) {
		end_child(w);
		return -ENODATA;
	}
	return r;
}

const struct writers_ops writers_port = {
	.open = open_writers,
	.now = now,
	.watch = watch,
	.ask = ask,
	.close = close_writers,
};
