/* A connection over loopback, and none. */
#include "probe/connection.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "tests/unit/unit.h"

static int
listener(unsigned *port)
{
	struct sockaddr_in a = { .sin_family = AF_INET };
	socklen_t len = sizeof(a);
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	a.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	assert_true(fd >= 0);
	assert_int_equal(bind(fd, (const struct sockaddr *)&a, sizeof(a)), 0);
	assert_int_equal(listen(fd, 4), 0);
	assert_int_equal(getsockname(fd, (struct sockaddr *)&a, &len), 0);
	*port = ntohs(a.sin_port);
	return fd;
}

static void
there_and_back(void **state)
{
	struct err e = { 0 };
	struct connection *c;
	unsigned port;
	char text[16];
	struct wire w;
	int fd = listener(&port), got;

	/* A proxy that the environment names must not be asked. */
	setenv("http_proxy", "http://127.0.0.1:1/", 1);
	c = connection_open("127.0.0.1", port, clock_ms() + 5000, &e);
	unsetenv("http_proxy");
	assert_non_null(c);
	assert_string_equal(connection_remote(c), "127.0.0.1");
	assert_string_equal(connection_local(c), "127.0.0.1");
	got = accept(fd, NULL, NULL);
	assert_true(got >= 0);
	w = connection_wire(c);
	/* Nothing was said before we say it. */
	assert_int_equal(recv(got, text, sizeof(text), MSG_DONTWAIT), -1);
	assert_int_equal(w.send(w.arg, "hello", 5, clock_ms() + 5000), 0);
	assert_int_equal(recv(got, text, sizeof(text), 0), 5);
	assert_int_equal(send(got, "250 ok", 6, 0), 6);
	assert_int_equal(w.recv(w.arg, text, sizeof(text),
	    clock_ms() + 5000), 6);
	assert_memory_equal(text, "250 ok", 6);
	assert_int_equal(w.recv(w.arg, text, sizeof(text), clock_ms() + 50),
	    -ETIMEDOUT);
	close(got);
	assert_int_equal(w.recv(w.arg, text, sizeof(text),
	    clock_ms() + 5000), 0);
	connection_close(c);
	close(fd);
}

static void
nobody_there(void **state)
{
	struct err e = { 0 };
	unsigned port;

	close(listener(&port));
	assert_null(connection_open("127.0.0.1", port, clock_ms() + 5000,
	    &e));
	assert_int_equal(e.code, ECONNREFUSED);
	assert_true(e.text[0] != '\0');
	e = (struct err){ 0 };
	assert_null(connection_open("a b", 25, clock_ms() + 5000, &e));
	assert_true(e.code != 0);
	connection_close(NULL);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(there_and_back),
		cmocka_unit_test(nobody_there),
	};

	return cmocka_run_group_tests_name("connection", tests, NULL, NULL);
}
