/* Cures: what they edit, and where they do not fit. */
#include "tests/unit/unit.h"

#include "tests/unit/closing_case.h"

static void
delivery_values(void **state)
{
	static const struct { const char *line, *value; } rows[] = {
		{ "O DeliveryMode=deferred", "deferred" },
		{ "O DaemonPortOptions=DeliveryMode=d, Name=MTA", "d" },
		{ "-ODeliveryMode=defer' -q1h", "defer" },
		{ "O DeliveryMode=background", NULL },
		{ "O DeliveryMode=", NULL },
		{ "", NULL },
	};
	size_t i, from = 0, to = 0;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const bool found = delivery_value(rows[i].line, 0,
		    strlen(rows[i].line), &from, &to);

		assert_int_equal(found, rows[i].value != NULL);
		if (found) {
			assert_int_equal(to - from, strlen(rows[i].value));
			assert_memory_equal(rows[i].line + from,
			    rows[i].value, to - from);
		}
	}
}

static struct relay_level
level(struct place *at)
{
	return (struct relay_level){ .verdict = RELAY_OPEN,
	    .cf = "/etc/mail/sendmail.cf", .because = at };
}

/* Old letters of options, and words of a class by letter and by name. */
static void
lines_of_a_cf(void **state)
{
	struct closing_case *x = *state;
	struct place at = { .path = "/etc/mail/sendmail.cf", .line = 1 };
	struct relay_level l = level(&at);
	struct closing_file *f;

	tree_file(&x->f->tree, "etc/mail/sendmail.cf",
	    "Odd\nC{R}Com\nCRa com b\nR$*\t$@ OK\n\tgoes on\n");
	f = closing_open(&x->c, at.path);
	assert_int_equal(cure_delivery(&x->c, &l, NULL), 1);
	at.line = 2;
	at.text = "com in class R";
	assert_int_equal(cure_class(&x->c, &l, NULL), 1);
	at.line = 3;
	assert_int_equal(cure_class(&x->c, &l, NULL), 1);
	assert_int_equal(cure_class(&x->c, &l, NULL), 0);
	assert_int_equal(cure_rule(&x->c, &l, NULL), 0);
	at.line = 4;
	assert_int_equal(cure_rule(&x->c, &l, NULL), 1);
	assert_string_equal(f->text, "Odbackground\n#C{R}Com\nCRa  b\n"
	    "#R$*\t$@ OK\n\tgoes on\n");
	/* A rule of another file is none of ours. */
	at.path = "/etc/mail/other.cf";
	assert_int_equal(cure_rule(&x->c, &l, NULL), 0);
	assert_int_equal(cure_class(&x->c, &l, NULL), 0);
	assert_int_equal(cure_switch(&x->c, &l, NULL), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(delivery_values),
		A_TEST(lines_of_a_cf),
	};

	return cmocka_run_group_tests_name("closing_cure", tests, NULL, NULL);
}
