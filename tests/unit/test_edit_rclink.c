/* Links of run levels. */
#include "tests/unit/unit.h"

#include "tests/unit/edit_case.h"

static void
because_link(struct edit_case *c, const char *path)
{
	c->because[0] = (struct place){ .path = path };
	c->starter.because = &c->because[0];
}

static void
expect_move(struct edit_case *c, const char *path, const char *to)
{
	const struct step *s = edit_step(c, path);

	assert_int_equal(s->kind, STEP_MOVE);
	assert_string_equal(s->to, to);
	assert_true(s->was.there);
}

/* unix.md 0.3, 0.4: every S name of the file, and no other. */
static void
hard_links(void **state)
{
	struct edit_case *c = *state;

	c->f->facts.platform = "solaris";
	edit_at(c, "/etc/rc2.d/S88sendmail", 2, NULL);
	tree_file(&c->f->tree, "etc/init.d/sendmail", "#!/sbin/sh\nx\n");
	hard_link(c->f, "etc/init.d/sendmail", "etc/rc2.d/S88sendmail");
	hard_link(c->f, "etc/init.d/sendmail", "etc/rc3.d/S88sendmail");
	hard_link(c->f, "etc/init.d/sendmail", "etc/rc0.d/K36sendmail");
	tree_file(&c->f->tree, "etc/rc2.d/S70other", "x\n");
	assert_int_equal(edit_do(c, edit_rclink, 0), 1);
	assert_int_equal(c->plan.n_steps, 2);
	expect_move(c, "/etc/rc2.d/S88sendmail", "/etc/rc2.d/_S88sendmail");
	expect_move(c, "/etc/rc3.d/S88sendmail", "/etc/rc3.d/_S88sendmail");
	assert_int_equal(edit_do(c, edit_rclink, 1), 0);
	/* What would be overwritten is not. */
	tree_file(&c->f->tree, "etc/rc3.d/_S88sendmail", "mine\n");
	assert_int_equal(edit_do(c, edit_rclink, 0), 0);
}

/* corrections.md 4: the K link with the header's number. */
static void
redhat(void **state)
{
	struct edit_case *c = *state;

	c->f->facts.platform = "redhat";
	edit_at(c, "/etc/rc.d/init.d/sendmail", 2,
	    "#!/bin/sh\n# chkconfig: 2345 80 31\nx\n");
	tree_link(&c->f->tree, "etc/rc.d/rc3.d/S80sendmail",
	    "../init.d/sendmail");
	tree_link(&c->f->tree, "etc/rc.d/rc5.d/S80sendmail",
	    "../init.d/sendmail");
	tree_link(&c->f->tree, "etc/rc.d/rc5.d/K31sendmail",
	    "../init.d/sendmail");
	because_link(c, "/etc/rc.d/rc3.d/S80sendmail");
	assert_int_equal(edit_do(c, edit_rclink, 0), 1);
	expect_move(c, "/etc/rc.d/rc3.d/S80sendmail",
	    "/etc/rc.d/rc3.d/K31sendmail");
	/* It is there already: the S link goes. */
	assert_int_equal(edit_step(c, "/etc/rc.d/rc5.d/S80sendmail")->kind,
	    STEP_REMOVE);
}

static void
mandriva(void **state)
{
	struct edit_case *c = *state;

	c->f->facts.platform = "mandriva";
	edit_at(c, "/etc/rc.d/init.d/sendmail", 2,
	    "#!/bin/sh\n# chkconfig: 2345 80 30\nx\n");
	tree_link(&c->f->tree, "etc/rc.d/rc3.d/S80sendmail",
	    "../init.d/sendmail");
	because_link(c, "/etc/rc.d/rc3.d/S80sendmail");
	assert_int_equal(edit_do(c, edit_rclink, 0), 1);
	expect_move(c, "/etc/rc.d/rc3.d/S80sendmail",
	    "/etc/rc.d/rc3.d/K30sendmail");
}

/* unix.md 6b: P, S and I start there, and nowhere else. */
static void
openserver(void **state)
{
	struct edit_case *c = *state;

	tree_file(&c->f->tree, "etc/rc2.d/P86sendmail", "x\n");
	edit_at(c, "/etc/rc2.d/P86sendmail", 1, NULL);
	assert_int_equal(edit_do(c, edit_rclink, 0), 0);
	c->f->facts.platform = "openserver";
	assert_int_equal(edit_do(c, edit_rclink, 0), 1);
	expect_move(c, "/etc/rc2.d/P86sendmail", "/etc/rc2.d/_P86sendmail");
	edit_at(c, "/etc/rc2.d/K86sendmail", 1, "x\n");
	assert_int_equal(edit_do(c, edit_rclink, 0), 0);
}

static void
debian(void **state)
{
	struct edit_case *c = *state;

	c->f->facts.platform = "debian";
	edit_at(c, "/etc/init.d/sendmail", 1, "x\n");
	tree_link(&c->f->tree, "etc/rc2.d/S21sendmail",
	    "../init.d/sendmail");
	because_link(c, "/etc/rc2.d/S21sendmail");
	assert_int_equal(edit_do(c, edit_rclink, 0), 1);
	expect_move(c, "/etc/rc2.d/S21sendmail", "/etc/rc2.d/K79sendmail");
}

static void
no_link(void **state)
{
	struct edit_case *c = *state;

	expect_none(c, edit_rclink, "/etc/rc.local", 1, "x\n");
	expect_none(c, edit_rclink, "/etc/init.d/sendmail", 1, "x\n");
}

/* linux-bsd.md 7: every run level that has it. */
static void
runlevel(void **state)
{
	struct edit_case *c = *state;

	tree_link(&c->f->tree, "etc/runlevels/default/sendmail",
	    "/etc/init.d/sendmail");
	tree_link(&c->f->tree, "etc/runlevels/boot/sendmail",
	    "/etc/init.d/sendmail");
	edit_at(c, "/etc/init.d/sendmail", 1, "x\n");
	assert_int_equal(edit_do(c, edit_runlevel, 0), 0);
	c->because[1] = (struct place){
		.path = "/etc/runlevels/boot/sendmail" };
	because_link(c, "/etc/runlevels/default/sendmail");
	c->because[0].next = &c->because[1];
	assert_int_equal(edit_do(c, edit_runlevel, 0), 1);
	assert_int_equal(c->plan.n_steps, 2);
	assert_int_equal(edit_step(c, "/etc/runlevels/boot/sendmail")->kind,
	    STEP_REMOVE);
	assert_int_equal(edit_do(c, edit_runlevel, 1), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		EDIT_TEST(hard_links),
		EDIT_TEST(redhat),
		EDIT_TEST(mandriva),
		EDIT_TEST(openserver),
		EDIT_TEST(runlevel),
		EDIT_TEST(debian),
		EDIT_TEST(no_link),
	};

	return cmocka_run_group_tests_name("edit_rclink", tests, NULL, NULL);
}
