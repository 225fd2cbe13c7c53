/* Listening sockets of a network namespace of our own, by both ways. */
#define _GNU_SOURCE
#include "tests/unit/unit.h"

#include <arpa/inet.h>
#include <errno.h>
#include <net/if.h>
#include <netinet/in.h>
#include <sched.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "agent/port/netlinux.h"

static const struct want {
	const char *address;
	unsigned port;
	bool v6only;		/* asked for */
	bool told;		/* shown: bind() sets it for any address
				 * that IPv4 cannot reach anyway */
	const char *device;
} wants[] = {
	{ .address = "127.0.0.1", .port = 25 },
	{ .address = "127.0.0.2", .port = 25 },
	{ .address = "192.0.2.9", .port = 25 },
	{ .address = "0.0.0.0", .port = 587 },
	{ .address = "0.0.0.0", .port = 465, .device = "lo" },
	{ .address = "::1", .port = 25, .told = true },
	{ .address = "::", .port = 2525 },
	{ .address = "::", .port = 2526, .v6only = true, .told = true },
	{ .address = "::ffff:127.0.0.1", .port = 2527 },
	{ .address = "2001:db8::9", .port = 25, .told = true },
	{ .address = "fe80::9", .port = 25, .told = true, .device = "lo" },
	{ .address = "0.0.0.0", .port = 65535 },
};
#define N_WANTS (sizeof(wants) / sizeof(wants[0]))

static int fds[N_WANTS];
static ino_t inodes[N_WANTS];

static int
open_one(const struct want *w)
{
	struct sockaddr_in6 six = { .sin6_family = AF_INET6,
		.sin6_port = htons((uint16_t)w->port) };
	struct sockaddr_in four = { .sin_family = AF_INET,
		.sin_port = htons((uint16_t)w->port) };
	bool inet6 = strchr(w->address, ':') != NULL;
	int fd = socket(inet6 ? AF_INET6 : AF_INET,
	    SOCK_STREAM | SOCK_CLOEXEC, 0), one = 1, only = w->v6only;

	if (fd < 0)
		return -1;
	if (inet6)
		setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &only,
		    sizeof(only));
	/* An address that the namespace does not have. */
	setsockopt(fd, IPPROTO_IP, IP_FREEBIND, &one, sizeof(one));
	if (w->device != NULL && setsockopt(fd, SOL_SOCKET, SO_BINDTODEVICE,
	    w->device, (socklen_t)strlen(w->device)) != 0)
		return -1;
	inet_pton(AF_INET, w->address, &four.sin_addr);
	inet_pton(AF_INET6, w->address, &six.sin6_addr);
	if (inet6 && strncmp(w->address, "fe80", 4) == 0)
		six.sin6_scope_id = if_nametoindex(w->device);
	if (bind(fd, inet6 ? (const struct sockaddr *)&six :
	    (const struct sockaddr *)&four, inet6 ? sizeof(six) :
	    sizeof(four)) != 0 || listen(fd, 1) != 0)
		return -1;
	return fd;
}

static int
setup(void **state)
{
	struct ifreq r = { .ifr_name = "lo", .ifr_flags = IFF_UP };
	struct stat st;
	size_t i;
	int fd;

	if (geteuid() != 0)
		return 0;
	if (unshare(CLONE_NEWNET) != 0)
		return -1;
	fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	if (fd < 0 || ioctl(fd, SIOCSIFFLAGS, &r) != 0)
		return -1;
	close(fd);
	for (i = 0; i < N_WANTS; i++) {
		fds[i] = open_one(&wants[i]);
		if (fds[i] < 0 || fstat(fds[i], &st) != 0) {
			print_error("%s %u: %s\n", wants[i].address,
			    wants[i].port, strerror(errno));
			return -1;
		}
		inodes[i] = st.st_ino;
	}
	return 0;
}

static const struct sock *
find(const struct sock *s, ino_t inode)
{
	for (; s != NULL; s = s->next)
		if (s->inode == inode)
			return s;
	return NULL;
}

static void
compare(const struct sock *list, bool all)
{
	const struct sock *s;
	char text[INET6_ADDRSTRLEN];
	size_t i, n = 0;

	for (s = list; s != NULL; s = s->next)
		n++;
	assert_int_equal(n, N_WANTS);
	for (i = 0; i < N_WANTS; i++) {
		s = find(list, inodes[i]);
		assert_non_null(s);
		assert_int_equal(s->inet6,
		    strchr(wants[i].address, ':') != NULL);
		inet_ntop(s->inet6 ? AF_INET6 : AF_INET, s->address, text,
		    sizeof(text));
		assert_string_equal(text, wants[i].address);
		assert_int_equal(s->port, wants[i].port);
		assert_int_equal(s->uid, 0);
		if (!all)
			continue;
		assert_int_equal(s->v6only, wants[i].told);
		if (wants[i].device == NULL) {
			assert_null(s->interface);
			assert_int_equal(s->interface_index, 0);
		} else {
			assert_string_equal(s->interface, wants[i].device);
			assert_int_equal(s->interface_index, 1);
		}
	}
}

static void
test_netlink(void **state)
{
	struct pool pool = { .blocks = NULL };
	struct sock *list = NULL;
	struct err e = { .code = 0 };

	if (geteuid() != 0)
		skip_because("needs root");
	assert_int_equal(netlink_listeners(&pool, &list, &e), 0);
	compare(list, true);
	pool_release(&pool);
}

static void
test_procnet(void **state)
{
	struct pool pool = { .blocks = NULL };
	struct sock *list = NULL;
	struct err e = { .code = 0 };

	if (geteuid() != 0)
		skip_because("needs root");
	/* /proc/net is that of the thread's own namespace. */
	assert_int_equal(procnet_listeners(&pool, &list, &e), 0);
	compare(list, false);
	pool_release(&pool);
}

/* More than one answer of the kernel's. */
static void
test_many(void **state)
{
	enum { MANY = 900 };
	struct want w = { .address = "127.0.0.3" };
	struct pool pool = { .blocks = NULL };
	struct err e = { .code = 0 };
	struct sock *list = NULL, *s;
	int many[MANY], i, n = 0;

	if (geteuid() != 0)
		skip_because("needs root");
	for (i = 0; i < MANY; i++) {
		w.port = (unsigned)(20000 + i);
		many[i] = open_one(&w);
		assert_true(many[i] >= 0);
	}
	assert_int_equal(netlink_listeners(&pool, &list, &e), 0);
	for (s = list; s != NULL; s = s->next)
		n++;
	for (i = 0; i < MANY; i++)
		close(many[i]);
	pool_release(&pool);
	assert_int_equal(n, MANY + (int)N_WANTS);
}

/* A client of 127.0.0.2, its other end, and one that has no mail port. */
static void
test_connections(void **state)
{
	static const struct { unsigned port; size_t wanted; } rows[] = {
		{ 25, 2 }, { 2525, 0 },
	};
	struct sockaddr_in to = { .sin_family = AF_INET };
	struct conn *by[2], *c;
	struct pool pool = { .blocks = NULL };
	struct err e = { .code = 0 };
	struct stat st;
	size_t i, k, n;
	int fd;

	if (geteuid() != 0)
		skip_because("needs root");
	for (i = 0; i < 2; i++) {
		inet_pton(AF_INET, "127.0.0.2", &to.sin_addr);
		to.sin_port = htons((uint16_t)rows[i].port);
		fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
		assert_true(fd >= 0);
		assert_int_equal(connect(fd, (const struct sockaddr *)&to,
		    sizeof(to)), 0);
		assert_int_equal(fstat(fd, &st), 0);
		by[0] = by[1] = NULL;
		assert_int_equal(netlink_connections(&pool, &by[0], &e), 0);
		assert_int_equal(procnet_connections(&pool, &by[1], &e), 0);
		close(fd);
		for (k = 0; k < 2; k++) {
			for (n = 0, c = by[k]; c != NULL; c = c->next, n++) {
				assert_memory_equal(c->remote,
				    c->remote_port == 25 ? "\x7f\0\0\2" :
				    "\x7f\0\0\1", 4);
				if (c->remote_port == 25)
					assert_int_equal(c->inode, st.st_ino);
			}
			assert_int_equal(n, rows[i].wanted);
		}
	}
	pool_release(&pool);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_netlink),
		cmocka_unit_test(test_procnet),
		cmocka_unit_test(test_many),
		cmocka_unit_test(test_connections),
	};

	return cmocka_run_group_tests_name("netlink", tests, setup, NULL);
}
