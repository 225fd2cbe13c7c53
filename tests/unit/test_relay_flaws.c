/* The files around a cf: which are read, and which is newer. */
#include "agent/run/relay_flaws.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>

#include "tests/unit/unit.h"

#include "tests/unit/hosttree.h"

static void
test_files(void **state)
{
	struct timespec times[2] = { { .tv_nsec = UTIME_OMIT },
		{ .tv_sec = 1000000000 } };
	struct host host = { .root = ROOT_INIT };
	const struct relay_flaw *f;
	struct facts facts;
	struct tree tree;

	tree_make(&tree);
	tree_file(&tree, "etc/mail/sendmail.cf",
	    "V10/Berkeley\nFR-o /etc/mail/relay-domains %[^\\#]\nCR com\n");
	tree_file(&tree, "etc/mail/sendmail.mc",
	    "FEATURE(`relay_based_on_MX')dnl\n");
	tree_file(&tree, "etc/mail/relay-domains", "good.example\nexample\n");
	tree_file(&tree, "etc/mail/access", "org RELAY\n");
	assert_int_equal(utimensat(AT_FDCWD, tree_path(&tree,
	    "etc/mail/sendmail.cf"), times, 0), 0);
	assert_int_equal(root_open(&host.root, tree.path, NULL), 0);
	facts_init(&facts);
	/* No cf was evaluated: nothing is said. */
	assert_int_equal(relay_flaws_gather(&host, &facts), 0);
	assert_null(facts.flaws);
	facts.relaying.disk.cf = "/etc/mail/sendmail.cf";
	facts.relaying.disk.verdict = RELAY_CLOSED;
	assert_int_equal(relay_flaws_gather(&host, &facts), 0);
	f = facts.flaws;
	assert_string_equal(f->at.path, "/etc/mail/sendmail.mc");
	assert_int_equal(f->at.line, 1);
	assert_int_equal(f->kind, FLAW_FEATURE);
	f = f->next;
	assert_int_equal(f->kind, FLAW_STALE);
	f = f->next;
	assert_string_equal(f->at.path, "/etc/mail/relay-domains");
	assert_int_equal(f->at.line, 2);
	assert_int_equal(f->kind, FLAW_WIDE);
	f = f->next;
	assert_string_equal(f->at.path, "/etc/mail/access");
	assert_int_equal(f->kind, FLAW_WIDE);
	assert_null(f->next);
	facts_release(&facts);
	root_release(&host.root);
	tree_remove(&tree);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_files),
	};

	return cmocka_run_group_tests_name("relay_flaws", tests, NULL, NULL);
}
