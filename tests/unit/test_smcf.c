/* cf files: every kind of line that is read, and those that are not. */
#include "agent/model/smcf.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "tests/unit/unit.h"

static struct pool pool;

static struct smcf
parse(const char *text)
{
	struct smcf cf;

	assert_int_equal(smcf_parse(&pool, text, strlen(text), &cf, NULL), 0);
	return cf;
}

static int
release(void **state)
{
	pool_release(&pool);
	return 0;
}

static void
options(void **state)
{
	struct smcf cf = parse("V10/Berkeley\n"
	    "O QueueDirectory=/var/spool/mqueue\n"
	    "O PidFile = /run/x # why\n"
	    "#O PidFile=/commented\n"
	    "OQ/old/letter\n"
	    "O timeout.queuereturn=5d\n"
	    "O UseMSP\n"
	    "O NewOption=1\n"
	    "OW1\n"
	    "O\n"
	    "O =x\n");

	assert_int_equal(cf.level, 10);
	assert_string_equal(cf.vendor, "Berkeley");
	assert_string_equal(smcf_option(&cf, "QueueDirectory"),
	    "/old/letter");
	assert_string_equal(smcf_option(&cf, "PidFile"), "/run/x");
	assert_string_equal(smcf_option(&cf, "Timeout.queuereturn"), "5d");
	assert_string_equal(smcf_option(&cf, "UseMSP"), "");
	assert_string_equal(smcf_option(&cf, "NewOption"), "1");
	assert_string_equal(smcf_option(&cf, "W"), "1");
	assert_null(smcf_option(&cf, "DaemonPortOptions"));
	assert_true(cf.use_msp);
	assert_int_equal(cf.options->line, 2);
	assert_string_equal(cf.options->value, "/var/spool/mqueue");
}

static void
the_last_use_msp_counts(void **state)
{
	assert_true(parse("O UseMSP=True\n").use_msp);
	assert_true(parse("O usemsp = yes\n").use_msp);
	assert_false(parse("O UseMSP=True\nO UseMSP=False\n").use_msp);
	assert_false(parse("#O UseMSP=True\n").use_msp);
	assert_false(parse("").use_msp);
}

static void
classes(void **state)
{
	struct smcf cf = parse("V10\n"
	    "Cwlocalhost host.example\n"
	    "Cw\n"
	    "C{VirtHost} $=w\n"
	    "C{w}more # but not this\n"
	    "Troot daemon\n"
	    "CO @ %\n"
	    "C{broken\n");
	const struct smcf_class *c = cf.classes;

	assert_string_equal(c->name, "w");
	assert_int_equal(c->members.n, 2);
	assert_string_equal(c->members.v[1], "host.example");
	assert_int_equal(c->line, 2);
	c = c->next;
	assert_int_equal(c->members.n, 0);
	c = c->next;
	assert_string_equal(c->name, "VirtHost");
	assert_string_equal(c->members.v[0], "$=w");
	c = c->next;
	assert_string_equal(c->name, "w");
	assert_int_equal(c->members.n, 1);
	assert_string_equal(c->members.v[0], "more");
	c = c->next;
	assert_string_equal(c->name, "t");
	assert_int_equal(c->members.n, 2);
	c = c->next;
	assert_string_equal(c->name, "O");
	assert_string_equal(c->members.v[1], "%");
	assert_null(c->next);
}

static void
class_files(void **state)
{
	struct smcf cf = parse("V10\n"
	    "Fw/etc/mail/local-host-names\n"
	    "FR-o /etc/mail/relay-domains\n"
	    "F{w}-o /etc/mail/a %[^\\#]\n"
	    "Fx \"/etc/with blank\"\n"
	    "Fy|/bin/program\n"
	    "F{z}key@hash:/etc/mail/map\n"
	    "F{LDAP}@LDAP\n");
	const struct smcf_class *c = cf.classes;

	assert_string_equal(c->name, "w");
	assert_string_equal(c->file, "/etc/mail/local-host-names");
	assert_false(c->optional);
	assert_null(c->pattern);
	assert_int_equal(c->members.n, 0);
	c = c->next;
	assert_string_equal(c->name, "R");
	assert_string_equal(c->file, "/etc/mail/relay-domains");
	assert_true(c->optional);
	c = c->next;
	assert_string_equal(c->file, "/etc/mail/a");
	assert_string_equal(c->pattern, "%[^#]");
	c = c->next;
	assert_string_equal(c->file, "/etc/with blank");
	assert_null(c->pattern);
	c = c->next;
	assert_string_equal(c->file, "|/bin/program");
	c = c->next;
	assert_string_equal(c->file, "key@hash:/etc/mail/map");
	c = c->next;
	assert_string_equal(c->name, "LDAP");
	assert_string_equal(c->file, "@LDAP");
	assert_null(c->next);
}

static void
macros(void **state)
{
	struct smcf cf = parse("V10\n"
	    "Djold\n"
	    "Dj$w.example\n"
	    "D{MTAHost}[127.0.0.1]\n"
	    "D{Z}8.17.1 # version\n"
	    "Da\"quoted # text\"\n"
	    "Db\\\"x\\\\\n"
	    "DS\n"
	    "Dp$$5\n"
	    "Dq\\#1\n"
	    "D\n"
	    "D{}x\n");

	assert_string_equal(smcf_macro(&cf, "j"), "$w.example");
	assert_string_equal(smcf_macro(&cf, "MTAHost"), "[127.0.0.1]");
	assert_string_equal(smcf_macro(&cf, "Z"), "8.17.1");
	/* quotes do not guard a comment in readcf.c */
	assert_string_equal(smcf_macro(&cf, "a"), "quoted");
	assert_string_equal(smcf_macro(&cf, "b"), "\"x\\");
	assert_string_equal(smcf_macro(&cf, "S"), "");
	assert_string_equal(smcf_macro(&cf, "p"), "$5");
	assert_string_equal(smcf_macro(&cf, "q"), "#1");
	assert_null(smcf_macro(&cf, "H"));
	assert_string_equal(smcf_msp_host(&pool, &cf), "127.0.0.1");
	cf = parse("D{MTAHost}mail.example\n");
	assert_string_equal(smcf_msp_host(&pool, &cf), "mail.example");
	cf = parse("D{MTAHost}\n");
	assert_null(smcf_msp_host(&pool, &cf));
	cf = parse("");
	assert_null(smcf_msp_host(&pool, &cf));
}

/* Before the V line, and below level 3, '#' in a line is text. */
static void
comments_depend_on_the_level(void **state)
{
	struct smcf cf = parse("DAa # b\nV2\nDBa # b\nV3\nDCa # b\n"
	    "DDa#b\nR$# x\nDE$#\n");

	assert_string_equal(smcf_macro(&cf, "A"), "a # b");
	assert_string_equal(smcf_macro(&cf, "B"), "a # b");
	assert_string_equal(smcf_macro(&cf, "C"), "a");
	assert_string_equal(smcf_macro(&cf, "D"), "a");
	assert_string_equal(smcf_macro(&cf, "E"), "$#");
}

static void
continued_lines(void **state)
{
	struct smcf cf = parse("V10\r\n"
	    "O DaemonPortOptions=Port=25, # first\r\n"
	    "\tAddr=127.0.0.1,\r\n"
	    "  Name=MTA\r\n"
	    "# a comment\r\n"
	    "\tDjno # goes on\r\n"
	    "Cw a\r\n"
	    "\tb c");

	assert_non_null(cf.listeners);
	assert_string_equal(cf.listeners->address, "127.0.0.1");
	assert_string_equal(cf.listeners->name, "MTA");
	assert_int_equal(cf.listeners->line, 2);
	assert_null(cf.listeners->next);
	assert_null(smcf_macro(&cf, "j"));
	assert_int_equal(cf.classes->members.n, 3);
	assert_string_equal(cf.classes->members.v[2], "c");
	assert_int_equal(cf.classes->line, 7);
}

static void
listeners_of_a_file(void **state)
{
	struct smcf cf = parse("V10/Berkeley\n"
	    "O DaemonPortOptions=Name=MTA\n"
	    "O DaemonPortOptions=Port=587, Name=MSA, M=E\n"
	    "OOFamily=inet6, Addr=::1\n"
	    "O DaemonPort=Foo=1,Addr=127.0.0.1\n");
	const struct smcf_listener *l = cf.listeners;

	assert_string_equal(l->name, "MTA");
	assert_string_equal(l->port, "smtp");
	assert_null(l->address);
	l = l->next;
	assert_string_equal(l->port, "587");
	assert_string_equal(l->modifiers, "E");
	l = l->next;
	assert_string_equal(l->family, "inet6");
	assert_string_equal(l->address, "::1");
	assert_int_equal(l->line, 4);
	l = l->next;
	assert_string_equal(l->address, "127.0.0.1");
	assert_null(l->next);
}

static void
no_text(void **state)
{
	struct smcf cf;
	struct err err = { .code = 0 };
	static char line[3 * 1024 * 1024];

	assert_int_equal(smcf_parse(&pool, "V10\0x", 5, &cf, &err), -EINVAL);
	assert_int_equal(err.code, EINVAL);
	assert_int_equal(smcf_parse(&pool, NULL, 0, &cf, &err), 0);
	assert_null(cf.options);
	/* A line without end is passed over, the next one is not. */
	memset(line, 'x', sizeof(line));
	line[0] = 'D';
	memcpy(line + sizeof(line) - 4, "\nDyz", 4);
	assert_int_equal(smcf_parse(&pool, line, sizeof(line), &cf, &err), 0);
	assert_null(smcf_macro(&cf, "x"));
	assert_string_equal(smcf_macro(&cf, "y"), "z");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(options, release),
		cmocka_unit_test_teardown(the_last_use_msp_counts, release),
		cmocka_unit_test_teardown(classes, release),
		cmocka_unit_test_teardown(class_files, release),
		cmocka_unit_test_teardown(macros, release),
		cmocka_unit_test_teardown(comments_depend_on_the_level,
		    release),
		cmocka_unit_test_teardown(continued_lines, release),
		cmocka_unit_test_teardown(listeners_of_a_file, release),
		cmocka_unit_test_teardown(no_text, release),
	};

	return cmocka_run_group_tests_name("smcf", tests, NULL, NULL);
}
