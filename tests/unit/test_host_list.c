/* collector/host_list.c: lists of hosts. */
#include "collector/host_list.h"

#include "tests/unit/collectortest.h"

struct names {
	char text[256];
	int64_t last;
	struct host_row row;
};

static int
take(void *arg, const struct host_row *h)
{
	struct names *n = arg;
	size_t len = strlen(n->text);

	snprintf(n->text + len, sizeof(n->text) - len, "%s:%s:%s%s ", h->name,
	    h->condition, h->contact, h->overdue ? ":overdue" : "");
	n->last = h->n;
	return 0;
}

static const char *
list(struct test *t, struct host_filter f)
{
	static struct names n;

	n = (struct names){ .last = 0 };
	f.now = NOW;
	f.stale_before = NOW - 100;
	if (host_list(&t->store, &f, take, &n, &t->e) < 0)
		fail_msg("%s", t->e.text);
	return n.text;
}

static void
fill(struct test *t)
{
	char hash[DIGEST_HEX];
	int i;

	for (i = 0; i < 4; i++) {
		char name[2] = { (char)('a' + i), '\0' };

		test_enroll(t, name, name, hash);
	}
	test_run(t, "UPDATE state SET condition = 'failing', seen ="
	    " 1800000000, deadline = 1800000000 WHERE host = 1");
	test_run(t, "UPDATE state SET condition = 'failing', seen ="
	    " 1799999000, deadline = 1800000001 WHERE host = 2");
	test_run(t, "UPDATE host SET gone_at = 1, department = 'x'"
	    " WHERE n = 4");
}

static void
filters(void **state)
{
	struct test *t = *state;
	int64_t n = 0;

	fill(t);
	assert_string_equal(list(t, (struct host_filter){ .limit = 0 }),
	    "a:failing:fresh:overdue b:failing:stale c:unknown:never-seen ");
	assert_string_equal(list(t, (struct host_filter){
	    .condition = "failing" }),
	    "a:failing:fresh:overdue b:failing:stale ");
	assert_string_equal(list(t, (struct host_filter){ .overdue = true }),
	    "a:failing:fresh:overdue ");
	test_run(t, "UPDATE state SET deadline = 1799990000 WHERE host = 2");
	assert_string_equal(list(t, (struct host_filter){ .due = true }),
	    "b:failing:stale:overdue a:failing:fresh:overdue ");
	test_run(t, "UPDATE state SET deadline = 1800000001 WHERE host = 2");
	assert_string_equal(list(t, (struct host_filter){
	    .contact = "stale" }), "b:failing:stale ");
	assert_string_equal(list(t, (struct host_filter){
	    .contact = "gone" }), "d:unknown:gone ");
	assert_string_equal(list(t, (struct host_filter){
	    .contact = "never-seen" }), "c:unknown:never-seen ");
	assert_string_equal(list(t, (struct host_filter){ .limit = 1,
	    .after = 1 }), "b:failing:stale ");
	assert_string_equal(list(t, (struct host_filter){ .search = "%" }),
	    "");
	assert_string_equal(list(t, (struct host_filter){ .search = "B" }),
	    "b:failing:stale ");
	assert_int_equal(host_count(&t->store, &(struct host_filter){
	    .condition = "failing", .now = NOW }, &n, &t->e), 0);
	assert_int_equal(n, 2);
}

static void
names_of_states(void **state)
{
	assert_true(is_condition("warning"));
	assert_false(is_condition("overdue"));
	assert_true(is_contact("never-seen"));
	assert_false(is_contact("failing"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(filters),
		TEST(names_of_states),
	};

	return cmocka_run_group_tests_name("host_list", tests, NULL, NULL);
}
