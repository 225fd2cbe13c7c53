/* This host's listening sockets as its own netstat shows them. */
#include "tests/unit/unit.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "agent/port/sock_netstat.c"

static bool
has_netstat(void)
{
	size_t i;

	for (i = 0; paths[i] != NULL; i++)
		if (access(paths[i], X_OK) == 0)
			return true;
	return false;
}

/* On loopback; its port in *port. */
static int
listen_here(unsigned *port)
{
	struct sockaddr_in a = { .sin_family = AF_INET };
	socklen_t len = sizeof(a);
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	a.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	assert_true(fd >= 0);
	assert_int_equal(bind(fd, (const struct sockaddr *)&a, sizeof(a)), 0);
	assert_int_equal(listen(fd, 1), 0);
	assert_int_equal(getsockname(fd, (struct sockaddr *)&a, &len), 0);
	*port = ntohs(a.sin_port);
	return fd;
}

static void
our_own(void **state)
{
	static const unsigned char loopback[4] = { 127, 0, 0, 1 };
	struct pool pool = { .blocks = NULL };
	struct err e = { .code = 0 };
	struct sock *s = NULL;
	unsigned port;
	int fd = listen_here(&port), rc;

	rc = sock_port.listeners(NULL, &pool, &s, &e);
	close(fd);
	if (!has_netstat()) {
		assert_int_equal(rc, -ENOENT);
		assert_string_equal(e.text, "this host has no netstat");
		pool_release(&pool);
		return;
	}
	assert_int_equal(rc, 0);
	while (s != NULL && s->port != port)
		s = s->next;
	assert_non_null(s);
	assert_false(s->inet6);
	assert_memory_equal(s->address, loopback, 4);
	pool_release(&pool);
}

static void
name_and_addresses(void **state)
{
	struct pool pool = { .blocks = NULL };
	struct err e = { .code = 0 };
	struct strv a = { .n = 0 }, m = { .n = 0 };
	const char *text = NULL;

	assert_int_equal(sock_port.addresses(NULL, &pool, &a, &m, &e),
	    -ENOSYS);
	assert_int_equal(sock_port.name(NULL, &pool, &text, &e), 0);
	assert_non_null(text);
	pool_release(&pool);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(our_own),
		cmocka_unit_test(name_and_addresses),
	};

	return cmocka_run_group_tests_name("sock_netstat", tests, NULL, NULL);
}
