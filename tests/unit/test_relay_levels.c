/* relaying: what is on disk, and what the daemon has loaded. */
#include "agent/run/relay_levels.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "tests/unit/unit.h"

#include "tests/unit/hosttree.h"

#define HEAD "V10/Berkeley\nO OperatorChars=.:%@!^/[]+\nCwlocalhost\n" \
	"Mlocal P=x, F=lsD, A=y\nMsmtp P=[IPC], F=mD, A=TCP $h\n" \
	"S3\nR$*<$*>$*\t$: $2\nR$+@$+\t$: $1<@$2>\n" \
	"S0\nR$+<@$=w>\t$#local $: $1\nR$+<@$+>\t$#smtp $@ $2 $: $1@$2\n" \
	"R$*\t$#local $: $1\n"
#define CLOSED HEAD "Scheck_rcpt\nR$*\t$: <$&{deliveryMode}> $1\n" \
	"R<d> $*\t$@ deferred\nR$*\t$: $&{client_addr}\n" \
	"R127.0.0.1\t$@ RELAY\nR$*\t$#error $: 550 no\n"

struct level_case {
	struct tree tree;
	struct host host;
	struct facts facts;
	struct stat cf;
};

static void
open_case(struct level_case *c, const char *cf)
{
	struct mta *m;

	*c = (struct level_case){ .host = { .root = ROOT_INIT } };
	tree_make(&c->tree);
	tree_file(&c->tree, "etc/hosts",
	    "127.0.0.1 localhost\n192.0.2.25 relay.test.example\n");
	if (cf != NULL) {
		tree_file(&c->tree, "etc/mail/sendmail.cf", cf);
		assert_int_equal(stat(tree_path(&c->tree,
		    "etc/mail/sendmail.cf"), &c->cf), 0);
	}
	assert_int_equal(root_open(&c->host.root, c->tree.path, NULL), 0);
	facts_init(&c->facts);
	c->facts.platform = "debian";
	c->facts.name = "relay.test.example";
	m = facts_mta(&c->facts);
	m->kind = "sendmail";
	m->path = "/usr/sbin/sendmail";
}

static void
look(struct level_case *c, const char *disk, const char *running)
{
	assert_int_equal(relay_levels_gather(&c->host, &c->facts, NULL), 0);
	assert_string_equal(relay_name(c->facts.relaying.disk.verdict), disk);
	assert_string_equal(relay_name(c->facts.relaying.running.verdict),
	    running);
}

static void
close_case(struct level_case *c)
{
	facts_release(&c->facts);
	root_release(&c->host.root);
	tree_remove(&c->tree);
}

static struct starter *
start(struct level_case *c, const char *const *argv, size_t n)
{
	struct starter *s = facts_starter(&c->facts);

	s->mta = "sendmail";
	s->role = ROLE_DAEMON;
	s->at_boot = TRI_YES;
	words_from_argv(&c->facts.pool, argv, n, &s->words);
	strv_push(&c->facts.pool, &s->needs, "/etc/mail/sendmail.cf");
	return s;
}

static struct process *
run(struct level_case *c, const char *const *argv, size_t n)
{
	struct process *p = facts_process(&c->facts);

	c->facts.running_seen = true;
	p->mta = "sendmail";
	p->role = ROLE_DAEMON;
	p->started = (int64_t)c->cf.st_mtime + 10;
	words_from_argv(&c->facts.pool, argv, n, &p->words);
	return p;
}

static const char *const plain[] = { "/usr/sbin/sendmail", "-bd" };

static void
test_disk(void **state)
{
	struct level_case c;

	open_case(&c, NULL);
	look(&c, "absent", "absent");
	assert_string_equal(c.facts.relaying.disk.reason,
	    "there is no sendmail.cf");
	close_case(&c);
	open_case(&c, CLOSED);
	look(&c, "closed", "absent");
	assert_string_equal(c.facts.relaying.disk.cf,
	    "/etc/mail/sendmail.cf");
	close_case(&c);
	open_case(&c, HEAD);
	look(&c, "open", "absent");
	assert_string_equal(c.facts.relaying.disk.because->path,
	    "/etc/mail/sendmail.cf");
	close_case(&c);
	/* Postfix's host with an old file: nobody reads it. */
	open_case(&c, HEAD);
	c.facts.mtas->kind = "postfix";
	look(&c, "absent", "absent");
	close_case(&c);
}

/* DeliveryMode=deferred in each of its places. */
static void
test_deferred(void **state)
{
	static const char *const odd[] = { "/usr/sbin/sendmail", "-bd",
		"-odd" };
	static const char *const option[] = { "/usr/sbin/sendmail", "-bd",
		"-ODeliveryMode=d" };
	static const char *const listener[] = { "/usr/sbin/sendmail", "-bd",
		"-O", "DaemonPortOptions=Name=MTA,DeliveryMode=deferred" };
	const struct place *p;
	struct level_case c;

	open_case(&c, "O DeliveryMode=deferred\n" CLOSED);
	look(&c, "open", "absent");
	p = c.facts.relaying.disk.because;
	assert_string_equal(p->path, "/etc/mail/sendmail.cf");
	assert_int_equal(p->line, 1);
	close_case(&c);
	open_case(&c, CLOSED
	    "O DaemonPortOptions=Port=smtp, Name=MTA, DeliveryMode=deferred\n");
	look(&c, "open", "absent");
	assert_int_equal(c.facts.relaying.disk.because->line, 19);
	close_case(&c);
	open_case(&c, CLOSED);
	start(&c, odd, 3)->at = (struct place){ .line = 51,
	    .path = "/etc/init.d/sendmail", .text = "sendmail -bd -odd" };
	look(&c, "open", "absent");
	assert_string_equal(c.facts.relaying.disk.because->path,
	    "/etc/init.d/sendmail");
	assert_int_equal(c.facts.relaying.disk.because->line, 51);
	close_case(&c);
	open_case(&c, CLOSED);
	run(&c, option, 3);
	look(&c, "closed", "open");
	assert_null(c.facts.relaying.running.because->path);
	close_case(&c);
	open_case(&c, CLOSED);
	run(&c, listener, 4);
	look(&c, "closed", "open");
	close_case(&c);
}

static void
test_running(void **state)
{
	static const char *const other[] = { "/usr/sbin/sendmail", "-bd",
		"-C", "/etc/mail/other.cf" };
	struct level_case c;

	open_case(&c, CLOSED);
	run(&c, plain, 2);
	look(&c, "closed", "closed");
	close_case(&c);
	/* Edited since: what is loaded is not known. */
	open_case(&c, CLOSED);
	run(&c, plain, 2)->started = (int64_t)c.cf.st_mtime - 10;
	look(&c, "closed", "unknown");
	assert_non_null(strstr(c.facts.relaying.running.reason,
	    "/etc/mail/sendmail.cf was changed after the daemon began"));
	close_case(&c);
	open_case(&c, CLOSED);
	run(&c, NULL, 0);
	look(&c, "closed", "unknown");
	close_case(&c);
	/* Its own file. */
	open_case(&c, CLOSED);
	tree_file(&c.tree, "etc/mail/other.cf", HEAD);
	run(&c, other, 4);
	look(&c, "closed", "open");
	assert_string_equal(c.facts.relaying.running.cf,
	    "/etc/mail/other.cf");
	close_case(&c);
}

/* A class file is loaded at the start, as the cf is. */
static void
test_class_file(void **state)
{
	struct timespec times[2] = { { .tv_nsec = UTIME_OMIT },
		{ .tv_sec = 0 } };
	struct level_case c;

	open_case(&c, CLOSED "FR-o /etc/mail/relay-domains\n");
	tree_file(&c.tree, "etc/mail/relay-domains", "friend.example\n");
	run(&c, plain, 2);
	times[1].tv_sec = c.cf.st_mtime + 60;
	assert_int_equal(utimensat(AT_FDCWD, tree_path(&c.tree,
	    "etc/mail/relay-domains"), times, 0), 0);
	look(&c, "closed", "unknown");
	assert_non_null(strstr(c.facts.relaying.running.reason,
	    "/etc/mail/relay-domains was changed"));
	close_case(&c);
}

/* A name whose record decides, and nobody asks a name server. */
static void
test_names(void **state)
{
	struct level_case c;

	open_case(&c, HEAD "Kfind host -a<FOUND>\nScheck_rcpt\n"
	    "R$*\t$: $&{client_addr} $| $1\nR127.0.0.1 $| $*\t$@ RELAY\n"
	    "R$*\t$: $(find gate.example.net $)\n"
	    "R$*<FOUND>\t$@ RELAY\nR$*\t$#error $: 550 no\n");
	look(&c, "unknown", "absent");
	assert_string_equal(c.facts.relaying.disk.reason, "it depends on "
	    "what name servers say of gate.example.net");
	close_case(&c);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_disk),
		cmocka_unit_test(test_deferred),
		cmocka_unit_test(test_running),
		cmocka_unit_test(test_class_file),
		cmocka_unit_test(test_names),
	};

	return cmocka_run_group_tests_name("relay_levels", tests, NULL, NULL);
}
