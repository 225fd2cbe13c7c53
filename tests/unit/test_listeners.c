/* Where sockets are bound, and who holds them. */
#include "tests/unit/unit.h"

#include <stdio.h>
#include <string.h>

#include "agent/run/listeners.h"
#include "agent/run/mailproc.h"
#include "tests/unit/fakehost.h"

static const struct {
	const char *address, *interface;
	enum bound bound;
} bounds[] = {
	{ "127.0.0.1", NULL, BOUND_LOOPBACK },
	{ "127.0.0.2", NULL, BOUND_LOOPBACK },
	{ "127.255.255.254", NULL, BOUND_LOOPBACK },
	{ "::1", NULL, BOUND_LOOPBACK },
	{ "::ffff:127.0.0.1", NULL, BOUND_LOOPBACK },
	{ "::ffff:127.3.2.1", NULL, BOUND_LOOPBACK },
	{ "0.0.0.0", "lo", BOUND_LOOPBACK },
	{ "::", "lo", BOUND_LOOPBACK },
	{ "0.0.0.0", NULL, BOUND_ANY },
	{ "::", NULL, BOUND_ANY },
	{ "::ffff:0.0.0.0", NULL, BOUND_ANY },
	{ "0.0.0.0", "eth0", BOUND_ANY },
	{ "192.0.2.25", NULL, BOUND_ADDRESS },
	{ "128.0.0.1", NULL, BOUND_ADDRESS },
	{ "126.255.255.255", NULL, BOUND_ADDRESS },
	{ "169.254.1.1", NULL, BOUND_ADDRESS },
	{ "::ffff:192.0.2.25", NULL, BOUND_ADDRESS },
	{ "2001:db8::25", NULL, BOUND_ADDRESS },
	{ "fd00::25", NULL, BOUND_ADDRESS },
	{ "fec0::1", NULL, BOUND_ADDRESS },
	{ "::2", NULL, BOUND_ADDRESS },
	{ "1::1", NULL, BOUND_ADDRESS },
	{ "fe80::1", "eth0", BOUND_LINK },
	{ "febf::1", "eth0", BOUND_LINK },
};

static void
test_bound(void **state)
{
	unsigned char raw[16];
	enum bound got;
	bool inet6;
	size_t i;

	for (i = 0; i < sizeof(bounds) / sizeof(bounds[0]); i++) {
		inet6 = strchr(bounds[i].address, ':') != NULL;
		assert_int_equal(inet_pton(inet6 ? AF_INET6 : AF_INET,
		    bounds[i].address, raw), 1);
		got = listener_bound(inet6, raw, bounds[i].interface);
		if (got != bounds[i].bound)
			fail_msg("%s is %s", bounds[i].address,
			    bound_name(got));
	}
}

/* Sockets of the host, and what is to be made of each; holder -1: it is
 * none of ours. */
static const struct {
	struct fake_sock sock;
	int holder;
	pid_t pid;
} rows[] = {
	/* by an MTA, whatever the port */
	{ { "0.0.0.0", 25, { 91 }, NULL, false }, HOLDER_MTA, 91 },
	{ { "0.0.0.0", 25565, { 91 }, NULL, false }, HOLDER_MTA, 91 },
	/* by systemd too, which keeps a socket unit's */
	{ { "::", 25, { 1, 91 }, NULL, false }, HOLDER_MTA, 91 },
	/* by a child as well, which has the lower pid */
	{ { "::1", 25, { 90, 91 }, NULL, true }, HOLDER_MTA, 91 },
	/* by super-servers alone */
	{ { "127.0.0.1", 465, { 1 }, NULL, false }, HOLDER_SUPER, 1 },
	{ { "0.0.0.0", 587, { 80 }, NULL, false }, HOLDER_SUPER, 80 },
	{ { "0.0.0.0", 587, { 81 }, NULL, false }, HOLDER_SUPER, 81 },
	/* by others */
	{ { "0.0.0.0", 25, { 70 }, NULL, false }, HOLDER_OTHER, 70 },
	{ { "0.0.0.0", 2525, { 70 }, NULL, false }, -1, 0 },
	{ { "0.0.0.0", 2525, { 1 }, NULL, false }, -1, 0 },
	{ { "0.0.0.0", 22, { 70 }, NULL, false }, -1, 0 },
	/* in a container that shares our network */
	{ { "0.0.0.0", 25, { 5000 }, NULL, false }, HOLDER_MTA, 5000 },
	/* by whom could not be seen; by one who ended meanwhile */
	{ { "0.0.0.0", 25, { 0 }, NULL, false }, HOLDER_UNKNOWN, 0 },
	{ { "0.0.0.0", 25, { 6000 }, NULL, false }, HOLDER_UNKNOWN, 0 },
};
#define N_ROWS (sizeof(rows) / sizeof(rows[0]))

static struct fake_host host = { .host = FAKE_HOST, .procs = {
	{ .pid = 1, .exe = "/usr/lib/systemd/systemd", .unit = "init.scope" },
	{ .pid = 70, .ppid = 1, .exe = "/usr/bin/python3.11",
	    .unit = "game.service" },
	{ .pid = 80, .ppid = 1, .exe = "/usr/sbin/inetd" },
	{ .pid = 81, .ppid = 1, .exe = "/bin/busybox", .comm = "inetd" },
	{ .pid = 90, .ppid = 91, .exe = "/usr/sbin/sendmail" },
	{ .pid = 91, .ppid = 1, .exe = "/usr/sbin/sendmail",
	    .unit = "sendmail.service" },
	{ .pid = 5000, .ppid = 4999, .exe = "/usr/sbin/exim4" },
} };

/* What proc_ops.list would give: neither python nor the container's. */
static struct proc *
wanted(struct pool *pool)
{
	struct proc *head = NULL, **end = &head;
	const struct fake_proc *p;

	for (p = host.procs; p->pid != 0; p++) {
		if (p->pid == 70 || p->pid == 5000)
			continue;
		assert_int_equal(fake_copy(p, pool, end), 0);
		end = &(*end)->next;
	}
	return head;
}

static const struct listener *
find(const struct facts *f, unsigned long inode)
{
	const struct listener *l;

	for (l = f->listeners; l != NULL; l = l->next)
		if (l->inode == inode)
			return l;
	return NULL;
}

/* /proc/net/tcp6 and netstat do not tell. */
static void
test_v6only_unseen(void **state)
{
	struct fake_host fake = host;
	struct pool pool = { .blocks = NULL };
	struct facts f;

	memset(fake.socks, 0, sizeof(fake.socks));
	fake.socks[0] = (struct fake_sock){ .address = "::", .port = 25 };
	fake.v6only_unseen[0] = true;
	facts_init(&f);
	assert_int_equal(listeners_gather(&fake.host, wanted(&pool), &f,
	    NULL), 0);
	assert_non_null(f.listeners);
	assert_true(f.listeners->v6only_unseen);
	assert_non_null(f.unseen);
	assert_string_equal(f.unseen->about, "listeners");
	assert_string_equal(f.unseen->reason, "whether the socket on [::]:25 "
	    "takes IPv4 too was not shown");
	facts_release(&f);
	pool_release(&pool);
}

static void
test_holders(void **state)
{
	struct pool pool = { .blocks = NULL };
	const struct listener *l;
	struct facts f;
	size_t i;

	for (i = 0; i < N_ROWS; i++)
		host.socks[i] = rows[i].sock;
	facts_init(&f);
	assert_int_equal(listeners_gather(&host.host, wanted(&pool), &f,
	    NULL), 0);
	for (i = 0; i < N_ROWS; i++) {
		l = find(&f, 1000 + i);
		if (rows[i].holder == -1) {
			assert_null(l);
			continue;
		}
		assert_non_null(l);
		if ((int)l->holder != rows[i].holder || l->pid != rows[i].pid)
			fail_msg("row %zu: holder %d, pid %d", i,
			    (int)l->holder, (int)l->pid);
		assert_string_equal(l->address, rows[i].sock.address);
		assert_int_equal(l->port, rows[i].sock.port);
		assert_int_equal(l->v6only, rows[i].sock.v6only);
	}
	l = find(&f, 1000);
	assert_string_equal(l->exe, "/usr/sbin/sendmail");
	assert_string_equal(l->unit, "sendmail.service");
	assert_string_equal(l->mta, "sendmail");
	assert_null(l->interface);
	l = find(&f, 1007);
	assert_string_equal(l->exe, "/usr/bin/python3.11");
	assert_null(l->mta);
	l = find(&f, 1011);
	assert_string_equal(l->mta, "exim");
	assert_true(f.sockets_seen);
	assert_null(f.unseen);
	facts_release(&f);
	pool_release(&pool);
}

/* Of an address that was cut only what is certain is said. */
static void
test_cut(void **state)
{
	static const struct {
		const char *known;
		enum bound bound;
	} cut[] = {
		{ "2001:db8:1::", BOUND_ADDRESS },
		{ "fe80::", BOUND_LINK },
		{ "::", BOUND_ADDRESS },	/* "::ffff:192.0.2." */
	};
	struct fake_host h = { .host = FAKE_HOST };
	struct facts f;
	size_t i;

	for (i = 0; i < sizeof(cut) / sizeof(cut[0]); i++) {
		h.socks[0] = (struct fake_sock){ .address = cut[i].known,
			.port = 25 };
		h.cut[0] = true;
		facts_init(&f);
		assert_int_equal(listeners_gather(&h.host, NULL, &f, NULL),
		    0);
		assert_null(f.listeners->address);
		assert_true(f.listeners->inet6);
		assert_int_equal(f.listeners->bound, cut[i].bound);
		assert_non_null(f.unseen);
		assert_string_equal(f.unseen->reason, "the whole address of "
		    "a socket on port 25 was not shown");
		facts_release(&f);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_bound),
		cmocka_unit_test(test_holders),
		cmocka_unit_test(test_v6only_unseen),
		cmocka_unit_test(test_cut),
	};

	return cmocka_run_group_tests_name("listeners", tests, NULL, NULL);
}
