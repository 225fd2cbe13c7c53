/* Who is to be asked, and who may be. */
#include "probe/targets.h"

#include <errno.h>
#include <string.h>

#include "tests/unit/swept.h"
#include "tests/unit/unit.h"

static struct pool pool;
static struct networks authorised;

/* A name server that an attacker could hold: one address of the name is in
 * the authorised network, another is not. */
static int
resolve(struct pool *p, const char *name, struct strv *ret)
{
	if (strcmp(name, "both.example") == 0)
		return strv_push(p, ret, "192.0.2.7") < 0 ||
		    strv_push(p, ret, "203.0.113.7") < 0 ||
		    strv_push(p, ret, "::ffff:203.0.113.8") < 0 ?
		    -ENOMEM : 0;
	return strcmp(name, "later.example") == 0 ? -EAGAIN : -ENOENT;
}

static struct targets
start(void)
{
	struct targets t;
	struct err e = { 0 };

	pool = (struct pool){ .blocks = NULL };
	authorised = (struct networks){ .n = 0 };
	assert_int_equal(networks_add(&pool, &authorised, "192.0.2.0/24",
	    12, &e), 0);
	targets_init(&t, &pool, &authorised, resolve, 25);
	return t;
}

static void
words(void **state)
{
	static const char *const bad[] = { "10.0.0.0/8", "", "192.0.2.1/24",
		"a b", "x/y", "host:0", "host:99999", "-x" };
	struct targets t = start();
	struct err e = { 0 };
	const struct target *i;
	size_t n;

	t.end = &t.first;
	assert_int_equal(targets_add(&t, "192.0.2.1", &e), 0);
	assert_int_equal(targets_add(&t, "192.0.2.1:2525", &e), 0);
	assert_int_equal(targets_add(&t, "[2001:db8::1]:26", &e), 0);
	assert_int_equal(targets_add(&t, "192.0.2.254/31", &e), 0);
	assert_int_equal(t.n, 5);
	i = t.first;
	assert_null(i->reason);
	assert_int_equal(i->port, 25);
	i = i->next;
	assert_int_equal(i->port, 2525);
	i = i->next;
	assert_int_equal(i->port, 26);
	assert_non_null(i->reason);
	i = i->next->next;
	assert_int_equal(i->address.b[3], 255);
	assert_null(i->next);
	for (n = SWEPT_TURNS(0, 1); n < sizeof(bad) / sizeof(bad[0]); n++)
		if (targets_add(&t, bad[n], &e) >= 0)
			fail_msg("%s", bad[n]);
	pool_release(&pool);
}

static void
names(void **state)
{
	static const char text[] = "# hosts\n  both.example:587\tnone.example\r"
	    "\nlater.example#x\n\n192.0.2.3";
	struct targets t = start();
	struct err e = { 0 };
	const struct target *i;

	t.end = &t.first;
	assert_int_equal(targets_add_text(&t, text, strlen(text), &e), 0);
	assert_int_equal(t.n, 6);
	i = t.first;
	assert_null(i->reason);
	assert_string_equal(i->name, "both.example");
	assert_int_equal(i->port, 587);
	i = i->next;
	assert_non_null(strstr(i->reason, "authorised"));
	i = i->next;
	assert_non_null(strstr(i->reason, "authorised"));
	i = i->next;
	assert_string_equal(i->reason, "it has no address");
	i = i->next;
	assert_string_equal(i->reason, "its address cannot be looked up now");
	assert_null(i->next->reason);
	pool_release(&pool);
}

/* Nothing is authorised by being asked for. */
static void
nothing(void **state)
{
	struct targets t = start();
	struct err e = { 0 };

	t.end = &t.first;
	authorised.n = 0;
	assert_int_equal(targets_add(&t, "192.0.2.1", &e), 0);
	assert_non_null(t.first->reason);
	pool_release(&pool);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words),
		cmocka_unit_test(names),
		cmocka_unit_test(nothing),
	};

	return cmocka_run_group_tests_name("targets", tests, NULL, NULL);
}
