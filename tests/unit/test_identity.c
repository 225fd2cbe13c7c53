/* Names and anchors of live hosts and of trees. */
#include "tests/unit/unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "agent/run/identity.h"
#include "tests/unit/fakehost.h"

static char dir[] = "/tmp/hm-identity-XXXXXX";
static struct fake_host live = { .host = FAKE_HOST };
static struct host tree = { .source = SOURCE_ROOT, .root = ROOT_INIT };
static struct root *const root = &tree.root;

static int
setup(void **state)
{
	if (mkdtemp(dir) == NULL || root_open(root, dir, NULL) != 0)
		return -1;
	live.host.root = *root;
	return 0;
}

static int
teardown(void **state)
{
	root_release(root);
	return rmdir(dir);
}

/* Lay the file over an empty tree, gather, compare, take it away. */
static void
assert_gathered(const struct host *h, const char *path, const char *text,
    const char *name, const char *machine_id, const char *serial)
{
	struct facts f;
	const char *const want[] = { name, machine_id, serial };
	const char *got[3];
	size_t i;

	if (path != NULL)
		assert_int_equal(root_overlay_put(root, path, text,
		    strlen(text)), 0);
	live.host.root = *root;
	facts_init(&f);
	assert_int_equal(identity_gather(h, &f, NULL), 0);
	got[0] = f.name;
	got[1] = f.machine_id;
	got[2] = f.serial;
	for (i = 0; i < 3; i++) {
		if (want[i] == NULL)
			assert_null(got[i]);
		else {
			assert_non_null(got[i]);
			assert_string_equal(got[i], want[i]);
		}
	}
	assert_int_equal(f.live, h->source == SOURCE_LIVE);
	assert_int_equal(f.addresses.n, f.live ? 1 : 0);
	assert_int_equal(f.macs.n, f.live ? 1 : 0);
	facts_release(&f);
	if (path != NULL)
		assert_int_equal(root_overlay_remove(root, path), 0);
}

#define ID "0123456789abcdef0123456789abcdef"
#define LIVE "relay1.victim.example"

static void
test_name(void **state)
{
	assert_gathered(&tree, NULL, NULL, NULL, NULL, NULL);
	assert_gathered(&live.host, NULL, NULL, LIVE, NULL, NULL);
	assert_gathered(&tree, "/etc/hostname", "# ours\n\n mx1.example \n",
	    "mx1.example", NULL, NULL);
	assert_gathered(&tree, "/etc/nodename", "sun7\n", "sun7", NULL, NULL);
	assert_gathered(&tree, "/etc/HOSTNAME", "darkstar.example.net\n",
	    "darkstar.example.net", NULL, NULL);
	assert_gathered(&tree, "/etc/myname", "obsd\n", "obsd", NULL, NULL);
	assert_gathered(&live.host, "/etc/hostname", "other\n", LIVE, NULL,
	    NULL);
	assert_gathered(&tree, "/etc/hostname", "# nothing\n", NULL, NULL,
	    NULL);
}

static void
test_machine_id(void **state)
{
	assert_gathered(&tree, "/etc/machine-id", ID "\n", NULL, ID, NULL);
	assert_gathered(&tree, "/var/lib/dbus/machine-id", ID, NULL, ID,
	    NULL);
	assert_gathered(&tree, "/etc/machine-id", "uninitialized\n", NULL,
	    NULL, NULL);
	assert_gathered(&tree, "/etc/machine-id", "", NULL, NULL, NULL);
	assert_gathered(&tree, "/etc/machine-id", "0123\n", NULL, NULL, NULL);
	assert_gathered(&tree, "/etc/machine-id",
	    "00000000000000000000000000000000\n", NULL, NULL, NULL);
}

static void
test_serial(void **state)
{
	static const char path[] = "/sys/class/dmi/id/product_serial";

	assert_gathered(&live.host, path, "CZ2-3310 7X\n", LIVE, NULL,
	    "CZ2-3310 7X");
	assert_gathered(&live.host, path, "None\n", LIVE, NULL, NULL);
	assert_gathered(&live.host, path, "To Be Filled By O.E.M.\n", LIVE,
	    NULL, NULL);
	assert_gathered(&live.host, path, "0000000000\n", LIVE, NULL, NULL);
	assert_gathered(&live.host, path, "..............\n", LIVE, NULL,
	    NULL);
	assert_gathered(&live.host, path, "\n", LIVE, NULL, NULL);
	/* What a tree holds there is of the host that copied it. */
	assert_gathered(&tree, path, "CZ2-3310 7X\n", NULL, NULL, NULL);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_name),
		cmocka_unit_test(test_machine_id),
		cmocka_unit_test(test_serial),
	};

	return cmocka_run_group_tests_name("identity", tests, setup,
	    teardown);
}
