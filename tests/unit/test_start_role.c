/* What a starter would do. */
#include "tests/unit/unit.h"

#include "platforms/start_role.h"
#include "tests/unit/hosttree.h"

static struct starter *
role(struct fixture *f, const char *mta, enum activation activation,
    const char *const *argv)
{
	struct starter *s = facts_starter(&f->facts);
	size_t n = 0;

	while (argv[n] != NULL)
		n++;
	s->mta = mta;
	s->activation = activation;
	assert_int_equal(words_from_argv(&f->facts.pool, argv, n, &s->words),
	    0);
	assert_int_equal(start_role(&f->host, &f->facts, s, &f->err), 0);
	return s;
}

static void
expect(struct fixture *f, const char *mta, const char *const *argv,
    enum role wanted)
{
	assert_string_equal(role_name(role(f, mta, ACTIVATION_BOOT,
	    argv)->role), role_name(wanted));
}

#define CF "V8/Berkeley\nO DaemonPortOptions=Name=MTA, Addr="

static void
by_the_cf(void **state)
{
	struct fixture *f = *state;
	const char *const *bd = PATHS("sendmail", "-bd");

	expect(f, "sendmail", bd, ROLE_DAEMON);
	tree_file(&f->tree, "etc/mail/sendmail.cf", CF "127.0.0.1\n");
	expect(f, "sendmail", bd, ROLE_LOOPBACK_DAEMON);
	assert_true(role(f, "sendmail", ACTIVATION_BOOT, bd)->loopback);
	expect(f, "sendmail", PATHS("sendmail", "-bd",
	    "-ODaemonPortOptions=Addr=192.0.2.1"), ROLE_DAEMON);
	tree_file(&f->tree, "etc/mail/sendmail.cf", CF "192.0.2.1\n");
	expect(f, "sendmail", bd, ROLE_DAEMON);
	tree_file(&f->tree, "etc/mail/local.cf", CF "::1\n");
	expect(f, "sendmail", PATHS("sendmail", "-bd", "-C",
	    "/etc/mail/local.cf"), ROLE_LOOPBACK_DAEMON);
	expect(f, "sendmail", PATHS("sendmail", "-bd", "-C",
	    "/etc/mail/none.cf"), ROLE_DAEMON);
	assert_null(f->facts.doubts);
}

/* What a policy may allow: addresses as they stand in the cf, none of names
 * whose address the file does not tell. */
static void
exposed_addresses(void **state)
{
	struct fixture *f = *state;
	const char *const *bd = PATHS("sendmail", "-bd");
	struct starter *s;

	tree_file(&f->tree, "etc/mail/sendmail.cf", CF "192.0.2.1\n"
	    "O DaemonPortOptions=Family=inet6, Addr=2001:db8:0::1, Port=587\n"
	    "O DaemonPortOptions=Addr=127.0.0.1, Port=465\n");
	s = role(f, "sendmail", ACTIVATION_BOOT, bd);
	assert_int_equal(s->exposed.n, 2);
	assert_string_equal(s->exposed.v[0], "192.0.2.1:25");
	assert_string_equal(s->exposed.v[1], "[2001:db8::1]:587");
	tree_file(&f->tree, "etc/mail/sendmail.cf", CF "hub.example.edu\n"
	    "O DaemonPortOptions=Family=inet6, Port=submission\n"
	    "O DaemonPortOptions=Port=nonsense\n");
	s = role(f, "sendmail", ACTIVATION_BOOT, bd);
	assert_int_equal(s->exposed.n, 3);
	assert_string_equal(s->exposed.v[0], "?");
	assert_string_equal(s->exposed.v[1], "[::]:587");
	assert_string_equal(s->exposed.v[2], "?");
}

static void
a_cf_that_is_none(void **state)
{
	struct fixture *f = *state;
	struct starter *s;

	tree_folder(&f->tree, "etc/mail/sendmail.cf");
	s = role(f, "sendmail", ACTIVATION_BOOT, PATHS("sendmail", "-bd"));
	assert_int_equal(s->role, ROLE_UNKNOWN);
	assert_non_null(s->reason);
	assert_true(doubted(&(struct fixture){ .facts = f->facts }, "boot",
	    "/etc/mail/sendmail.cf"));
}

static void
by_the_words(void **state)
{
	struct fixture *f = *state;
	struct starter *s;

	expect(f, "sendmail", PATHS("sendmail", "-q15m"), ROLE_QUEUE_RUNNER);
	expect(f, "sendmail", PATHS("sendmail", "-Ac", "-q15m"),
	    ROLE_SUBMISSION_RUNNER);
	expect(f, "sendmail", PATHS("sendmail", "-q"), ROLE_ONE_SHOT);
	expect(f, "sendmail", PATHS("sendmail", "-bs"), ROLE_SESSION);
	assert_int_equal(role(f, "sendmail", ACTIVATION_INETD,
	    PATHS("sendmail", "-bs"))->role, ROLE_INETD);
	s = facts_starter(&f->facts);
	s->mta = "sendmail";
	words_push(&f->facts.pool, &s->words, "sendmail", WORD_KNOWN);
	words_push(&f->facts.pool, &s->words, "", WORD_MANY);
	assert_int_equal(start_role(&f->host, &f->facts, s, &f->err), 0);
	assert_int_equal(s->role, ROLE_UNKNOWN);
	assert_non_null(s->reason);
}

/* -bl is known to Sun's since SMF; elsewhere it is an error. */
static void
local_daemon(void **state)
{
	struct fixture *f = *state;

	with_sendmail(f);
	assert_false(start_local_daemon(&f->facts));
	expect(f, "sendmail", PATHS("sendmail", "-bl"), ROLE_NONE);
	f->facts.local_daemon = true;
	expect(f, "sendmail", PATHS("sendmail", "-bl"), ROLE_LOOPBACK_DAEMON);
}

static void
other_mtas(void **state)
{
	struct fixture *f = *state;

	expect(f, "exim", PATHS("exim4", "-bd", "-q30m"), ROLE_UNKNOWN);
	expect(f, "exim", PATHS("exim4", "-q30m"), ROLE_QUEUE_RUNNER);
	expect(f, "exim", PATHS("exim4", "-q"), ROLE_ONE_SHOT);
	expect(f, "postfix", PATHS("postfix", "start"), ROLE_UNKNOWN);
	expect(f, "postfix", PATHS("postfix", "check"), ROLE_ONE_SHOT);
	expect(f, "postfix", PATHS("sendmail", "-bd"), ROLE_UNKNOWN);
	expect(f, "postfix", PATHS("sendmail", "-q15m"), ROLE_ONE_SHOT);
	expect(f, "dma", PATHS("dma", "-q"), ROLE_ONE_SHOT);
	expect(f, "opensmtpd", PATHS("smtpd"), ROLE_UNKNOWN);
	expect(f, "opensmtpd", PATHS("/usr/bin/newaliases"), ROLE_ONE_SHOT);
	expect(f, "nullmailer", PATHS("nullmailer-send"), ROLE_QUEUE_RUNNER);
	assert_non_null(strstr(role(f, "exim", ACTIVATION_BOOT,
	    PATHS("exim", "-bd"))->reason, "configuration"));
	assert_int_equal(role(f, "exim", ACTIVATION_INETD,
	    PATHS("exim", "-bs"))->role, ROLE_INETD);
}

static void
cf_paths(void **state)
{
	struct fixture *f = *state;

	assert_string_equal(start_cf(&f->host, &f->facts, false, &f->pool),
	    "/etc/mail/sendmail.cf");
	tree_file(&f->tree, "etc/sendmail.cf", "V8\n");
	assert_string_equal(start_cf(&f->host, &f->facts, false, &f->pool),
	    "/etc/sendmail.cf");
	assert_string_equal(start_cf(&f->host, &f->facts, true, &f->pool),
	    "/etc/sendmail.cf");
	tree_file(&f->tree, "etc/mail/submit.cf", "V8\n");
	assert_string_equal(start_cf(&f->host, &f->facts, true, &f->pool),
	    "/etc/mail/submit.cf");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(by_the_cf),
		TEST(exposed_addresses),
		TEST(a_cf_that_is_none),
		TEST(by_the_words),
		TEST(local_daemon),
		TEST(other_mtas),
		TEST(cf_paths),
	};

	return cmocka_run_group_tests_name("start_role", tests, NULL, NULL);
}
