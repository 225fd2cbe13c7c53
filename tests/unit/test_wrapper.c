/* Wrappers, taken off. */
#include "platforms/wrapper.h"

#include <string.h>

#include "tests/unit/unit.h"

/* Words are divided by single blanks; _ stands for a blank inside one. */
static const struct {
	const char *given, *ret;
} cases[] = {
	{ .given = "/usr/sbin/sendmail -bd", .ret = "/usr/sbin/sendmail -bd" },
	{ .given = "nohup nice -n 5 sendmail -bd", .ret = "sendmail -bd" },
	{ .given = "nice -10 sendmail", .ret = "sendmail" },
	{ .given = "/usr/bin/env -i A=b sendmail", .ret = "sendmail" },
	{ .given = "daemon --check sm-client /x/sendmail -q1h",
	    .ret = "/x/sendmail -q1h" },
	{ .given = "daemon --check=sm +5 --user mail sendmail",
	    .ret = "sendmail" },
	{ .given = "startproc -p /var/run/x.pid -f sendmail -bd",
	    .ret = "sendmail -bd" },
	{ .given = "start-stop-daemon --start --quiet --exec /x/exim4 "
	    "--pidfile /p -- -bd -q30m", .ret = "/x/exim4 -bd -q30m" },
	{ .given = "start-stop-daemon -S -x /a -a /b -- c", .ret = "/b c" },
	{ .given = "start-stop-daemon -Sqx /a -p /p -- c", .ret = "/a c" },
	{ .given = "start-stop-daemon --start --startas=/a -- c",
	    .ret = "/a c" },
	{ .given = "start-stop-daemon --stop --exec /a", .ret = "" },
	{ .given = "start-stop-daemon --status --exec /a", .ret = "" },
	{ .given = "start-stop-daemon --start --test --exec /a", .ret = "" },
	{ .given = "su mail -s /bin/sh -c /x/sendmail_-q1h",
	    .ret = "/x/sendmail -q1h" },
	{ .given = "runuser -u mail -- /x/sendmail -q", .ret =
	    "/x/sendmail -q" },
	{ .given = "sh -c exec_/x/sendmail_-bd", .ret = "/x/sendmail -bd" },
	{ .given = "sh -c cd_/;_/x/sendmail_-bd",
	    .ret = "sh -c cd_/;_/x/sendmail_-bd" },
	{ .given = "initlog -q -c sendmail_-bd", .ret = "sendmail -bd" },
	{ .given = "suattr -m -C CAP_X+ip -c sendmail_-bd",
	    .ret = "sendmail -bd" },
	{ .given = "startsrc -s sendmail -a -bd_-q30m",
	    .ret = "/usr/lib/sendmail -bd -q30m" },
	{ .given = "startsrc -s sendmail", .ret = "/usr/lib/sendmail" },
	{ .given = "start /usr/lib/sendmail 1 -bd_-q30m",
	    .ret = "/usr/lib/sendmail -bd -q30m" },
	{ .given = "start sendmail", .ret = "start sendmail" },
	{ .given = "chroot /jail sendmail -bd", .ret = "sendmail -bd" },
	{ .given = "setuidgid qmaild softlimit -m 3000000 tcpd sendmail",
	    .ret = "sendmail" },
	{ .given = "action Starting: sendmail -bd", .ret = "sendmail -bd" },
	{ .given = "sudo -u mail A=b sendmail", .ret = "sendmail" },
	{ .given = "nohup", .ret = "" },
	{ .given = "setsid --fork sendmail -bd", .ret = "sendmail -bd" },
	{ .given = "ionice --class 3 --classdata=5 sendmail -bd",
	    .ret = "sendmail -bd" },
	{ .given = "env --ignore-environment --unset HOME --chdir / A=b "
	    "sendmail", .ret = "sendmail" },
	{ .given = "timeout --signal KILL --kill-after=5 60 sendmail",
	    .ret = "sendmail" },
	{ .given = "chroot --userspec mail /jail sendmail",
	    .ret = "sendmail" },
	{ .given = "stdbuf --output L time --format %e sendmail",
	    .ret = "sendmail" },
	{ .given = "chrt --sched-runtime 5 --deadline 0 sendmail",
	    .ret = "sendmail" },
};

static void
words_of(struct pool *p, const char *text, struct words *w)
{
	char *word;
	size_t n, i;

	for (; *text != '\0'; text += n + (text[n] != '\0')) {
		n = strcspn(text, " ");
		word = pool_strndup(p, text, n);
		for (i = 0; i < n; i++)
			if (word[i] == '_')
				word[i] = ' ';
		assert_int_equal(words_push(p, w, word, WORD_KNOWN), 0);
	}
}

static void
test_command(void **state)
{
	struct pool p = { .failed = false };
	struct words given, want, got;
	bool other;
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		given = want = (struct words){ .n = 0 };
		words_of(&p, cases[i].given, &given);
		words_of(&p, cases[i].ret, &want);
		other = false;
		assert_int_equal(wrapper_command(&p, &given, &got, &other),
		    0);
		assert_int_equal(other, strstr(cases[i].given, "chroot ") !=
		    NULL);
		assert_string_equal(words_text(&p, &got),
		    words_text(&p, &want));
	}
	pool_release(&p);
}

/* What is not known of the arguments stays so. */
static void
test_gaps(void **state)
{
	struct pool p = { .failed = false };
	struct words w = { .n = 0 }, got;
	bool other = false;

	words_push(&p, &w, "startsrc", WORD_KNOWN);
	words_push(&p, &w, "-s", WORD_KNOWN);
	words_push(&p, &w, "sendmail", WORD_KNOWN);
	words_push(&p, &w, "-a", WORD_KNOWN);
	words_push(&p, &w, "-bd -q", WORD_TAIL);
	assert_int_equal(wrapper_command(&p, &w, &got, &other), 0);
	assert_int_equal(got.n, 3);
	assert_string_equal(got.v[1].text, "-bd");
	assert_string_equal(got.v[2].text, "-q");
	assert_int_equal(got.v[2].gap, WORD_MANY);
	w = (struct words){ .n = 0 };
	words_push(&p, &w, "daemon", WORD_KNOWN);
	words_push(&p, &w, "", WORD_MANY);
	words_push(&p, &w, "sendmail", WORD_KNOWN);
	assert_int_equal(wrapper_command(&p, &w, &got, &other), 0);
	assert_int_equal(got.n, 1);
	assert_string_equal(got.v[0].text, "sendmail");
	pool_release(&p);
}

static void
test_names(void **state)
{
	assert_true(wrapper_is("daemon"));
	assert_true(wrapper_is("/sbin/start-stop-daemon"));
	assert_false(wrapper_is("sendmail"));
	assert_false(wrapper_is("killproc"));
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_command),
		cmocka_unit_test(test_gaps),
		cmocka_unit_test(test_names),
	};

	return cmocka_run_group_tests_name("wrapper", tests, NULL, NULL);
}
