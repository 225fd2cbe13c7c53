/* The loop of --watch on trees, with a port and services of the test's. */
#include "agent/watching.h"

#include <stdlib.h>
#include <unistd.h>

#include "agent/output.h"
#include "tests/unit/fakeservice.h"
#include "tests/unit/tree.h"
#include "tests/unit/unit.h"

/* A port that counts. */
static int opened, closed;
static size_t spots_seen;
static bool saw_rc2;
static int open_error;

struct watch {
	int number;
};

static int
fake_open(const struct watch_spot *spots, size_t n, struct watch **ret,
    struct err *e)
{
	size_t i;

	if (open_error != 0)
		return err_set(e, open_error, "no watch");
	*ret = calloc(1, sizeof(**ret));
	(*ret)->number = ++opened;
	spots_seen = n;
	saw_rc2 = false;
	for (i = 0; i < n; i++)
		if (spots[i].name == NULL && strlen(spots[i].folder) > 10 &&
		    strcmp(spots[i].folder + strlen(spots[i].folder) - 10,
		    "/etc/rc2.d") == 0)
			saw_rc2 = true;
	return 0;
}

static void
fake_close(struct watch *w)
{
	closed += w != NULL;
	free(w);
}

static const struct watch_ops port = { .open = fake_open,
	.close = fake_close };

/* Who changes them is noted for the same folders, and before that. */
static size_t marked;
static int opened_before;

static int
fake_mark(struct writers *none, const struct watch_spot *spots, size_t n)
{
	assert_null(none);
	assert_non_null(spots);
	marked = n;
	opened_before = opened;
	return 0;
}

static int64_t
fake_now(void)
{
	return 1;
}

static const struct writers_ops writers = { .watch = fake_mark,
	.now = fake_now };

static struct tree tree;
static struct settings settings;
static struct watching w;
static char path[300], policy[300], output[300];
static struct watched d;
static struct err e;

/* A Solaris 7 whose sendmail is not started, with a daemon's script ready. */
static int
setup(void **state)
{
	tree_make(&tree);
	tree_file(&tree, "root/etc/release", "Solaris 7 s998s_SPARC\n");
	tree_file(&tree, "root/etc/inittab", "is:3:initdefault:\n"
	    "s2:23:wait:/sbin/rc2\n");
	tree_file(&tree, "root/sbin/rc2", "x");
	tree_file(&tree, "root/usr/lib/sendmail", "sendmail");
	chmod(tree_path(&tree, "root/usr/lib/sendmail"), 04755);
	tree_file(&tree, "root/etc/init.d/sendmail",
	    "#!/sbin/sh\n/usr/lib/sendmail -bd -q15m &\n");
	tree_folder(&tree, "root/etc/rc2.d");
	tree_file(&tree, "policy", "[service]\nmode = queue-only\n");
	snprintf(path, sizeof(path), "%s/root", tree.path);
	snprintf(policy, sizeof(policy), "%s/policy", tree.path);
	snprintf(output, sizeof(output), "%s/output", tree.path);
	settings = (struct settings){ .root = path, .policy = policy,
		.platform = "solaris", .format = &format_json,
		.output = output };
	opened = closed = open_error = 0;
	e = (struct err){ .code = 0 };
	fakeservice_reset();
	fakeservice_fail = NULL;
	watching_init(&w, &settings, &port, NULL, 0);
	return 0;
}

static int
teardown(void **state)
{
	watching_release(&w);
	assert_int_equal(opened, closed);
	tree_remove(&tree);
	return 0;
}

static void
enable(void)
{
	tree_link(&tree, "root/etc/rc2.d/S88sendmail", "../init.d/sendmail");
}

static void
disable(void)
{
	assert_int_equal(unlink(tree_path(&tree,
	    "root/etc/rc2.d/S88sendmail")), 0);
}

static void
look(void)
{
	int status = watching_look(&w, &d, &e);

	if (status != 0)
		fail_msg("%d: %s", status, e.text);
}

/* The output file is there and says that; it is taken away. */
static void
reported(const char *verdict)
{
	char text[200000], words[64];
	FILE *f = fopen(output, "r");
	size_t n;

	if (verdict == NULL) {
		assert_null(f);
		return;
	}
	assert_non_null(f);
	n = fread(text, 1, sizeof(text) - 1, f);
	text[n] = '\0';
	fclose(f);
	snprintf(words, sizeof(words), "\n  \"verdict\": \"%s\"", verdict);
	assert_non_null(strstr(text, words));
	assert_int_equal(unlink(output), 0);
}

/* The output file says that; it stays. */
static void
says(const char *words)
{
	char text[200000];
	FILE *f = fopen(output, "r");
	size_t n;

	assert_non_null(f);
	n = fread(text, 1, sizeof(text) - 1, f);
	text[n] = '\0';
	fclose(f);
	if (strstr(text, words) == NULL)
		fail_msg("%s\n%s", words, text);
}

static void
who_changes_is_noted(void **state)
{
	marked = 0;
	w.good.port = &writers;
	look();
	assert_true(marked > 0);
	assert_int_equal(marked, spots_seen);
	assert_int_equal(opened_before, opened - 1);
}

static void
what_changed(void **state)
{
	look();
	says("\n  \"change\": null");
	enable();
	tree_file(&tree, "root/etc/init.d/sendmail",
	    "#!/sbin/sh\n/usr/lib/sendmail -bd -q1h &\n");
	look();
	assert_string_equal(d.by, "unknown");
	says("\n    \"by\": \"unknown\"");
	says("        \"path\": \"/etc/init.d/sendmail\",\n"
	    "        \"what\": \"contents\"");
	says("        \"diff\": \"--- a/etc/init.d/sendmail\\n"
	    "+++ b/etc/init.d/sendmail\\n@@ -1,2 +1,2 @@\\n #!/sbin/sh\\n"
	    "-/usr/lib/sendmail -bd -q15m &\\n"
	    "+/usr/lib/sendmail -bd -q1h &\\n\"");
	says("        \"path\": \"/etc/rc2.d/S88sendmail\",\n"
	    "        \"what\": \"new\"");
	says("\"no_diff\": \"link to ../init.d/sendmail\"");
	/* In its mode again, and out of it by a file that is private. */
	disable();
	look();
	assert_string_equal(d.by, "");
	says("\n  \"change\": null");
	tree_file(&tree, "root/etc/rc2.d/S88sendmail",
	    "#!/sbin/sh\n/usr/lib/sendmail -bd &\n");
	chmod(tree_path(&tree, "root/etc/rc2.d/S88sendmail"), 0600);
	look();
	says("\"no_diff\": \"private\"");
	says("\n    \"more\": 0");
}

/* The first look: what it was like before is not known. */
static void
never_seen_good(void **state)
{
	enable();
	look();
	assert_string_equal(d.by, "");
	says("\n    \"since\": null,\n    \"by\": \"unknown\",\n"
	    "    \"files\": []");
}

static void
every_change_is_reported(void **state)
{
	look();
	assert_true(d.answer.report);
	assert_null(d.before);
	assert_string_equal(d.verdict, "warning");
	assert_true(saw_rc2);
	reported("warning");
	look();
	assert_false(d.answer.report);
	reported(NULL);
	enable();
	look();
	assert_string_equal(d.before, "warning");
	assert_string_equal(d.verdict, "non-compliant");
	reported("non-compliant");
	disable();
	look();
	reported("warning");
	/* one watch at a time is left */
	assert_int_equal(opened - closed, 1);
}

/* A policy that cannot be read is an error, and its repair is noticed. */
static void
a_broken_policy(void **state)
{
	look();
	reported("warning");
	tree_file(&tree, "policy", "[service]\nmode = off\n");
	assert_int_equal(watching_look(&w, &d, &e), EXIT_CONFIG);
	assert_null(d.verdict);
	assert_int_equal(opened - closed, 1);
	reported(NULL);
	tree_file(&tree, "policy", "[service]\nmode = disabled\n");
	look();
	assert_string_equal(d.before, "warning");
	/* in mode disabled nothing has to run queues */
	assert_string_equal(d.verdict, "compliant");
	reported("compliant");
}

static void
no_watch(void **state)
{
	open_error = EMFILE;
	assert_int_equal(watching_look(&w, &d, &e), EXIT_SYSTEM);
	assert_string_equal(e.text, "no watch");
	open_error = 0;
	look();
}

/* Three times within an hour, and then it is said in the report. */
static void
enforcing(void **state)
{
	int i;

	tree_file(&tree, "policy", "[watch]\nreact = enforce\n");
	w.service = &fakeservice;
	enable();
	for (i = 0; i < 3; i++) {
		look();
		assert_true(d.enforced && d.reached);
		assert_string_equal(fakeservice_log,
		    "StartUnit hardenmail-enforce.service;");
		fakeservice_reset();
		disable();
		look();
		assert_string_equal(d.verdict, "warning");
		enable();
	}
	assert_int_equal(unlink(output), 0);
	look();
	assert_true(d.answer.gave_up && d.answer.report && !d.enforced);
	assert_string_equal(fakeservice_log, "");
	{
		char text[200000];
		FILE *f = fopen(output, "r");
		size_t n = fread(text, 1, sizeof(text) - 1, f);

		text[n] = '\0';
		fclose(f);
		assert_non_null(strstr(text, "\"[watch] react = enforce is "
		    "left off: 3 times within an hour the mode did not last "
		    "or was not reached\""));
	}
}

static void
enforcing_in_vain(void **state)
{
	tree_file(&tree, "policy", "[watch]\nreact = enforce\n");
	w.service = &fakeservice;
	fakeservice_fail = "StartUnit hardenmail-enforce.service";
	enable();
	look();
	assert_true(d.enforced && !d.reached);
	assert_non_null(strstr(e.text, "failed"));
	look();
	assert_false(d.enforced);
	/* who observes enforces nothing */
	tree_file(&tree, "policy", "[watch]\nreact = enforce\n"
	    "[service]\nmode = observe\n");
	fakeservice_reset();
	look();
	assert_false(d.enforced);
	assert_string_equal(fakeservice_log, "");
}

static void
one_line(void **state)
{
	struct buf text = BUF_INIT(4096), line = BUF_INIT(4096);

	buf_adds(&text, "{\n  \"a\": [\n    \"x  y\",\n    {}\n  ]\n}\n");
	watching_line(&text, &line);
	assert_string_equal(line.p, "{\"a\": [\"x  y\",{}]}\n");
	buf_release(&text);
	buf_release(&line);
}

#define TEST(fn) cmocka_unit_test_setup_teardown(fn, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(every_change_is_reported),
		TEST(who_changes_is_noted),
		TEST(what_changed),
		TEST(never_seen_good),
		TEST(a_broken_policy),
		TEST(no_watch),
		TEST(enforcing),
		TEST(enforcing_in_vain),
		cmocka_unit_test(one_line),
	};

	return cmocka_run_group_tests_name("watching", tests, NULL, NULL);
}
