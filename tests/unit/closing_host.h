/* A host whose sendmail listens, with a cf that has one hole, for the tests
 * of closing. */
#ifndef HM_CLOSING_HOST_TEST_H
#define HM_CLOSING_HOST_TEST_H

#include "tests/unit/plan_case.h"

/* Closed to strangers, but for what class R and the map access name by the
 * last words of the client's name. hole: rules of check_rcpt. */
#define CLOSING_CF(options, hole) \
	"V10/Berkeley\nO OperatorChars=.:%@!^/[]+\nCwlocalhost\n" options \
	"FR-o /etc/mail/relay-domains\n" \
	"Kaccess text -o -k0 -v1 /etc/mail/access\n" \
	"Mlocal P=x, F=lsD, A=y\nMsmtp P=[IPC], F=mD, A=TCP $h\n" \
	"S3\nR$*<$*>$*\t$: $2\nR$+@$+\t$: $1<@$2>\n" \
	"S0\nR$+<@$=w>\t$#local $: $1\nR$+<@$+>\t$#smtp $@ $2 $: $1@$2\n" \
	"R$*\t$#local $: $1\n" \
	"Scheck_rcpt\n" \
	"R$*\t$: <$&{deliveryMode}> $1\nR<d> $*\t$@ deferred\n" \
	"R<$*> $*\t$: $>3 $2\nR$+<@$=w>\t$@ OK\n" hole \
	"R$*\t$: $&{client_name}\nR$* $=R\t$@ RELAY\n" \
	"R$* . $-\t$: <$(access $2 $: NO $)>\nR<RELAY>\t$@ RELAY\n" \
	"R$*\t$: $&{client_addr}\nR127.0.0.1\t$@ RELAY\n" \
	"R$*\t$#error $: 550 no\n"

static inline void
a_closing_host(struct plan_case *c, const char *cf)
{
	struct tree *t = &c->f->tree;

	struct stat st;

	/* A second one has the same, but for its cf. */
	if (stat(tree_path(t, "etc/inittab"), &st) != 0)
		a_redhat(c, "DAEMON=yes\nQUEUE=1h\n");
	tree_file(t, "etc/hosts",
	    "127.0.0.1 localhost\n192.0.2.25 relay.test.example relay\n");
	tree_file(t, "etc/sysconfig/network", "HOSTNAME=relay.test.example\n");
	tree_file(t, "etc/mail/sendmail.cf", cf);
}

#endif
