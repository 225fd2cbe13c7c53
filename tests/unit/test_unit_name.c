/* Names of units and specifiers (systemd.unit(5)). */
#include "tests/unit/unit.h"

#include <errno.h>

#include "platforms/unit_name.h"
#include "tests/unit/unit_tree.h"

static void
valid(void **state)
{
	(void)state;
	assert_true(unit_name_valid("sendmail.service"));
	assert_true(unit_name_valid("postfix@-.service"));
	assert_true(unit_name_valid("a@.service"));
	assert_true(unit_name_valid("x\\x2dy.mount"));
	assert_false(unit_name_valid("sendmail"));
	assert_false(unit_name_valid(".service"));
	assert_false(unit_name_valid("@x.service"));
	assert_false(unit_name_valid("a b.service"));
	assert_false(unit_name_valid("a/b.service"));
	assert_false(unit_name_valid("a.conf"));
}

static void
parts(void **state)
{
	struct fixture *f = *state;
	struct unit_name n;

	assert_int_equal(unit_name_split(&f->pool, "a-b@c.d.service", &n), 0);
	assert_string_equal(n.prefix, "a-b");
	assert_string_equal(n.instance, "c.d");
	assert_string_equal(n.type, "service");
	assert_true(n.has_instance);
	assert_int_equal(unit_name_split(&f->pool, "a@.socket", &n), 0);
	assert_true(n.template);
	assert_false(n.has_instance);
	assert_int_equal(unit_name_split(&f->pool, "no", &n), -EINVAL);
	assert_string_equal(unit_name_template(&f->pool, "a@b.service"),
	    "a@.service");
	assert_null(unit_name_template(&f->pool, "a@.service"));
	assert_null(unit_name_template(&f->pool, "a.service"));
}

static void
chop(void **state)
{
	struct pool *p = &((struct fixture *)*state)->pool;

	assert_string_equal(unit_name_chop(p, "a-b-c.service"),
	    "a-b-.service");
	assert_string_equal(unit_name_chop(p, "a-b-.service"), "a-.service");
	assert_null(unit_name_chop(p, "a-.service"));
	assert_null(unit_name_chop(p, "a.service"));
	assert_null(unit_name_chop(p, "-a.service"));
	assert_string_equal(unit_name_chop(p, "a--b.service"),
	    "a--.service");
	assert_string_equal(unit_name_chop(p, "a--.service"), "a-.service");
	assert_string_equal(unit_name_chop(p, "a-b@i.service"),
	    "a-@i.service");
	assert_string_equal(unit_name_chop(p, "a-b@.service"), "a-.service");
}

static void
mangle(void **state)
{
	struct pool *p = &((struct fixture *)*state)->pool;
	const char *long_name;
	char word[5001];

	assert_string_equal(unit_name_mangle(p, "sendmail"),
	    "sendmail.service");
	assert_string_equal(unit_name_mangle(p, "a.service"), "a.service");
	memset(word, '+', sizeof(word) - 1);
	word[sizeof(word) - 1] = '\0';
	long_name = unit_name_mangle(p, word);
	assert_non_null(long_name);
	assert_int_equal(strlen(long_name), 4 * (sizeof(word) - 1) + 8);
	assert_string_equal(unit_name_mangle(p, "a.b"), "a.b.service");
	assert_string_equal(unit_name_mangle(p, "a b+"),
	    "a\\x20b\\x2b.service");
}

static void
expect(struct fixture *f, const char *text, const char *want)
{
	struct unit_text t;

	assert_int_equal(unit_specify(&f->host, &f->pool,
	    "mail-out@a-b\\x2dc.service", "/usr/lib/x/mail-out@.service",
	    text, &t), 0);
	assert_int_equal(t.gap, WORD_KNOWN);
	assert_string_equal(t.text, want);
}

/* The answers of a real systemd 252 for such a name. */
static void
specifiers(void **state)
{
	struct fixture *f = *state;
	struct unit_text t;

	expect(f, "%n %N", "mail-out@a-b\\x2dc.service "
	    "mail-out@a-b\\x2dc");
	expect(f, "%p %P %j %J", "mail-out mail/out out out");
	expect(f, "%i %I %f", "a-b\\x2dc a/b-c /a/b-c");
	expect(f, "%y %Y", "/usr/lib/x/mail-out@.service /usr/lib/x");
	expect(f, "%t %S %C %L %E %T %V", "/run /var/lib /var/cache /var/log "
	    "/etc /tmp /var/tmp");
	expect(f, "%u %U %g %G %h", "root 0 root 0 /root");
	expect(f, "100%% % %-", "100% % %-");
	/* What only the running host knows. */
	assert_int_equal(unit_specify(&f->host, &f->pool, "a.service", NULL,
	    "x-%p-%H-y", &t), 0);
	assert_int_equal(t.gap, WORD_TAIL);
	assert_string_equal(t.text, "x-a-");
	assert_string_equal(t.reason, "%H is known on the running host only");
	assert_false(t.refused);
	assert_int_equal(unit_specify(&f->host, &f->pool, "a.service", NULL,
	    "%z", &t), 0);
	assert_true(t.refused);
}

static void
machine_id(void **state)
{
	struct fixture *f = *state;
	struct unit_text t;

	assert_int_equal(unit_specify(&f->host, &f->pool, "a.service", NULL,
	    "%m", &t), 0);
	assert_int_equal(t.gap, WORD_TAIL);
	tree_file(&f->tree, "etc/machine-id",
	    "0123456789abcdef0123456789abcdef\n");
	expect(f, "%m", "0123456789abcdef0123456789abcdef");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(valid),
		cmocka_unit_test_setup_teardown(parts, setup, teardown),
		cmocka_unit_test_setup_teardown(chop, setup, teardown),
		cmocka_unit_test_setup_teardown(mangle, setup, teardown),
		cmocka_unit_test_setup_teardown(specifiers, setup, teardown),
		cmocka_unit_test_setup_teardown(machine_id, setup, teardown),
	};

	return cmocka_run_group_tests_name("unit_name", tests, NULL, NULL);
}
