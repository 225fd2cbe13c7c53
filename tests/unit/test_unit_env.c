/* Environment= and EnvironmentFile= (systemd.exec(5)); the spellings are in
 * tests/data/exec.tsv. */
#include "tests/unit/unit.h"

#include "platforms/unit_env.h"
#include "tests/unit/unit_tree.h"

static struct unit_env
read_env(struct fixture *f, const char *lines)
{
	struct unit_env env;
	struct unit u;
	char text[1024];

	snprintf(text, sizeof(text), "[Service]\n%s\n", lines);
	tree_file(&f->tree, ETC "x.service", text);
	u = load(f, "x.service");
	assert_non_null(u.name);
	assert_int_equal(unit_env_read(&f->units, &u, &env), 0);
	return env;
}

static const char *
value(const struct unit_env *env, const char *name)
{
	const struct unit_var *v = unit_env_find(env, name);

	return v == NULL ? NULL : v->unknown ? "?" : v->value;
}

static void
lines_that_say_so(void **state)
{
	struct fixture *f = *state;
	struct unit_env env;

	tree_file(&f->tree, "etc/sysconfig/sendmail",
	    "# comment\nSENDMAIL_OPTS=\"-q1h\"\nDAEMON=yes\n");
	env = read_env(f, "Environment=SENDMAIL_OPTS=-q2h A=1\n"
	    "EnvironmentFile=-/etc/sysconfig/sendmail");
	assert_string_equal(value(&env, "SENDMAIL_OPTS"), "-q1h");
	assert_string_equal(unit_env_find(&env, "SENDMAIL_OPTS")->at.path,
	    "/etc/sysconfig/sendmail");
	assert_int_equal(unit_env_find(&env, "SENDMAIL_OPTS")->at.line, 2);
	assert_string_equal(unit_env_find(&env, "A")->at.path,
	    "/" ETC "x.service");
	assert_int_equal(unit_env_find(&env, "A")->at.line, 2);
	assert_false(env.opaque);
	assert_null(env.fails);
}

static void
missing_file(void **state)
{
	struct fixture *f = *state;
	struct unit_env env = read_env(f, "Type=forking\n"
	    "EnvironmentFile=/etc/sysconfig/sendmail");

	assert_string_equal(env.fails, "systemd cannot load EnvironmentFile "
	    "/etc/sysconfig/sendmail: no such file");
	assert_int_equal(env.fails_at.line, 3);
	env = read_env(f, "EnvironmentFile=-/etc/sysconfig/sendmail");
	assert_null(env.fails);
}

/* Anything may stand in a file that the running host makes. */
static void
file_in_run(void **state)
{
	struct fixture *f = *state;
	struct unit_env env;

	tree_file(&f->tree, "env", "B=2\n");
	env = read_env(f, "Environment=A=1 B=1\nEnvironmentFile=-/run/x\n"
	    "EnvironmentFile=/env");
	assert_true(env.opaque);
	assert_string_equal(value(&env, "A"), "?");
	assert_string_equal(value(&env, "B"), "2");
	assert_non_null(strstr(unit_env_find(&env, "A")->reason, "/run/x"));
}

static void
specifiers(void **state)
{
	struct fixture *f = *state;
	struct unit_env env;

	tree_file(&f->tree, "etc/x", "C=3\n");
	env = read_env(f, "Environment=A=%p \"B=x %H\"\n"
	    "EnvironmentFile=/etc/%p");
	assert_string_equal(value(&env, "A"), "x");
	assert_string_equal(value(&env, "B"), "?");
	assert_string_equal(unit_env_find(&env, "B")->value, "x ");
	assert_string_equal(value(&env, "C"), "3");
	env = read_env(f, "EnvironmentFile=-/etc/%b");
	assert_true(env.opaque);
}

static void
not_utf8(void **state)
{
	struct fixture *f = *state;
	struct unit_env env;

	/* systemd refuses the file as a whole. */
	tree_file(&f->tree, "env", "A=1\nB=\xff\n");
	env = read_env(f, "EnvironmentFile=-/env");
	assert_null(value(&env, "A"));
	assert_null(env.fails);
	env = read_env(f, "EnvironmentFile=/env");
	assert_non_null(env.fails);
}

static void
defaults(void **state)
{
	struct fixture *f = *state;
	struct unit_env env;

	tree_file(&f->tree, "etc/systemd/system.conf",
	    "[Manager]\nDefaultEnvironment=A=1 B=1\n");
	tree_file(&f->tree, "etc/systemd/system.conf.d/x.conf",
	    "[Manager]\nDefaultEnvironment=\"C=3 4\"\n");
	env = read_env(f, "Environment=B=2");
	assert_string_equal(value(&env, "A"), "1");
	assert_string_equal(value(&env, "B"), "2");
	assert_string_equal(value(&env, "C"), "3 4");
}

/* The end of a comment depends on the version. */
static void
comment_with_backslash(void **state)
{
	struct fixture *f = *state;
	struct unit_env env;

	tree_file(&f->tree, "env", "# x \\\nA=1\nB=2\n");
	env = read_env(f, "EnvironmentFile=/env");
	assert_true(env.opaque);
	assert_string_equal(value(&env, "A"), "?");
	tree_file(&f->tree, "usr/lib/systemd/libsystemd-shared-252.so", "");
	env = read_env(f, "EnvironmentFile=/env");
	assert_null(value(&env, "A"));
	assert_string_equal(value(&env, "B"), "2");
	unlink(tree_path(&f->tree,
	    "usr/lib/systemd/libsystemd-shared-252.so"));
	tree_file(&f->tree, "usr/lib/systemd/libsystemd-shared-257.so", "");
	env = read_env(f, "EnvironmentFile=/env");
	assert_string_equal(value(&env, "A"), "1");
}

static void
taken_away(void **state)
{
	struct fixture *f = *state;
	struct unit_env env = read_env(f, "UnsetEnvironment=A B=1 C=9\n"
	    "Environment=A=1 B=1 C=1\nPassEnvironment=D");

	assert_null(value(&env, "A"));
	assert_null(value(&env, "B"));
	assert_string_equal(value(&env, "C"), "1");
	assert_string_equal(value(&env, "D"), "?");
}

/* More variables than can be followed: none of them is known then. */
static void
too_many(void **state)
{
	struct fixture *f = *state;
	struct buf b = BUF_INIT(1 << 20);
	struct unit_env env;
	unsigned i;

	for (i = 0; i < 4000; i++)
		buf_addf(&b, "V%u=x\n", i);
	tree_file(&f->tree, "env", b.p);
	buf_release(&b);
	env = read_env(f, "EnvironmentFile=/env");
	assert_true(env.opaque);
	assert_true(unit_env_find(&env, "V1")->unknown);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(lines_that_say_so, setup,
		    teardown),
		cmocka_unit_test_setup_teardown(missing_file, setup,
		    teardown),
		cmocka_unit_test_setup_teardown(file_in_run, setup, teardown),
		cmocka_unit_test_setup_teardown(specifiers, setup, teardown),
		cmocka_unit_test_setup_teardown(not_utf8, setup, teardown),
		cmocka_unit_test_setup_teardown(defaults, setup, teardown),
		cmocka_unit_test_setup_teardown(comment_with_backslash, setup,
		    teardown),
		cmocka_unit_test_setup_teardown(taken_away, setup, teardown),
		cmocka_unit_test_setup_teardown(too_many, setup, teardown),
	};

	return cmocka_run_group_tests_name("unit_env", tests, NULL, NULL);
}
