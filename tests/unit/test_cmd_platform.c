/* --explain-platform: each place of the table, and what is there. */
#include "tests/unit/unit.h"

#include "agent/commands.h"
#include "agent/output.h"
#include "tests/unit/captured.h"
#include "tests/unit/tree.h"

/* Where the line that begins so is; each must be behind the one before. */
static const char *
line(const char *text, const char *begin)
{
	char want[256];
	const char *at;

	snprintf(want, sizeof(want), "\n%s", begin);
	at = strstr(text, want);
	if (at == NULL)
		fail_msg("no line %s in\n%s", begin, text);
	return at;
}

static void
make(struct tree *t)
{
	tree_make(t);
	tree_file(t, "etc/release", "  Solaris 8 2/02 s28s_u7wos_08a SPARC\n");
	tree_file(t, "etc/inittab", "is:3:initdefault:\n"
	    "s2:23:wait:/sbin/rc2\n");
	tree_file(t, "etc/rc2.d/S88sendmail",
	    "#!/sbin/sh\n/usr/lib/sendmail -bd -q15m &\n");
	tree_file(t, "usr/lib/sendmail", "x");
	chmod(tree_path(t, "usr/lib/sendmail"), 0755);
}

static void
in_text(void **state)
{
	static char text[65536];
	const char *at, *next;
	struct tree t;

	make(&t);
	assert_int_equal(captured(cmd_platform, &(struct settings){
	    .root = t.path, .format = &format_text,
	    .policy_from_root = true }, text, sizeof(text)), 0);
	assert_memory_equal(text, "solaris, init sysv, Solaris 8\n", 30);
	/* In the order of the table, which is that of the boot. */
	at = line(text, "rclink      /etc/rc?.d");
	assert_non_null(strstr(at, "vendor source /etc/rc2.d\n"
	    "    starts /etc/rc2.d/S88sendmail:2 sendmail, daemon, "
	    "at boot: yes\n"));
	next = line(text, "inittab     (its own places)");
	assert_true(next > at);
	at = next;
	next = line(text, "cron        /var/spool/cron/crontabs/*");
	assert_true(next > at);
	assert_non_null(strstr(next, "documented    nothing there\n"));
	at = line(text, "program     /usr/lib/sendmail ");
	assert_true(at > next);
	line(text, "sendmail.cf /etc/mail/sendmail.cf");
	line(text, "pid file    /etc/mail/sendmail.pid");
	tree_remove(&t);
}

static void
in_json(void **state)
{
	static char text[65536];
	struct tree t;

	make(&t);
	assert_int_equal(captured(cmd_platform, &(struct settings){
	    .root = t.path, .format = &format_json,
	    .policy_from_root = true }, text, sizeof(text)), 0);
	assert_non_null(strstr(text,
	    "\"schema\": \"hardenmail-platform/1\""));
	assert_non_null(strstr(text, "\"platform\": \"solaris\""));
	assert_non_null(strstr(text, "\"path\": \"/etc/rc2.d/S88sendmail\""));
	assert_non_null(strstr(text, "\"evidence\": \"vendor source\""));
	tree_remove(&t);
}

static void
no_such_tree(void **state)
{
	char text[256];

	assert_int_equal(captured(cmd_platform, &(struct settings){
	    .root = "/nonexistent", .format = &format_text,
	    .policy_from_root = true }, text, sizeof(text)), EXIT_NO_INPUT);
	assert_string_equal(text, "");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(in_text),
		cmocka_unit_test(in_json),
		cmocka_unit_test(no_such_tree),
	};

	return cmocka_run_group_tests_name("cmd_platform", tests, NULL,
	    NULL);
}
