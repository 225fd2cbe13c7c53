/* Whole start scripts of the systems, as the facts pages describe them. */
#include "tests/unit/shell_case.h"

/* The shape of Red Hat's, with what counts. */
#define REDHAT_FUNCTIONS \
	"daemon() {\n" \
	"\tlocal gotbase= force= nicelevel corelimit\n" \
	"\tlocal pid base= user= nice= bg= pid_file=\n" \
	"\tnicelevel=0\n" \
	"\twhile [ \"$1\" != \"${1##[-+]}\" ]; do\n" \
	"\t  case $1 in\n" \
	"\t    '') echo $\"$0: Usage: daemon [+/-nicelevel] " \
	"{program}\"\n" \
	"\t        return 1;;\n" \
	"\t    --check) base=$2; gotbase=\"yes\"; shift 2 ;;\n" \
	"\t    --check=?*) base=${1#--check=}; gotbase=\"yes\"; " \
	"shift ;;\n" \
	"\t    --user) user=$2; shift 2 ;;\n" \
	"\t    [-+][0-9]*) nice=\"nice -n $1\"; shift ;;\n" \
	"\t    *) echo \"unknown\"; return 1;;\n" \
	"\t  esac\n" \
	"\tdone\n" \
	"\t[ -z \"$gotbase\" ] && base=${1##*/}\n" \
	"\t__pids_var_run \"$base\" \"$pid_file\"\n" \
	"\t[ -n \"$pid\" -a -z \"$force\" ] && return\n" \
	"\tcorelimit=\"ulimit -S -c ${DAEMON_COREFILE_LIMIT:-0}\"\n" \
	"\t[ \"${BOOTUP:-}\" = \"verbose\" -a -z \"${LSB:-}\" ] && " \
	"echo -n \" $base\"\n" \
	"\tif [ -z \"$user\" ]; then\n" \
	"\t   $cgroup $nice /bin/bash -c \"$corelimit >/dev/null " \
	"2>&1 ; $*\"\n" \
	"\telse\n" \
	"\t   $cgroup $nice runuser -s /bin/bash $user -c " \
	"\"$corelimit >/dev/null 2>&1 ; $*\"\n" \
	"\tfi\n" \
	"\t[ \"$?\" -eq 0 ] && success $\"$base startup\" || " \
	"failure $\"$base startup\"\n" \
	"}\n" \
	"__pids_var_run() {\n" \
	"\tlocal base=${1##*/}\n" \
	"\tlocal pid_file=${2:-/var/run/$base.pid}\n" \
	"\tpid=\n" \
	"\tif [ -f \"$pid_file\" ] ; then\n" \
	"\t\tlocal line p\n" \
	"\t\t[ ! -r \"$pid_file\" ] && return 4\n" \
	"\t\twhile : ; do\n" \
	"\t\t\tread line\n" \
	"\t\t\t[ -z \"$line\" ] && break\n" \
	"\t\tdone < \"$pid_file\"\n" \
	"\tfi\n" \
	"\treturn 3\n" \
	"}\n"

/* The shape of Red Hat's, with what counts. */
#define REDHAT_SCRIPT \
	"#!/bin/bash\n" \
	"# chkconfig: 2345 80 30\n" \
	". /etc/rc.d/init.d/functions\n" \
	"[ -f /etc/sysconfig/network ] && . " \
	"/etc/sysconfig/network\n" \
	"if [ -f /etc/sysconfig/sendmail ]; then\n" \
	"  . /etc/sysconfig/sendmail\n" \
	"else\n" \
	"  DAEMON=no\n" \
	"  QUEUE=1h\n" \
	"fi\n" \
	"[ -z \"$SMQUEUE\" ] && SMQUEUE=\"$QUEUE\"\n" \
	"[ -z \"$SMQUEUE\" ] && SMQUEUE=1h\n" \
	"start() {\n" \
	"\t[ \"$EUID\" != \"0\" ] && exit 4\n" \
	"\t[ \"${NETWORKING}\" = \"no\" ] && exit 1\n" \
	"\techo -n $\"Starting sendmail: \"\n" \
	"\t/usr/bin/newaliases > /dev/null 2>&1\n" \
	"\tdaemon /usr/sbin/sendmail $([ \"x$DAEMON\" = xyes ] && " \
	"echo -bd) \\\n" \
	"\t    $([ -n \"$QUEUE\" ] && echo -q$QUEUE) " \
	"$SENDMAIL_OPTARG\n" \
	"\tRETVAL=$?\n" \
	"\techo\n" \
	"\t[ $RETVAL -eq 0 ] && touch /var/lock/subsys/sendmail\n" \
	"\tif [ ! -f /var/run/sm-client.pid ]; then\n" \
	"\t\tdaemon --check sm-client /usr/sbin/sendmail -L " \
	"sm-msp-queue -Ac \\\n" \
	"\t\t    -q$SMQUEUE $SENDMAIL_OPTARG\n" \
	"\tfi\n" \
	"}\n" \
	"case \"$1\" in\n" \
	"  start) start ;;\n" \
	"  restart) start ;;\n" \
	"  *) exit 2 ;;\n" \
	"esac\n"

static const struct shell_case redhat_cases[] = {
	{ .name = "DAEMON=yes",
	    .script =
		REDHAT_SCRIPT,
	    .expect =
		"yes 18 /usr/sbin/sendmail -bd -q1h\n"
		"yes 24 /usr/sbin/sendmail -L sm-msp-queue -Ac -q1h\n",
	    .files = {
		"etc/sysconfig/sendmail",
		"DAEMON=yes\n"
		"QUEUE=1h\n",
		"etc/rc.d/init.d/functions",
		REDHAT_FUNCTIONS,
		"etc/sysconfig/network",
		"NETWORKING=yes\n"
	    } },
	{ .name = "DAEMON=no",
	    .script =
		REDHAT_SCRIPT,
	    .expect =
		"yes 18 /usr/sbin/sendmail -q1h\n"
		"yes 24 /usr/sbin/sendmail -L sm-msp-queue -Ac -q1h\n",
	    .files = {
		"etc/sysconfig/sendmail",
		"DAEMON=no\n"
		"QUEUE=1h\n",
		"etc/rc.d/init.d/functions",
		REDHAT_FUNCTIONS,
		"etc/sysconfig/network",
		"NETWORKING=yes\n"
	    } },
	{ .name = "no sysconfig, and without the functions",
	    .script =
		REDHAT_SCRIPT,
	    .expect =
		"yes 18 /usr/sbin/sendmail -q1h\n"
		"yes 24 /usr/sbin/sendmail -L sm-msp-queue -Ac -q1h\n",
	    .files = {
		"etc/sysconfig/network",
		"NETWORKING=yes\n"
	    } },
	{ .name = "Yes is not yes",
	    .script =
		REDHAT_SCRIPT,
	    .expect =
		"yes 18 /usr/sbin/sendmail -q1h -bd\n"
		"yes 24 /usr/sbin/sendmail -L sm-msp-queue -Ac -q1h -bd\n",
	    .files = {
		"etc/sysconfig/sendmail",
		"DAEMON=Yes\n"
		"QUEUE=1h\n"
		"SENDMAIL_OPTARG=\"-bd\"\n",
		"etc/sysconfig/network",
		"NETWORKING=yes\n"
	    } },
	{ .name = "no network",
	    .script =
		REDHAT_SCRIPT,
	    .expect =
		"no 18 /usr/sbin/sendmail -bd -q1h\n"
		"no 24 /usr/sbin/sendmail -L sm-msp-queue -Ac -q1h\n",
	    .files = {
		"etc/sysconfig/sendmail",
		"DAEMON=yes\n"
		"QUEUE=1h\n",
		"etc/sysconfig/network",
		"NETWORKING=no\n"
	    } },
};

static void
test_redhat(void **state)
{
	shell_case_check(redhat_cases,
	    sizeof(redhat_cases) / sizeof(redhat_cases[0]), false);
}

static const struct shell_case solaris_cases[] = {
	{ .name = "MODE absent",
	    .script =
		"#!/sbin/sh\n"
		"ERRMSG1='WARNING'\n"
		"check_queue_interval_syntax() {\n"
		"\tanswer=`echo $1 | grep "
		"'^\\([0-9]*[1-9][0-9]*[smhdw]\\)*$'`\n"
		"\t[ -n \"$answer\" ] || QUEUEINTERVAL=\"15m\"\n"
		"}\n"
		"case \"$1\" in\n"
		"'start')\n"
		"\tMODE=\"-bd\"\n"
		"\tOPTIONS=\"\"\n"
		"\tQUEUEINTERVAL=\"15m\"\n"
		"\tif [ -f /etc/default/sendmail ]; then\n"
		"\t\t. /etc/default/sendmail\n"
		"\tfi\n"
		"\tcheck_queue_interval_syntax $QUEUEINTERVAL\n"
		"\t/usr/lib/sendmail $MODE -q$QUEUEINTERVAL $OPTIONS &\n"
		"\t;;\n"
		"esac\n",
	    .expect =
		"yes 16 /usr/lib/sendmail -bd -q1h\n",
	    .files = {
		"etc/default/sendmail",
		"QUEUEINTERVAL=1h\n"
	    } },
	{ .name = "MODE empty",
	    .script =
		"MODE=\"-bd\"\n"
		"[ -f /etc/default/sendmail ] && . /etc/default/sendmail\n"
		"/usr/lib/sendmail $MODE "
		"-q$QUEUEOPTION${QUEUEINTERVAL:-15m} $OPTIONS &\n",
	    .expect =
		"yes 3 /usr/lib/sendmail -q15m\n",
	    .files = {
		"etc/default/sendmail",
		"#MODE=-bd\n"
		"MODE=\n"
	    } },
	{ .name = "2.5",
	    .script =
		"if [ -f /usr/lib/sendmail -a -f /etc/mail/sendmail.cf ]; "
		"then\n"
		"\tif [ ! -d /var/spool/mqueue ]; then\n"
		"\t\t/usr/bin/mkdir -m 0750 /var/spool/mqueue\n"
		"\tfi\n"
		"\t/usr/lib/sendmail -bd -q1h; \n"
		"fi\n",
	    .expect =
		"yes 5 /usr/lib/sendmail -bd -q1h\n",
	    .files = {
		"usr/lib/sendmail",
		"x",
		"etc/mail/sendmail.cf",
		"x"
	    } },
	{ .name = "2.5 without cf",
	    .script =
		"if [ -f /usr/lib/sendmail -a -f /etc/mail/sendmail.cf ]; "
		"then\n"
		"\t/usr/lib/sendmail -bd -q1h; \n"
		"fi\n",
	    .expect =
		"no 2 /usr/lib/sendmail -bd -q1h\n",
	    .files = {
		"usr/lib/sendmail",
		"x"
	    } },
};

static void
test_solaris(void **state)
{
	shell_case_check(solaris_cases,
	    sizeof(solaris_cases) / sizeof(solaris_cases[0]), false);
}

static const struct shell_case hpux_cases[] = {
	{ .name = "SENDMAIL_SERVER=1",
	    .script =
		"rval=0\n"
		"if [ -f /etc/rc.config ] ; then\n"
		"\t. /etc/rc.config\n"
		"else\n"
		"\techo \"ERROR: /etc/rc.config defaults file MISSING\"\n"
		"fi\n"
		"case $1 in\n"
		"start)\n"
		"\tif [ \"$SENDMAIL_SERVER\" -eq 1 ]; then\n"
		"\t\t/usr/sbin/sendmail -bd -q30m && echo \"sendmail\"\n"
		"\telse\n"
		"\t\trval=2\n"
		"\tfi\n"
		"\t;;\n"
		"esac\n"
		"exit $rval\n",
	    .expect =
		"yes 10 /usr/sbin/sendmail -bd -q30m\n",
	    .files = {
		"etc/rc.config",
		"for f in /etc/rc.config.d/*; do\n"
		"\t. $f\n"
		"done\n",
		"etc/rc.config.d/mailservs",
		"export SENDMAIL_SERVER=0\n",
		"etc/rc.config.d/mailservs.bak",
		"SENDMAIL_SERVER=1; export SENDMAIL_SERVER\n"
	    } },
	{ .name = "SENDMAIL_SERVER=0",
	    .script =
		". /etc/rc.config.d/mailservs\n"
		"if [ \"$SENDMAIL_SERVER\" -eq 1 ]; then\n"
		"\t/usr/sbin/sendmail -bd -q30m\n"
		"fi\n",
	    .expect =
		"no 3 /usr/sbin/sendmail -bd -q30m\n",
	    .files = {
		"etc/rc.config.d/mailservs",
		"export SENDMAIL_SERVER=0\n"
	    } },
	{ .name = "HP-UX 9",
	    .script =
		"if [ -x /usr/lib/sendmail ] ; then\n"
		"    case $CLUSTER in\n"
		"    *)\n"
		"    /usr/lib/sendmail -bd -q30m && /bin/echo \"sendmail  "
		"\\c\"\n"
		"    ;;\n"
		"    esac\n"
		"fi\n",
	    .expect =
		"no 4 /usr/lib/sendmail -bd -q30m\n" },
};

static void
test_hpux(void **state)
{
	shell_case_check(hpux_cases,
	    sizeof(hpux_cases) / sizeof(hpux_cases[0]), false);
}

static const struct shell_case irix_cases[] = {
	{ .name = "on",
	    .script =
		"IS_ON=/sbin/chkconfig\n"
		"if $IS_ON sendmail; then\n"
		"\tDOPTS=\"-bd -q15m\"\n"
		"\tsuattr -m -c \"/usr/lib/sendmail $DOPTS\" < /dev/null "
		"2>&1 | logger -t sendmail &\n"
		"fi\n",
	    .expect =
		"yes 4 /usr/lib/sendmail -bd -q15m\n",
	    .files = {
		"etc/config/sendmail",
		"on\n"
	    } },
	{ .name = "off is what is not on",
	    .script =
		"if /sbin/chkconfig sendmail; then\n"
		"\t/usr/lib/sendmail -bd -q15m\n"
		"fi\n",
	    .expect =
		"no 2 /usr/lib/sendmail -bd -q15m\n",
	    .files = {
		"etc/config/sendmail",
		"\n"
		"on\n"
	    } },
};

static void
test_irix(void **state)
{
	shell_case_check(irix_cases,
	    sizeof(irix_cases) / sizeof(irix_cases[0]), false);
}

static const struct shell_case others_cases[] = {
	{ .name = "UnixWare 7",
	    .script =
		"if ps -aef | grep \"/usr/lib/sendmail -q\" > /dev/null; "
		"then\n"
		"\texit 0\n"
		"fi\n"
		"\t/usr/lib/sendmail -q1m -bd\n",
	    .expect =
		"yes 4 /usr/lib/sendmail -q1m -bd\n" },
	{ .name = "OSF/1",
	    .script =
		"set `who -r`\n"
		"if [ \"$9\" = \"S\" ]; then\n"
		"\t(cd /usr/spool/mqueue; rm -f lf*)\n"
		"\t/usr/sbin/sendmail -bd -q15m -om &\n"
		"fi\n",
	    .expect =
		"yes 4 /usr/sbin/sendmail -bd -q15m -om\n" },
	{ .name = "Ultrix",
	    .script =
		"[ -f /usr/lib/sendmail ] && {\n"
		"\t(cd /usr/spool/mqueue; rm -f lf*)\n"
		"\t/usr/lib/sendmail -bd -q1h -om& echo -n ' "
		"sendmail'\t>/dev/console\n"
		"}\n",
	    .expect =
		"yes 3 /usr/lib/sendmail -bd -q1h -om\n",
	    .files = {
		"usr/lib/sendmail",
		"x"
	    } },
	{ .name = "IRIX 3",
	    .script =
		"htcp=\n"
		"test -n \"x\" && htcp='-bd'\n"
		"/usr/lib/sendmail $htcp -q15m &\n",
	    .expect =
		"yes 3 /usr/lib/sendmail -bd -q15m\n" },
	{ .name = "SunOS 4",
	    .script =
		"if [ -f /usr/lib/sendmail -a -f /etc/sendmail.cf ]; then\n"
		"\t(cd /var/spool/mqueue; rm -f nf* lf*)\n"
		"\t/usr/lib/sendmail -bd -q1h; echo -n ' sendmail'\n"
		"fi\n",
	    .expect =
		"yes 3 /usr/lib/sendmail -bd -q1h\n",
	    .files = {
		"usr/lib/sendmail",
		"x",
		"etc/sendmail.cf",
		"x"
	    } },
	{ .name = "Slackware sources it",
	    .script =
		"if [ -x /etc/rc.d/bin/rc.sendmail ]; then\n"
		"  . /etc/rc.d/bin/rc.sendmail start\n"
		"fi\n"
		"echo \"Starting sendmail (/usr/sbin/sendmail -bd)\"\n",
	    .expect =
		"yes /etc/rc.d/bin/rc.sendmail:3 /usr/sbin/sendmail -L "
		"sm-mta -bd -q25m\n",
	    .files = {
		"etc/rc.d/bin/rc.sendmail",
		"#!/bin/sh\n"
		"case $1 in start)\n"
		"/usr/sbin/sendmail -L sm-mta -bd -q25m;; esac\n"
	    } },
	{ .name = "Gentoo",
	    .script =
		"start-stop-daemon --start --exec /usr/sbin/exim4 "
		"--pidfile /run/exim.pid -- ${EXIM_OPTS:--bd -q15m}\n",
	    .expect =
		"yes 1 /usr/sbin/exim4 -bd -q15m\n" },
};

static void
test_others(void **state)
{
	shell_case_check(others_cases,
	    sizeof(others_cases) / sizeof(others_cases[0]), false);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_redhat),
		cmocka_unit_test(test_solaris),
		cmocka_unit_test(test_hpux),
		cmocka_unit_test(test_irix),
		cmocka_unit_test(test_others),
	};

	return cmocka_run_group_tests_name("shell", tests, NULL, NULL);
}
