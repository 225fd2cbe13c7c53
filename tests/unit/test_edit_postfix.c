/* main.cf and master.cf of Postfix, edited. */
#include "tests/unit/unit.h"

#include "tests/unit/edit_case.h"

#define MAIN "/etc/postfix/main.cf"
#define MASTER "/etc/postfix/master.cf"

static const char services[] =
    "# service type\n"
    "smtp      inet  n       -       y       -       -       smtpd\n"
    "#submission inet n - y - - smtpd\n"
    "465 inet n - y - - smtpd\n"
    "  -o a=b\n"
    "# between\n"
    "\n"
    "\t-o { c = d }\n"
    "pickup unix n - y 60 1 pickup\n";

static int
postfix_setup(void **state)
{
	int r = edit_setup(state);
	struct edit_case *c = *state;

	c->starter.mta = "postfix";
	WORDS(c, "/usr/sbin/postfix", "start");
	return r;
}

/* The settings become, and nothing else is touched. */
static void
interfaces(struct edit_case *c, const char *before, const char *after)
{
	tree_file(&c->f->tree, &MASTER[1], services);
	expect_edit(c, edit_postfix_loopback, MAIN, 1, before, after);
	assert_int_equal(edit_do(c, edit_postfix_loopback, 1), 0);
}

static void
loopback(void **state)
{
	struct edit_case *c = *state;

	interfaces(c, "a = b\ninet_interfaces = all\nc = d\n",
	    "a = b\ninet_interfaces = loopback-only\nc = d\n");
	interfaces(c, "inet_interfaces=all\n inet_interfaces =\t$x  ,\n"
	    " # note\n\n  y\nb = c\n",
	    "inet_interfaces=loopback-only\nb = c\n");
	/* The last one counts, and the default where there is none. */
	interfaces(c, "inet_interfaces = loopback-only\n"
	    "inet_interfaces = 192.0.2.1\n",
	    "inet_interfaces = loopback-only\n"
	    "inet_interfaces = loopback-only\n");
	interfaces(c, "#inet_interfaces = all\nlast = x",
	    "#inet_interfaces = all\nlast = x\n"
	    "inet_interfaces = loopback-only\n");
	interfaces(c, "a = b\r\n", "a = b\r\n"
	    "inet_interfaces = loopback-only\r\n");
	interfaces(c, "inet_interfaces = all\r\nb = c\r\n",
	    "inet_interfaces = loopback-only\r\nb = c\r\n");
	interfaces(c, "inet_interfaces =\n", "inet_interfaces ="
	    "loopback-only\n");
}

static void
hosts_of_services(void **state)
{
	struct edit_case *c = *state;

	tree_file(&c->f->tree, &MAIN[1],
	    "inet_interfaces = loopback-only\n");
	expect_edit(c, edit_postfix_loopback, MASTER, 1,
	    "192.0.2.25:smtp inet n - y - - smtpd\n"
	    "[2001:db8::25]:465 inet n - y - - smtpd\n"
	    "127.0.0.1:10025 inet n - y - - smtpd\n"
	    "192.0.2.25:smtp unix - - y - - smtp\n",
	    "127.0.0.1:smtp inet n - y - - smtpd\n"
	    "[::1]:465 inet n - y - - smtpd\n"
	    "127.0.0.1:10025 inet n - y - - smtpd\n"
	    "192.0.2.25:smtp unix - - y - - smtp\n");
	/* Two services cannot have one socket. */
	expect_edit(c, edit_postfix_loopback, MASTER, 1,
	    "smtp inet n - y - - smtpd\n"
	    "192.0.2.25:smtp inet n - y - - smtpd\n  -o a=b\n",
	    "smtp inet n - y - - smtpd\n"
	    "#192.0.2.25:smtp inet n - y - - smtpd\n#  -o a=b\n");
}

static void
no_listener(void **state)
{
	struct edit_case *c = *state;

	tree_file(&c->f->tree, &MAIN[1], "");
	expect_edit(c, edit_postfix_queue, MASTER, 1, services,
	    "# service type\n"
	    "#smtp      inet  n       -       y       -       -       smtpd\n"
	    "#submission inet n - y - - smtpd\n"
	    "#465 inet n - y - - smtpd\n"
	    "#  -o a=b\n"
	    "# between\n"
	    "\n"
	    "#\t-o { c = d }\n"
	    "pickup unix n - y 60 1 pickup\n");
	tree_file(&c->f->tree, &MAIN[1],
	    "master_service_disable = smtp/inet\n");
	expect_edit(c, edit_postfix_queue, MASTER, 1,
	    "smtp inet n - y - - smtpd\n25 inet n - y - - smtpd\n",
	    "smtp inet n - y - - smtpd\n#25 inet n - y - - smtpd\n");
}

/* What cannot be read, or would not start, is left alone. */
static void
not_edited(void **state)
{
	struct edit_case *c = *state;

	assert_int_equal(edit_do(c, edit_postfix_queue, 0), 0);
	tree_file(&c->f->tree, &MASTER[1], services);
	assert_int_equal(edit_do(c, edit_postfix_queue, 0), 0);
	tree_file(&c->f->tree, &MAIN[1], "x\n");
	assert_int_equal(edit_do(c, edit_postfix_queue, 0), 0);
	assert_int_equal(edit_do(c, edit_postfix_loopback, 0), 0);
	tree_file(&c->f->tree, &MAIN[1], "master_service_disable = $ours\n");
	assert_int_equal(edit_do(c, edit_postfix_queue, 0), 0);
	tree_file(&c->f->tree, &MAIN[1], "");
	WORDS(c, "/usr/sbin/postmulti", "-g", "x", "-p", "start");
	assert_int_equal(edit_do(c, edit_postfix_queue, 0), 0);
	WORDS(c, "/usr/sbin/postfix", "start");
	assert_int_equal(edit_do(c, edit_postfix_queue, 0), 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(loopback, postfix_setup,
		    edit_teardown),
		cmocka_unit_test_setup_teardown(hosts_of_services,
		    postfix_setup, edit_teardown),
		cmocka_unit_test_setup_teardown(no_listener, postfix_setup,
		    edit_teardown),
		cmocka_unit_test_setup_teardown(not_edited, postfix_setup,
		    edit_teardown),
	};

	return cmocka_run_group_tests_name("edit_postfix", tests, NULL, NULL);
}
