/* The words of a script: more than a shell would see, never fewer. */
#include "tests/unit/unit.h"

#include "platforms/reach_words.h"

#include <string.h>

static const struct reach_word *
find(const struct reach_words *w, enum reach_kind kind, const char *text)
{
	const struct reach_word *one;

	for (one = w->first; one != NULL; one = one->next)
		if (one->kind == kind && strcmp(one->text, text) == 0)
			return one;
	return NULL;
}

static void
test_words(void **state)
{
	static const char text[] = "# comment word\n"
	    "X=/opt/x other\n"
	    "first arg | second /etc/file\n"
	    "nice third; \"$X/tail\" a\n"
	    "ls /etc/d/* && rm plain\n";
	struct pool pool = { 0 };
	struct reach_words w;

	assert_int_equal(reach_words_read(&pool, text, strlen(text), true,
	    &w), 0);
	assert_null(find(&w, REACH_NAME, "comment"));
	assert_true(find(&w, REACH_NAME, "other")->run);
	assert_non_null(find(&w, REACH_PATH, "/opt/x"));
	assert_true(find(&w, REACH_NAME, "first")->run);
	assert_false(find(&w, REACH_NAME, "arg")->run);
	assert_true(find(&w, REACH_NAME, "second")->run);
	assert_non_null(find(&w, REACH_PATH, "/etc/file"));
	assert_true(find(&w, REACH_NAME, "third")->run);
	assert_non_null(find(&w, REACH_TAIL, "tail"));
	assert_non_null(find(&w, REACH_PATTERN, "/etc/d/*"));
	assert_null(find(&w, REACH_NAME, "rm"));
	assert_true(w.dynamic);
	assert_false(w.piece);
	assert_false(w.sources);
	pool_release(&pool);
}

static void
test_flags(void **state)
{
	static const struct { const char *text; bool piece, dynamic, sources; }
	all[] = {
		{ .text = "echo send", .piece = true },
		{ .text = "echo XMail", .piece = true },
		{ .text = "x=${y}mail", .piece = true },
		{ .text = ". $x", .dynamic = true, .sources = true },
		{ .text = "source \"$x\"", .dynamic = true, .sources = true },
		{ .text = "eval a", .dynamic = true },
		{ .text = "true && ${X} go", .dynamic = true },
		{ .text = "echo $x" },
		{ .text = "dmaker madman email resend mailx" },
		{ .text = "/usr/lib/dma", .piece = true },
	};
	struct pool pool = { 0 };
	struct reach_words w;
	size_t i;

	for (i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		assert_int_equal(reach_words_read(&pool, all[i].text,
		    strlen(all[i].text), true, &w), 0);
		if (w.piece != all[i].piece || w.dynamic != all[i].dynamic ||
		    w.sources != all[i].sources)
			fail_msg("%s: %d %d %d", all[i].text, w.piece,
			    w.dynamic, w.sources);
	}
	pool_release(&pool);
}

/* What a unit or service of that name runs is not known here. */
static void
test_calls(void **state)
{
	static const struct { const char *text; bool piece, units; } all[] = {
		{ .text = "systemctl start x", .units = true },
		{ .text = "/bin/systemctl -q --no-block restart x",
		    .units = true },
		{ .text = "if a; then service x start; fi", .piece = true },
		{ .text = "invoke-rc.d x restart", .piece = true },
		{ .text = "rc-service x start", .piece = true },
		{ .text = "systemctl isolate x.target", .units = true },
		{ .text = "systemctl enable --now x", .units = true },
		{ .text = "systemctl \"$1\" x", .units = true },
		{ .text = "systemctl \\\n  start x", .units = true },
		{ .text = "C=systemctl\n$C start x", .piece = true },
		{ .text = "start() { a; }\nC=/bin/systemctl", .piece = true },
		{ .text = "systemd-run --on-boot=1 --unit=x",
		    .piece = true },
		{ .text = "systemctl is-active x" },
		{ .text = "systemctl stop x\nservice y status" },
		{ .text = "systemctl try-restart x; systemctl daemon-reload" },
		{ .text = "case $1 in start) x;; esac; systemctl reload x" },
		{ .text = "# systemctl start x" },
	};
	struct pool pool = { 0 };
	struct reach_words w;
	size_t i;

	for (i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		assert_int_equal(reach_words_read(&pool, all[i].text,
		    strlen(all[i].text), true, &w), 0);
		if (w.piece != all[i].piece || w.units != all[i].units)
			fail_msg("%s: %d %d", all[i].text, w.piece, w.units);
	}
	pool_release(&pool);
}

static void
test_packed(void **state)
{
	static const char text[] = "eval x; PATH=/opt/b run /opt/f y\n"
	    "systemctl start z\n";
	struct buf b = BUF_INIT(65536);
	struct pool pool = { 0 };
	struct reach_words w, back;
	const struct reach_word *one, *two;

	assert_int_equal(reach_words_read(&pool, text, strlen(text), true,
	    &w), 0);
	assert_int_equal(reach_words_pack(&w, &b), 0);
	assert_int_equal(reach_words_unpack(&pool, b.p, b.len, &back), 0);
	assert_true(back.dynamic);
	assert_false(back.sources);
	assert_true(back.units);
	assert_true(find(&back, REACH_PATH, "/opt/b")->search);
	for (one = w.first, two = back.first; one != NULL && two != NULL;
	    one = one->next, two = two->next) {
		assert_string_equal(one->text, two->text);
		assert_int_equal(one->kind, two->kind);
		assert_int_equal(one->run, two->run);
		assert_int_equal(one->search, two->search);
	}
	assert_true(one == NULL && two == NULL);
	buf_release(&b);
	pool_release(&pool);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_words),
		cmocka_unit_test(test_flags),
		cmocka_unit_test(test_calls),
		cmocka_unit_test(test_packed),
	};

	return cmocka_run_group_tests_name("reach_words", tests, NULL, NULL);
}
