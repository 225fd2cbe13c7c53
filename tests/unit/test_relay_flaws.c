/* The files around a cf: which are read, and which is newer. */
#include "agent/run/relay_flaws.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>

#include "agent/base/buf.h"
#include "agent/model/relay_flaw.h"
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
	assert_string_equal(f->at.path, "/etc/mail/sendmail.cf");
	assert_int_equal(f->at.line, 3);
	assert_int_equal(f->kind, FLAW_WIDE);
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

static void
age(struct tree *tree, const char *path, time_t when)
{
	struct timespec times[2] = { { .tv_nsec = UTIME_OMIT },
		{ .tv_sec = when } };

	assert_int_equal(utimensat(AT_FDCWD, tree_path(tree, path), times,
	    0), 0);
}

/* "PATH LINE KIND; ...": all that is found beside that cf. */
static void
expect_found(struct tree *tree, const char *expected)
{
	struct host host = { .root = ROOT_INIT };
	struct buf b = BUF_INIT(4096);
	const struct relay_flaw *f;
	struct facts facts;

	assert_int_equal(root_open(&host.root, tree->path, NULL), 0);
	facts_init(&facts);
	facts.relaying.disk.cf = "/etc/mail/sendmail.cf";
	facts.relaying.disk.verdict = RELAY_CLOSED;
	assert_int_equal(relay_flaws_gather(&host, &facts), 0);
	buf_adds(&b, "");
	for (f = facts.flaws; f != NULL; f = f->next)
		buf_addf(&b, "%s %u %s; ", f->at.path, f->at.line,
		    relay_flaw_name(f->kind));
	assert_string_equal(b.p, expected);
	buf_release(&b);
	facts_release(&facts);
	root_release(&host.root);
}

/* A database is what sendmail reads; its text may say something else. */
static void
test_tables(void **state)
{
	struct tree tree;

	tree_make(&tree);
	tree_file(&tree, "etc/mail/sendmail.cf", "V7/SCO\n"
	    "Fw-o /etc/mail/local-host-names\n"
	    "Kaccess hash -T<TMPF> -o /etc/mail/access\n"
	    "Kmailertable dbm /etc/mail/mailertable\n"
	    "Kvirtuser hash -o /etc/mail/virtusertable\n"
	    "Kresolve host -a<OKR> -T<TEMP>\n"
	    "Ktrusted hash -o -m -a.TRUSTED /etc/mail/table/trusted\n");
	tree_file(&tree, "etc/mail/local-host-names", "a.example\n*.b\n");
	tree_file(&tree, "etc/mail/access", "x.example RELAY\n");
	tree_file(&tree, "etc/mail/access.db", "");
	tree_file(&tree, "etc/mail/mailertable", "x.example smtp:y\n");
	tree_file(&tree, "etc/mail/mailertable.pag", "");
	tree_file(&tree, "etc/mail/virtusertable", "");
	tree_file(&tree, "etc/mail/table/trusted", "*\taccept\n");
	age(&tree, "etc/mail/access.db", 1000000000);
	age(&tree, "etc/mail/mailertable", 1000000000);
	expect_found(&tree, "/etc/mail/local-host-names 2 inert; "
	    "/etc/mail/access 0 stale; /etc/mail/table/trusted 1 wide; ");
	age(&tree, "etc/mail/mailertable", 1000000061);
	age(&tree, "etc/mail/mailertable.pag", 1000000000);
	age(&tree, "etc/mail/access", 1000000060);
	expect_found(&tree, "/etc/mail/local-host-names 2 inert; "
	    "/etc/mail/mailertable 0 stale; /etc/mail/table/trusted 1 wide; ");
	tree_remove(&tree);
}

/* What the text says is not in force, and may open the host tomorrow. */
static void
test_both_verdicts(void **state)
{
	struct host host = { .root = ROOT_INIT };
	struct facts facts;
	struct tree tree;

	tree_make(&tree);
	tree_file(&tree, "etc/mail/sendmail.cf", "V10/Berkeley\n"
	    "O OperatorChars=.:%@!^/[]+\nCwlocalhost\n"
	    "Kaccess hash -o /etc/mail/access\n"
	    "Mlocal, P=/bin/mail, F=lA, A=mail\n"
	    "Msmtp, P=[IPC], F=m, A=IPC $h\nS3\nR$* < $* > $*\t$@ $2\n"
	    "S0\nR$+ @ $=w\t$#local $: $1\n"
	    "R$+ @ $+\t$#smtp $@ $2 $: $1 @ $2\n"
	    "Scheck_rcpt\nR$*\t$: $(access everybody $: no $)\n"
	    "Rno\t$#error $: 550 no\n");
	tree_file(&tree, "etc/mail/access.db", "no database at all");
	tree_file(&tree, "etc/mail/access", "everybody\tyes\n");
	age(&tree, "etc/mail/access.db", 1000000000);
	assert_int_equal(root_open(&host.root, tree.path, NULL), 0);
	facts_init(&facts);
	facts.relaying.disk.cf = "/etc/mail/sendmail.cf";
	facts.relaying.disk.verdict = RELAY_CLOSED;
	assert_int_equal(relay_flaws_gather(&host, &facts), 0);
	assert_non_null(facts.flaws);
	assert_string_equal(facts.flaws->at.path, "/etc/mail/access");
	assert_string_equal(facts.flaws->why, "is newer than "
	    "/etc/mail/access.db, which is what sendmail reads: relaying is "
	    "closed now, and open once makemap(8) is run");
	assert_null(facts.flaws->next);
	facts_release(&facts);
	root_release(&host.root);
	tree_remove(&tree);
}

/* What AIX has lying there for whoever makes a sendmail.cf of it. */
static void
test_samples(void **state)
{
	struct tree tree;

	tree_make(&tree);
	tree_file(&tree, "etc/mail/sendmail.cf", "V8\n");
	tree_file(&tree, "usr/samples/tcpip/sendmail/cf/aixsample.mc",
	    "divert(0)dnl\nFEATURE(promiscuous_relay)dnl\n"
	    "FEATURE(accept_unresolvable_domains)dnl\n");
	expect_found(&tree, "/usr/samples/tcpip/sendmail/cf/aixsample.mc 2 "
	    "lax; /usr/samples/tcpip/sendmail/cf/aixsample.mc 3 lax; ");
	tree_remove(&tree);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_files),
		cmocka_unit_test(test_tables),
		cmocka_unit_test(test_both_verdicts),
		cmocka_unit_test(test_samples),
	};

	return cmocka_run_group_tests_name("relay_flaws", tests, NULL, NULL);
}
