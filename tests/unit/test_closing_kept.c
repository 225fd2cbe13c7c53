/* What is meant to pass: of the host, for it, and what is listed. */
#include "agent/run/closing_kept.h"

#include "tests/unit/unit.h"

#include "tests/unit/closing_host.h"

static void
ask_host(struct plan_case *c, struct kept *k)
{
	*k = (struct kept){ .own = false };
	plan_mode(c, MODE_OBSERVE);
	assert_int_equal(kept_gather(&c->f->host, &c->f->facts,
	    &c->f->facts.relaying.disk, k, &c->f->err), 0);
}

static void
what_is_lost(void **state)
{
	struct plan_case *c = *state;
	struct kept before, after;

	a_closing_host(c, CLOSING_CF("", ""));
	tree_file(&c->f->tree, "etc/mail/relay-domains", "friend.example\n");
	ask_host(c, &before);
	assert_true(before.own);
	assert_true(before.local);
	/* Clients named probe.friend.example and friend.example. */
	assert_int_equal(before.listed.n, 2);
	assert_null(kept_lost(&before, &before, false));
	tree_file(&c->f->tree, "etc/mail/relay-domains", "other.example\n");
	ask_host(c, &after);
	assert_string_equal(kept_lost(&before, &after, false),
	    "mail from probe.friend.example");
	assert_null(kept_lost(&before, &after, true));
	kept_release(&after);
	/* Nobody's mail is taken: not even for this host. */
	a_closing_host(c, "V10/Berkeley\nO OperatorChars=.:%@!^/[]+\n"
	    "Mlocal P=x, F=lsD, A=y\nMsmtp P=[IPC], F=mD, A=TCP $h\n"
	    "S3\nR$*<$*>$*\t$: $2\nR$+@$+\t$: $1<@$2>\n"
	    "S0\nR$+<@$=w>\t$#local $: $1\nR$+<@$+>\t$#smtp $@ $2 $: $1@$2\n"
	    "R$*\t$#local $: $1\nScheck_rcpt\nR$*\t$: $&{client_addr}\n"
	    "R127.0.0.1\t$@ OK\nR$*\t$#error $: 550 no\n");
	ask_host(c, &after);
	assert_true(after.own);
	assert_string_equal(kept_lost(&before, &after, true),
	    "mail for this host");
	kept_release(&after);
	after = (struct kept){ .local = true };
	assert_string_equal(kept_lost(&before, &after, true),
	    "mail of this host itself");
	kept_release(&before);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(what_is_lost, plan_setup,
		    plan_teardown),
	};

	return cmocka_run_group_tests_name("closing_kept", tests, NULL, NULL);
}
