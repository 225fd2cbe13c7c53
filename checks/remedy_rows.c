/* What to do about a starter, as rows: the first that fits is taken. */
#include "checks/remedy_rows.h"

#include <stddef.h>

/* sendmail's own switch for "loopback only": op.me, DaemonPortOptions. */
#define LOOPBACK_CF \
	"in sendmail.cf: O DaemonPortOptions=Name=MTA,Port=smtp," \
	"Addr=127.0.0.1 (replaces the other DaemonPortOptions lines)\n" \
	"in its .mc file, so that it stays: " \
	"DAEMON_OPTIONS(`Name=MTA,Port=smtp,Addr=127.0.0.1')dnl\n"

#define EDIT_QUEUE \
	"in {where}: take the -b option out of the sendmail command, " \
	"keep its -q option\n"

const struct remedy_row remedy_rows[] = {
	/* Super-servers come first: their lines are the same everywhere. */
	{ .mechanism = "inetd", .platform = "aix", .aim = AIM_NOTHING,
	    .text = "in {path} line {line}: put a # before the line\n"
	    "refresh -s inetd" },
	/* Both of Debian's take an address (inetd(8), inetd.conf(5)). */
	{ .mechanism = "inetd", .platform = "debian", .aim = AIM_LOOPBACK,
	    .text = "in {path} line {line}: put 127.0.0.1: before the first "
	    "word, like 127.0.0.1:smtp\n"
	    "kill -HUP the process id of inetd" },
	{ .mechanism = "inetd", .platform = "debian", .aim = AIM_NOTHING,
	    .text = "update-inetd --disable smtp,smtps,submission" },
	{ .mechanism = "inetd", .aim = AIM_NOTHING,
	    .text = "in {path} line {line}: put a # before the line\n"
	    "kill -HUP the process id of inetd" },
	{ .mechanism = "xinetd", .aim = AIM_LOOPBACK,
	    .text = "in {path}, the service of line {line}: "
	    "bind = 127.0.0.1\n"
	    "restart xinetd" },
	{ .mechanism = "xinetd", .aim = AIM_NOTHING,
	    .text = "in {path}, the service of line {line}: disable = yes\n"
	    "kill -HUP the process id of xinetd" },
	{ .mechanism = "socket", .aim = AIM_LOOPBACK,
	    .text = "mkdir -p /etc/systemd/system/{socket}.d\n"
	    "in /etc/systemd/system/{socket}.d/hardenmail.conf:\n"
	    "  [Socket]\n"
	    "  ListenStream=\n"
	    "  ListenStream=127.0.0.1:{port}\n"
	    "systemctl daemon-reload; systemctl restart {socket}" },
	{ .mechanism = "socket", .aim = AIM_NOTHING,
	    .text = "systemctl disable --now {socket}" },

	/* Solaris: unix.md 1 and 2. */
	{ .mta = "sendmail", .platform = "solaris", .mechanism = "smf",
	    .aim = AIM_OFF,
	    .text = "svcadm disable svc:/network/smtp:sendmail\n"
	    "svcadm disable svc:/network/sendmail-client:default" },
	{ .mta = "sendmail", .platform = "solaris", .mechanism = "smf",
	    .aim = AIM_QUEUE,
	    .text = "svccfg -s svc:/network/smtp:sendmail setprop "
	    "config/local_only = true\n"
	    "svcadm refresh svc:/network/smtp:sendmail\n"
	    "svcadm restart svc:/network/smtp:sendmail" },
	{ .mta = "sendmail", .platform = "solaris", .mechanism = "smf",
	    .aim = AIM_LOOPBACK,
	    .text = "svccfg -s svc:/network/smtp:sendmail setprop "
	    "config/local_only = true\n"
	    "svcadm refresh svc:/network/smtp:sendmail\n"
	    "svcadm restart svc:/network/smtp:sendmail" },
	{ .mta = "sendmail", .platform = "solaris", .version = "5.8",
	    .mechanism = "rclink", .aim = AIM_QUEUE,
	    .text = "in /etc/default/sendmail: MODE=\"\" (the last MODE line "
	    "counts) and QUEUEINTERVAL=\"15m\"\n"
	    "/etc/init.d/sendmail stop; /etc/init.d/sendmail start" },
	{ .mta = "sendmail", .platform = "solaris", .version = "5.9",
	    .mechanism = "rclink", .aim = AIM_QUEUE,
	    .text = "in /etc/default/sendmail: MODE=\"\" (the last MODE line "
	    "counts) and QUEUEINTERVAL=\"15m\"\n"
	    "/etc/init.d/sendmail stop; /etc/init.d/sendmail start" },
	{ .mta = "sendmail", .platform = "solaris", .version = "5.9",
	    .mechanism = "rclink", .aim = AIM_LOOPBACK,
	    .text = "cd /usr/lib/mail/cf; cp subsidiary.mc myhost.mc\n"
	    "in myhost.mc, before the MAILER lines: DAEMON_OPTIONS("
	    "`NAME=NoMTA4, Family=inet, Addr=127.0.0.1')dnl\n"
	    "make myhost.cf; cp myhost.cf /etc/mail/sendmail.cf\n"
	    "/etc/init.d/sendmail stop; /etc/init.d/sendmail start" },
	{ .mta = "sendmail", .platform = "solaris", .mechanism = "rclink",
	    .aim = AIM_QUEUE,
	    .text = EDIT_QUEUE
	    "edit it in place: the file has several names (hard links)\n"
	    "/etc/init.d/sendmail stop; /etc/init.d/sendmail start" },

	/* HP-UX: unix.md 3b. The stop script does nothing once the variable
	 * is 0, so stop comes first. */
	{ .mta = "sendmail", .platform = "hpux", .mechanism = "rclink",
	    .aim = AIM_OFF,
	    .text = "/sbin/init.d/sendmail stop\n"
	    "ch_rc -a -p SENDMAIL_SERVER=0 /etc/rc.config.d/mailservs" },
	{ .mta = "sendmail", .platform = "hpux", .mechanism = "rclink",
	    .aim = AIM_QUEUE,
	    .text = "/sbin/init.d/sendmail stop\n"
	    "ch_rc -a -p SENDMAIL_SERVER=0 /etc/rc.config.d/mailservs\n"
	    "in root's crontab: 0,15,30,45 * * * * /usr/sbin/sendmail -q" },
	{ .mta = "sendmail", .platform = "hpux", .mechanism = "rclink",
	    .aim = AIM_LOOPBACK,
	    .text = LOOPBACK_CF
	    "/sbin/init.d/sendmail stop; /sbin/init.d/sendmail start" },

	/* AIX: unix.md 4. SRC starts no sendmail without -bd. */
	{ .mta = "sendmail", .platform = "aix", .mechanism = "rcscript",
	    .aim = AIM_OFF,
	    .text = "chrctcp -d sendmail\n"
	    "stopsrc -s sendmail" },
	{ .mta = "sendmail", .platform = "aix", .mechanism = "rcscript",
	    .aim = AIM_QUEUE,
	    .text = "chrctcp -d sendmail\n"
	    "stopsrc -s sendmail\n"
	    "in root's crontab: 0,15,30,45 * * * * /usr/sbin/sendmail -q" },
	{ .mta = "sendmail", .platform = "aix", .mechanism = "rcscript",
	    .aim = AIM_LOOPBACK,
	    .text = LOOPBACK_CF
	    "stopsrc -s sendmail; startsrc -s sendmail -a \"-bd -q30m\"" },

	/* IRIX: unix.md 5. Its options file cannot take -bd away. */
	{ .mta = "sendmail", .platform = "irix", .mechanism = "rclink",
	    .aim = AIM_OFF,
	    .text = "/etc/init.d/mail stop\n"
	    "chkconfig sendmail off" },
	{ .mta = "sendmail", .platform = "irix", .mechanism = "rclink",
	    .aim = AIM_QUEUE,
	    .text = "/etc/init.d/mail stop\n"
	    "chkconfig sendmail off\n"
	    "in root's crontab: 0,15,30,45 * * * * /usr/lib/sendmail -q" },

	/* UnixWare: unix.md 6a. */
	{ .mta = "sendmail", .platform = "unixware", .mechanism = "rclink",
	    .aim = AIM_QUEUE,
	    .text = "in /etc/mail/sendmailrc: /usr/lib/sendmail -q15m in the "
	    "place of /usr/lib/sendmail -q1m -bd\n"
	    "/etc/mail/sendmailrc stop; /etc/mail/sendmailrc start" },

	/* Tru64: its stop script finds listeners only. */
	{ .mta = "sendmail", .platform = "tru64", .mechanism = "rclink",
	    .aim = AIM_QUEUE,
	    .text = "/sbin/init.d/sendmail stop\n"
	    EDIT_QUEUE
	    "/sbin/init.d/sendmail start" },

	/* systemd, and Debian's script behind it: linux-bsd.md 3, 4, 5. */
	{ .mta = "sendmail", .platform = "debian", .aim = AIM_QUEUE,
	    .text = "in /etc/mail/sendmail.conf: DAEMON_MODE=\"None\"; and "
	    "QUEUE_MODE=\"Daemon\";\n"
	    "/usr/share/sendmail/update_conf\n"
	    "/etc/init.d/sendmail restart" },
	{ .mta = "sendmail", .platform = "debian", .aim = AIM_LOOPBACK,
	    .text = "in /etc/mail/sendmail.mc: DAEMON_OPTIONS(`Family=inet, "
	    "Name=MTA-v4, Port=smtp, Addr=127.0.0.1')dnl, and no other "
	    "DAEMON_OPTIONS\n"
	    "sendmailconfig" },
	{ .mta = "sendmail", .platform = "debian", .mechanism = "rclink",
	    .aim = AIM_OFF,
	    .text = "/etc/init.d/sendmail stop\n"
	    "update-rc.d sendmail disable" },
	{ .mta = "sendmail", .platform = "suse", .init = "systemd",
	    .aim = AIM_OFF,
	    .text = "systemctl disable --now sendmail.service "
	    "sendmail-client.service sendmail-client.path" },
	{ .mta = "sendmail", .platform = "suse", .aim = AIM_QUEUE,
	    .text = "in /etc/sysconfig/sendmail: SENDMAIL_ARGS=\"-L sendmail "
	    "-Am -q30m -om\" (never empty)\n"
	    "rcsendmail restart" },
	{ .mta = "sendmail", .platform = "suse", .aim = AIM_LOOPBACK,
	    .text = "in /etc/sysconfig/mail: SMTPD_LISTEN_REMOTE=\"no\"\n"
	    "/usr/lib/sendmail.d/update\n"
	    "rcsendmail restart" },
	{ .mta = "sendmail", .mechanism = "unit", .init = "systemd",
	    .aim = AIM_OFF,
	    .text = "systemctl disable --now {unit}" },
	{ .mta = "sendmail", .platform = "redhat", .mechanism = "unit",
	    .aim = AIM_LOOPBACK,
	    .text = "in /etc/mail/sendmail.mc: DAEMON_OPTIONS(`Port=smtp,"
	    "Addr=127.0.0.1, Name=MTA')dnl\n"
	    "make -C /etc/mail\n"
	    "systemctl restart {unit}" },
	{ .mta = "sendmail", .platform = "gentoo", .mechanism = "unit",
	    .aim = AIM_QUEUE,
	    .text = "mkdir -p /etc/systemd/system/{unit}.d\n"
	    "in /etc/systemd/system/{unit}.d/hardenmail.conf:\n"
	    "  [Service]\n"
	    "  ExecStart=\n"
	    "  ExecStart=/usr/sbin/sendmail -q30m -L sm-mta\n"
	    "systemctl daemon-reload; systemctl restart {unit}" },
	{ .mta = "sendmail", .mechanism = "unit", .aim = AIM_QUEUE,
	    .text = "mkdir -p /etc/systemd/system/{unit}.d\n"
	    "in /etc/systemd/system/{unit}.d/hardenmail.conf:\n"
	    "  [Service]\n"
	    "  ExecStart=\n"
	    "  ExecStart=/usr/sbin/sendmail $SENDMAIL_OPTS "
	    "$SENDMAIL_OPTARG\n"
	    "(SENDMAIL_OPTS holds the -q option; see EnvironmentFile)\n"
	    "systemctl daemon-reload; systemctl restart {unit}" },
	{ .mta = "sendmail", .mechanism = "unit", .aim = AIM_LOOPBACK,
	    .text = LOOPBACK_CF
	    "systemctl restart {unit}" },

	/* Red Hat with rc folders: linux-bsd.md 2. On Mandriva DAEMON=no
	 * takes the queue runner away too, so it has no row. */
	{ .mta = "sendmail", .platform = "redhat", .mechanism = "rclink",
	    .aim = AIM_OFF,
	    .text = "service sendmail stop\n"
	    "chkconfig sendmail off" },
	{ .mta = "sendmail", .platform = "redhat", .mechanism = "rclink",
	    .aim = AIM_QUEUE,
	    .text = "in /etc/sysconfig/sendmail: DAEMON=no (keep QUEUE=1h)\n"
	    "service sendmail restart" },
	{ .mta = "sendmail", .platform = "redhat", .mechanism = "rclink",
	    .aim = AIM_LOOPBACK,
	    .text = "in /etc/mail/sendmail.mc: DAEMON_OPTIONS(`Port=smtp,"
	    "Addr=127.0.0.1, Name=MTA')dnl\n"
	    "make -C /etc/mail\n"
	    "service sendmail restart" },
	{ .mta = "sendmail", .platform = "mandriva", .mechanism = "rclink",
	    .aim = AIM_OFF,
	    .text = "service sendmail stop\n"
	    "chkconfig sendmail off" },
	{ .mta = "sendmail", .platform = "suse", .mechanism = "rclink",
	    .aim = AIM_OFF,
	    .text = "rcsendmail stop\n"
	    "insserv -r sendmail" },

	/* OpenRC: linux-bsd.md 7. */
	{ .mta = "sendmail", .init = "openrc", .aim = AIM_OFF,
	    .text = "rc-service sendmail stop\n"
	    "rc-update del sendmail default" },
	{ .mta = "sendmail", .init = "openrc", .aim = AIM_QUEUE,
	    .text = "in /etc/conf.d/sendmail: "
	    "SENDMAIL_OPTS=\"-q30m -L sm-mta\"\n"
	    "rc-service sendmail restart" },
	{ .mta = "sendmail", .init = "openrc", .aim = AIM_LOOPBACK,
	    .text = LOOPBACK_CF
	    "rc-service sendmail restart" },

	/* Slackware: linux-bsd.md 6. */
	{ .mta = "sendmail", .platform = "slackware",
	    .mechanism = "rcscript", .aim = AIM_OFF,
	    .text = "sh /etc/rc.d/rc.sendmail stop\n"
	    "chmod a-x /etc/rc.d/rc.sendmail" },

	/* BSD: linux-bsd.md 9, 10, 11. */
	{ .mta = "sendmail", .platform = "freebsd", .aim = AIM_OFF,
	    .text = "service sendmail stop\n"
	    "in /etc/rc.conf: sendmail_enable=\"NONE\"" },
	{ .mta = "sendmail", .platform = "freebsd", .aim = AIM_QUEUE,
	    .text = "service sendmail stop\n"
	    "in /etc/rc.conf: sendmail_enable=\"NO\" "
	    "sendmail_submit_enable=\"NO\" sendmail_outbound_enable=\"YES\" "
	    "sendmail_msp_queue_enable=\"YES\"\n"
	    "service sendmail start" },
	{ .mta = "sendmail", .platform = "freebsd", .aim = AIM_LOOPBACK,
	    .text = "service sendmail stop\n"
	    "in /etc/rc.conf: sendmail_enable=\"NO\" "
	    "sendmail_submit_enable=\"YES\"\n"
	    "service sendmail start" },
	{ .mta = "sendmail", .platform = "netbsd", .aim = AIM_OFF,
	    .text = "/etc/rc.d/sendmail stop\n"
	    "in /etc/rc.conf: sendmail=NO" },
	{ .mta = "sendmail", .platform = "netbsd", .aim = AIM_QUEUE,
	    .text = "in /etc/rc.conf: sendmail_flags=\"-Lsm-mta -q30m\"\n"
	    "/etc/rc.d/sendmail restart" },
	{ .mta = "sendmail", .platform = "openbsd", .aim = AIM_OFF,
	    .text = "/etc/rc.d/sendmail stop\n"
	    "in /etc/rc.conf.local: sendmail_flags=NO" },
	{ .mta = "sendmail", .platform = "openbsd", .aim = AIM_QUEUE,
	    .text = "in /etc/rc.conf.local: "
	    "sendmail_flags=\"-L sm-mta -q30m\"\n"
	    "/etc/rc.d/sendmail restart" },
	{ .mta = "sendmail", .platform = "openbsd", .aim = AIM_LOOPBACK,
	    .text = "in /etc/rc.conf.local: sendmail_flags=\"-L sm-mta "
	    "-C/etc/mail/localhost.cf -bd -q30m\"\n"
	    "/etc/rc.d/sendmail restart" },

	/* inittab and cron, on any system. */
	{ .mechanism = "inittab", .platform = "aix", .aim = AIM_OFF,
	    .text = "in {path} line {line}: put a : before the line\n"
	    "telinit q" },
	{ .mechanism = "inittab", .aim = AIM_OFF,
	    .text = "in {path} line {line}: set the third field to off\n"
	    "telinit q" },
	{ .mta = "sendmail", .mechanism = "inittab", .aim = AIM_QUEUE,
	    .text = EDIT_QUEUE
	    "telinit q, then kill the running one" },
	{ .mechanism = "cron", .aim = AIM_OFF,
	    .text = "in {path} line {line}: put a # before the line" },

	/* Other MTAs: linux-bsd.md 14, 15, 16. Their own way to loopback is
	 * the least that stops strangers and strands nothing. */
	{ .mta = "postfix", .init = "systemd", .aim = AIM_OFF,
	    .text = "systemctl disable --now postfix.service" },
	{ .mta = "postfix", .platform = "freebsd", .aim = AIM_OFF,
	    .text = "service postfix stop\n"
	    "in /etc/rc.conf: postfix_enable=\"NO\"" },
	{ .mta = "postfix", .platform = "netbsd", .aim = AIM_OFF,
	    .text = "/etc/rc.d/postfix stop\n"
	    "in /etc/rc.conf: postfix=NO" },
	{ .mta = "postfix", .platform = "macos", .aim = AIM_OFF,
	    .text = "launchctl unload -w {path}" },
	{ .mta = "postfix", .aim = AIM_QUEUE,
	    .text = "in its master.cf: # in front of each service of type "
	    "inet, and of its -o lines\n"
	    "postfix stop; postfix start" },
	{ .mta = "postfix", .aim = AIM_NOTHING,
	    .text = "postconf -e inet_interfaces=loopback-only\n"
	    "postfix stop; postfix start (reload is not enough)" },
	{ .mta = "exim", .init = "systemd", .mechanism = "unit",
	    .aim = AIM_OFF,
	    .text = "systemctl disable --now {unit}" },
	{ .mta = "exim", .platform = "debian", .aim = AIM_NOTHING,
	    .text = "in /etc/exim4/update-exim4.conf.conf: "
	    "dc_local_interfaces='127.0.0.1 ; ::1'\n"
	    "/etc/init.d/exim4 restart" },
	{ .mta = "exim", .aim = AIM_NOTHING,
	    .text = "in exim's configuration: "
	    "local_interfaces = <; 127.0.0.1 ; ::1\n"
	    "restart exim" },
	{ .mta = "opensmtpd", .platform = "openbsd", .aim = AIM_OFF,
	    .text = "rcctl stop smtpd\n"
	    "rcctl disable smtpd" },
	{ .mta = "opensmtpd", .aim = AIM_NOTHING,
	    .text = "in smtpd.conf: listen on localhost, and no other "
	    "listen on\n"
	    "restart smtpd" },

	/* What is left: plain scripts. An empty then-branch is a syntax
	 * error, so a line is replaced, not deleted. */
	{ .mechanism = "unit", .aim = AIM_OFF,
	    .text = "systemctl disable --now {unit}" },
	{ .mechanism = "rclink", .aim = AIM_OFF,
	    .text = "{path} stop\n"
	    "rename every S link of it in the rc folders to a name that does "
	    "not begin with S or K" },
	{ .mechanism = "rcscript", .aim = AIM_OFF,
	    .text = "in {path} line {line}: put : in the place of the "
	    "command\n"
	    "kill the running one" },
	{ .mta = "sendmail", .aim = AIM_QUEUE,
	    .text = EDIT_QUEUE
	    "stop sendmail and start it again" },
	{ .mta = "sendmail", .aim = AIM_LOOPBACK,
	    .text = LOOPBACK_CF
	    "stop sendmail and start it again" },
	{ .text = NULL },
};
