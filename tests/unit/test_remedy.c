/* Remedies: the right commands for a system, and none that strand mail. */
#include "checks/remedy.h"

#include "tests/unit/check_facts.h"

static struct pool pool;

static const char *
remedy(struct facts *f, enum mode mode, const char *mechanism)
{
	struct starter *s = starts(f, "sendmail", ROLE_DAEMON, TRI_YES);
	const char *text;
	struct policy p;

	s->mechanism = mechanism;
	s->unit = strcmp(mechanism, "unit") == 0 ? "sendmail.service" : NULL;
	policy_init(&p);
	p.mode = mode;
	text = remedy_starter(&pool, f, &p, s);
	policy_release(&p);
	return text;
}

/* Platform, version, init, mechanism, mode: what the vendor documents. */
static const struct {
	const char *platform, *version, *init, *mechanism;
	enum mode mode;
	const char *expected;
} cases[] = {
	{ "solaris", "5.8", "sysv", "rclink", MODE_QUEUE_ONLY,
	    "in /etc/default/sendmail: MODE=\"\" (the last MODE line counts) "
	    "and QUEUEINTERVAL=\"15m\"\n"
	    "/etc/init.d/sendmail stop; /etc/init.d/sendmail start" },
	{ "solaris", "5.7", "sysv", "rclink", MODE_QUEUE_ONLY,
	    "in /etc/rc2.d/S88sendmail line 24: take the -b option out of the "
	    "sendmail command, keep its -q option\n"
	    "edit it in place: the file has several names (hard links)\n"
	    "/etc/init.d/sendmail stop; /etc/init.d/sendmail start" },
	{ "solaris", "5.10", "smf", "smf", MODE_DISABLED,
	    "svcadm disable svc:/network/smtp:sendmail\n"
	    "svcadm disable svc:/network/sendmail-client:default" },
	{ "hpux", "B.11.11", "sysv", "rclink", MODE_QUEUE_ONLY,
	    "/sbin/init.d/sendmail stop\n"
	    "ch_rc -a -p SENDMAIL_SERVER=0 /etc/rc.config.d/mailservs\n"
	    "in root's crontab: 0,15,30,45 * * * * /usr/sbin/sendmail -q" },
	{ "aix", "5.3", "src", "rcscript", MODE_DISABLED,
	    "chrctcp -d sendmail\n"
	    "stopsrc -s sendmail" },
	{ "aix", "5.3", "src", "inetd", MODE_QUEUE_ONLY,
	    "in /etc/rc2.d/S88sendmail line 24: put a # before the line\n"
	    "refresh -s inetd" },
	{ "irix", "6.5", "sysv", "rclink", MODE_QUEUE_ONLY,
	    "/etc/init.d/mail stop\n"
	    "chkconfig sendmail off\n"
	    "in root's crontab: 0,15,30,45 * * * * /usr/lib/sendmail -q" },
	{ "redhat", "6.2", "sysv", "rclink", MODE_QUEUE_ONLY,
	    "in /etc/sysconfig/sendmail: DAEMON=no (keep QUEUE=1h)\n"
	    "service sendmail restart" },
	{ "redhat", "8", "systemd", "unit", MODE_DISABLED,
	    "systemctl disable --now sendmail.service" },
	{ "debian", "12", "systemd", "rclink", MODE_QUEUE_ONLY,
	    "in /etc/mail/sendmail.conf: DAEMON_MODE=\"None\"; and "
	    "QUEUE_MODE=\"Daemon\";\n"
	    "/usr/share/sendmail/update_conf\n"
	    "/etc/init.d/sendmail restart" },
	{ "debian", "12", "sysv", "inetd", MODE_QUEUE_ONLY,
	    "update-inetd --disable smtp,smtps,submission" },
	{ "debian", "12", "systemd", "rclink", MODE_DISABLED,
	    "/etc/init.d/sendmail stop\n"
	    "update-rc.d sendmail disable" },
	{ "gentoo", NULL, "openrc", "openrc", MODE_DISABLED,
	    "rc-service sendmail stop\n"
	    "rc-update del sendmail default" },
	{ "freebsd", "12.1", "bsd", "rcscript", MODE_DISABLED,
	    "service sendmail stop\n"
	    "in /etc/rc.conf: sendmail_enable=\"NONE\"" },
	{ "sunos4", "4.1.4", "bsd", "rcscript", MODE_QUEUE_ONLY,
	    "in /etc/rc2.d/S88sendmail line 24: take the -b option out of the "
	    "sendmail command, keep its -q option\n"
	    "stop sendmail and start it again" },
	{ "generic", NULL, NULL, "inittab", MODE_DISABLED,
	    "in /etc/rc2.d/S88sendmail line 24: set the third field to off\n"
	    "telinit q" },
};

static void
each_system(void **state)
{
	struct facts f;
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		host_init(&f);
		f.platform = cases[i].platform;
		f.version = cases[i].version;
		f.init = cases[i].init;
		assert_string_equal(remedy(&f, cases[i].mode,
		    cases[i].mechanism), cases[i].expected);
		facts_release(&f);
	}
	pool_release(&pool);
}

/* unix.md 0.2: with an MSP that speaks to the own listener, queue-only is
 * the loopback listener, or another host in submit.cf. */
static void
never_strand_mail(void **state)
{
	static const char *const platforms[] = { "solaris", "hpux", "aix",
		"redhat", "debian", "suse", "freebsd", "openbsd", "gentoo",
		"generic" };
	static const char *const mechanisms[] = { "rclink", "rcscript",
		"unit", "openrc" };
	const char *text;
	struct facts f;
	size_t i, m;

	for (i = 0; i < 10; i++)
		for (m = 0; m < 4; m++) {
			host_init(&f);
			f.platform = platforms[i];
			f.version = "5.9";
			f.submission.path = "msp";
			f.submission.needs_listener = true;
			text = remedy(&f, MODE_QUEUE_ONLY, mechanisms[m]);
			assert_non_null(text);
			if (strstr(text, "127.0.0.1") == NULL &&
			    strstr(text, "SMTPD_LISTEN_REMOTE") == NULL &&
			    strstr(text, "localhost.cf") == NULL &&
			    strstr(text, "sendmail_submit_enable=\"YES\"") ==
			    NULL)
				fail_msg("%s %s: no loopback in: %s",
				    platforms[i], mechanisms[m], text);
			assert_non_null(strstr(text, "(local mail needs a "
			    "listener on loopback"));
			assert_null(strstr(text, "DAEMON=no"));
			assert_null(strstr(text, "chrctcp -d"));
			text = remedy(&f, MODE_DISABLED, mechanisms[m]);
			if (text != NULL)
				assert_memory_equal(text, "first point "
				    "submit.cf at a mail hub", 35);
			facts_release(&f);
		}
	pool_release(&pool);
}

/* A super-server's listener may be the one that the MSP speaks to. */
static void
super_servers_strand_nothing(void **state)
{
	static const char *const rows[][3] = {
		{ "solaris", "inetd", "first point submit.cf at a mail hub "
		    "(D{MTAHost}[HUB]): without a listener mail from this host "
		    "stays in the client queue\n"
		    "in /etc/rc2.d/S88sendmail line 24: put a # before the "
		    "line\nkill -HUP the process id of inetd" },
		{ "debian", "inetd", "in /etc/rc2.d/S88sendmail line 24: put "
		    "127.0.0.1: before the first word, like 127.0.0.1:smtp\n"
		    "kill -HUP the process id of inetd" },
		{ "redhat", "xinetd", "in /etc/rc2.d/S88sendmail, the service "
		    "of line 24: bind = 127.0.0.1\nrestart xinetd" },
	};
	struct starter *s;
	struct policy p;
	struct facts f;
	size_t i;

	host_init(&f);
	policy_init(&p);
	p.mode = MODE_LOCAL_ONLY;
	f.submission.path = "msp";
	f.submission.needs_listener = true;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		f.platform = rows[i][0];
		assert_string_equal(remedy(&f, MODE_LOCAL_ONLY, rows[i][1]),
		    rows[i][2]);
	}
	s = starts(&f, "sendmail", ROLE_INETD, TRI_YES);
	s->mechanism = "unit";
	s->activation = ACTIVATION_SOCKET;
	s->unit = "smtp@.service";
	s->listen = "0.0.0.0:587";
	place_add(&f.pool, &s->because, "/usr/lib/systemd/system/smtp.socket",
	    5, "ListenStream=0.0.0.0:587");
	assert_string_equal(remedy_starter(&pool, &f, &p, s),
	    "mkdir -p /etc/systemd/system/smtp.socket.d\n"
	    "in /etc/systemd/system/smtp.socket.d/hardenmail.conf:\n"
	    "  [Socket]\n  ListenStream=\n  ListenStream=127.0.0.1:587\n"
	    "systemctl daemon-reload; systemctl restart smtp.socket");
	p.mode = MODE_DISABLED;
	f.submission.needs_listener = false;
	assert_string_equal(remedy_starter(&pool, &f, &p, s),
	    "systemctl disable --now smtp.socket");
	policy_release(&p);
	facts_release(&f);
	pool_release(&pool);
}

static void
what_waits_goes_first(void **state)
{
	struct queue *q;
	struct facts f;

	host_init(&f);
	q = facts_queue(&f);
	q->path = "/var/spool/mqueue";
	q->messages = 2;
	assert_memory_equal(remedy(&f, MODE_DISABLED, "rclink"),
	    "first deliver what waits in /var/spool/mqueue: sendmail -q\n",
	    58);
	facts_release(&f);
	pool_release(&pool);
}

static void
the_hub_of_the_policy(void **state)
{
	struct starter *s;
	struct policy p;
	struct facts f;

	host_init(&f);
	policy_init(&p);
	p.smart_host = "hub.example";
	f.submission.needs_listener = true;
	s = starts(&f, "sendmail", ROLE_DAEMON, TRI_YES);
	assert_non_null(strstr(remedy_starter(&pool, &f, &p, s),
	    "D{MTAHost}[hub.example]"));
	p.smart_host = "[192.0.2.1]";
	assert_string_equal(remedy_hub(&pool, &p), "D{MTAHost}[192.0.2.1]");
	p.mode = MODE_SERVER;
	assert_null(remedy_starter(&pool, &f, &p, s));
	policy_release(&p);
	facts_release(&f);
	pool_release(&pool);
}

/* Loopback is out of reach for other hosts: their mail goes first. */
static void
other_hosts_go_first(void **state)
{
	static const struct { const char *name; bool remote; } rows[] = {
		{ "203.0.113.9", true }, { "203.0.113.9", true },
		{ "invoices", false }, { "203.0.113.10", true },
	};
	struct starter *s;
	struct client *c;
	struct policy p;
	struct facts f;
	const char *text;
	size_t i;

	host_init(&f);
	policy_init(&p);
	s = starts(&f, "sendmail", ROLE_DAEMON, TRI_YES);
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		c = facts_client(&f);
		c->kind = CLIENT_LOGGED;
		c->name = c->address = rows[i].name;
		c->remote = rows[i].remote;
		assert_int_equal(facts_client_done(&f, c), 0);
		text = remedy_starter(&pool, &f, &p, s);
		assert_int_equal(strncmp(text, i < 3 ?
		    "first see to it that the mail of other hosts goes "
		    "elsewhere: 1 of them hands theirs in here\n" :
		    "first see to it that the mail of other hosts goes "
		    "elsewhere: 2 of them hand theirs in here\n",
		    strcspn(text, "\n") + 1), 0);
	}
	policy_release(&p);
	facts_release(&f);
	pool_release(&pool);
}

/* What is running goes by what starts it; what nothing starts is ended. */
static void
running_things(void **state)
{
	struct listener *l;
	struct process *pr;
	struct starter *s;
	struct policy p;
	struct facts f;

	host_init(&f);
	policy_init(&p);
	pr = runs(&f, "sendmail", ROLE_DAEMON, 91);
	assert_string_equal(remedy_process(&pool, &f, &p, pr), "kill 91");
	pr->unit = "sendmail.service";
	f.init = "systemd";
	assert_string_equal(remedy_process(&pool, &f, &p, pr),
	    "systemctl stop sendmail.service");
	s = starts(&f, "sendmail", ROLE_DAEMON, TRI_YES);
	f.init = "sysv";
	assert_non_null(strstr(remedy_process(&pool, &f, &p, pr),
	    "/etc/default/sendmail"));
	s->at_boot = TRI_NO;
	l = listens(&f, "sendmail", "0.0.0.0", BOUND_ANY, 91);
	assert_string_equal(remedy_listener(&pool, &f, &p, l), "kill 91");
	l->mta = NULL;
	l->pid = 7;
	assert_string_equal(remedy_listener(&pool, &f, &p, l),
	    "find out what started pid 7, and stop it there");
	/* no unit is stopped that has other work */
	f.init = "systemd";
	l->unit = "docker.service";
	assert_string_equal(remedy_listener(&pool, &f, &p, l),
	    "find out what started pid 7 (docker.service), and stop it "
	    "there");
	pr->unit = "session-2.scope";
	assert_string_equal(remedy_process(&pool, &f, &p, pr), "kill 91");
	pr->unit = "cron.service";
	assert_string_equal(remedy_process(&pool, &f, &p, pr), "kill 91");
	pr->unit = "x;reboot;sendmail.service";
	assert_string_equal(remedy_process(&pool, &f, &p, pr),
	    "systemctl stop 'x;reboot;sendmail.service'");
	pr->unit = "x\nreboot\nsendmail.service";
	assert_null(remedy_process(&pool, &f, &p, pr));
	assert_false(pool.failed);
	l->pid = 0;
	assert_null(remedy_listener(&pool, &f, &p, l));
	policy_release(&p);
	facts_release(&f);
	pool_release(&pool);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_system),
		cmocka_unit_test(never_strand_mail),
		cmocka_unit_test(super_servers_strand_nothing),
		cmocka_unit_test(what_waits_goes_first),
		cmocka_unit_test(the_hub_of_the_policy),
		cmocka_unit_test(other_hosts_go_first),
		cmocka_unit_test(running_things),
	};

	return cmocka_run_group_tests_name("remedy", tests, NULL, NULL);
}
