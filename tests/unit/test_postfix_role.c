/* What a starter of Postfix would listen on: postfix(1), postmulti(1),
 * postconf(5), master(5). */
#include "tests/unit/unit.h"

#include "platforms/postfix_role.h"
#include "tests/unit/hosttree.h"

#define MASTER "smtp inet n - y - - smtpd\nqmgr unix n - n 300 1 qmgr\n"

static struct starter *
role_of(struct fixture *f, const char *const *argv)
{
	struct starter *s = facts_starter(&f->facts);
	size_t n = 0;

	while (argv[n] != NULL)
		n++;
	s->mta = "postfix";
	assert_int_equal(words_from_argv(&f->facts.pool, argv, n, &s->words),
	    0);
	assert_int_equal(postfix_role_read(&f->host, &f->facts, s, &f->err),
	    0);
	return s;
}

static void
is(struct fixture *f, const char *const *argv, enum role wanted)
{
	assert_string_equal(role_name(role_of(f, argv)->role),
	    role_name(wanted));
}

#define WORDS(...) ((const char *const []){ __VA_ARGS__, NULL })
#define START WORDS("/usr/sbin/postfix", "start")

static void
where_it_listens(void **state)
{
	struct fixture *f = *state;
	struct starter *s;

	is(f, START, ROLE_UNKNOWN);
	tree_file(&f->tree, "etc/postfix/main.cf", "\n");
	s = role_of(f, START);
	assert_string_equal(role_name(s->role), "unknown");
	assert_string_equal(s->reason,
	    "/etc/postfix: main.cf or master.cf was not found");
	tree_file(&f->tree, "etc/postfix/master.cf", MASTER);
	s = role_of(f, START);
	assert_string_equal(role_name(s->role), "daemon");
	assert_int_equal(s->exposed.n, 2);
	assert_string_equal(s->exposed.v[0], "0.0.0.0:25");
	assert_string_equal(s->exposed.v[1], "[::]:25");
	assert_string_equal(s->needs.v[0], "/etc/postfix/main.cf");
	assert_string_equal(s->needs.v[1], "/etc/postfix/master.cf");
	assert_false(s->loopback);
	tree_file(&f->tree, "etc/postfix/main.cf",
	    "a = b\ninet_interfaces = loopback-only\n");
	s = role_of(f, START);
	assert_string_equal(role_name(s->role), "loopback-daemon");
	assert_true(s->loopback);
	assert_string_equal(s->because->path, "/etc/postfix/main.cf");
	assert_int_equal(s->because->line, 2);
	assert_string_equal(s->because->next->path,
	    "/etc/postfix/master.cf");
	assert_int_equal(s->because->next->line, 1);
	tree_file(&f->tree, "etc/postfix/master.cf",
	    "#smtp inet n - y - - smtpd\n");
	is(f, START, ROLE_QUEUE_RUNNER);
}

static void
what_is_not_clear(void **state)
{
	struct fixture *f = *state;
	struct starter *s;

	tree_file(&f->tree, "etc/postfix/master.cf", MASTER);
	tree_file(&f->tree, "etc/postfix/main.cf", "x\n");
	s = role_of(f, START);
	assert_string_equal(role_name(s->role), "unknown");
	assert_string_equal(s->reason, "/etc/postfix/main.cf line 1: Postfix "
	    "would not start with this line");
	tree_file(&f->tree, "etc/postfix/main.cf",
	    "inet_interfaces = $our_own\n");
	is(f, START, ROLE_UNKNOWN);
	is(f, WORDS("/usr/sbin/postfix", "-c", "relative", "start"),
	    ROLE_UNKNOWN);
}

static void
hosts_by_name(void **state)
{
	struct fixture *f = *state;
	struct starter *s;

	tree_file(&f->tree, "etc/postfix/master.cf", MASTER);
	tree_file(&f->tree, "etc/postfix/main.cf",
	    "inet_interfaces = localhost, hub\n");
	s = role_of(f, START);
	assert_string_equal(role_name(s->role), "daemon");
	assert_int_equal(s->exposed.n, 1);
	assert_string_equal(s->exposed.v[0], "?");
	tree_file(&f->tree, "etc/hosts", "127.0.0.1 localhost\n"
	    "# 192.0.2.9 hub\n127.0.1.1\thub.example.edu HUB # own\n");
	is(f, START, ROLE_LOOPBACK_DAEMON);
	tree_file(&f->tree, "etc/hosts",
	    "127.0.1.1 hub\n2001:db8::25 hub x\n");
	s = role_of(f, START);
	assert_string_equal(role_name(s->role), "daemon");
	assert_int_equal(s->exposed.n, 1);
	assert_string_equal(s->exposed.v[0], "[2001:db8::25]:25");
}

/* Where a program's configuration is: ports and pkgsrc keep it below their
 * own prefix, OpenBSD's package in /etc. */
static void
folders(void **state)
{
	struct fixture *f = *state;

	assert_string_equal(postfix_folder(&f->host, "/usr/sbin/postfix"),
	    "/etc/postfix");
	tree_file(&f->tree, "usr/local/etc/postfix/main.cf", "");
	assert_string_equal(postfix_folder(&f->host, "/usr/sbin/sendmail"),
	    "/usr/local/etc/postfix");
	tree_file(&f->tree, "etc/postfix/main.cf", "");
	assert_string_equal(postfix_folder(&f->host, "/usr/sbin/sendmail"),
	    "/etc/postfix");
	assert_string_equal(postfix_folder(&f->host,
	    "/usr/local/sbin/postfix"), "/usr/local/etc/postfix");
	assert_string_equal(postfix_folder(&f->host, "/usr/pkg/sbin/postfix"),
	    "/etc/postfix");
}

static void
several(struct fixture *f, const char *const *argv, const char *wanted)
{
	struct pool p = { .blocks = NULL };
	struct strv got = { .n = 0 };
	struct words w = { .n = 0 };
	const char *why, *text = "";
	size_t i, n = 0;

	while (argv[n] != NULL)
		n++;
	assert_int_equal(words_from_argv(&p, argv, n, &w), 0);
	assert_int_equal(postfix_folders(&f->host, &f->facts, &p, &w, &got,
	    &why), 0);
	for (i = 0; i < got.n; i++)
		text = pool_printf(&p, "%s%s%s", text, i > 0 ? " " : "",
		    got.v[i]);
	assert_string_equal(text, wanted);
	pool_release(&p);
}

#define MULTI "/usr/sbin/postmulti"

static void
instances(void **state)
{
	struct fixture *f = *state;
	struct words w = { .n = 0 };
	struct strv got = { .n = 0 };
	const char *why;

	tree_file(&f->tree, "etc/postfix/main.cf", "");
	tree_file(&f->tree, "etc/postfix/master.cf", MASTER);
	tree_file(&f->tree, "etc/b/master.cf", MASTER);
	tree_file(&f->tree, "etc/c/master.cf", MASTER);
	tree_file(&f->tree, "etc/b/main.cf", "multi_instance_name = b-mail\n"
	    "multi_instance_enable = Yes\n");
	tree_file(&f->tree, "etc/c/main.cf", "multi_instance_name = c-mail\n");
	several(f, WORDS(MULTI, "-p", "start"), "/etc/postfix");
	several(f, WORDS(MULTI, "-i", "-", "-p", "start"), "/etc/postfix");
	tree_file(&f->tree, "etc/postfix/main.cf", "multi_instance_directories"
	    " = /etc/b, /etc/c\nmulti_instance_enable = yes\n");
	several(f, START, "/etc/postfix");
	several(f, WORDS(MULTI, "-p", "start"), "/etc/postfix /etc/b");
	several(f, WORDS(MULTI, "-i", "b-mail", "-p", "start"), "/etc/b");
	several(f, WORDS(MULTI, "-i", "/etc/b", "-p", "start"), "/etc/b");
	several(f, WORDS(MULTI, "-i", "c-mail", "-p", "start"), "");
	several(f, WORDS(MULTI, "-i", "", "-p", "start"),
	    "/etc/postfix /etc/b");
	several(f, WORDS("/usr/sbin/postfix", "-c", "/etc/c", "start"),
	    "/etc/c");
	several(f, WORDS("/usr/lib/postfix/sbin/master", "-c/etc/c", "-w"),
	    "/etc/c");
	tree_file(&f->tree, "etc/postfix/main.cf", "multi_instance_directories"
	    " = /etc/b\nmulti_instance_wrapper = ${x} -p --\n");
	several(f, START, "/etc/b");
	assert_int_equal(words_from_argv(&f->pool, WORDS(MULTI, "-g", "out",
	    "-p", "start"), 5, &w), 0);
	assert_int_equal(postfix_folders(&f->host, &f->facts, &f->pool, &w,
	    &got, &why), -EINVAL);
	assert_string_equal(why, "it starts a group of instances");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(where_it_listens, setup,
		    teardown),
		cmocka_unit_test_setup_teardown(what_is_not_clear, setup,
		    teardown),
		cmocka_unit_test_setup_teardown(hosts_by_name, setup,
		    teardown),
		cmocka_unit_test_setup_teardown(folders, setup, teardown),
		cmocka_unit_test_setup_teardown(instances, setup, teardown),
	};

	return cmocka_run_group_tests_name("postfix_role", tests, NULL, NULL);
}
