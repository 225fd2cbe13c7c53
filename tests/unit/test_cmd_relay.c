/* --ask-relay and --relay-cases, on a tree with a small sendmail.cf. */
#include "agent/commands.h"

#include "agent/output.h"
#include "tests/unit/captured.h"
#include "tests/unit/tree.h"

static const char cf[] = "V10/Berkeley\nO OperatorChars=.:%@!^/[]+\n"
    "FR/etc/mail/relay-domains\nMlocal P=x, F=l, A=y\n"
    "Mesmtp P=x, F=m, A=y\nS3\nR< $* >\t$1\nS0\n"
    "R$* @ $+\t$#esmtp $@ $2 $: $1@$2\nR$*\t$#local $: $1\n"
    "Scheck_rcpt\nR< $* @ $=R >\t$@ RELAY\n"
    "R$*\t$: <$&{client_addr}> $1\nR< 10 . $* > $*\t$@ RELAY\n"
    "R$*\t$#error $@ 5.7.1 $: \"550 Relaying denied\"\n";

static void
make_tree(struct tree *t)
{
	tree_make(t);
	tree_file(t, "etc/hostname", "relay.test.example\n");
	tree_file(t, "etc/mail/sendmail.cf", cf);
	tree_file(t, "etc/mail/relay-domains", "# who\nfriend.example\n");
}

static void
test_ask(void **state)
{
	struct settings s = { .command = OPTION_ASK_RELAY,
	    .client = "203.0.113.9,probe.example", .from = "a@b",
	    .to = "u@friend.example" };
	char text[8192];
	struct tree t;

	make_tree(&t);
	s.root = t.path;
	assert_int_equal(captured(cmd_ask_relay, &s, text, sizeof(text)), 0);
	assert_non_null(strstr(text, "verdict: OPEN\nreturned: RELAY\n"
	    "route: esmtp, host friend.example, user u@friend.example\n"));
	assert_non_null(strstr(text, "class /etc/mail/relay-domains:2: "
	    "friend.example in class R\n"));
	assert_non_null(strstr(text, "rule /etc/mail/sendmail.cf:12: "));
	s.to = "<u@other.example>";
	assert_int_equal(captured(cmd_ask_relay, &s, text, sizeof(text)), 0);
	assert_non_null(strstr(text, "verdict: DENY\n"));
	s.client = "10.1.2.3";
	assert_int_equal(captured(cmd_ask_relay, &s, text, sizeof(text)), 0);
	assert_non_null(strstr(text, "verdict: OPEN\n"));
	s.client = "10.1.2.3,x,MAYBE";
	assert_int_equal(captured(cmd_ask_relay, &s, text, sizeof(text)),
	    EXIT_USAGE);
	tree_remove(&t);
}

static void
test_cases(void **state)
{
	struct settings s = { .command = OPTION_RELAY_CASES };
	char text[8192], path[4096];
	struct tree t;

	make_tree(&t);
	tree_file(&t, "cases", "case\truleset\taddress\tkind\n"
	    "one\tcheck_rcpt\t<u@x.example>\tO\t10.1.1.1\tn\tOK\ta@b\t\n"
	    "two\tcheck_mail\t<u@x.example>\tM\t10.1.1.1\tn\tOK\ta@b\n");
	snprintf(path, sizeof(path), "%s/cases", t.path);
	s.root = t.path;
	s.argument = path;
	assert_int_equal(captured(cmd_relay_cases, &s, text, sizeof(text)),
	    0);
	assert_string_equal(text, "one\tOPEN\tRELAY\tesmtp, host x.example, "
	    "user u@x.example\ntwo\tNORULE\truleset undefined\t\n");
	tree_file(&t, "cases", "short\tcheck_rcpt\n");
	assert_int_equal(captured(cmd_relay_cases, &s, text, sizeof(text)),
	    EXIT_DATA);
	s.argument = "/no/such/file";
	assert_int_equal(captured(cmd_relay_cases, &s, text, sizeof(text)),
	    EXIT_NO_INPUT);
	tree_remove(&t);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_ask),
		cmocka_unit_test(test_cases),
	};

	return cmocka_run_group_tests_name("cmd_relay", tests, NULL, NULL);
}
