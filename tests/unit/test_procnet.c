/* Sockets as /proc/net/tcp and tcp6 print them. */
#include "tests/unit/unit.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <string.h>

#include "agent/port/netlinux.h"

/* The words of an address as this machine would print them. */
static const char *
words(const char *address, char *text, size_t size)
{
	unsigned char raw[16];
	uint32_t w[4];
	int n = 1;

	if (inet_pton(AF_INET, address, raw) != 1) {
		assert_int_equal(inet_pton(AF_INET6, address, raw), 1);
		n = 4;
	}
	memcpy(w, raw, (size_t)n * 4);
	if (n == 1)
		snprintf(text, size, "%08X", w[0]);
	else
		snprintf(text, size, "%08X%08X%08X%08X", w[0], w[1], w[2],
		    w[3]);
	return text;
}

static void
test_inet(void **state)
{
	struct pool pool = { .blocks = NULL };
	struct sock *s = NULL;
	char text[1024], a[40], b[40];

	snprintf(text, sizeof(text),
	    "  sl  local_address rem_address   st tx_queue rx_queue tr\n"
	    "   0: %s:0019 00000000:0000 0A 00000000:00000000 00:00000000 "
	    "00000000     0        0 1461 1 0000000000000000 100 0 0 10 0\n"
	    "   1: %s:0019 %s:C350 01 00000000:00000000 00:00000000 "
	    "00000000     0        0 1462 1 0000000000000000 100 0 0 10 0\n"
	    "  12: 00000000:024B 00000000:0000 0A 00000000:00000000 "
	    "00:00000000 00000000  8        0 4294967295 1 000 100 0 0 10 0\n",
	    words("127.0.0.1", a, sizeof(a)), a,
	    words("192.0.2.7", b, sizeof(b)));
	assert_int_equal(procnet_parse(&pool, text, strlen(text), false, &s),
	    0);
	assert_non_null(s);
	assert_false(s->inet6);
	assert_memory_equal(s->address, "\x7f\0\0\x01", 4);
	assert_int_equal(s->port, 25);
	assert_int_equal(s->inode, 1461);
	assert_int_equal(s->uid, 0);
	s = s->next;	/* the connection is left out */
	assert_non_null(s);
	assert_memory_equal(s->address, "\0\0\0\0", 4);
	assert_int_equal(s->port, 587);
	assert_int_equal(s->inode, 4294967295UL);
	assert_int_equal(s->uid, 8);
	assert_null(s->next);
	pool_release(&pool);
}

static void
test_inet6(void **state)
{
	struct pool pool = { .blocks = NULL };
	struct sock *s = NULL;
	unsigned char raw[16];
	char text[512], a[40];

	snprintf(text, sizeof(text),
	    "   0: %s:01D1 00000000000000000000000000000000:0000 0A "
	    "00000000:00000000 00:00000000 00000000     0        0 77 1 0\n"
	    "   1: 00000000000000000000000000000000:0019 "
	    "00000000000000000000000000000000:0000 0A "
	    "00000000:00000000 00:00000000 00000000     0        0 78 1 0\n",
	    words("fe80::1:2:3:4", a, sizeof(a)));
	assert_int_equal(procnet_parse(&pool, text, strlen(text), true, &s),
	    0);
	assert_non_null(s);
	assert_true(s->inet6);
	inet_pton(AF_INET6, "fe80::1:2:3:4", raw);
	assert_memory_equal(s->address, raw, 16);
	assert_int_equal(s->port, 465);
	assert_false(s->v6only_unseen);
	s = s->next;
	assert_non_null(s);
	assert_int_equal(s->port, 25);
	assert_true(s->v6only_unseen);	/* it may take IPv4 too */
	assert_null(s->next);
	pool_release(&pool);
}

static void
test_connections(void **state)
{
	struct pool pool = { .blocks = NULL };
	struct conn *c = NULL;
	char text[1024], a[40], b[40];

	snprintf(text, sizeof(text),
	    "   0: %s:9C41 %s:0019 01 00000000:00000000 00:00000000 "
	    "00000000  1000        0 1462 1 0000000000000000 100 0 0 10 0\n"
	    /* listens; has no mail port; is closing (TIME_WAIT) */
	    "   1: 00000000:0019 00000000:0000 0A 00000000:00000000 "
	    "00:00000000 00000000  8        0 1463 1 000 100 0 0 10 0\n"
	    "   2: 00000000:9C41 00000000:0050 01 00000000:00000000 "
	    "00:00000000 00000000  8        0 1464 1 000 100 0 0 10 0\n"
	    "   3: 00000000:9C41 00000000:0019 06 00000000:00000000 "
	    "00:00000000 00000000  8        0 0 1 000 100 0 0 10 0\n"
	    "   4: 00000000:024B 00000000:C350 01 00000000:00000000 "
	    "00:00000000 00000000  8        0 1465 1 000 100 0 0 10 0\n",
	    words("127.0.0.1", a, sizeof(a)),
	    words("192.0.2.7", b, sizeof(b)));
	assert_int_equal(procnet_parse_connections(&pool, text, strlen(text),
	    false, &c), 0);
	assert_non_null(c);
	assert_false(c->inet6);
	assert_memory_equal(c->local, "\x7f\0\0\x01", 4);
	assert_memory_equal(c->remote, "\xc0\0\x02\x07", 4);
	assert_int_equal(c->local_port, 40001);
	assert_int_equal(c->remote_port, 25);
	assert_int_equal(c->inode, 1462);
	assert_int_equal(c->uid, 1000);
	c = c->next;
	assert_non_null(c);
	assert_int_equal(c->local_port, 587);
	assert_null(c->next);
	pool_release(&pool);
}

static void
test_nonsense(void **state)
{
	static const char *const lines[] = { "", "\n\n", "0: x 0 0A",
		"0: 0100007F 0 0A 0 0 0 0 0 1 2\n",
		"0: 0100007F:19 0 0A 0 0 0 0 0 1 2\n",
		"0: 0100007G:0019 0 0A 0 0 0 0 0 1 2\n",
		"0: 0100007F:0019 0 0A 0 0 0 x 0 1 2\n",
		"0: 0100007F:0019 0 0A 0 0 0 0 0 -1\n",
		"0: 00000000000000000000000000000000:0019 0 0A 0 0 0 0 0 1 2\n",
	};
	struct pool pool = { .blocks = NULL };
	struct sock *s = NULL;
	size_t i;

	for (i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
		assert_int_equal(procnet_parse(&pool, lines[i],
		    strlen(lines[i]), false, &s), 0);
		assert_null(s);
	}
	pool_release(&pool);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_inet),
		cmocka_unit_test(test_inet6),
		cmocka_unit_test(test_connections),
		cmocka_unit_test(test_nonsense),
	};

	return cmocka_run_group_tests_name("procnet", tests, NULL, NULL);
}
