/* One unit with its drop-ins, aliases, masks and resets (systemd.unit(5)). */
#include "tests/unit/unit.h"

#include "tests/unit/unit_tree.h"

static void
search_order(void **state)
{
	struct fixture *f = *state;
	struct unit u;

	tree_file(&f->tree, USR "a.service", "[Service]\nExecStart=/usr\n");
	u = load(f, "a.service");
	assert_string_equal(all(f, &u, "ExecStart"), "/usr");
	/* /lib is a link to /usr/lib: the folder counts once. */
	assert_int_equal(f->units.n_dirs, 2);
	tree_file(&f->tree, "usr/local/lib/systemd/system/a.service",
	    "[Service]\nExecStart=/local\n");
	u = load(f, "a.service");
	assert_string_equal(all(f, &u, "ExecStart"), "/local");
	tree_file(&f->tree, ETC "a.service", "[Service]\nExecStart=/etc\n");
	u = load(f, "a.service");
	assert_string_equal(all(f, &u, "ExecStart"), "/etc");
	assert_string_equal(u.path, "/" ETC "a.service");
	assert_null(load(f, "b.service").name);
	assert_null(load(f, "a.nonsense").name);
}

static void
lib_of_its_own(void **state)
{
	struct fixture *f = *state;
	struct unit u;

	assert_int_equal(unlink(tree_path(&f->tree, "lib")), 0);
	tree_file(&f->tree, "lib/systemd/system/a.service",
	    "[Service]\nExecStart=/lib\n");
	u = load(f, "a.service");
	assert_string_equal(u.path, "/lib/systemd/system/a.service");
	tree_file(&f->tree, USR "a.service", "[Service]\nExecStart=/usr\n");
	u = load(f, "a.service");
	assert_string_equal(u.path, "/" USR "a.service");
}

/* By file name over all folders; of one name the first folder wins. */
static void
dropins(void **state)
{
	struct fixture *f = *state;
	struct unit u;

	tree_file(&f->tree, USR "a.service", "[Service]\nEnvironment=A\n");
	tree_file(&f->tree, USR "a.service.d/10.conf",
	    "[Service]\nEnvironment=usr10\n");
	tree_file(&f->tree, USR "a.service.d/30.conf",
	    "[Service]\nEnvironment=usr30\n");
	tree_file(&f->tree, ETC "a.service.d/20.conf",
	    "[Service]\nEnvironment=etc20\n");
	tree_file(&f->tree, ETC "a.service.d/30.conf",
	    "[Service]\nEnvironment=etc30\n");
	tree_file(&f->tree, ETC "a.service.d/40.txt",
	    "[Service]\nEnvironment=no\n");
	tree_file(&f->tree, ETC "a.service.d/.50.conf",
	    "[Service]\nEnvironment=no\n");
	u = load(f, "a.service");
	assert_string_equal(all(f, &u, "Environment"),
	    "A|usr10|etc20|etc30");
	assert_string_equal(u.values->next->at.path,
	    "/" USR "a.service.d/10.conf");
	assert_int_equal(u.values->next->at.line, 2);
	/* A mask of one drop-in. */
	tree_link(&f->tree, ETC "a.service.d/10.conf", "/dev/null");
	u = load(f, "a.service");
	assert_string_equal(all(f, &u, "Environment"), "A|etc20|etc30");
}

static void
dropins_of_prefixes(void **state)
{
	struct fixture *f = *state;
	struct unit u;

	tree_file(&f->tree, USR "a-b-c.service", "[Service]\nX=0\n");
	tree_file(&f->tree, ETC "service.d/4.conf", "[Service]\nX=all\n");
	tree_file(&f->tree, ETC "a-.service.d/3.conf", "[Service]\nX=a\n");
	tree_file(&f->tree, ETC "a-b-.service.d/2.conf", "[Service]\nX=ab\n");
	tree_file(&f->tree, ETC "a-b-c.service.d/1.conf",
	    "[Service]\nX=abc\n");
	tree_file(&f->tree, ETC "a-b.service.d/1.conf", "[Service]\nX=no\n");
	u = load(f, "a-b-c.service");
	assert_string_equal(all(f, &u, "X"), "0|abc|ab|a|all");
	/* Drop-ins alone make no unit. */
	assert_null(load(f, "a-b.service").name);
}

/* As a booted systemd 252 does: the template of an instance counts with its
 * own prefixes, which are those of a plain unit. */
static void
dropins_of_an_instance(void **state)
{
	struct fixture *f = *state;
	struct unit u;

	tree_file(&f->tree, USR "p-q@.service", "[Service]\nX=0\n");
	tree_file(&f->tree, ETC "p-.service.d/1.conf", "[Service]\nX=p\n");
	tree_file(&f->tree, ETC "p-@.service.d/2.conf", "[Service]\nX=t\n");
	tree_file(&f->tree, ETC "p-@a-b.service.d/3.conf",
	    "[Service]\nX=pi\n");
	tree_file(&f->tree, ETC "p-q@a-b.service.d/4.conf",
	    "[Service]\nX=i\n");
	u = load(f, "p-q@a-b.service");
	assert_string_equal(all(f, &u, "X"), "0|p|t|pi|i");
}

static void
resets(void **state)
{
	struct fixture *f = *state;
	struct unit u;

	tree_file(&f->tree, USR "a.service", "[Unit]\nConditionPathExists=/x\n"
	    "ConditionACPower=yes\n[Service]\nExecStartPre=/p\nExecStart=/a\n"
	    "Environment=A=1\nEnvironmentFile=/e\n");
	tree_file(&f->tree, ETC "a.service.d/x.conf",
	    "[Service]\nExecStart=\nExecStart=/b\n");
	u = load(f, "a.service");
	assert_string_equal(all(f, &u, "ExecStart"), "/b");
	assert_string_equal(all(f, &u, "ExecStartPre"), "/p");
	tree_file(&f->tree, ETC "a.service.d/y.conf",
	    "[Unit]\nConditionPathExists=\n[Service]\nEnvironment=\n");
	u = load(f, "a.service");
	assert_string_equal(all(f, &u, "ConditionPathExists"), "");
	assert_string_equal(all(f, &u, "ConditionACPower"), "");
	assert_string_equal(all(f, &u, "Environment"), "");
	assert_string_equal(all(f, &u, "EnvironmentFile"), "/e");
	tree_file(&f->tree, USR "a.socket", "[Socket]\nListenStream=25\n"
	    "ListenDatagram=26\nListenDatagram=\nListenStream=27\n");
	u = load(f, "a.socket");
	assert_string_equal(all(f, &u, "ListenStream"), "27");
}

static void
masks(void **state)
{
	struct fixture *f = *state;
	struct unit u;

	tree_file(&f->tree, USR "a.service", "[Service]\nExecStart=/a\n");
	assert_false(load(f, "a.service").masked);
	tree_link(&f->tree, ETC "a.service", "/dev/null");
	assert_true(load(f, "a.service").masked);
	assert_string_equal(load(f, "a.service").mask.path,
	    "/" ETC "a.service");
	/* What the mask hides can still be said. */
	u = load(f, "a.service");
	assert_string_equal(all(f, &u, "ExecStart"), "/a");
	tree_link(&f->tree, ETC "b.service", "../../../dev/null");
	assert_true(load(f, "b.service").masked);
	tree_file(&f->tree, ETC "c.service", "");
	assert_true(load(f, "c.service").masked);
	tree_file(&f->tree, ETC "d.service", "# not empty\n");
	assert_false(load(f, "d.service").masked);
	tree_file(&f->tree, USR "e@.service", "[Service]\nExecStart=/a\n");
	tree_link(&f->tree, ETC "e@.service", "/dev/null");
	assert_true(load(f, "e@x.service").masked);
}

static void
aliases(void **state)
{
	struct fixture *f = *state;
	struct unit u;

	tree_file(&f->tree, USR "a.service", "[Service]\nX=a\n");
	tree_link(&f->tree, ETC "b.service",
	    "/lib/systemd/system/a.service");
	tree_link(&f->tree, USR "c.service", "b.service");
	tree_file(&f->tree, ETC "b.service.d/1.conf", "[Service]\nX=b\n");
	u = load(f, "c.service");
	assert_string_equal(u.name, "a.service");
	assert_string_equal(all(f, &u, "X"), "a|b");
	assert_int_equal(u.names.n, 3);
	/* The alias' drop-ins count under any name. */
	u = load(f, "a.service");
	assert_string_equal(all(f, &u, "X"), "a|b");
	/* A link that leaves the search path is a unit of its own. */
	tree_file(&f->tree, "opt/d.service", "[Service]\nX=opt\n");
	tree_link(&f->tree, ETC "e.service", "/opt/d.service");
	u = load(f, "e.service");
	assert_string_equal(u.name, "e.service");
	assert_string_equal(all(f, &u, "X"), "opt");
	/* Links in a circle, and to nothing. */
	tree_link(&f->tree, ETC "f.service", "g.service");
	tree_link(&f->tree, ETC "g.service", "f.service");
	assert_null(load(f, "f.service").name);
	tree_link(&f->tree, ETC "h.service", "/opt/none.service");
	assert_null(load(f, "h.service").name);
}

static void
templates(void **state)
{
	struct fixture *f = *state;
	struct unit u;

	tree_file(&f->tree, USR "p@.service", "[Service]\nX=%i\n");
	tree_file(&f->tree, ETC "p@.service.d/1.conf", "[Service]\nX=t\n");
	tree_file(&f->tree, ETC "p@-.service.d/2.conf", "[Service]\nX=i\n");
	u = load(f, "p@-.service");
	assert_string_equal(u.name, "p@-.service");
	assert_string_equal(all(f, &u, "X"), "%i|t|i");
	u = load(f, "p@other.service");
	assert_string_equal(all(f, &u, "X"), "%i|t");
	tree_file(&f->tree, ETC "p@own.service", "[Service]\nX=own\n");
	u = load(f, "p@own.service");
	assert_string_equal(all(f, &u, "X"), "own|t");
	tree_link(&f->tree, ETC "q@.service", "/" USR "p@.service");
	u = load(f, "q@z.service");
	assert_string_equal(u.name, "p@z.service");
}

static void
refused(void **state)
{
	struct fixture *f = *state;
	struct unit u;

	tree_file(&f->tree, USR "a.service", "[Service\nExecStart=/a\n");
	u = load(f, "a.service");
	assert_non_null(u.broken);
	/* A drop-in in that state is passed over from there on. */
	tree_file(&f->tree, USR "b.service", "[Service]\nX=1\n");
	tree_file(&f->tree, ETC "b.service.d/1.conf",
	    "[Service]\nX=2\n[Oops\nX=3\n");
	u = load(f, "b.service");
	assert_null(u.broken);
	assert_string_equal(all(f, &u, "X"), "1|2");
}

static void
old_name_of_a_setting(void **state)
{
	struct fixture *f = *state;
	struct unit u;

	tree_file(&f->tree, USR "sm-client.service",
	    "[Unit]\nBindTo=sendmail.service\n");
	u = load(f, "sm-client.service");
	assert_string_equal(all(f, &u, "BindsTo"), "sendmail.service");
	assert_string_equal(u.values->at.text, "BindTo=sendmail.service");
	assert_ptr_equal(unit_get(&u, "Unit", "BindsTo"), u.values);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(search_order, setup,
		    teardown),
		cmocka_unit_test_setup_teardown(lib_of_its_own, setup,
		    teardown),
		cmocka_unit_test_setup_teardown(dropins, setup, teardown),
		cmocka_unit_test_setup_teardown(dropins_of_an_instance, setup,
		    teardown),
		cmocka_unit_test_setup_teardown(dropins_of_prefixes, setup,
		    teardown),
		cmocka_unit_test_setup_teardown(resets, setup, teardown),
		cmocka_unit_test_setup_teardown(masks, setup, teardown),
		cmocka_unit_test_setup_teardown(aliases, setup, teardown),
		cmocka_unit_test_setup_teardown(templates, setup, teardown),
		cmocka_unit_test_setup_teardown(refused, setup, teardown),
		cmocka_unit_test_setup_teardown(old_name_of_a_setting, setup,
		    teardown),
	};

	return cmocka_run_group_tests_name("unit_load", tests, NULL, NULL);
}
