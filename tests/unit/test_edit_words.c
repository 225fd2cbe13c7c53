/* The words of one command in a script. */
#include "tests/unit/unit.h"

#include "platforms/edit_words.h"
#include "tests/unit/edit_case.h"

#define SCRIPT "/etc/init.d/sendmail"

static void
finds_the_option(void **state)
{
	static const struct { const char *text, *word; } rows[] = {
		{ "sendmail -bd -q1h", "-bd" },
		{ "sendmail -q1m -bd", "-bd" },
		{ "\"-bd -q${qpi}\"", "-bd" },
		{ "htcp='-bd'", "-bd" },
		{ "MODE=-bd", "-bd" },
		{ "sendmail -bD&", "-bD" },
		{ "sendmail -bdq30m x", "-bdq30m" },
		{ "$([ a ] && echo -bd)", "-bd" },
		{ "mail-bd -bd", "-bd" },
		{ "-bl;", "-bl" },
		{ "sendmail -b d -q1h", "-b d" },
		{ "sendmail -b\tD&", "-b\tD" },
		{ "sendmail -b \"d\" -q1h", "-b \"d\"" },
		{ "sendmail -b dq30m", "-b dq30m" },
		/* The letters before it stay. */
		{ "sendmail -vbd -q1h", "bd" },
		{ "sendmail -ivb d", "b d" },
		{ "[ -b dev ] && x", "-b dev" },
	};
	struct listen_word w;
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		assert_true(words_find_listen(rows[i].text, 0,
		    strlen(rows[i].text), 0, &w));
		assert_int_equal(w.to - w.from, strlen(rows[i].word));
		assert_memory_equal(rows[i].text + w.from, rows[i].word,
		    w.to - w.from);
		assert_int_equal(w.inside, rows[i].word[0] == 'b');
		assert_false(w.name);
	}
	assert_true(words_find_listen("-bd -bd", 0, 7, 1, &w));
	assert_int_equal(w.from, 4);
}

static void
finds_no_other(void **state)
{
	static const char *const rows[] = { "sendmail -bs -bi --bd x-bd",
		"[ -b /dev/sda ]", "-b x", "-b", "-b ", "-b \"d x\"",
		"-b \"d'", "-fbd -oibd -xbd", "-q1h d", "-v-bd", "" };
	struct listen_word w;
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		assert_false(words_find_listen(rows[i], 0, strlen(rows[i]), 0,
		    &w));
}

/* unix.md 0.1: the name alone makes a daemon. */
static void
finds_the_name(void **state)
{
	static const struct { const char *text; size_t from, to; } rows[] = {
		{ "/etc/smtpd -q30m", 5, 10 },
		{ "smtpd", 0, 5 },
		{ "nohup '/etc/smtpd' &", 12, 18 },
		{ "(smtpd)", 1, 6 },
		{ "[ -x /etc/smtpd ] && /etc/smtpd", 26, 31 },
		{ "@/usr/sbin/sendmail smtpd -q1h", 20, 25 },
	};
	struct listen_word w;
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		assert_true(words_find_smtpd(rows[i].text, 0,
		    strlen(rows[i].text), 0, &w));
		assert_int_equal(w.from, rows[i].from);
		assert_int_equal(w.to, rows[i].to);
		assert_true(w.name);
		assert_false(words_find_smtpd(rows[i].text, 0,
		    strlen(rows[i].text), 1, &w));
	}
	assert_false(words_find_smtpd("A=/etc/smtpd", 0, 12, 0, &w));
	assert_false(words_find_smtpd("A=\"smtpd\"", 0, 9, 0, &w));
	assert_false(words_find_smtpd("test -f /etc/smtpd", 0, 18, 0, &w));
	assert_false(words_find_smtpd("smtpd_flags= xsmtpd smtpds", 0, 26, 0,
	    &w));
}

static void
takes_it_out(void **state)
{
	struct edit_case *c = *state;

	expect_edit(c, edit_words, SCRIPT, 2,
	    "x\n\t/usr/lib/sendmail -bd -q15m &\t\n# -bd \xe9",
	    "x\n\t/usr/lib/sendmail -q15m &\t\n# -bd \xe9");
	/* The last word: the blank before it goes. */
	expect_edit(c, edit_words, SCRIPT, 1, "sendmail -q1m -bd\n",
	    "sendmail -q1m\n");
	expect_edit(c, edit_words, SCRIPT, 1, "sendmail -q1m -bd\r\n",
	    "sendmail -q1m\r\n");
	expect_edit(c, edit_words, SCRIPT, 1, "sendmail -bd -q1h -om&",
	    "sendmail -q1h -om&");
	/* Continued lines are one command. */
	expect_edit(c, edit_words, SCRIPT, 1,
	    "daemon sendmail \\\n    -bd \\\n    -q1h\n",
	    "daemon sendmail \\\n    \\\n    -q1h\n");
	/* The other way is the next turn. */
	edit_at(c, SCRIPT, 1, "sendmail -bd -q15m\n");
	assert_int_equal(edit_do(c, edit_words, 1), 1);
	expect_put(c, SCRIPT, "sendmail -q15m -q15m\n");
	/* The line is found once more when the whole script is looked at. */
	assert_int_equal(edit_do(c, edit_words, 2), 1);
	assert_int_equal(edit_do(c, edit_words, 4), 0);
}

/* linux-bsd.md 1.1: -b d and -vbd are daemons too. */
static void
takes_other_spellings_out(void **state)
{
	struct edit_case *c = *state;

	expect_edit(c, edit_words, SCRIPT, 1, "sendmail -b d -q15m &\n",
	    "sendmail -q15m &\n");
	expect_edit(c, edit_words, SCRIPT, 1, "sendmail -q15m -b d\n",
	    "sendmail -q15m\n");
	expect_edit(c, edit_words, SCRIPT, 1, "sendmail -vbd -q15m\n",
	    "sendmail -v -q15m\n");
	expect_edit(c, edit_words, SCRIPT, 1, "sendmail -q15m -vb d\n",
	    "sendmail -q15m -v\n");
	c->starter.queue_interval = 0;
	expect_edit(c, edit_words, SCRIPT, 1, "sendmail -vbd &\n",
	    "sendmail -v -q15m &\n");
	expect_edit(c, edit_words, SCRIPT, 1, "sendmail -b d\n",
	    "sendmail -q15m\n");
}

/* The last -b counts, and -bm with -q is a queue runner: linux-bsd.md 1.1. */
static void
turns_the_name_down(void **state)
{
	struct edit_case *c = *state;

	WORDS(c, "/etc/smtpd", "-q30m");
	expect_edit(c, edit_words, SCRIPT, 2,
	    "[ -x /etc/smtpd ] || exit\n\t/etc/smtpd -q30m &\n",
	    "[ -x /etc/smtpd ] || exit\n\t/etc/smtpd -bm -q30m &\n");
	assert_int_equal(edit_do(c, edit_words, 2), 0);
	expect_edit(c, edit_words, SCRIPT, 1, "\"/etc/smtpd\" -q30m\n",
	    "\"/etc/smtpd\" -bm -q30m\n");
	expect_edit(c, edit_words, SCRIPT, 1, "smtpd -bd -q30m\n",
	    "smtpd -bm -q30m\n");
	expect_edit(c, edit_words, SCRIPT, 1, "smtpd -vb d -q30m\n",
	    "smtpd -vbm -q30m\n");
	c->starter.queue_interval = 0;
	WORDS(c, "smtpd");
	expect_edit(c, edit_words, SCRIPT, 1, "/usr/lib/smtpd; echo x\n",
	    "/usr/lib/smtpd -bm -q15m; echo x\n");
	/* A program of another name that is not told to listen. */
	WORDS(c, "/usr/lib/sendmail", "-q30m");
	expect_none(c, edit_words, SCRIPT, 1, "/etc/smtpd -q30m\n");
}

/* Without a queue interval the command would be no runner. */
static void
puts_a_queue_run(void **state)
{
	struct edit_case *c = *state;

	c->starter.queue_interval = 0;
	expect_edit(c, edit_words, SCRIPT, 1, "sendmail -bd &\n",
	    "sendmail -q15m &\n");
	c->policy.queue_interval = 7200;
	expect_edit(c, edit_words, SCRIPT, 1, "sendmail -bdq30m\n",
	    "sendmail -q2h\n");
	c->policy.queue_interval = 90;
	expect_edit(c, edit_words, SCRIPT, 1, "sendmail -bd\n",
	    "sendmail -q90s\n");
}

/* The option may stand in a variable; units are not edited in place. */
static void
other_places(void **state)
{
	struct edit_case *c = *state;

	c->because[0] = (struct place){ .path = SCRIPT, .line = 1 };
	c->starter.because = &c->because[0];
	expect_edit(c, edit_words, SCRIPT, 2, "f=\"-bd\"\n$bin $f -q1h &\n",
	    "f=\"\"\n$bin $f -q1h &\n");
	c->starter.because = NULL;
	expect_none(c, edit_words, "/usr/lib/systemd/system/x.service", 1,
	    "ExecStart=/usr/sbin/sendmail -bd\n");
	/* Behind eval the line is not known. */
	c->starter.queue_interval = 0;
	expect_edit(c, edit_words, SCRIPT, 3,
	    "# -bd\nf=-bd\neval \"sendmail $f\"\n",
	    "# -bd\nf=-q15m\neval \"sendmail $f\"\n");
	expect_none(c, edit_words, SCRIPT, 1, "sendmail -q15m\n");
}

/* unix.md 4: past SRC, which wants -bd. */
static void
src(void **state)
{
	struct edit_case *c = *state;

	expect_edit(c, edit_src, "/etc/rc.tcpip", 2, "qpi=30m\n"
	    "start /usr/lib/sendmail \"$src_running\" \"-bd -q${qpi}\"\n",
	    "qpi=30m\nstart /usr/lib/sendmail \"\" \"-q${qpi}\"\n");
	expect_edit(c, edit_src, "/etc/rc.tcpip", 1,
	    "start\t/usr/lib/sendmail  \"$src_running\"\t\"-bd -q30m\" ",
	    "start\t/usr/lib/sendmail  \"\"\t\"-q30m\" ");
	expect_none(c, edit_src, "/etc/rc.tcpip", 1,
	    "start /usr/lib/sendmail\n");
	expect_none(c, edit_src, "/etc/rc.tcpip", 1,
	    "/usr/lib/sendmail a \"b\" -bd\n");
}

static void
port_word(void **state)
{
	struct edit_case *c = *state;

	expect_edit(c, edit_port_word, "/etc/rc.local", 1,
	    "sendmail -bd -ODaemonPortOptions=Name=MTA &\n",
	    "sendmail -bd -ODaemonPortOptions=Name=MTA,Addr=127.0.0.1 &\n");
	expect_edit(c, edit_port_word, "/etc/rc.local", 1,
	    "sendmail -O 'DaemonPortOptions=Port=25' -bd",
	    "sendmail -O 'DaemonPortOptions=Port=25,Addr=127.0.0.1' -bd");
	expect_none(c, edit_port_word, "/etc/rc.local", 1, "sendmail -bd\n"
	    "# DaemonPortOptions=x\n");
}

/* unix.md 8: no branch may become empty. */
static void
does_nothing(void **state)
{
	struct edit_case *c = *state;

	WORDS(c, "/usr/lib/sendmail", "-bd");
	expect_edit(c, edit_noop, "/etc/rc.local", 2,
	    "if x; then\n\t/usr/lib/sendmail -bd -q1h; echo -n ' s'\nfi\n",
	    "if x; then\n\t: /usr/lib/sendmail -bd -q1h; echo -n ' s'\n"
	    "fi\n");
	expect_edit(c, edit_noop, "/etc/rc.local", 1,
	    "[ -f x ] && nohup /usr/lib/sendmail -bd &",
	    "[ -f x ] && : nohup /usr/lib/sendmail -bd &");
	expect_edit(c, edit_noop, "/etc/rc.local", 1,
	    "if a; then /usr/lib/sendmail -bd; fi\n",
	    "if a; then : /usr/lib/sendmail -bd; fi\n");
	expect_edit(c, edit_noop, "/etc/rc.local", 1, "  $CMD &\n",
	    "  : $CMD &\n");
	assert_int_equal(edit_do(c, edit_noop, 1), 0);
	expect_none(c, edit_noop, "/etc/systemd/system/x.service", 1, "x\n");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		EDIT_TEST(finds_the_option),
		EDIT_TEST(finds_no_other),
		EDIT_TEST(finds_the_name),
		EDIT_TEST(takes_it_out),
		EDIT_TEST(takes_other_spellings_out),
		EDIT_TEST(turns_the_name_down),
		EDIT_TEST(puts_a_queue_run),
		EDIT_TEST(other_places),
		EDIT_TEST(src),
		EDIT_TEST(port_word),
		EDIT_TEST(does_nothing),
	};

	return cmocka_run_group_tests_name("edit_words", tests, NULL, NULL);
}
