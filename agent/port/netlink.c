/* Sockets by netlink: NETLINK_SOCK_DIAG, sock_diag(7). */
#define _GNU_SOURCE
#include "agent/port/netlinux.h"

#include <errno.h>
#include <net/if.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <linux/inet_diag.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <linux/sock_diag.h>

#include "agent/base/memory.h"

#define STATE_ESTABLISHED 1	/* TCP_ESTABLISHED of <netinet/tcp.h> */
#define STATE_LISTEN 10
#define ANSWER_SIZE 32768	/* what the kernel fills at most at once */
#define TRIES 4			/* sockets came or went during the dump */

/* A list that is being filled: one of the two. */
struct wanted {
	unsigned state;
	struct pool *pool;
	struct sock **sock;
	struct conn **conn;
};

bool
netlinux_is_mail(unsigned port)
{
	return port == 25 || port == 465 || port == 587;
}

static int
ask(int fd, unsigned char family, unsigned seq, unsigned state)
{
	struct {
		struct nlmsghdr head;
		struct inet_diag_req_v2 req;
	} msg = {
		.head = { .nlmsg_len = sizeof(msg),
			.nlmsg_type = SOCK_DIAG_BY_FAMILY,
			.nlmsg_flags = NLM_F_REQUEST | NLM_F_DUMP,
			.nlmsg_seq = seq },
		.req = { .sdiag_family = family,
			.sdiag_protocol = IPPROTO_TCP,
			.idiag_states = 1U << state },
	};
	const struct sockaddr_nl kernel = { .nl_family = AF_NETLINK };

	return sendto(fd, &msg, sizeof(msg), 0,
	    (const struct sockaddr *)&kernel, sizeof(kernel)) < 0 ? -errno : 0;
}

static bool
v6only_of(const struct inet_diag_msg *m, size_t len)
{
	const struct rtattr *a = (const struct rtattr *)(const void *)(m + 1);

	for (len -= sizeof(*m); RTA_OK(a, len); a = RTA_NEXT(a, len))
		if (a->rta_type == INET_DIAG_SKV6ONLY &&
		    RTA_PAYLOAD(a) >= 1)
			return *(const unsigned char *)RTA_DATA(a) != 0;
	return false;
}

static unsigned
port_of(uint16_t p)
{
	return (unsigned)(p & 0xff) << 8 | (unsigned)(p >> 8);
}

static int
add_connection(struct wanted *w, const struct inet_diag_msg *m)
{
	unsigned local = port_of(m->id.idiag_sport);
	unsigned remote = port_of(m->id.idiag_dport);
	struct conn *c;

	if (!netlinux_is_mail(local) && !netlinux_is_mail(remote))
		return 0;
	c = pool_alloc(w->pool, sizeof(*c));
	if (c == NULL)
		return -ENOMEM;
	c->inet6 = m->idiag_family == AF_INET6;
	memcpy(c->local, m->id.idiag_src, c->inet6 ? 16 : 4);
	memcpy(c->remote, m->id.idiag_dst, c->inet6 ? 16 : 4);
	c->local_port = local;
	c->remote_port = remote;
	c->inode = m->idiag_inode;
	c->uid = (long)m->idiag_uid;
	*w->conn = c;
	w->conn = &c->next;
	return 0;
}

static int
add(struct wanted *w, const struct inet_diag_msg *m, size_t len)
{
	struct pool *pool = w->pool;
	char name[IF_NAMESIZE];
	struct sock *s;

	if (w->state == STATE_ESTABLISHED)
		return add_connection(w, m);
	s = pool_alloc(pool, sizeof(*s));
	if (s == NULL)
		return -ENOMEM;
	s->inet6 = m->idiag_family == AF_INET6;
	s->v6only = s->inet6 && v6only_of(m, len);
	memcpy(s->address, m->id.idiag_src, s->inet6 ? 16 : 4);
	s->port = port_of(m->id.idiag_sport);
	s->interface_index = m->id.idiag_if;
	if (s->interface_index != 0 &&
	    if_indextoname(s->interface_index, name) != NULL)
		s->interface = pool_strdup(pool, name);
	s->inode = m->idiag_inode;
	s->uid = (long)m->idiag_uid;
	*w->sock = s;
	w->sock = &s->next;
	return pool->failed ? -ENOMEM : 0;
}

/* The messages of one datagram: 1 when the dump is at its end, 0 when more
 * will come, -EAGAIN when it was disturbed, -errno. */
static int
take(struct wanted *w, const struct nlmsghdr *h, size_t len, unsigned seq,
    bool *disturbed)
{
	const struct nlmsgerr *error;
	int rc;

	for (; NLMSG_OK(h, len); h = NLMSG_NEXT(h, len)) {
		if (h->nlmsg_seq != seq)
			continue;
		if ((h->nlmsg_flags & NLM_F_DUMP_INTR) != 0)
			*disturbed = true;
		if (h->nlmsg_type == NLMSG_DONE)
			return 1;
		if (h->nlmsg_type == NLMSG_ERROR) {
			error = NLMSG_DATA(h);
			if (h->nlmsg_len < NLMSG_LENGTH(sizeof(*error)) ||
			    error->error >= 0)
				return -EPROTO;
			return error->error;
		}
		if (h->nlmsg_type != SOCK_DIAG_BY_FAMILY ||
		    h->nlmsg_len < NLMSG_LENGTH(sizeof(struct inet_diag_msg)))
			continue;
		rc = add(w, NLMSG_DATA(h), h->nlmsg_len - NLMSG_LENGTH(0));
		if (rc != 0)
			return rc;
	}
	return 0;
}

/* One dump of one family. */
static int
dump(int fd, unsigned char family, unsigned seq, struct nlmsghdr *answer,
    struct wanted *w)
{
	struct sockaddr_nl from;
	struct iovec iov = { .iov_base = answer, .iov_len = ANSWER_SIZE };
	struct msghdr msg;
	bool disturbed = false;
	ssize_t n;
	int rc = ask(fd, family, seq, w->state);

	while (rc == 0) {
		msg = (struct msghdr){ .msg_name = &from,
			.msg_namelen = sizeof(from), .msg_iov = &iov,
			.msg_iovlen = 1 };
		n = recvmsg(fd, &msg, 0);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return errno == EAGAIN ? -ETIMEDOUT : -errno;
		if ((msg.msg_flags & MSG_TRUNC) != 0)
			return -EMSGSIZE;
		if (from.nl_pid != 0)	/* not from the kernel */
			continue;
		rc = take(w, answer, (size_t)n, seq, &disturbed);
	}
	if (rc < 0)
		return rc;
	return disturbed ? -EAGAIN : 0;
}

/* Forget what came since the mark. */
static void
back_to(struct wanted *w, const struct wanted *mark)
{
	*w = *mark;
	if (w->sock != NULL)
		*w->sock = NULL;
	if (w->conn != NULL)
		*w->conn = NULL;
}

static int
dump_all(struct wanted *w, struct err *e)
{
	static const unsigned char families[] = { AF_INET, AF_INET6 };
	/* The kernel answers at once: this is for a wedged sandbox. */
	const struct timeval limit = { .tv_sec = 5 };
	struct nlmsghdr *answer = memory_alloc(ANSWER_SIZE);
	struct wanted mark;
	unsigned seq = 0;
	int fd = -1, rc = 0, tries;
	size_t i;

	if (answer == NULL)
		return err_set(e, ENOMEM, "sockets: out of memory");
	fd = socket(AF_NETLINK, SOCK_DGRAM | SOCK_CLOEXEC, NETLINK_SOCK_DIAG);
	if (fd < 0 || setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit,
	    sizeof(limit)) != 0) {
		rc = err_set(e, errno, "netlink: %s", strerror(errno));
		goto out;
	}
	for (i = 0; rc == 0 && i < sizeof(families); i++) {
		mark = *w;
		tries = 0;
		do {
			/* A torn answer is thrown away as a whole; the last
			 * try is kept, for it has everything that stood. */
			if (++tries < TRIES)
				back_to(w, &mark);
			rc = dump(fd, families[i], ++seq, answer, w);
		} while (rc == -EAGAIN && tries < TRIES);
		if (rc == -EAGAIN)
			rc = 0;
	}
	if (rc != 0)
		err_set(e, -rc, "netlink: %s", strerror(-rc));
out:
	if (fd >= 0)
		close(fd);
	free(answer);
	return rc;
}

int
netlink_listeners(struct pool *pool, struct sock **ret, struct err *e)
{
	struct sock *head = NULL;
	struct wanted w = { .state = STATE_LISTEN, .pool = pool,
		.sock = &head };
	int rc = dump_all(&w, e);

	if (rc == 0)
		*ret = head;
	return rc;
}

int
netlink_connections(struct pool *pool, struct conn **ret, struct err *e)
{
	struct conn *head = NULL;
	struct wanted w = { .state = STATE_ESTABLISHED, .pool = pool,
		.conn = &head };
	int rc = dump_all(&w, e);

	if (rc == 0)
		*ret = head;
	return rc;
}
