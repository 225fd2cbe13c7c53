/* Which scripts are worth evaluating; in doubt all of them. */
#include "tests/unit/unit.h"

#include "platforms/reach.h"
#include "tests/unit/hosttree.h"

static bool
may(struct fixture *f, const char *text)
{
	return reach_mta(&f->host, NULL, text, strlen(text), NULL, NULL) !=
	    REACH_NOTHING;
}

static bool
file_may(struct fixture *f, const char *text, const char *const *args,
    const char *const *env)
{
	script(f, "etc/job", text);
	return reach_mta(&f->host, "/etc/job", text, strlen(text), args,
	    env) != REACH_NOTHING;
}

static void
common(struct fixture *f)
{
	script(f, "usr/sbin/start-mta", "#!/bin/sh\n/usr/lib/sendmail -bd\n");
	script(f, "usr/sbin/innocent", "#!/bin/sh\ndate\n");
	script(f, "usr/sbin/binary", "\177ELF");
	script(f, "opt/x/run", "#!/bin/sh\n/usr/lib/sendmail -bd\n");
	tree_file(&f->tree, "etc/default/x", "PROGRAM=/usr/lib/sendmail\n");
	script(f, "etc/parts.d/10one", "#!/bin/sh\nexim -bd\n");
	tree_above(&f->tree, "usr/local/bin/relay");
	assert_int_equal(symlink("/usr/sbin/sendmail",
	    tree_path(&f->tree, "usr/local/bin/relay")), 0);
	script(f, "usr/sbin/sendmail", "\177ELF sendmail");
}

static void
test_reaches(void **state)
{
	struct fixture *f = *state;
	static const char *const texts[] = {
		"/usr/lib/sendmail -bd\n",
		"a=send; b=mail; /usr/lib/$a$b -bd\n",
		"a=sendm; /usr/lib/${a}ail -bd\n",
		"test -x /bin/x || exim -bd\n",
		"dma -bd\n",
		"start-mta\n",
		"cd / && start-mta &\n",
		"for i in 1 2; do start-mta $i; done\n",
		"if true\nthen nohup start-mta\nfi\n",
		"x=`start-mta`\n",
		"p=start-mta\n$p go\n",
		"sh -c 'innocent; start-mta'\n",
		"su - root -c \"start-mta\"\n",
		"case $1 in start) start-mta;; esac\n",
		". /etc/default/x\n$PROGRAM -bd\n",
		"n=x\n. /etc/default/$n\n$PROGRAM -bd\n",
		"/opt/x/run\n",
		"D=/opt/x\n$D/run\n",
		"D=/opt\n\"${D}/x/run\" start\n",
		"cd /opt/x\n./run\n",
		"PATH=/opt/x:$PATH\nrun\n",
		"for p in /etc/parts.d/*; do $p start; done\n",
		"d=/etc/parts.d\nfor p in $d/*; do \"$p\" start; done\n",
		"/usr/local/bin/relay -bd\n",
		"/etc/parts.d/10one start\n",
	};
	size_t i;

	common(f);
	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		if (!may(f, texts[i]))
			fail_msg("passed over: %s", texts[i]);
}

static void
test_does_not(void **state)
{
	struct fixture *f = *state;
	static const char *const texts[] = {
		"", "\n", "# sendmail is not run here\n",
		"innocent; binary --start\n",
		"find /var/log -name '*.gz' | xargs rm -f\n",
		"case $1 in /*) echo start-mta;; esac\n",
		"eval \"$(binary shell)\"\n",
		"/usr/sbin/binary -q\n. /etc/missing\n",
	};
	size_t i;

	common(f);
	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		if (may(f, texts[i]))
			fail_msg("not passed over: %s", texts[i]);
}

/* Arguments and the environment are words too; what was looked at is kept
 * with each file, not with the question. */
static void
test_given(void **state)
{
	struct fixture *f = *state;

	common(f);
	root_remember(&f->host.root);
	assert_false(file_may(f, "exec \"$@\"\n", NULL, NULL));
	assert_true(file_may(f, "exec \"$@\"\n", PATHS("start-mta"), NULL));
	assert_true(file_may(f, "exec $WHAT\n", NULL,
	    PATHS("WHAT=start-mta")));
	assert_false(file_may(f, "exec $WHAT\n", NULL,
	    PATHS("WHAT=innocent")));
	/* After some that lead to nothing. */
	assert_false(file_may(f, "exec \"$@\"\n", PATHS("update"), NULL));
	assert_false(file_may(f, "exec \"$@\"\n", PATHS("install", "no"),
	    NULL));
	assert_true(file_may(f, "exec \"$@\"\n", PATHS("no", "start-mta"),
	    NULL));
	assert_true(file_may(f, "exec \"$@\"\n", PATHS("/opt/x/run"), NULL));
	assert_true(file_may(f, "exec \"$@\"\n", PATHS("-bd"), NULL));
	assert_true(file_may(f, "exec \"$@\"\n", PATHS("sendmail"), NULL));
}

/* What systemctl starts is for systemd; service(8) runs scripts itself. */
static void
test_units(void **state)
{
	struct fixture *f = *state;
	static const struct { const char *text; enum reach reach; } all[] = {
		{ "systemctl start x", REACH_UNITS },
		{ "systemctl start x\nstart-mta\n", REACH_MTA },
		{ "start-mta; systemctl start x", REACH_MTA },
		{ "systemctl start sendmail", REACH_MTA },
		{ "service x start", REACH_MTA },
		{ "systemctl start x || service x start", REACH_MTA },
		{ "C=systemctl\n$C start x", REACH_MTA },
		{ "caller go", REACH_UNITS },
		{ "systemctl stop x", REACH_NOTHING },
	};
	static const char *const texts[] = { "systemctl start \"$1\"\n" };
	size_t i;

	common(f);
	root_remember(&f->host.root);
	script(f, "usr/sbin/caller", "#!/bin/sh\nsystemctl restart x\n");
	for (i = 0; i < sizeof(all) / sizeof(all[0]); i++)
		assert_int_equal(reach_mta(&f->host, NULL, all[i].text,
		    strlen(all[i].text), NULL, NULL), all[i].reach);
	/* Once with and once without what is kept of the file. */
	script(f, "etc/job", texts[0]);
	for (i = 0; i < 2; i++)
		assert_int_equal(reach_mta(&f->host, "/etc/job", texts[0],
		    strlen(texts[0]), PATHS("no"), NULL), REACH_UNITS);
	assert_int_equal(reach_mta(&f->host, "/etc/job", texts[0],
	    strlen(texts[0]), PATHS("start-mta"), NULL), REACH_MTA);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_reaches),
		TEST(test_does_not),
		TEST(test_given),
		TEST(test_units),
	};

	return cmocka_run_group_tests_name("reach", tests, NULL, NULL);
}
