/* Starters that systemd's units make, end to end. */
#include "tests/unit/unit.h"

#include "agent/model/facts.h"
#include "platforms/mechs.h"
#include "tests/unit/unit_tree.h"

#define WANTS ETC "multi-user.target.wants/"

struct world {
	struct fixture *f;
	struct facts facts;
};

static int
make_world(void **state)
{
	struct world *w = calloc(1, sizeof(*w));
	struct fixture *f;

	setup((void **)&w->f);
	f = w->f;
	facts_init(&w->facts);
	tree_link(&f->tree, USR "default.target", "multi-user.target");
	tree_file(&f->tree, USR "multi-user.target",
	    "[Unit]\nRequires=sockets.target timers.target paths.target\n");
	tree_file(&f->tree, USR "sockets.target", "[Unit]\n");
	tree_file(&f->tree, USR "timers.target", "[Unit]\n");
	tree_file(&f->tree, USR "paths.target", "[Unit]\n");
	tree_file(&f->tree, "usr/sbin/sendmail", "\177ELF");
	assert_int_equal(chmod(tree_path(&f->tree, "usr/sbin/sendmail"),
	    0755), 0);
	*state = w;
	return 0;
}

static int
end_world(void **state)
{
	struct world *w = *state;
	void *f = w->f;

	facts_release(&w->facts);
	teardown(&f);
	free(w);
	return 0;
}

static void
read_all(struct world *w)
{
	struct err e = { 0 };

	facts_release(&w->facts);
	facts_init(&w->facts);
	assert_int_equal(mech_unit.read(&w->f->host,
	    &(struct entry){ .mech = &mech_unit }, &w->facts, &e), 0);
}

/* The only starter there is. */
static const struct starter *
only(struct world *w)
{
	read_all(w);
	assert_non_null(w->facts.starters);
	assert_null(w->facts.starters->next);
	return w->facts.starters;
}

static const char *
command(struct world *w, const struct starter *s)
{
	return words_text(&w->facts.pool, &s->words);
}

/* The place in `because` with that path, or NULL. */
static const struct place *
place(const struct starter *s, const char *path)
{
	const struct place *p;

	for (p = s->because; p != NULL; p = p->next)
		if (strcmp(p->path, path) == 0)
			return p;
	return NULL;
}

#define RED_HAT "[Unit]\nConflicts=postfix.service\n[Service]\n" \
	"Type=forking\nEnvironment=SENDMAIL_OPTS=-q1h\n" \
	"EnvironmentFile=-/etc/sysconfig/sendmail\n" \
	"ExecStartPre=-/usr/sbin/sendmail -bi\n" \
	"ExecStart=/usr/sbin/sendmail -bd $SENDMAIL_OPTS $SENDMAIL_OPTARG\n" \
	"[Install]\nWantedBy=multi-user.target\n"

static void
red_hat(void **state)
{
	struct world *w = *state;
	const struct starter *s;

	tree_file(&w->f->tree, USR "sendmail.service", RED_HAT);
	s = only(w);
	assert_int_equal(s->at_boot, TRI_NO);
	assert_null(s->because == NULL ? NULL :
	    place(s, "/" WANTS "sendmail.service"));
	tree_link(&w->f->tree, WANTS "sendmail.service",
	    "/usr/lib/systemd/system/sendmail.service");
	tree_file(&w->f->tree, "etc/sysconfig/sendmail",
	    "DAEMON=no\nSENDMAIL_OPTS=\"-q30m\"\n");
	s = only(w);
	assert_int_equal(s->at_boot, TRI_YES);
	assert_int_equal(s->role, ROLE_DAEMON);
	assert_int_equal(s->activation, ACTIVATION_BOOT);
	assert_int_equal(s->queue_interval, 1800);
	assert_string_equal(s->mechanism, "unit");
	assert_string_equal(s->unit, "sendmail.service");
	assert_string_equal(s->at.path, "/" USR "sendmail.service");
	assert_int_equal(s->at.line, 8);
	assert_string_equal(command(w, s), "/usr/sbin/sendmail -bd -q30m");
	assert_string_equal(s->because->path, "/" WANTS "sendmail.service");
	assert_int_equal(place(s, "/etc/sysconfig/sendmail")->line, 2);
}

static void
masked(void **state)
{
	struct world *w = *state;
	const struct starter *s;

	tree_file(&w->f->tree, "etc/init.d/sendmail",
	    "#!/bin/sh\n/usr/sbin/sendmail -bd -q10m\n");
	assert_int_equal(chmod(tree_path(&w->f->tree, "etc/init.d/sendmail"),
	    0755), 0);
	tree_link(&w->f->tree, "etc/rc2.d/S01sendmail",
	    "../init.d/sendmail");
	s = only(w);
	assert_int_equal(s->at_boot, TRI_YES);
	assert_string_equal(s->at.path, "/etc/init.d/sendmail");
	assert_int_equal(s->at.line, 2);
	assert_string_equal(s->unit, "sendmail.service");
	assert_string_equal(s->because->path, "/etc/rc2.d/S01sendmail");
	assert_string_equal(command(w, s), "/usr/sbin/sendmail -bd -q10m");
	tree_link(&w->f->tree, ETC "sendmail.service", "/dev/null");
	s = only(w);
	assert_int_equal(s->at_boot, TRI_NO);
	assert_string_equal(s->at.path, "/etc/init.d/sendmail");
	assert_non_null(place(s, "/" ETC "sendmail.service"));
	/* A unit instead of the script. */
	tree_file(&w->f->tree, USR "sendmail.service", RED_HAT);
	s = only(w);
	assert_int_equal(s->at_boot, TRI_NO);
	assert_string_equal(s->at.path, "/" USR "sendmail.service");
}

/* Debian 13: a unit that runs the script, disabled after installation. */
static void
debian_13(void **state)
{
	struct world *w = *state;
	const struct starter *s;

	tree_file(&w->f->tree, "etc/init.d/sendmail",
	    "#!/bin/sh\nif [ \"$1\" = start ]; then\n"
	    "\t/usr/sbin/sendmail $OPTS -q10m\nfi\n");
	assert_int_equal(chmod(tree_path(&w->f->tree, "etc/init.d/sendmail"),
	    0755), 0);
	tree_link(&w->f->tree, "etc/rc2.d/S01sendmail",
	    "../init.d/sendmail");
	tree_file(&w->f->tree, USR "sendmail.service",
	    "[Service]\nType=forking\nEnvironment=OPTS=-bd\n"
	    "ExecStart=/etc/init.d/sendmail start\n");
	s = only(w);
	assert_int_equal(s->at_boot, TRI_NO);
	tree_link(&w->f->tree, WANTS "sendmail.service",
	    "/lib/systemd/system/sendmail.service");
	s = only(w);
	assert_int_equal(s->at_boot, TRI_YES);
	assert_int_equal(s->role, ROLE_DAEMON);
	assert_string_equal(s->at.path, "/etc/init.d/sendmail");
	assert_int_equal(s->at.line, 3);
	assert_string_equal(s->because->path, "/" WANTS "sendmail.service");
	assert_int_equal(place(s, "/" USR "sendmail.service")->line, 4);
}

/* OpenMandriva: the command is inside sh -c. */
static void
shell_text(void **state)
{
	struct world *w = *state;
	const struct starter *s;

	tree_file(&w->f->tree, "etc/sysconfig/sendmail", "QUEUE=1h\n");
	tree_file(&w->f->tree, USR "sendmail.service", "[Service]\n"
	    "EnvironmentFile=-/etc/sysconfig/sendmail\n"
	    "ExecStart=/bin/sh -c 'exec /usr/sbin/sendmail $DAEMONOPTIONS "
	    "-bd $(if [ -n \"$QUEUE\" ]; then echo -q$QUEUE; fi)'\n");
	tree_link(&w->f->tree, WANTS "sendmail.service", "x");
	s = only(w);
	assert_int_equal(s->at_boot, TRI_YES);
	assert_int_equal(s->role, ROLE_DAEMON);
	assert_int_equal(s->queue_interval, 3600);
	assert_string_equal(s->at.path, "/" USR "sendmail.service");
	assert_int_equal(s->at.line, 3);
}

static void
sockets(void **state)
{
	struct world *w = *state;
	const struct starter *s;

	tree_file(&w->f->tree, USR "mail.socket",
	    "[Socket]\nListenStream=127.0.0.1:25\nAccept=yes\n");
	tree_file(&w->f->tree, USR "mail@.service",
	    "[Service]\nExecStart=-/usr/sbin/sendmail -bs\n");
	s = only(w);
	assert_int_equal(s->activation, ACTIVATION_SOCKET);
	assert_int_equal(s->at_boot, TRI_NO);
	tree_link(&w->f->tree, ETC "sockets.target.wants/mail.socket", "x");
	s = only(w);
	assert_int_equal(s->at_boot, TRI_YES);
	assert_int_equal(s->role, ROLE_INETD);
	assert_string_equal(s->listen, "127.0.0.1:25");
	assert_true(s->loopback);
	assert_string_equal(s->unit, "mail@.service");
	tree_file(&w->f->tree, ETC "mail.socket.d/x.conf",
	    "[Socket]\nListenStream=[::]:25\n");
	s = only(w);
	assert_string_equal(s->listen, "[::]:25");
	assert_false(s->loopback);
}

/* A port of SMTP with a service that nobody knows. */
static void
foreign_socket(void **state)
{
	struct world *w = *state;

	tree_file(&w->f->tree, USR "x.socket",
	    "[Socket]\nListenStream=25\n");
	tree_file(&w->f->tree, USR "x.service",
	    "[Service]\nExecStart=/usr/bin/x\n");
	read_all(w);
	assert_null(w->facts.doubts);
	tree_link(&w->f->tree, ETC "sockets.target.wants/x.socket", "x");
	read_all(w);
	assert_null(w->facts.starters);
	assert_non_null(w->facts.doubts);
	assert_string_equal(w->facts.doubts->at.path, "/" USR "x.socket");
}

static void
timers(void **state)
{
	struct world *w = *state;
	const struct starter *s;

	tree_file(&w->f->tree, USR "mailq.timer",
	    "[Timer]\nOnCalendar=hourly\nUnit=flush.service\n");
	tree_file(&w->f->tree, USR "flush.service",
	    "[Service]\nExecStart=/usr/sbin/sendmail -q\n");
	tree_link(&w->f->tree, ETC "timers.target.wants/mailq.timer", "x");
	s = only(w);
	assert_int_equal(s->activation, ACTIVATION_CRON);
	assert_int_equal(s->at_boot, TRI_YES);
	assert_int_equal(s->queue_interval, 3600);
}

/* The timer starts, its service does not (seen on systemd 252). */
static void
condition_of_triggered(void **state)
{
	struct world *w = *state;
	const struct starter *s;

	tree_file(&w->f->tree, USR "mailq.timer",
	    "[Timer]\nOnActiveSec=0\nUnit=flush.service\n");
	tree_file(&w->f->tree, USR "flush.service",
	    "[Unit]\nConditionPathExists=/none\n"
	    "[Service]\nExecStart=/usr/sbin/sendmail -bd\n");
	tree_link(&w->f->tree, ETC "timers.target.wants/mailq.timer", "x");
	s = only(w);
	assert_int_equal(s->at_boot, TRI_NO);
}

static void
missing_environment(void **state)
{
	struct world *w = *state;
	const struct starter *s;

	tree_file(&w->f->tree, USR "sendmail.service", "[Service]\n"
	    "EnvironmentFile=/etc/sysconfig/sendmail\n"
	    "ExecStart=/usr/sbin/sendmail -bd -q $QUEUE\n");
	tree_link(&w->f->tree, WANTS "sendmail.service", "x");
	s = only(w);
	assert_int_equal(s->at_boot, TRI_NO);
	assert_int_equal(place(s, "/" USR "sendmail.service")->line, 2);
}

static void
own_argv0(void **state)
{
	struct world *w = *state;
	const struct starter *s;

	tree_file(&w->f->tree, USR "a.service",
	    "[Service]\nExecStart=@/usr/sbin/sendmail smtpd -q1h\n");
	tree_link(&w->f->tree, WANTS "a.service", "x");
	s = only(w);
	assert_string_equal(s->mta, "sendmail");
	assert_int_equal(s->role, ROLE_DAEMON);
}

/* A daemon before the main command counts, newaliases there does not. */
static void
start_pre(void **state)
{
	struct world *w = *state;
	const struct starter *s;

	tree_file(&w->f->tree, USR "a.service", "[Service]\n"
	    "ExecStartPre=/usr/sbin/sendmail -bi\n"
	    "ExecStartPre=/usr/sbin/sendmail -bd\nExecStart=/bin/true\n");
	tree_link(&w->f->tree, WANTS "a.service", "x");
	s = only(w);
	assert_int_equal(s->at.line, 3);
	assert_int_equal(s->role, ROLE_DAEMON);
}

static void
drop_in(void **state)
{
	struct world *w = *state;
	const struct starter *s;

	tree_file(&w->f->tree, USR "sendmail.service", RED_HAT);
	tree_link(&w->f->tree, WANTS "sendmail.service", "x");
	tree_file(&w->f->tree, ETC "sendmail.service.d/queue.conf",
	    "[Service]\nExecStart=\n"
	    "ExecStart=/usr/sbin/sendmail $SENDMAIL_OPTS\n");
	s = only(w);
	assert_int_equal(s->role, ROLE_QUEUE_RUNNER);
	assert_string_equal(s->at.path,
	    "/" ETC "sendmail.service.d/queue.conf");
	assert_int_equal(s->at.line, 3);
	/* Without the reset systemd refuses the unit. */
	tree_file(&w->f->tree, ETC "sendmail.service.d/queue.conf",
	    "[Service]\nExecStart=/usr/sbin/sendmail $SENDMAIL_OPTS\n");
	read_all(w);
	assert_int_equal(w->facts.starters->at_boot, TRI_NO);
	assert_int_equal(w->facts.starters->next->at_boot, TRI_NO);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, make_world, end_world)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(red_hat), CASE(masked), CASE(debian_13),
		CASE(shell_text), CASE(sockets), CASE(foreign_socket),
		CASE(timers), CASE(missing_environment), CASE(own_argv0),
		CASE(start_pre), CASE(drop_in), CASE(condition_of_triggered),
	};

	return cmocka_run_group_tests_name("mech_unit", tests, NULL, NULL);
}
