/* collector/page_chain.c: from listener to boot file. */
#include "collector/page.h"

#include "agent/model/facts.h"

#include "tests/unit/collectortest.h"

static void
all_of_it(void **state)
{
	struct test *t = *state;
	struct starter *s;
	struct process *p;
	struct listener *l;
	struct facts f;

	facts_init(&f);
	f.sockets_seen = true;
	s = facts_starter(&f);
	s->id = "s1";
	s->mechanism = "rclink";
	s->at = (struct place){ .path = "/etc/rc2.d/S88sendmail", .line = 24,
	    .text = "sendmail <-bd>" };
	s->at_boot = TRI_YES;
	s->role = ROLE_DAEMON;
	place_add(&f.pool, &s->because, "/etc/default/sendmail", 3,
	    "MODE=-bd");
	p = facts_process(&f);
	p->pid = 91;
	p->mta = "sendmail";
	p->exe = "/usr/lib/sendmail";
	p->command = "sendmail -bd";
	p->starter = "s1";
	l = facts_listener(&f);
	l->address = "0.0.0.0";
	l->port = 25;
	l->bound = BOUND_ANY;
	l->pid = 91;
	l = facts_listener(&f);
	l->inet6 = true;
	l->address = "::1";
	l->port = 587;
	l->bound = BOUND_LOOPBACK;
	test_exchange(t, "hostPage", NULL, NULL);
	page_chain(&t->x.out, &f);
	assert_says(t, "<code>0.0.0.0:25</code> (every address)");
	assert_says(t, "<li><b>held by</b> process 91, sendmail");
	assert_says(t, "<b>started at boot by</b> rclink");
	assert_says(t, "/etc/rc2.d/S88sendmail:24</span> <code>sendmail "
	    "&lt;-bd&gt;</code>");
	assert_says(t, "<li><b>because of</b> <span class=\"at\">"
	    "/etc/default/sendmail:3</span> <code>MODE=-bd</code></li>");
	assert_says(t, "<code>[::1]:587</code> (loopback)");
	assert_says(t, "it could not be seen who holds it");
	assert_says(t, "<td>yes</td><td>daemon</td>");
	facts_release(&f);
}

static void
nothing(void **state)
{
	struct host_row h = { .claimed = "server <compliant>" };
	struct test *t = *state;
	struct facts f;

	facts_init(&f);
	test_exchange(t, "hostPage", NULL, NULL);
	page_chain(&t->x.out, &f);
	assert_says(t, "Listeners could not be seen.");
	assert_says(t, "Nothing in the boot configuration does.");
	f.sockets_seen = true;
	f.name = "<me>";
	facts_unseen(&f, "sockets", "%s", "a <tree>");
	test_exchange(t, "hostPage", NULL, NULL);
	page_chain(&t->x.out, &f);
	page_claims(&t->x.out, &f, &h);
	assert_says(t, "Nothing listens for mail.");
	assert_says(t, "Not trusted");
	assert_says(t, "<dd>server &lt;compliant&gt;</dd>");
	assert_says(t, "<dd>&lt;me&gt;</dd>");
	assert_says(t, "<li>sockets: a &lt;tree&gt;</li>");
	facts_release(&f);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(all_of_it),
		TEST(nothing),
	};

	return cmocka_run_group_tests_name("page_chain", tests, NULL, NULL);
}
