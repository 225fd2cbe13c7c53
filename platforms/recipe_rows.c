/* How each system turns sendmail off or down: the first row that fits and
 * proves itself is taken. The vendor's own way stands before ours. */
#include "platforms/recipe.h"

#include <stddef.h>
#include <string.h>

#define DEBIAN_CONF "/etc/mail/sendmail.conf"
#define DEBIAN_EXIM "/etc/default/exim4"
#define OPENBSD_CONF "/etc/rc.conf.local"

const struct recipe recipes[] = {
	/* Super-servers: their lines are the same everywhere. */
	{ .mechanism = "inetd", .platform = "debian", .aims = RECIPE_LOOPBACK,
	    .edit = edit_inetd_loopback,
	    .why = "inetd listens for it on loopback" },
	/* The mark of update-inetd(8), which takes it away again. */
	{ .mechanism = "inetd", .platform = "debian", .aims = RECIPE_DOWN,
	    .edit = edit_comment, .set = "#<off># ",
	    .why = "inetd's line for mail, off as update-inetd does it" },
	{ .mechanism = "inetd", .aims = RECIPE_DOWN, .edit = edit_comment,
	    .why = "inetd's line for mail" },
	{ .mechanism = "xinetd", .aims = RECIPE_LOOPBACK,
	    .edit = edit_xinetd_loopback,
	    .why = "xinetd listens for it on loopback" },
	{ .mechanism = "xinetd", .aims = RECIPE_DOWN, .edit = edit_xinetd_off,
	    .why = "xinetd's service for mail" },

	/* Debian's two switches; its script re-reads the file: linux-bsd.md
	 * 4. Each start runs update_conf, which writes the file anew with its
	 * own spelling of the values: these. */
	{ .mta = "sendmail", .platform = "debian", .aims = RECIPE_QUEUE,
	    .path = "/etc/init.d/sendmail",
	    .edit = edit_assign, .file = DEBIAN_CONF,
	    .set = "DAEMON_MODE=\"None\";\nQUEUE_MODE=\"Daemon\";",
	    .why = "Debian's switches: no listener, a queue "
	    "runner" },
	/* Exim: linux-bsd.md 15, corrections 2. What of these is a placebo on
	 * this release does not prove itself. ::1 would keep Exim from
	 * starting where IPv6 is off. */
	{ .mta = "exim", .platform = "debian", .aims = RECIPE_LOOPBACK,
	    .edit = edit_assign, .file = "/etc/exim4/update-exim4.conf.conf",
	    .set = "dc_local_interfaces='127.0.0.1'",
	    .why = "Debian's switch: Exim listens on loopback" },
	{ .mta = "exim", .platform = "debian", .aims = RECIPE_QUEUE,
	    .edit = edit_assign, .file = DEBIAN_EXIM,
	    .set = "QUEUERUNNER='queueonly'",
	    .why = "Debian's switch: no listener, a queue runner" },
	{ .mta = "exim", .platform = "debian", .mechanism = "unit",
	    .aims = RECIPE_QUEUE, .edit = edit_assign, .file = DEBIAN_EXIM,
	    .set = "EXIMSERVICE='-q{interval}'\nEXIMDAEMONOPTS="
	    "'-oP /run/exim4/exim.pid -q{interval}'",
	    .why = "Debian's switch: no listener, a queue runner" },
	{ .mta = "exim", .platform = "debian", .mechanism = "rclink",
	    .aims = RECIPE_QUEUE, .edit = edit_assign, .file = DEBIAN_EXIM,
	    .set = "EXIMDAEMONOPTS='-oP /run/exim4/exim.pid -q{interval}'",
	    .why = "Debian's switch: no listener, a queue runner" },
	{ .platform = "debian", .init = "systemd", .mechanism = "unit",
	    .aims = RECIPE_OFF, .edit = edit_unit_disable,
	    .why = "no target pulls the unit in" },
	{ .platform = "debian", .mechanism = "rclink", .aims = RECIPE_OFF,
	    .edit = edit_rclink,
	    .why = "as update-rc.d disable does it" },

	/* Red Hat: linux-bsd.md 2. Without QUEUE= the command would have no
	 * -q; Mandriva's DAEMON=no proves to end the runner too. */
	{ .mta = "sendmail", .platform = "redhat", .mechanism = "rclink",
	    .aims = RECIPE_QUEUE, .edit = edit_assign, .set = "DAEMON=no",
	    .file = "/etc/sysconfig/sendmail",
	    .why = "Red Hat's switch: no listener" },
	{ .mta = "sendmail", .platform = "redhat", .mechanism = "rclink",
	    .aims = RECIPE_QUEUE, .edit = edit_assign,
	    .set = "DAEMON=no\nQUEUE={interval}",
	    .file = "/etc/sysconfig/sendmail",
	    .why = "Red Hat's switches: no listener, a queue runner" },
	{ .platform = "redhat", .mechanism = "rclink", .aims = RECIPE_OFF,
	    .edit = edit_rclink,
	    .why = "as chkconfig off does it" },

	{ .platform = "mandriva", .mechanism = "rclink", .aims = RECIPE_OFF,
	    .edit = edit_rclink,
	    .why = "as chkconfig off does it" },

	/* SUSE: linux-bsd.md 5. Never empty: its script takes that for the
	 * default. */
	{ .mta = "sendmail", .platform = "suse", .aims = RECIPE_QUEUE,
	    .edit = edit_assign, .file = "/etc/sysconfig/sendmail",
	    .set = "SENDMAIL_ARGS=\"-L sendmail -Am -q{interval} -om\"",
	    .why = "SUSE's switch: no listener" },

	/* Slackware: linux-bsd.md 6. */
	{ .platform = "slackware", .mechanism = "rcscript",
	    .path = "/etc/rc.d/rc.sendmail", .aims = RECIPE_OFF,
	    .edit = edit_executable,
	    .why = "Slackware's switch: rc.M does not run it" },

	/* Solaris: unix.md 1. MODE has to be there, and empty. */
	{ .mta = "sendmail", .platform = "solaris", .mechanism = "rclink",
	    .aims = RECIPE_QUEUE, .edit = edit_assign, .set = "MODE=\"\"",
	    .file = "/etc/default/sendmail",
	    .why = "Solaris' switch: no listener" },
	{ .platform = "solaris", .mechanism = "rclink", .aims = RECIPE_OFF,
	    .edit = edit_rclink,
	    .why = "a name that /sbin/rc2 does not take up" },

	/* Solaris 10 and later: unix.md 2. -bl is local_only's own way, and
	 * holds whatever the repository says; MODE="" does only where it has
	 * local_only=false, which the proof needs to know. */
	{ .mta = "sendmail", .platform = "solaris", .mechanism = "smf",
	    .aims = RECIPE_LOOPBACK, .edit = edit_assign,
	    .set = "MODE=\"-bl\"", .file = "/etc/default/sendmail",
	    .why = "it listens on loopback, as with local_only" },
	{ .mta = "sendmail", .platform = "solaris", .mechanism = "smf",
	    .aims = RECIPE_QUEUE, .edit = edit_assign, .set = "MODE=\"\"",
	    .file = "/etc/default/sendmail",
	    .why = "Solaris' switch: no listener" },
	{ .platform = "solaris", .mechanism = "smf", .aims = RECIPE_OFF,
	    .edit = edit_smf,
	    .why = "the next boot disables it, whatever it is now" },

	/* HP-UX 10 and 11: unix.md 3b. There is no switch for a queue
	 * runner alone, so that cron has to run the queue. */
	{ .mta = "sendmail", .platform = "hpux", .mechanism = "rclink",
	    .aims = RECIPE_QUEUE, .edit = edit_assign,
	    .also = edit_cron_queue, .file = "/etc/rc.config.d/mailservs",
	    .set = "export SENDMAIL_SERVER=0",
	    .why = "HP-UX's switch: no daemon" },
	{ .mta = "sendmail", .platform = "hpux", .mechanism = "rclink",
	    .aims = RECIPE_OFF, .edit = edit_assign,
	    .file = "/etc/rc.config.d/mailservs",
	    .set = "export SENDMAIL_SERVER=0",
	    .why = "HP-UX's switch: no daemon" },
	{ .platform = "hpux", .mechanism = "rclink", .aims = RECIPE_OFF,
	    .edit = edit_rclink,
	    .why = "a name that /sbin/rc does not take up" },

	/* AIX: unix.md 4. chrctcp(1) takes the line into a comment. */
	{ .mta = "sendmail", .platform = "aix", .mechanism = "rcscript",
	    .aims = RECIPE_QUEUE, .edit = edit_src,
	    .why = "past SRC, under which sendmail needs -bd" },
	{ .mta = "sendmail", .platform = "aix", .mechanism = "rcscript",
	    .path = "/etc/rc.tcpip", .aims = RECIPE_OFF,
	    .edit = edit_comment,
	    .why = "the start line, off as chrctcp does it" },
	{ .platform = "aix", .mechanism = "inittab", .aims = RECIPE_OFF,
	    .edit = edit_comment, .set = ":",
	    .why = "the inittab entry, off as AIX comments it" },

	/* IRIX: unix.md 5. The options file cannot take -bd away, so that
	 * cron has to run the queue. */
	{ .mta = "sendmail", .platform = "irix", .mechanism = "rclink",
	    .aims = RECIPE_QUEUE, .edit = edit_flag, .also = edit_cron_queue,
	    .file = "/etc/config/sendmail", .set = "off",
	    .why = "as chkconfig sendmail off does it" },
	{ .mta = "sendmail", .platform = "irix", .mechanism = "rclink",
	    .aims = RECIPE_OFF, .edit = edit_flag,
	    .file = "/etc/config/sendmail", .set = "off",
	    .why = "as chkconfig sendmail off does it" },

	/* OpenRC: linux-bsd.md 7. */
	{ .mechanism = "openrc", .aims = RECIPE_OFF, .edit = edit_runlevel,
	    .why = "as rc-update del does it" },

	/* FreeBSD: linux-bsd.md 9. Without a listener for all, the one on
	 * loopback comes up by itself. */
	{ .mta = "sendmail", .platform = "freebsd",
	    .aims = RECIPE_LOOPBACK, .edit = edit_assign,
	    .file = "/etc/rc.conf", .set = "sendmail_enable=\"NO\"\n"
	    "sendmail_submit_enable=\"YES\"",
	    .why = "FreeBSD's switches: it listens on loopback" },
	{ .mta = "sendmail", .platform = "freebsd",
	    .aims = RECIPE_QUEUE, .edit = edit_assign,
	    .file = "/etc/rc.conf", .set = "sendmail_enable=\"NO\"\n"
	    "sendmail_submit_enable=\"NO\"\n"
	    "sendmail_outbound_enable=\"YES\"\n"
	    "sendmail_msp_queue_enable=\"YES\"",
	    .why = "FreeBSD's switches: no listener, queue runners" },
	{ .mta = "sendmail", .platform = "freebsd",
	    .aims = RECIPE_OFF, .edit = edit_assign, .file = "/etc/rc.conf",
	    .set = "sendmail_enable=\"NONE\"",
	    .why = "FreeBSD's switch: nothing of sendmail" },

	/* Before 4.6 nobody knew NONE. */
	{ .mta = "sendmail", .platform = "freebsd",
	    .aims = RECIPE_OFF, .edit = edit_assign, .file = "/etc/rc.conf",
	    .set = "sendmail_enable=\"NO\"\n"
	    "sendmail_submit_enable=\"NO\"\n"
	    "sendmail_outbound_enable=\"NO\"\n"
	    "sendmail_msp_queue_enable=\"NO\"",
	    .why = "FreeBSD's switches: nothing of sendmail" },
	/* DragonFly has them too; its script of 2005 never starts the
	 * outbound runner, so that the daemon's flags have to do it. */
	{ .mta = "sendmail", .platform = "dragonfly",
	    .aims = RECIPE_LOOPBACK, .edit = edit_assign,
	    .file = "/etc/rc.conf", .set = "sendmail_enable=\"NO\"\n"
	    "sendmail_submit_enable=\"YES\"",
	    .why = "DragonFly's switches: it listens on loopback" },
	{ .mta = "sendmail", .platform = "dragonfly",
	    .aims = RECIPE_QUEUE, .edit = edit_assign,
	    .file = "/etc/rc.conf", .set = "sendmail_enable=\"YES\"\n"
	    "sendmail_flags=\"-L sm-mta -q{interval}\"",
	    .why = "DragonFly's flags without the listener" },
	{ .mta = "sendmail", .platform = "dragonfly",
	    .aims = RECIPE_OFF, .edit = edit_assign, .file = "/etc/rc.conf",
	    .set = "sendmail_enable=\"NONE\"",
	    .why = "DragonFly's switch: nothing of sendmail" },

	/* OpenBSD: linux-bsd.md 11. Its localhost.cf serves loopback. */
	{ .mta = "sendmail", .platform = "openbsd", .aims = RECIPE_LOOPBACK,
	    .edit = edit_assign, .file = OPENBSD_CONF,
	    .set = "sendmail_flags=\"-L sm-mta -C/etc/mail/localhost.cf -bd "
	    "-q{interval}\"",
	    .why = "OpenBSD's flags for loopback alone" },
	{ .mta = "sendmail", .platform = "openbsd", .aims = RECIPE_QUEUE,
	    .edit = edit_assign, .file = OPENBSD_CONF,
	    .set = "sendmail_flags=\"-L sm-mta -q{interval}\"",
	    .why = "OpenBSD's flags without the listener" },
	{ .mta = "sendmail", .platform = "openbsd", .aims = RECIPE_OFF,
	    .edit = edit_assign, .file = OPENBSD_CONF,
	    .set = "sendmail_flags=NO",
	    .why = "OpenBSD's switch: nothing of sendmail" },

	{ .mta = "postfix", .platform = "openbsd", .aims = RECIPE_OFF,
	    .edit = edit_assign, .file = OPENBSD_CONF,
	    .set = "postfix_flags=NO",
	    .why = "OpenBSD's switch: its rc.d script is not run" },

	/* NetBSD: linux-bsd.md 10. */
	{ .mta = "sendmail", .platform = "netbsd", .mechanism = "rc.subr",
	    .aims = RECIPE_QUEUE, .edit = edit_assign,
	    .file = "/etc/rc.conf",
	    .set = "sendmail_flags=\"-Lsm-mta -q{interval}\"",
	    .why = "NetBSD's flags without the listener" },
	{ .mta = "sendmail", .platform = "netbsd", .mechanism = "rc.subr",
	    .aims = RECIPE_OFF, .edit = edit_assign, .file = "/etc/rc.conf",
	    .set = "sendmail=NO\nsmmsp=NO",
	    .why = "NetBSD's switches: nothing of sendmail" },

	/* macOS: corrections 6. */
	{ .platform = "macos", .mechanism = "launchd", .aims = RECIPE_OFF,
	    .edit = edit_launchd,
	    .why = "the job's own key Disabled" },
	{ .mta = "sendmail", .platform = "macos",
	    .mechanism = "startupitems", .aims = RECIPE_OFF,
	    .edit = edit_assign, .file = "/etc/hostconfig",
	    .set = "MAILSERVER=-NO-",
	    .why = "Mac OS X's switch: no daemon" },

	/* Postfix: linux-bsd.md 14. Its master has to run for mail that
	 * programs of the host hand to it. */
	{ .mta = "postfix", .aims = RECIPE_LOOPBACK,
	    .edit = edit_postfix_loopback,
	    .why = "Postfix's own setting: it listens on loopback" },
	{ .mta = "postfix", .aims = RECIPE_QUEUE,
	    .edit = edit_postfix_queue,
	    .why = "no service listens; Postfix goes on without them" },

	/* systemd: systemd.unit(5), systemd.socket(5). */
	{ .mechanism = "unit", .aims = RECIPE_LOOPBACK,
	    .edit = edit_socket_loopback,
	    .why = "systemd listens for it on loopback" },
	{ .mta = "sendmail", .mechanism = "unit", .aims = RECIPE_QUEUE,
	    .edit = edit_unit_command,
	    .why = "the unit's command without its listener" },
	{ .mechanism = "unit", .aims = RECIPE_DOWN, .edit = edit_unit_disable,
	    .why = "no target pulls the unit in" },
	{ .mechanism = "unit", .aims = RECIPE_DOWN, .edit = edit_unit_mask,
	    .why = "masked: nothing can start the unit" },

	/* sendmail's own switch: op.me, DaemonPortOptions. */
	{ .mta = "sendmail", .aims = RECIPE_LOOPBACK, .edit = edit_port_word,
	    .why = "sendmail listens on loopback" },
	{ .mta = "sendmail", .aims = RECIPE_LOOPBACK,
	    .edit = edit_cf_loopback,
	    .why = "sendmail listens on loopback" },

	/* inittab(5), cron, and plain scripts on any system. */
	{ .mechanism = "inittab", .aims = RECIPE_OFF,
	    .edit = edit_inittab_off,
	    .why = "the inittab entry" },
	{ .mta = "sendmail", .mechanism = "inittab", .aims = RECIPE_QUEUE,
	    .edit = edit_words, .also = edit_inittab_once,
	    .why = "a queue runner, started once" },
	{ .mechanism = "cron", .aims = RECIPE_OFF, .edit = edit_comment,
	    .why = "cron's line for it" },
	/* A runner that is started day by day would be one more each day. */
	{ .platform = "riscos", .mechanism = "periodic", .aims = RECIPE_DOWN,
	    .edit = edit_hold, .set = "held by hardenmail",
	    .why = "periodic(1M) holds the job" },
	{ .platform = "riscos", .mechanism = "periodic",
	    .aims = RECIPE_QUEUE, .edit = edit_hold, .also = edit_cron_queue,
	    .set = "held by hardenmail",
	    .why = "periodic(1M) holds the job" },
	{ .mechanism = "periodic", .aims = RECIPE_QUEUE, .edit = edit_noop,
	    .also = edit_cron_queue,
	    .why = "the daily job's command does nothing" },
	{ .mechanism = "periodic", .aims = RECIPE_DOWN, .edit = edit_noop,
	    .why = "the daily job's command does nothing" },
	{ .mta = "sendmail", .aims = RECIPE_QUEUE, .edit = edit_words,
	    .why = "sendmail's command without its "
	    "listener" },
	{ .mechanism = "rclink", .aims = RECIPE_OFF, .edit = edit_rclink,
	    .why = "a name that the boot does not take up" },
	/* An empty branch would be a syntax error: unix.md 8. */
	{ .aims = RECIPE_OFF, .edit = edit_noop,
	    .why = "the command does nothing" },
	{ .edit = NULL }
};

const struct recipe recipe_runner = {
	.aims = RECIPE_QUEUE,
	.edit = edit_cron_queue,
	.why = "queue runs by cron",
};

static bool
fits(const char *wanted, const char *got)
{
	return wanted == NULL || (got != NULL && strcmp(wanted, got) == 0);
}

bool
recipe_fits(const struct recipe *r, const struct facts *f,
    const struct starter *s, enum aim aim)
{
	if ((r->aims & (1u << aim)) == 0)
		return false;
	if (r->version != NULL && (f->version == NULL ||
	    strncmp(r->version, f->version, strlen(r->version)) != 0))
		return false;
	return fits(r->mta, s->mta) && fits(r->platform, f->platform) &&
	    fits(r->init, f->init) && fits(r->mechanism, s->mechanism) &&
	    fits(r->path, s->at.path);
}
