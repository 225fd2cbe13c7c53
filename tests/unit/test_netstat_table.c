/* Lists of sockets of many systems. */
#include "tests/unit/unit.h"

#include <arpa/inet.h>
#include <errno.h>
#include <string.h>
#include <sys/socket.h>

#include "agent/port/netstat_table.h"
#include "tests/unit/recorded.h"

struct want {
	unsigned port;
	const char *address;	/* with a colon: of IPv6; of a cut one its
				 * known bytes, others zero */
	bool cut, v6only;
	const char *interface;
	bool unseen;		/* whether :: is for IPv6 alone */
};

struct sample {
	const char *file;
	struct want wants[9];
};

static const struct sample samples[] = {
	{ "linux", { { 25, "127.0.0.1", false, false, NULL, false },
		{ 587, "0.0.0.0", false, false, NULL, false },
		{ 22, "::", false, false, NULL, true },
		{ 25, "::1", false, true, NULL, false },
		/* As long as what net-tools cuts: it may have gone on. */
		{ 25, "2001:db8:1:2:3:4:5:0", true, true, NULL, false },
		{ 25, "2001:db8:aa:bb:cc::", true, true, NULL, false },
		{ 465, "fe80::", true, true, NULL, false } } },
	{ "freebsd", { { 25, "127.0.0.1", false, false, NULL, false },
		{ 25, "::1", false, true, NULL, false },
		{ 587, "::", false, false, NULL, false },
		{ 22, "::", false, false, NULL, true },
		{ 22, "0.0.0.0", false, false, NULL, false },
		{ 25, "fe80::1", false, true, "lo", false },
		{ 25, "fe80::", true, true, NULL, false },
		{ 25, "2001:db8:1234::", true, true, NULL, false } } },
	{ "macos", { { 25, "127.0.0.1", false, false, NULL, false },
		{ 25, "::1", false, true, NULL, false },
		{ 587, "::", false, false, NULL, false } } },
	{ "netbsd", { { 25, "0.0.0.0", false, false, NULL, false },
		{ 25, "::", false, false, NULL, true },
		{ 587, "::1", false, true, NULL, false } } },
	{ "solaris-7", { { 111, "0.0.0.0", false, false, NULL, false },
		{ 25, "0.0.0.0", false, false, NULL, false },
		{ 587, "127.0.0.1", false, false, NULL, false } } },
	{ "solaris-10", { { 25, "127.0.0.1", false, false, NULL, false },
		{ 587, "127.0.0.1", false, false, NULL, false },
		{ 22, "::", false, false, NULL, true },
		{ 25, "::1", false, true, NULL, false },
		{ 25, "2001:db8:1:2:3:4:5:6", false, true, NULL, false } } },
	{ "hpux-11", { { 25, "0.0.0.0", false, false, NULL, false },
		{ 587, "0.0.0.0", false, false, NULL, false },
		{ 49157, "127.0.0.1", false, false, NULL, false } } },
	{ "aix-7", { { 25, "0.0.0.0", false, false, NULL, false },
		{ 22, "0.0.0.0", false, false, NULL, false },
		{ 587, "::1", false, true, NULL, false } } },
	{ "irix-6.5", { { 25, "0.0.0.0", false, false, NULL, false },
		{ 1, "0.0.0.0", false, false, NULL, false } } },
};

static void
check(const struct want *w, const struct sock *s)
{
	char text[INET6_ADDRSTRLEN];
	const bool inet6 = strchr(w->address, ':') != NULL;

	print_message("# %s port %u\n", w->address, w->port);
	assert_non_null(s);
	assert_int_equal(s->port, w->port);
	assert_int_equal(s->inet6, inet6);
	assert_non_null(inet_ntop(inet6 ? AF_INET6 : AF_INET, s->address,
	    text, sizeof(text)));
	assert_string_equal(text, w->address);
	assert_int_equal(s->cut, w->cut);
	assert_int_equal(s->v6only, w->v6only);
	assert_int_equal(s->v6only_unseen, w->unseen);
	if (w->interface == NULL)
		assert_null(s->interface);
	else
		assert_string_equal(s->interface, w->interface);
	assert_int_equal(s->inode, 0);
	assert_int_equal(s->uid, -1);
}

static void
each_sample(void **state)
{
	static char text[65536];
	const struct want *w;
	struct pool pool;
	struct sock *s;
	size_t i, len;

	for (i = 0; i < sizeof(samples) / sizeof(samples[0]); i++) {
		print_message("# %s\n", samples[i].file);
		pool = (struct pool){ .blocks = NULL };
		s = NULL;
		len = recorded("netstat", samples[i].file, text,
		    sizeof(text));
		assert_int_equal(netstat_parse(&pool, text, len, &s), 0);
		for (w = samples[i].wants; w->port != 0; w++, s = s->next)
			check(w, s);
		assert_null(s);
		pool_release(&pool);
	}
}

#define HEAD "Proto Recv-Q Send-Q Local Address Foreign Address (state)\n"

/* One line in the Linux or BSD table. */
static int
one(const char *line, struct pool *pool, struct sock **s)
{
	char text[512];
	int n = snprintf(text, sizeof(text), "%s%s", HEAD, line);

	*s = NULL;
	return netstat_parse(pool, text, (size_t)n, s);
}

static void
forms(void **state)
{
	static const struct { const char *line, *address; bool cut; } rows[] = {
		{ "tcp 0 0 *.25 *.* LISTEN\n", "0.0.0.0", false },
		{ "tcp 0 0 0.0.0.0:25 0.0.0.0:* LISTEN\n", "0.0.0.0", false },
		{ "tcp 0 0 127.0.0.1.25 *.* LISTEN", "127.0.0.1", false },
		{ "tcp6 0 0 :::25 :::* LISTEN\n", "::", false },
		{ "tcp6 0 0 ::.25 *.* LISTEN\n", "::", false },
		{ "tcp6 0 0 ::ffff:127.0.0.1.25 *.* LISTEN\n",
			"::ffff:127.0.0.1", false },
		{ "tcp6 0 0 ::ffff:127.0.0.1:25 :::* LISTEN\n",
			"::ffff:127.0.0.1", false },
		/* Eight bytes too many, and all known to be loopback's. */
		{ "tcp6 0 0 ::ffff:127.100.100.:25 :::* LISTEN\n", "::",
			true },
		{ "tcp6 0 0 fe80:4::1.25 *.* LISTEN\n", "fe80::1", false },
	};
	char text[INET6_ADDRSTRLEN];
	struct pool pool = { .blocks = NULL };
	struct sock *s;
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		print_message("# %s", rows[i].line);
		assert_int_equal(one(rows[i].line, &pool, &s), 0);
		assert_non_null(s);
		assert_int_equal(s->port, 25);
		assert_non_null(inet_ntop(s->inet6 ? AF_INET6 : AF_INET,
		    s->address, text, sizeof(text)));
		assert_string_equal(text, rows[i].address);
		assert_int_equal(s->cut, rows[i].cut);
	}
	pool_release(&pool);
}

static void
no_listener(void **state)
{
	static const char *const lines[] = { "",
		"tcp 0 0 *.* *.* CLOSED\n", "tcp 0 0 *.25 *.* BOUND\n",
		"tcp 0 0 *.25 *.* IDLE\n", "udp 0 0 *.25 *.* LISTEN\n",
		"unix 2 [ ACC ] STREAM LISTENING 1 /tmp/LISTEN\n",
		"tcp 0 0 192.0.2.1.25 192.0.2.2.99 ESTABLISHED\n",
		"*.25 *.* 0 0 0 0 LISTEN\n", "tcp LISTEN\n" };
	struct pool pool = { .blocks = NULL };
	struct sock *s;
	size_t i;

	for (i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
		print_message("# %s", lines[i]);
		assert_int_equal(one(lines[i], &pool, &s), 0);
		assert_null(s);
	}
	pool_release(&pool);
}

static void
not_understood(void **state)
{
	static const char *const lines[] = { "tcp 0 0 *.smtp *.* LISTEN\n",
		"tcp 0 0 *.0 *.* LISTEN\n", "tcp 0 0 25 *.* LISTEN\n",
		"tcp 0 0 .25 *.* LISTEN\n", "tcp 0 0 127.1.25 *.* LISTEN\n",
		"tcp 0 0 *.65536 *.* LISTEN\n",
		"tcp 0 0 relay.example.org:25 *.* LISTEN\n" };
	static const char *const none[] = { "", "\n",
		"netstat: can't read kmem\n", "Active UNIX domain sockets\n" };
	struct pool pool = { .blocks = NULL };
	struct sock *s = NULL;
	size_t i;

	for (i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
		print_message("# %s", lines[i]);
		assert_int_equal(one(lines[i], &pool, &s), -EBADMSG);
		assert_null(s);
	}
	/* No table is not the same as an empty one. */
	for (i = 0; i < sizeof(none) / sizeof(none[0]); i++)
		assert_int_equal(netstat_parse(&pool, none[i],
		    strlen(none[i]), &s), -EINVAL);
	pool_release(&pool);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_sample),
		cmocka_unit_test(forms),
		cmocka_unit_test(no_listener),
		cmocka_unit_test(not_understood),
	};

	return cmocka_run_group_tests_name("netstat_table", tests, NULL, NULL);
}
