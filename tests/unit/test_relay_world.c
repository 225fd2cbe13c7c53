/* What a tree tells the rules: files, names, a table for a name server. */
#include "tests/unit/unit.h"

#include "tests/unit/hosttree.h"

#include <string.h>

#include "agent/run/relay_world.h"

struct world_case {
	struct tree tree;
	struct host host;
	struct relay_world world;
	struct pool pool;
};

static const char zone[] = "a.example\tA\t192.0.2.1\n"
    "b.c.example\tMX\t10 a.example\nbad.example\t*\tSERVFAIL\n"
    "*\t*\tNXDOMAIN\n";

static void
open_case(struct world_case *c, const char *name)
{
	static const struct strv none;

	*c = (struct world_case){ .host = { .root = ROOT_INIT } };
	tree_make(&c->tree);
	tree_file(&c->tree, "etc/hosts", "127.0.0.1 localhost me\n"
	    "192.0.2.25 relay relay.test.example # this\n");
	assert_int_equal(root_open(&c->host.root, c->tree.path, NULL), 0);
	assert_int_equal(relay_world_init(&c->world, &c->host, name, &none,
	    NULL), 0);
	c->world.zone = zone;
	c->world.zone_len = sizeof(zone) - 1;
}

static void
close_case(struct world_case *c)
{
	pool_release(&c->pool);
	relay_world_release(&c->world);
	root_release(&c->host.root);
	tree_remove(&c->tree);
}

/* A short name is found with its domain; without a name the first host that
 * is not loopback is this one. */
static void
test_names(void **state)
{
	struct world_case c;

	open_case(&c, "relay");
	assert_string_equal(c.world.rules.host, "relay.test.example");
	assert_true(strv_has(&c.world.names, "[192.0.2.25]"));
	assert_true(strv_has(&c.world.names, "[127.0.0.1]"));
	assert_true(strv_has(&c.world.names, "[IPv6:0:0:0:0:0:0:0:1]"));
	assert_true(strv_has(&c.world.names, "localhost"));
	close_case(&c);
	open_case(&c, NULL);
	assert_true(strv_has(&c.world.names, "relay.test.example"));
	close_case(&c);
}

static enum dns_answer
ask(struct world_case *c, const char *name, const char *type,
    struct strv *ret)
{
	*ret = (struct strv){ .n = 0 };
	return c->world.rules.dns(&c->world, name, type, &c->pool, ret);
}

static void
test_zone(void **state)
{
	struct world_case c;
	struct strv v;

	open_case(&c, "relay");
	assert_int_equal(ask(&c, "A.example", "A", &v), DNS_FOUND);
	assert_string_equal(v.v[0], "192.0.2.1");
	assert_int_equal(ask(&c, "a.example", "MX", &v), DNS_EMPTY);
	assert_int_equal(ask(&c, "c.example", "A", &v), DNS_EMPTY);
	assert_int_equal(ask(&c, "bad.example", "MX", &v), DNS_AGAIN);
	assert_int_equal(ask(&c, "d.example", "A", &v), DNS_NO_NAME);
	c.world.zone = NULL;
	assert_int_equal(ask(&c, "a.example", "A", &v), DNS_AGAIN);
	close_case(&c);
}

static void
test_files(void **state)
{
	const char *text;
	struct world_case c;
	size_t len;

	open_case(&c, "relay");
	assert_int_equal(c.world.rules.read(&c.world, "/etc/hosts", &c.pool,
	    &text, &len), 0);
	assert_memory_equal(text, "127.0.0.1", 9);
	assert_true(c.world.rules.read(&c.world, "/none", &c.pool, &text,
	    &len) < 0);
	close_case(&c);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_names),
		cmocka_unit_test(test_zone),
		cmocka_unit_test(test_files),
	};

	return cmocka_run_group_tests_name("relay_world", tests, NULL, NULL);
}
