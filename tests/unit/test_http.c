/* collector/http.c: the loop. */
#include "collector/http.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "tests/unit/unit.h"

static unsigned port;
static char answer[4096];

static void
serve(void *arg, struct http_request *q)
{
	struct http_field f = { .name = "X-Test", .value = "yes" };
	char text[256];

	snprintf(text, sizeof(text), "%s %s ?%s %s %s %zu %.*s", q->method,
	    q->path, q->query != NULL ? q->query : "-", q->peer,
	    http_field(q, "x-in") != NULL ? http_field(q, "x-in") : "-",
	    q->body_len, (int)q->body_len, q->body);
	http_reply(q, 200, &f, 1, text, strlen(text));
}

static void
woken(void *arg)
{
	*(int *)arg += 1;
}

static void *
client(void *arg)
{
	static const char request[] = "POST /a%20b?c=d HTTP/1.1\r\nHost: x"
	    "\r\nX-In: 7\r\nConnection: close\r\nContent-Length: 5\r\n"
	    "\r\nhello";
	struct sockaddr_in in4 = { .sin_family = AF_INET };
	size_t len = 0;
	ssize_t n;
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	in4.sin_port = htons((uint16_t)port);
	inet_pton(AF_INET, "127.0.0.1", &in4.sin_addr);
	if (connect(fd, (struct sockaddr *)&in4, sizeof(in4)) == 0 &&
	    write(fd, request, sizeof(request) - 1) > 0)
		while ((n = read(fd, answer + len,
		    sizeof(answer) - 1 - len)) > 0)
			len += (size_t)n;
	close(fd);
	http_wake(arg);
	kill(getpid(), SIGTERM);
	return NULL;
}

static void
one_request(void **state)
{
	struct err e = { .code = 0 };
	struct http *h = NULL;
	int wakes = 0;
	struct http_settings set = { .address = "127.0.0.1", .max_head = 4096,
	    .max_body = 4096, .idle_seconds = 5, .request_seconds = 5,
.max_receiving = 1 << 20,
	    .serve = serve, .woken = woken, .arg = &wakes };
	pthread_t thread;

	assert_int_equal(http_start(&h, &set, &e), 0);
	port = http_port(h);
	assert_true(port > 0);
	pthread_create(&thread, NULL, client, h);
	http_loop(h);
	pthread_join(thread, NULL);
	http_free(h);
	assert_int_equal(wakes, 1);
	assert_non_null(strstr(answer, "HTTP/1.1 200"));
	assert_non_null(strstr(answer, "X-Test: yes\r\n"));
	assert_non_null(strstr(answer,
	    "POST /a%20b ?c=d 127.0.0.1 7 5 hello"));
}

static void
no_address(void **state)
{
	struct err e = { .code = 0 };
	struct http *h = NULL;
	struct http_settings set = { .address = "192.0.2.1", .max_head = 1,
	    .max_body = 1 };

	assert_true(http_start(&h, &set, &e) < 0);
	assert_null(h);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_request),
		cmocka_unit_test(no_address),
	};

	return cmocka_run_group_tests_name("http", tests, NULL, NULL);
}
