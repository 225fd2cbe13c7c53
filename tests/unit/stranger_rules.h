/* One cf in the world of strangers, for the tests of relaying. */
#ifndef HM_TESTS_STRANGER_RULES_H
#define HM_TESTS_STRANGER_RULES_H

#include "tests/unit/rules_fixture.h"

#include "agent/run/strangers.h"

struct stranger_rules {
	struct rules_world inner;
	struct strv names;
	struct strangers strangers;
	struct rules *rules;
	struct pool pool;
};

/* What a mail host needs: everything but mail for this host goes to smtp. */
#define STRANGER_CF V10 "Cwlocalhost\n" \
	"Mlocal P=x, F=lsD, A=y\nMsmtp P=[IPC], F=mD, A=TCP $h\n" \
	"S3\nR$*<$*>$*\t$: $2\nR$+@$+\t$: $1<@$2>\n" \
	"S0\nR$+<@$=w>\t$#local $: $1\nR$+<@$+>\t$#smtp $@ $2 $: $1@$2\n" \
	"R$*\t$#local $: $1\n"

static inline void
stranger_rules_open(struct stranger_rules *x, const struct fixture *files,
    const char *cf)
{
	*x = (struct stranger_rules){ .rules = NULL };
	strv_push(&x->pool, &x->names, "[127.0.0.1]");
	strv_push(&x->pool, &x->names, "[192.0.2.25]");
	strv_push(&x->pool, &x->names, "relay.test.example");
	x->inner = (struct rules_world){ .read = fixture_read,
	    .dns = fixture_dns, .context = (void *)(size_t)files,
	    .host = "relay.test.example", .names = &x->names };
	assert_int_equal(strangers_init(&x->strangers, &x->inner), 0);
	assert_int_equal(rules_read("/etc/mail/sendmail.cf", cf, strlen(cf),
	    &x->strangers.rules, &x->rules, NULL), 0);
}

static inline void
stranger_rules_close(struct stranger_rules *x)
{
	rules_free(x->rules);
	strangers_release(&x->strangers);
	pool_release(&x->pool);
}

#endif
