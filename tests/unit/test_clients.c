/* Who speaks to the listener: fetchmail, and connections of this moment. */
#include "agent/run/clients.h"

#include "tests/unit/unit.h"

#include "tests/unit/fakehost.h"
#include "tests/unit/hosttree.h"

static void
with_users(struct fixture *f)
{
	struct mta *m = facts_mta(&f->facts);

	m->kind = "sendmail";
	m->path = m->resolved = "/usr/sbin/sendmail";
	f->facts.name = "host1.victim.example";
	tree_file(&f->tree, "etc/passwd",
	    "alice:x:1000:1000:Alice:/home/alice:/bin/sh\n"
	    "bob:x:1001:1001::/home/bob:/bin/sh\n");
	tree_folder(&f->tree, "home/alice");
	tree_folder(&f->tree, "home/bob");
}

static bool
is_unseen(const struct facts *f, const char *part)
{
	const struct note *n;

	for (n = f->unseen; n != NULL; n = n->next)
		if (strcmp(n->about, "clients") == 0 &&
		    strstr(n->reason, part) != NULL)
			return true;
	return false;
}

static void
fetchmail(void **state)
{
	struct fixture *f = *state;
	const struct client *c;

	with_users(f);
	tree_file(&f->tree, "etc/fetchmailrc",
	    "poll pop.example.edu user x smtphost host1/587\n");
	tree_file(&f->tree, "home/alice/.fetchmailrc",
	    "# mine\npoll pop.example.edu\n");
	tree_file(&f->tree, "home/bob/.fetchmailrc",
	    "poll a mda \"/usr/bin/procmail\"\n"
	    "poll b smtphost hub.victim.example\n");
	assert_int_equal(clients_gather(&f->host, &f->facts, &f->err), 0);
	c = f->facts.clients;
	assert_non_null(c);
	assert_int_equal(c->kind, CLIENT_FETCHMAIL);
	assert_string_equal(c->name, "fetchmail");
	assert_string_equal(c->address, "host1");
	assert_int_equal(c->port, 587);
	assert_null(c->user);
	assert_string_equal(c->at.path, "/etc/fetchmailrc");
	c = c->next;
	assert_non_null(c);
	assert_string_equal(c->address, "localhost");
	assert_int_equal(c->port, 25);
	assert_string_equal(c->user, "alice");
	assert_int_equal(c->at.line, 2);
	assert_null(c->next);
	assert_int_equal(f->facts.submission.clients.n, 1);
	assert_string_equal(f->facts.submission.clients.v[0], "fetchmail");
	assert_true(is_unseen(&f->facts, "connected now"));
	assert_true(is_unseen(&f->facts, "no mail log"));
}

/* A user's name does not go into what is reported. */
static void
unreadable_home(void **state)
{
	struct fixture *f = *state;
	const struct note *n;

	with_users(f);
	tree_folder(&f->tree, "home/alice/.fetchmailrc");
	assert_int_equal(clients_gather(&f->host, &f->facts, &f->err), 0);
	assert_true(is_unseen(&f->facts, "homes of users"));
	assert_null(f->facts.doubts);
	for (n = f->facts.unseen; n != NULL; n = n->next)
		assert_null(strstr(n->reason, "alice"));
}

struct fake_conn {
	const char *local, *remote;
	unsigned local_port, remote_port;
	unsigned long inode;
};

static const struct fake_conn *fake_conns;
static int fake_conn_error;

static int
connections(const struct host *h, struct pool *pool, struct conn **ret,
    struct err *e)
{
	const struct fake_conn *n;
	struct conn *c;

	if (fake_conn_error != 0)
		return err_set(e, fake_conn_error, "no netlink");
	for (n = fake_conns; n->local != NULL; n++) {
		c = pool_alloc(pool, sizeof(*c));
		assert_non_null(c);
		c->inet6 = strchr(n->local, ':') != NULL;
		assert_int_equal(inet_pton(c->inet6 ? AF_INET6 : AF_INET,
		    n->local, c->local), 1);
		assert_int_equal(inet_pton(c->inet6 ? AF_INET6 : AF_INET,
		    n->remote, c->remote), 1);
		c->local_port = n->local_port;
		c->remote_port = n->remote_port;
		c->inode = n->inode;
		*ret = c;
		ret = &c->next;
	}
	return 0;
}

static const struct sock_ops conn_ops = {
	.listeners = fake_listeners,
	.addresses = fake_addresses,
	.name = fake_name,
	.connections = connections,
};

/* socks[i] of the fake host has the inode 1000 + i, and its holders. */
static struct fake_host live = {
	.host = { .root = { .fd = -1 }, .source = SOURCE_LIVE,
		.proc = &fake_proc_ops, .sock = &conn_ops },
	.procs = {
		{ .pid = 50, .exe = "/opt/app/bin/invoices",
			.unit = "invoices.service" },
		{ .pid = 60, .exe = "/usr/sbin/sendmail" },
	},
	.socks = {
		{ .address = "127.0.0.1", .holders = { 50 } },
		{ .address = "127.0.0.1", .holders = { 60 } },
		{ .address = "127.0.0.1", .holders = { 0 } },
	},
};

static void
look(struct fixture *f, const struct fake_conn *list)
{
	fake_conns = list;
	live.host.root = f->host.root;
	f->facts.live = true;
	assert_int_equal(clients_gather(&live.host, &f->facts, &f->err), 0);
}

static void
listening(struct fixture *f)
{
	with_users(f);
	assert_int_equal(strv_push(&f->facts.pool, &f->facts.addresses,
	    "192.0.2.25"), 0);
	facts_listener(&f->facts)->port = 25;
}

static void
connected(void **state)
{
	static const struct fake_conn list[] = {
		/* a program, twice, and the listener's ends of that */
		{ "127.0.0.1", "127.0.0.1", 40001, 25, 1000 },
		{ "127.0.0.1", "127.0.0.1", 40002, 25, 1000 },
		{ "127.0.0.1", "127.0.0.1", 25, 40001, 1001 },
		/* the MSP */
		{ "127.0.0.1", "127.0.0.1", 40003, 25, 1001 },
		/* somebody unknown, to our own address */
		{ "::ffff:192.0.2.25", "::ffff:192.0.2.25", 40004, 587,
		    1002 },
		/* another host speaks to us, and we to another host */
		{ "192.0.2.25", "203.0.113.9", 25, 50000, 1001 },
		{ "192.0.2.25", "198.51.100.1", 40005, 25, 1001 },
		{ NULL, NULL, 0, 0, 0 },
	};
	struct fixture *f = *state;
	const struct client *c;

	listening(f);
	look(f, list);
	c = f->facts.clients;
	assert_non_null(c);
	assert_int_equal(c->kind, CLIENT_CONNECTED);
	assert_string_equal(c->name, "invoices");
	assert_string_equal(c->exe, "/opt/app/bin/invoices");
	assert_string_equal(c->unit, "invoices.service");
	assert_int_equal(c->pid, 50);
	assert_int_equal(c->port, 25);
	assert_false(c->remote);
	c = c->next;
	assert_non_null(c);
	assert_string_equal(c->name, "a program that could not be seen");
	assert_string_equal(c->address, "192.0.2.25");
	assert_int_equal(c->port, 587);
	c = c->next;
	assert_non_null(c);
	assert_true(c->remote);
	assert_string_equal(c->name, "203.0.113.9");
	assert_int_equal(c->port, 25);
	assert_int_equal(c->pid, 0);
	assert_null(c->next);
	/* Those of this host have a name in the list that checks read. */
	assert_int_equal(f->facts.submission.clients.n, 2);
	assert_string_equal(f->facts.submission.clients.v[0], "invoices");
}

static void
not_asked_or_not_told(void **state)
{
	static const struct fake_conn list[] = {
		{ "127.0.0.1", "127.0.0.1", 40001, 25, 1000 },
		{ NULL, NULL, 0, 0, 0 },
	};
	struct fixture *f = *state;

	with_users(f);
	look(f, list);		/* nothing listens here */
	assert_null(f->facts.clients);
	facts_listener(&f->facts)->port = 25;
	fake_conn_error = EPERM;
	look(f, list);
	fake_conn_error = 0;
	assert_null(f->facts.clients);
	assert_true(is_unseen(&f->facts, "no netlink"));
}

static void
self(void **state)
{
	struct facts f;

	facts_init(&f);
	f.name = "host1.victim.example";
	strv_push(&f.pool, &f.addresses, "192.0.2.25");
	assert_true(clients_is_self(&f, "127.0.0.5"));
	assert_true(clients_is_self(&f, "localhost"));
	assert_true(clients_is_self(&f, "HOST1.victim.example"));
	assert_true(clients_is_self(&f, "host1"));
	assert_true(clients_is_self(&f, "192.0.2.25"));
	assert_false(clients_is_self(&f, "host1.evil.example"));
	assert_false(clients_is_self(&f, "hos"));
	assert_false(clients_is_self(&f, "192.0.2.2"));
	facts_release(&f);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(fetchmail),
		TEST(unreadable_home),
		TEST(connected),
		TEST(not_asked_or_not_told),
		cmocka_unit_test(self),
	};

	return cmocka_run_group_tests_name("clients", tests, NULL, NULL);
}
