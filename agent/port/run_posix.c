/* The program runner of POSIX: fork, exec, poll, wait. */
#include "agent/port/run.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pwd.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "agent/base/compat.h"

#define FIRST_FREE 3		/* above the standard descriptors */
#define MAX_CLOSED 65536	/* limits may be set to a thousand million */
#define MAX_ENV 16
#define MAX_ARGV 64
#define NOT_RUN 127
#define LONGEST_NAP 50		/* ms between two looks at the child */
#define CHUNK 4096

struct stream {
	int fd;			/* reading end; -1: closed */
	struct buf *to;
};

struct child {
	pid_t pid;
	struct stream streams[2];
};

/* Both ends close on exec, and neither is a standard descriptor. */
static int
pipe_above(int ends[2])
{
	int low[2], i, rc = 0;

	if (pipe(low) != 0)
		return -errno;
	for (i = 0; i < 2; i++) {
		ends[i] = fcntl(low[i], F_DUPFD_CLOEXEC, FIRST_FREE);
		if (ends[i] < 0 && rc == 0)
			rc = -errno;
		close(low[i]);
	}
	for (i = 0; rc != 0 && i < 2; i++)
		if (ends[i] >= 0)
			close(ends[i]);
	return rc;
}

static void
close_above(int last, int but)
{
	long n = sysconf(_SC_OPEN_MAX);
	int fd;

	if (n < 0 || n > MAX_CLOSED)
		n = MAX_CLOSED;
	for (fd = last + 1; fd < (int)n; fd++)
		if (fd != but)
			close(fd);
}

/* Ignored signals and a mask would be inherited. */
static void
default_signals(void)
{
	struct sigaction dfl;
	sigset_t none;
	int s;

	memset(&dfl, 0, sizeof(dfl));
	dfl.sa_handler = SIG_DFL;
	sigemptyset(&dfl.sa_mask);
	for (s = 1; s < 32; s++)
		sigaction(s, &dfl, NULL);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
}

/* Who the child shall be; NULL: who we are. */
static int
drop(const struct passwd *as)
{
	if (as == NULL)
		return 0;
	if (compat_no_groups() != 0 || setgid(as->pw_gid) != 0 ||
	    setuid(as->pw_uid) != 0)
		return -1;
	/* What was given up cannot be had again. */
	if (setuid(0) == 0) {
		errno = EPERM;
		return -1;
	}
	return 0;
}

/* In the child. Says through `report` why it could not go on. */
static void
become(const struct program *run, const struct passwd *as, char **argv,
    char **env, const int ends[2], int report)
{
	const int out = ends[0], errors = ends[1];
	int null, in, code;

	setpgid(0, 0);
	default_signals();
	null = open("/dev/null", O_RDWR);
	in = run->input == NULL ? null : open(run->input, O_RDONLY |
	    O_NOFOLLOW | O_NONBLOCK);
	if (null < 0 || in < 0 || chdir("/") != 0)
		goto out;
	if (dup2(in, STDIN_FILENO) < 0 ||
	    dup2(out >= 0 ? out : null, STDOUT_FILENO) < 0 ||
	    dup2(errors >= 0 ? errors : null, STDERR_FILENO) < 0)
		goto out;
	close_above(STDERR_FILENO, report);
	if (drop(as) != 0)
		goto out;
	execve(run->argv[0], argv, env);
out:
	code = errno;
	while (write(report, &code, sizeof(code)) < 0 && errno == EINTR)
		;
	_exit(NOT_RUN);
}

/* exec takes pointers to char, and changes nothing. */
static int
copy_list(char **to, size_t max, const char *const *from)
{
	size_t n = 0;

	while (to[n] != NULL)
		n++;
	for (; from != NULL && *from != NULL; from++) {
		if (n + 1 >= max)
			return -E2BIG;
		memcpy(&to[n++], from, sizeof(*to));
	}
	to[n] = NULL;
	return 0;
}

static void
close_stream(struct stream *s)
{
	if (s->fd >= 0)
		close(s->fd);
	s->fd = -1;
}

/* The child's end of a stream; -1 where it is not wanted. */
static int
open_stream(struct stream *s, struct buf *to, int *end)
{
	int ends[2], rc;

	*s = (struct stream){ .fd = -1, .to = to };
	*end = -1;
	if (to == NULL)
		return 0;
	rc = pipe_above(ends);
	if (rc != 0)
		return rc;
	s->fd = ends[0];
	*end = ends[1];
	rc = fcntl(ends[0], F_SETFL, O_NONBLOCK);
	return rc < 0 ? -errno : 0;
}

/* 0 once the program runs; else why it does not. */
static int
await_exec(int report)
{
	int code = 0;
	ssize_t n;

	do
		n = read(report, &code, sizeof(code));
	while (n < 0 && errno == EINTR);
	return n == (ssize_t)sizeof(code) ? -code : 0;
}

static void
reap(pid_t pid, int *status)
{
	while (waitpid(pid, status, 0) < 0 && errno == EINTR)
		;
}

static int
start(const struct program *run, struct child *c)
{
	static const char *const always[] = {
		"PATH=/usr/sbin:/usr/bin:/sbin:/bin", "HOME=/", "LC_ALL=C",
		NULL };
	char *argv[MAX_ARGV] = { NULL }, *env[MAX_ENV] = { NULL };
	int ends[2] = { -1, -1 }, report[2] = { -1, -1 }, rc, i;
	const struct passwd *as = NULL;

	if (run->user != NULL && geteuid() == 0) {
		as = getpwnam(run->user);
		if (as == NULL || as->pw_uid == 0)
			return -ENOENT;
	}
	rc = copy_list(argv, MAX_ARGV, run->argv);
	if (rc == 0)
		rc = copy_list(env, MAX_ENV, always);
	if (rc == 0)
		rc = copy_list(env, MAX_ENV, run->env);
	if (rc == 0)
		rc = open_stream(&c->streams[0], run->out, &ends[0]);
	if (rc == 0)
		rc = open_stream(&c->streams[1], run->errors, &ends[1]);
	if (rc == 0)
		rc = pipe_above(report);
	if (rc != 0)
		goto out;
	c->pid = fork();
	if (c->pid == 0)
		become(run, as, argv, env, ends, report[1]);
	if (c->pid < 0) {
		rc = -errno;
		goto out;
	}
	setpgid(c->pid, c->pid);	/* whoever comes first */
	close(report[1]);
	report[1] = -1;
	rc = await_exec(report[0]);
	if (rc != 0)
		reap(c->pid, NULL);
out:
	for (i = 0; i < 2; i++) {
		if (ends[i] >= 0)
			close(ends[i]);
		if (report[i] >= 0)
			close(report[i]);
		if (rc != 0)
			close_stream(&c->streams[i]);
	}
	return rc;
}

/* What is there now; false: past the ceiling. */
static bool
drain(struct stream *s)
{
	char chunk[CHUNK];
	size_t room, take;
	ssize_t n;

	while (s->fd >= 0) {
		n = read(s->fd, chunk, sizeof(chunk));
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
			break;
		if (n <= 0) {
			close_stream(s);
			break;
		}
		room = s->to->max - s->to->len;
		take = (size_t)n < room ? (size_t)n : room;
		if (buf_add(s->to, chunk, take) != 0 || take < (size_t)n)
			return false;
	}
	return true;
}

static bool
drain_all(struct child *c)
{
	bool fits = drain(&c->streams[0]);

	return drain(&c->streams[1]) && fits;
}

static void
set_end(struct timespec *end, long ms)
{
	clock_gettime(CLOCK_MONOTONIC, end);
	end->tv_sec += ms / 1000;
	end->tv_nsec += ms % 1000 * 1000000L;
	if (end->tv_nsec >= 1000000000L) {
		end->tv_sec++;
		end->tv_nsec -= 1000000000L;
	}
}

/* Milliseconds until then; 0: it is over. */
static long
left(const struct timespec *end)
{
	struct timespec now;
	long long ms;

	clock_gettime(CLOCK_MONOTONIC, &now);
	ms = (long long)(end->tv_sec - now.tv_sec) * 1000 +
	    (end->tv_nsec - now.tv_nsec) / 1000000;
	return ms <= 0 ? 0 : ms > 1000000 ? 1000000 : (long)ms;
}

/* Has the first process ended? It stays unwaited for: until then nobody else
 * can be given its number, which is also that of its group. */
static bool
has_ended(const struct child *c)
{
	siginfo_t info;
	int rc;

	memset(&info, 0, sizeof(info));
	do
		rc = waitid(P_PID, (id_t)c->pid, &info,
		    WEXITED | WNOHANG | WNOWAIT);
	while (rc != 0 && errno == EINTR);
	return rc != 0 || info.si_pid == c->pid;
}

/* Wait for output or for a moment: the end of a child wakes nobody who
 * only polls, and its children may hold the pipes open for years. */
static void
nap(struct child *c, long ms)
{
	struct pollfd fds[2];
	nfds_t n = 0;
	int i;

	for (i = 0; i < 2; i++)
		if (c->streams[i].fd >= 0)
			fds[n++] = (struct pollfd){ .fd = c->streams[i].fd,
				.events = POLLIN };
	poll(fds, n, (int)ms);
}

/* Ask the group, then make it. The grace is the first process's: when that
 * one is gone, so is what the others had to wait for. */
static void
end_group(struct child *c)
{
	struct timespec end;
	long ms = 1;

	kill(-c->pid, SIGTERM);
	set_end(&end, RUN_GRACE_MS);
	while (!has_ended(c) && left(&end) > 0) {
		drain_all(c);
		nap(c, ms);
		ms = ms * 2 > LONGEST_NAP ? LONGEST_NAP : ms * 2;
	}
	kill(-c->pid, SIGKILL);
	drain_all(c);
}

/* Until it ends by itself, or must be ended. */
static void
watch(const struct program *run, struct child *c, struct run_result *ret)
{
	struct timespec end;
	long ms = 1, rest;
	int status = 0;
	bool over;

	set_end(&end, run->limit_ms);
	for (;;) {
		over = has_ended(c);
		rest = left(&end);
		if (!drain_all(c))
			ret->end = RUN_TOO_MUCH;
		else if (!over && rest == 0)
			ret->end = RUN_TIMEOUT;
		if (over || ret->end != RUN_EXITED)
			break;
		nap(c, rest < ms ? rest : ms);
		ms = ms * 2 > LONGEST_NAP ? LONGEST_NAP : ms * 2;
	}
	if (ret->end != RUN_EXITED)
		end_group(c);
	reap(c->pid, &status);
	if (ret->end == RUN_EXITED && WIFSIGNALED(status)) {
		ret->end = RUN_SIGNALED;
		ret->number = WTERMSIG(status);
	} else if (ret->end == RUN_EXITED) {
		ret->number = WEXITSTATUS(status);
	}
}

int
run_program(const struct program *run, struct run_result *ret, struct err *e)
{
	struct child c = { .streams = { { .fd = -1 }, { .fd = -1 } } };
	struct run_result r = { .end = RUN_EXITED };
	struct sigaction dfl, old;
	int rc;

	if (run->argv[0] == NULL || run->argv[0][0] != '/')
		return err_set(e, EINVAL, "a program without its full path");
	/* A parent that ignored SIGCHLD would let nobody be waited for. */
	memset(&dfl, 0, sizeof(dfl));
	dfl.sa_handler = SIG_DFL;
	sigemptyset(&dfl.sa_mask);
	sigaction(SIGCHLD, &dfl, &old);
	rc = start(run, &c);
	if (rc == 0) {
		watch(run, &c, &r);
		close_stream(&c.streams[0]);
		close_stream(&c.streams[1]);
		*ret = r;
	}
	sigaction(SIGCHLD, &old, NULL);
	return rc == 0 ? 0 : err_set(e, -rc, "%s: %s", run->argv[0],
	    strerror(-rc));
}

const char *
run_words(const struct run_result *r, char *buf, size_t size)
{
	switch (r->end) {
	case RUN_EXITED:
		snprintf(buf, size, "exit status %d", r->number);
		break;
	case RUN_SIGNALED:
		snprintf(buf, size, "signal %d", r->number);
		break;
	case RUN_TIMEOUT:
		snprintf(buf, size, "no end after its time limit");
		break;
	case RUN_TOO_MUCH:
		snprintf(buf, size, "more output than fits");
		break;
	}
	return buf;
}

int
run_first(const struct program *run, const char *const *paths,
    struct run_result *ret, struct err *e)
{
	const char *argv[MAX_ARGV];
	struct program one = *run;
	size_t n;
	int rc = -ENOENT;

	for (n = 0; run->argv[n] != NULL; n++) {
		if (n + 1 >= MAX_ARGV)
			return err_set(e, E2BIG, "too many arguments");
		argv[n] = run->argv[n];
	}
	argv[n] = NULL;
	one.argv = argv;
	for (; rc == -ENOENT && *paths != NULL; paths++) {
		argv[0] = *paths;
		rc = run_program(&one, ret, e);
	}
	return rc;
}
