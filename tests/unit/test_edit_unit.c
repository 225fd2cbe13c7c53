/* Units turned off by their links, or masked. */
#include "tests/unit/unit.h"

#include "platforms/edit_unit.h"
#include "tests/unit/edit_case.h"

#define UNIT "/usr/lib/systemd/system/sendmail.service"
#define WANTS "/etc/systemd/system/multi-user.target.wants/sendmail.service"
#define ETC "/etc/systemd/system/sendmail.service"

static void
unit(struct edit_case *c, const char *text)
{
	edit_at(c, UNIT, 2, text);
	c->starter.unit = "sendmail.service";
	c->starter.mechanism = "unit";
}

static void
disable(void **state)
{
	struct edit_case *c = *state;

	unit(c, "[Service]\nExecStart=/usr/sbin/sendmail -bd\n");
	assert_int_equal(edit_do(c, edit_unit_disable, 0), 0);
	tree_link(&c->f->tree, &WANTS[1], UNIT);
	tree_file(&c->f->tree,
	    "etc/systemd/system/x.target.wants/sendmail.service", "no link");
	assert_int_equal(edit_do(c, edit_unit_disable, 0), 1);
	assert_int_equal(c->plan.n_steps, 1);
	assert_int_equal(edit_step(c, WANTS)->kind, STEP_REMOVE);
	assert_true(edit_step(c, WANTS)->was.link);
}

/* What is put into its words is no other command. */
static void
substituted(void **state)
{
	struct edit_case *c = *state;

	tree_link(&c->f->tree, &WANTS[1], UNIT);
	unit(c, "[Service]\nExecStart=/bin/sh -c 'exec sendmail -bd $(if [ -n "
	    "\"$QUEUE\" ]; then (echo -q); fi)'\n");
	assert_int_equal(edit_do(c, edit_unit_disable, 0), 1);
	unit(c, "[Service]\nExecStart=/bin/sh -c 'sendmail -bd $(a; b); "
	    "c'\n");
	assert_int_equal(edit_do(c, edit_unit_disable, 0), 0);
}

/* The unit of something else is left alone. */
static void
not_ours(void **state)
{
	struct edit_case *c = *state;

	tree_link(&c->f->tree, &WANTS[1], UNIT);
	unit(c, "[Service]\nExecStart=/bin/a\nExecStart=/usr/sbin/sendmail "
	    "-bd\n");
	assert_int_equal(edit_do(c, edit_unit_disable, 0), 0);
	assert_int_equal(edit_do(c, edit_unit_mask, 0), 0);
	unit(c, "[Service]\nExecStart=/bin/sh -c 'a; sendmail -bd'\n");
	assert_int_equal(edit_do(c, edit_unit_mask, 0), 0);
	edit_at(c, "/etc/rc.local", 1, "sendmail -bd\n");
	c->starter.unit = "rc-local.service";
	assert_int_equal(edit_do(c, edit_unit_mask, 0), 0);
	edit_at(c, "/etc/init.d/other", 1, "sendmail -bd\n");
	c->starter.unit = "sendmail.service";
	assert_int_equal(edit_do(c, edit_unit_mask, 0), 0);
}

static void
mask(void **state)
{
	struct edit_case *c = *state;
	const struct step *s;

	unit(c, "[Service]\nExecStart=/usr/sbin/sendmail -bd\n");
	assert_int_equal(edit_do(c, edit_unit_mask, 0), 1);
	s = edit_step(c, ETC);
	assert_int_equal(s->kind, STEP_LINK);
	assert_string_equal(s->to, "/dev/null");
	assert_false(s->was.there);
	/* A file of the administrator's is not replaced. */
	tree_file(&c->f->tree, &ETC[1], "[Service]\n");
	assert_int_equal(edit_do(c, edit_unit_mask, 0), 0);
	/* A script of that name, for which a unit is made at boot. */
	edit_at(c, "/etc/init.d/mailx", 1, "x\n");
	c->starter.unit = "mailx.service";
	assert_int_equal(edit_do(c, edit_unit_mask, 0), 1);
}

static void
sockets(void **state)
{
	struct edit_case *c = *state;
	const char *text;

	assert_null(unit_socket_of(&c->f->pool, &c->starter));
	c->because[0] = (struct place){ .path =
	    "/etc/systemd/system/sockets.target.wants/smtp.socket" };
	c->starter.because = &c->because[0];
	text = unit_socket_of(&c->f->pool, &c->starter);
	assert_string_equal(text, "smtp.socket");
	c->starter.activation = ACTIVATION_SOCKET;
	unit(c, "[Service]\nExecStart=-/usr/sbin/sendmail -bs\n");
	assert_int_equal(edit_do(c, edit_unit_mask, 0), 1);
	assert_non_null(edit_step(c, "/etc/systemd/system/smtp.socket"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		EDIT_TEST(disable),
		EDIT_TEST(substituted),
		EDIT_TEST(not_ours),
		EDIT_TEST(mask),
		EDIT_TEST(sockets),
	};

	return cmocka_run_group_tests_name("edit_unit", tests, NULL, NULL);
}
