/* The command line, and the policy files that it names. */
#include "agent/settings.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/unit/unit.h"

/* Up to 7 words behind the program's name; the last is NULL. */
struct line { const char *words[8]; };

static int
parse(const struct line *l, struct settings *s, struct err *e)
{
	static char store[8][128];
	char *argv[9];
	int argc = 1, i;

	argv[0] = store[0];
	snprintf(store[0], sizeof(store[0]), "hardenmail");
	for (i = 0; l->words[i] != NULL; i++, argc++) {
		snprintf(store[argc], sizeof(store[argc]), "%s", l->words[i]);
		argv[argc] = store[argc];
	}
	argv[argc] = NULL;
	*e = (struct err){ .code = 0 };
	*s = (struct settings){ .root = "untouched" };
	return settings_parse(argc, argv, s, e);
}

static void
mistakes(void **state)
{
	static const struct { struct line line; const char *message; } all[] = {
		{ { { "--chek" } }, "--chek: no such option" },
		{ { { "--root" } }, "--root: needs DIR" },
		{ { { "--check", "--root", "" } },
		    "an option has an empty argument" },
		{ { { "--check=yes" } }, "--check: takes no argument" },
		{ { { "--check", "now" } }, "now: not expected here" },
		{ { { "--check", "--list-checks" } }, "only one of --check, "
		    "--plan, --enforce, --watch, --undo, --confirm, "
		    "--history, --ask-relay, --relay-cases, --explain, "
		    "--explain-platform, --list-checks "
		    "and --version can be done at once" },
		{ { { "--ask-relay", "--client", "1.2.3.4" } },
		    "--ask-relay needs --client and --to" },
		{ { { "--relay-cases", "x", "--to", "a@b" } }, "--client, "
		    "--from, --to, --auth and --trace need --ask-relay" },
		{ { { "--check", "--dns", "none" } }, "--dns needs "
		    "--ask-relay or --relay-cases" },
		{ { { "--check", "--force" } }, "--force needs --enforce or "
		    "--undo" },
		{ { { "--undo", "3", "4" } }, "4: not expected here" },
		{ { { "--check", "--confirm-within=10m" } },
		    "--confirm-within needs --enforce" },
		{ { { "--enforce", "--confirm-within=10" } },
		    "--confirm-within 10: expected a time of a minute or "
		    "more, like 10m" },
		{ { { "--check", "--format", "xml" } }, "--format xml: no such "
		    "format, expected text, json, sh, nagios, prometheus, "
		    "sarif or junit" },
		{ { { "--plan", "--format", "nagios" } },
		    "--format nagios is for --check and --watch" },
		{ { { "--check", "--format", "sh" } },
		    "--format sh is for --plan" },
		{ { { "--check", "--second-opinion", "--root", "/" } },
		    "--second-opinion needs --check of a running host" },
		{ { { "--plan", "--second-opinion" } },
		    "--second-opinion needs --check of a running host" },
		{ { { "--plan", "--report" } },
		    "--report needs --check or --watch" },
		{ { { "--check", "--splay", "50m" } },
		    "--splay needs --check --report" },
		{ { { "--watch", "--report", "--splay", "50m" } },
		    "--splay needs --check --report" },
		{ { { "--check", "--report", "--splay", "50" } },
		    "--splay 50: expected a time like 50m" },
		{ { { "--check", "--root", "/x", "--capture", "a.tar" } },
		    "--capture and --root are two hosts" },
		{ { { "--enforce", "--capture", "a.tar" } }, "--capture is no "
		    "host that could be changed: --check and --plan look at "
		    "it" },
		{ { { "--check", "--report", "--capture", "a.tar" } },
		    "--capture is no host that could be changed: --check and "
		    "--plan look at it" },
		{ { { "--check", "--policy-from-root" } },
		    "--policy-from-root needs --root" },
		{ { { "--check", "--policy-from-root", "--root", "/x",
		    "--policy", "p" } }, "--policy replaces all policy files: "
		    "--policy-from-root has no place beside it" },
	};
	struct settings s;
	struct err e;
	size_t i;

	for (i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		assert_int_equal(parse(&all[i].line, &s, &e), -EINVAL);
		assert_string_equal(e.text, all[i].message);
		assert_string_equal(s.root, "untouched");
	}
}

static void
what_was_asked(void **state)
{
	struct settings s;
	struct err e;

	assert_int_equal(parse(&(struct line){ { NULL } }, &s, &e), 0);
	assert_int_equal(s.command, 0);
	assert_int_equal(parse(&(struct line){ { "--check", "--root=/mnt",
	    "--format", "json", "-ofile", "--platform", "aix" } }, &s, &e), 0);
	assert_int_equal(s.command, OPTION_CHECK);
	assert_string_equal(s.root, "/mnt");
	assert_ptr_equal(s.format, &format_json);
	assert_string_equal(s.output, "file");
	assert_string_equal(s.platform, "aix");
	assert_int_equal(parse(&(struct line){ { "--explain", "x" } }, &s,
	    &e), 0);
	assert_int_equal(s.command, OPTION_EXPLAIN);
	assert_string_equal(s.argument, "x");
	/* who asks for help gets it */
	assert_int_equal(parse(&(struct line){ { "--check", "--help",
	    "--version", "x" } }, &s, &e), 0);
	assert_int_equal(s.command, OPTION_HELP);
}

/* A tree with policy files in a folder of its own. */
static char top[] = "/tmp/hm-settings-XXXXXX";

static void
put(const char *name, const char *text)
{
	char path[256];
	FILE *f;

	snprintf(path, sizeof(path), "%s/%s", top, name);
	f = fopen(path, "w");
	assert_non_null(f);
	assert_true(fputs(text, f) >= 0);
	fclose(f);
}

static int
make_tree(void **state)
{
	static const char *const folders[] = { "etc", "etc/hardenmail",
		"etc/hardenmail/policy.d" };
	char path[256];
	size_t i;

	if (mkdtemp(top) == NULL)
		return -1;
	for (i = 0; i < 3; i++) {
		snprintf(path, sizeof(path), "%s/%s", top, folders[i]);
		if (mkdir(path, 0755) != 0)
			return -1;
	}
	return 0;
}

static int
remove_tree(void **state)
{
	static const char *const names[] = { "etc/hardenmail/policy.d/10.conf",
		"etc/hardenmail/policy.d/9.conf",
		"etc/hardenmail/policy.d/x.conf~",
		"etc/hardenmail/policy.d/.a.conf", "etc/hardenmail/policy.d",
		"etc/hardenmail/policy.conf", "etc/hardenmail", "etc", "one",
		"" };
	char path[256];
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		snprintf(path, sizeof(path), "%s/%s", top, names[i]);
		remove(path);
	}
	return 0;
}

static int
read_policy(const struct settings *s, struct policy *p, struct err *e)
{
	struct root root = ROOT_INIT;
	int r;

	*e = (struct err){ .code = 0 };
	policy_init(p);
	assert_int_equal(root_open(&root, top, e), 0);
	r = settings_policy(s, &root, p, e);
	root_release(&root);
	return r;
}

static void
policy_of_a_tree(void **state)
{
	struct settings s = { .root = top, .policy_from_root = true };
	struct policy p;
	struct err e;

	/* nothing there: defaults */
	assert_int_equal(read_policy(&s, &p, &e), 0);
	assert_int_equal(p.mode, MODE_QUEUE_ONLY);
	assert_string_equal(p.digest, "");
	policy_release(&p);
	put("etc/hardenmail/policy.conf", "[service]\nmode = disabled\n");
	/* in the order of the C locale: 10 before 9 */
	put("etc/hardenmail/policy.d/10.conf", "[service]\nmode = server\n");
	put("etc/hardenmail/policy.d/9.conf", "[service]\nmode = observe\n");
	put("etc/hardenmail/policy.d/x.conf~", "rubbish\n");
	put("etc/hardenmail/policy.d/.a.conf", "rubbish\n");
	assert_int_equal(read_policy(&s, &p, &e), 0);
	assert_int_equal(p.mode, MODE_OBSERVE);
	assert_int_equal(p.texts, 3);
	assert_int_equal(strlen(p.digest), 64);
	policy_release(&p);
	put("etc/hardenmail/policy.d/9.conf", "[service]\nmode = on\n");
	assert_int_equal(read_policy(&s, &p, &e), -EINVAL);
	assert_string_equal(e.text, "/etc/hardenmail/policy.d/9.conf:2: mode = "
	    "on, expected disabled, queue-only, local-only, server or observe");
	policy_release(&p);
}

/* A policy that is elsewhere and cannot be read is not the default one. */
static void
links_to_nothing(void **state)
{
	static const char *const links[] = { "etc/hardenmail",
		"etc/hardenmail/policy.conf", "etc/hardenmail/policy.d" };
	struct settings s = { .root = top, .policy_from_root = true };
	char path[256], expected[256], tree[] = "/tmp/hm-links-XXXXXX";
	struct policy p;
	struct err e;
	size_t i;

	assert_non_null(mkdtemp(tree));
	s.root = tree;
	snprintf(path, sizeof(path), "%s/etc", tree);
	assert_int_equal(mkdir(path, 0755), 0);
	for (i = 0; i < 3; i++) {
		struct root root = ROOT_INIT;

		snprintf(path, sizeof(path), "%s/%s", tree, links[i]);
		assert_int_equal(symlink("gone", path), 0);
		policy_init(&p);
		e = (struct err){ .code = 0 };
		assert_int_equal(root_open(&root, tree, &e), 0);
		assert_int_equal(settings_policy(&s, &root, &p, &e), -ENOENT);
		snprintf(expected, sizeof(expected), "/%s: a link to nothing",
		    links[i]);
		assert_string_equal(e.text, expected);
		policy_release(&p);
		root_release(&root);
		assert_int_equal(unlink(path), 0);
		if (i == 0)
			assert_int_equal(mkdir(path, 0755), 0);
	}
	snprintf(path, sizeof(path), "%s/etc/hardenmail", tree);
	assert_int_equal(rmdir(path), 0);
	snprintf(path, sizeof(path), "%s/etc", tree);
	assert_int_equal(rmdir(path), 0);
	assert_int_equal(rmdir(tree), 0);
}

static void
one_file_alone(void **state)
{
	char path[256], here[4096];
	struct settings s = { .policy = path };
	struct policy p;
	struct err e;

	put("one", "[service]\nmode = local-only\n");
	snprintf(path, sizeof(path), "%s/one", top);
	assert_int_equal(read_policy(&s, &p, &e), 0);
	assert_int_equal(p.mode, MODE_LOCAL_ONLY);
	policy_release(&p);
	/* a name without a folder is in the working directory */
	assert_non_null(getcwd(here, sizeof(here)));
	assert_int_equal(chdir(top), 0);
	s.policy = "one";
	assert_int_equal(read_policy(&s, &p, &e), 0);
	assert_int_equal(p.mode, MODE_LOCAL_ONLY);
	policy_release(&p);
	s.policy = "two";
	assert_int_equal(read_policy(&s, &p, &e), -ENOENT);
	assert_true(e.text[0] != '\0');
	policy_release(&p);
	assert_int_equal(chdir(here), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(mistakes),
		cmocka_unit_test(what_was_asked),
		cmocka_unit_test(policy_of_a_tree),
		cmocka_unit_test(links_to_nothing),
		cmocka_unit_test(one_file_alone),
	};

	return cmocka_run_group_tests_name("settings", tests, make_tree,
	    remove_tree);
}
