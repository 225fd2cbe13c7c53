/* A second opinion: a sendmail that agrees, differs, hangs, is not there. */
#include "agent/run/second_opinion.h"

#include <errno.h>

#include "tests/unit/unit.h"

#include "tests/unit/closing_host.h"

/* What the next sendmail -bt answers to strangers: refuses, or accepts. */
static const char *to_strangers;
static int ends;
static unsigned runs;
static bool apart;

/* Answers each question of the script as sendmail would. */
static int
fake_bt(const struct tool_job *j, struct err *e)
{
	const char *p = j->files[0].data, *client = "";

	runs++;
	if (strcmp(j->argv[0], "unshare") == 0 && !apart)
		return -ENOENT;
	if (ends < 0)
		return err_set(e, -ends, "sendmail: no end after its time "
		    "limit");
	for (; *p != '\0'; p = strchr(p, '\n') + 1) {
		if (strncmp(p, ".D{client_addr}", 15) == 0)
			client = p + 15;
		if (strncmp(p, "check_rcpt ", 11) == 0)
			buf_addf(j->out, "> > check_rcpt         input: < x "
			    ">\ncheck_rcpt       returns: %s\n",
			    strncmp(client, "127.0.0.1\n", 10) == 0 ? "RELAY" :
			    to_strangers);
		if (strncmp(p, "/parse ", 7) == 0)
			/* Those are this host's own by the cf of the test. */
			buf_adds(j->out, strcspn(p, "!%\"") <
			    strcspn(p, "\n") ? "> mailer local, user y\n" :
			    "> mailer smtp, host x., user y\n");
	}
	return 0;
}

static const struct tool_ops tool = { .run = fake_bt };

static const struct relaying *
ask_host(struct plan_case *c, const char *cf, const char *says)
{
	a_closing_host(c, cf);
	plan_mode(c, MODE_OBSERVE);
	to_strangers = says;
	c->f->host.tool = &tool;
	assert_int_equal(second_opinion(&c->f->host, &c->f->facts,
	    &c->f->err), 0);
	c->f->host.tool = NULL;
	return &c->f->facts.relaying;
}

#define DENIED "$# error $@ 5 . 7 . 1 $: \"550 Relaying denied\""
#define LATER "$# error $@ 4 . 7 . 1 $: \"450 later\""

static void
agrees(void **state)
{
	struct plan_case *c = *state;
	const struct relaying *r;

	ends = 0;
	apart = true;
	runs = 0;
	r = ask_host(c, CLOSING_CF("", ""), DENIED);
	assert_int_equal(r->second.agrees, TRI_YES);
	assert_string_equal(r->second.by, "sendmail -bt");
	assert_true(r->second.asked > 8);
	assert_null(r->second.reason);
	assert_int_equal(r->disk.verdict, RELAY_CLOSED);
	assert_int_equal(runs, 1);
	/* Without a namespace it is asked as it is. */
	apart = false;
	runs = 0;
	r = ask_host(c, CLOSING_CF("", "R$*\t$@ OK\n"), "OK");
	assert_int_equal(r->second.agrees, TRI_YES);
	assert_int_equal(r->disk.verdict, RELAY_OPEN);
	assert_int_equal(runs, 2);
}

static void
differs(void **state)
{
	struct plan_case *c = *state;
	const struct relaying *r;

	ends = 0;
	r = ask_host(c, CLOSING_CF("", ""), "RELAY");
	assert_int_equal(r->second.agrees, TRI_NO);
	assert_int_equal(r->disk.verdict, RELAY_UNKNOWN);
	/* Both are told. */
	assert_non_null(strstr(r->disk.reason, "differs from the first "
	    "(closed)"));
	assert_non_null(strstr(r->disk.reason, "does not relay it, sendmail "
	    "-bt relays it (RELAY)"));
	r = ask_host(c, CLOSING_CF("", "R$*\t$@ OK\n"), DENIED);
	assert_int_equal(r->disk.verdict, RELAY_UNKNOWN);
	assert_non_null(strstr(r->disk.reason, "(open)"));
	assert_non_null(strstr(r->disk.reason, "relays it, sendmail -bt does "
	    "not relay it (" DENIED ")"));
}

/* No answer is none: what we know stays. */
static void
says_nothing(void **state)
{
	struct plan_case *c = *state;
	const struct relaying *r;

	ends = -ETIMEDOUT;
	r = ask_host(c, CLOSING_CF("", ""), "RELAY");
	assert_int_equal(r->second.agrees, TRI_UNKNOWN);
	assert_string_equal(r->second.reason, "sendmail -bt gave no answer: "
	    "sendmail: no end after its time limit");
	assert_int_equal(r->disk.verdict, RELAY_CLOSED);
	/* What waits for a name server is no answer either. */
	ends = 0;
	r = ask_host(c, CLOSING_CF("", ""), LATER);
	assert_int_equal(r->second.agrees, TRI_YES);
	assert_int_equal(r->second.asked, 1);
	/* A tree has nobody who could be asked. */
	plan_mode(c, MODE_OBSERVE);
	assert_int_equal(second_opinion(&c->f->host, &c->f->facts, NULL), 0);
	assert_int_equal(c->f->facts.relaying.second.agrees, TRI_UNKNOWN);
}

int
main(void)
{
#define A_TEST(f) cmocka_unit_test_setup_teardown(f, plan_setup, \
	plan_teardown)
	const struct CMUnitTest tests[] = {
		A_TEST(agrees),
		A_TEST(differs),
		A_TEST(says_nothing),
	};

	return cmocka_run_group_tests_name("second_opinion", tests, NULL,
	    NULL);
}
