/*
 * The start of programs by the kernel's process connector (linux/cn_proc.h,
 * Documentation/driver-api/connector.rst). It tells root alone, and only in
 * the first network and pid namespaces; elsewhere it never answers. Each
 * program that starts wakes up its reader: that is a child of its own, which
 * is small, and a filter in the kernel keeps all other events away.
 */
#define _GNU_SOURCE
#include "agent/port/execs.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/cn_proc.h>
#include <linux/connector.h>
#include <linux/filter.h>
#include <linux/netlink.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "agent/base/memory.h"

/* The kernel answers at once, or it never does. Milliseconds. */
#define ACK_LIMIT 1000
/* A daemon opens its sockets after it was started. */
#define SETTLE 1000

#define HEAD (sizeof(struct nlmsghdr) + sizeof(struct cn_msg))
#define EVENT_EXEC 0x00000002u		/* PROC_EVENT_EXEC: its name has moved
					 * from one enum to another */
#define EVENT_NONE 0u

struct execs {
	pid_t child;
	int fd;
};

/* The kernel's layout of a request, without the padding of a struct. */
static int
ask(int fd)
{
	const enum proc_cn_mcast_op op = PROC_CN_MCAST_LISTEN;
	const struct nlmsghdr head = { .nlmsg_len = HEAD + sizeof(op),
		.nlmsg_type = NLMSG_DONE };
	const struct cn_msg msg = { .id = { .idx = CN_IDX_PROC,
		.val = CN_VAL_PROC }, .len = sizeof(op) };
	char text[HEAD + sizeof(op)];

	memcpy(text, &head, sizeof(head));
	memcpy(text + sizeof(head), &msg, sizeof(msg));
	memcpy(text + HEAD, &op, sizeof(op));
	return send(fd, text, sizeof(text), 0) < 0 ? -errno : 0;
}

/* Only answers and starts: a filter loads words in network order. */
static int
filter(int fd)
{
	struct sock_filter code[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, HEAD +
		    offsetof(struct proc_event, what)),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, htonl(EVENT_EXEC), 1, 0),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, htonl(EVENT_NONE), 0, 1),
		BPF_STMT(BPF_RET | BPF_K, 0xffffffff),
		BPF_STMT(BPF_RET | BPF_K, 0),
	};
	const struct sock_fprog program = {
		.len = sizeof(code) / sizeof(code[0]), .filter = code };

	return setsockopt(fd, SOL_SOCKET, SO_ATTACH_FILTER, &program,
	    sizeof(program)) != 0 ? -errno : 0;
}

/* 1: an event; 0: none that can be read now; -ENOBUFS: some are lost. Only
 * the kernel is believed. */
static int
next_event(int fd, unsigned *what, struct proc_event *ret)
{
	char text[4096];
	struct sockaddr_nl from = { .nl_pid = 1 };
	socklen_t size = sizeof(from);
	ssize_t n;

	do
		n = recvfrom(fd, text, sizeof(text), MSG_DONTWAIT,
		    (struct sockaddr *)(void *)&from, &size);
	while (n < 0 && errno == EINTR);
	if (n < 0)
		return errno == EAGAIN ? 0 : -errno;
	if (from.nl_pid != 0 || (size_t)n < HEAD + sizeof(*ret)) {
		*what = ~0u;
		return 1;
	}
	memcpy(ret, text + HEAD, sizeof(*ret));
	memcpy(what, text + HEAD + offsetof(struct proc_event, what),
	    sizeof(*what));
	return 1;
}

static int
await_answer(int fd)
{
	struct pollfd p = { .fd = fd, .events = POLLIN };
	struct proc_event event;
	unsigned what;
	int r;

	do {
		r = poll(&p, 1, ACK_LIMIT);
		if (r == 0)
			return -ENOTSUP;
		if (r < 0 && errno != EINTR)
			return -errno;
		r = next_event(fd, &what, &event);
		if (r < 0)
			return r;
	} while (r == 0 || what != EVENT_NONE);
	return event.event_data.ack.err != 0 ?
	    -(int)event.event_data.ack.err : 0;
}

/* In the child. */

static bool
is_wanted(pid_t pid, proc_wanted_fn *wanted, const void *arg)
{
	char path[64], exe[4096];
	ssize_t n;

	(void)snprintf(path, sizeof(path), "/proc/%ld/exe", (long)pid);
	n = readlink(path, exe, sizeof(exe) - 1);
	/* It has ended: nothing is left of it, or a child that was not
	 * started but split off. */
	if (n < 0)
		return false;
	exe[n] = '\0';
	return wanted(arg, exe, "");
}

/* All that came: was one of them wanted, or is that not known? */
static bool
drain(int fd, proc_wanted_fn *wanted, const void *arg)
{
	struct proc_event event;
	bool any = false;
	unsigned what;
	int r;

	while ((r = next_event(fd, &what, &event)) != 0) {
		if (r < 0 && r != -ENOBUFS)
			_exit(0);
		any = any || r < 0 || (what == EVENT_EXEC &&
		    is_wanted(event.event_data.exec.process_pid, wanted,
		    arg));
	}
	return any;
}

static void
serve(int fd, int to, pid_t parent, proc_wanted_fn *wanted, const void *arg)
{
	static const int own[] = { SIGHUP, SIGINT, SIGTERM, SIGPIPE };
	struct sigaction a = { .sa_handler = SIG_DFL };
	struct pollfd p = { .fd = fd, .events = POLLIN };
	const char byte = EXECS_BYTE;
	size_t i;
	ssize_t n;

	for (i = 0; i < sizeof(own) / sizeof(own[0]); i++)
		(void)sigaction(own[i], &a, NULL);
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != parent)
		_exit(0);
	for (;;) {
		if (poll(&p, 1, -1) < 0 && errno != EINTR)
			_exit(0);
		if (!drain(fd, wanted, arg))
			continue;
		(void)poll(NULL, 0, SETTLE);
		(void)drain(fd, wanted, arg);
		do
			n = write(to, &byte, 1);
		while (n < 0 && errno == EINTR);
		/* A full pipe says enough. */
		if (n < 0 && errno != EAGAIN)
			_exit(0);
	}
}

/* In the parent. */

static int
open_socket(struct err *e)
{
	struct sockaddr_nl own = { .nl_family = AF_NETLINK,
		.nl_groups = CN_IDX_PROC };
	int fd, r;

	fd = socket(PF_NETLINK, SOCK_DGRAM | SOCK_CLOEXEC,
	    NETLINK_CONNECTOR);
	if (fd < 0)
		return err_set(e, errno, "process connector: %s",
		    strerror(errno));
	r = filter(fd);
	if (r == 0 && bind(fd, (const struct sockaddr *)(const void *)&own,
	    sizeof(own)) != 0)
		r = -errno;
	if (r == 0)
		r = ask(fd);
	if (r == 0)
		r = await_answer(fd);
	if (r == 0)
		return fd;
	close(fd);
	return err_set(e, -r, "process connector: %s", strerror(-r));
}

/* The kernel tells the numbers that processes have in the first namespace
 * (PROC_PID_INIT_INO of the kernel's proc_ns.h); in another one they are those
 * of strangers. */
static bool
numbers_are_ours(void)
{
	struct stat st;

	return stat("/proc/self/ns/pid", &st) == 0 &&
	    st.st_ino == 0xeffffffcu;
}

int
execs_open(int to, proc_wanted_fn *wanted, const void *arg,
    struct execs **ret, struct err *e)
{
	struct execs *x = memory_zeroed(1, sizeof(*x));
	const pid_t self = getpid();
	int code;

	if (x == NULL)
		return err_set(e, ENOMEM, "no memory");
	if (!numbers_are_ours()) {
		free(x);
		return err_set(e, ENOTSUP, "processes have other numbers "
		    "here than the kernel tells");
	}
	x->fd = open_socket(e);
	if (x->fd < 0) {
		code = x->fd;
		free(x);
		return code;
	}
	x->child = fork();
	if (x->child == 0) {
		serve(x->fd, to, self, wanted, arg);
		_exit(0);
	}
	code = errno;
	/* It is the child's. */
	close(x->fd);
	if (x->child < 0) {
		free(x);
		return err_set(e, code, "fork: %s", strerror(code));
	}
	*ret = x;
	return 0;
}

void
execs_close(struct execs *x)
{
	if (x == NULL)
		return;
	kill(x->child, SIGKILL);
	while (waitpid(x->child, NULL, 0) < 0 && errno == EINTR)
		;
	free(x);
}
