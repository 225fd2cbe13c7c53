/* Any other Unix: every kind of boot configuration is tried. */
#include <errno.h>
#include <string.h>

#include "platforms/mechs.h"

static int
generic_match(const struct os_id *id)
{
	return 1;
}

static int
generic_describe(const struct os_id *id, struct pool *p,
    struct os_version *ret)
{
	static const char *const evidence[] = { "/etc/os-release", NULL };

	ret->title = id->pretty_name != NULL ? id->pretty_name :
	    id->id != NULL ? id->id : id->sysname;
	ret->distribution = id->id != NULL ? id->id : id->sysname;
	ret->version = id->version_id != NULL ? id->version_id : id->release;
	ret->init = os_linux_init(id);
	if (os_has(id, "/System/Library/LaunchDaemons"))
		ret->init = "launchd";
	/* rcorder(8) of the BSDs of today. */
	else if (os_has(id, "/etc/rc.subr") || os_has(id,
	    "/etc/rc.d/rc.subr"))
		ret->init = "rc.subr";
	/* One script starts everything: 4.x BSD and what came of it. */
	else if (ret->init == NULL && os_has(id, "/etc/rc"))
		ret->init = "bsd";
	ret->evidence = evidence;
	return p->failed ? -ENOMEM : 0;
}

static const char *const scripts[] = { "/etc/init.d", "/etc/rc.d/init.d",
	"/sbin/init.d", NULL };
static const struct rc_style rc = {
	.before = "S",
	.from = '2',
	.fallback = '3',
	.scripts = scripts,
};

static const struct entry entries[] = {
	{ .mech = &mech_unit, .flags = ENTRY_SYSTEMD,
	    .evidence = EVIDENCE_DOCUMENTED },
	{ .mech = &mech_openrc, .flags = ENTRY_NOT_SYSTEMD,
	    .paths = PATHS("/etc/runlevels/*"),
	    .evidence = EVIDENCE_DOCUMENTED },
	{ .mech = &mech_rclink, .flags = ENTRY_NOT_SYSTEMD,
	    .paths = PATHS("/etc/rc.d/rc%.d", "/etc/rc%.d", "/sbin/rc%.d",
	    "/etc/init.d/rc%.d"), .rc = &rc, .args = "start" },
	{ .mech = &mech_rcscript, .flags = ENTRY_NOT_SYSTEMD,
	    .paths = PATHS("/etc/rc", "/etc/rc.local", "/etc/rc.d/rc.local",
	    "/etc/rc.d/rc.M", "/etc/init.d/boot.local",
	    "/etc/init.d/after.local") },
	{ .mech = &mech_inittab, .flags = ENTRY_NOT_SYSTEMD },
	{ .mech = &mech_inetd, .paths = PATHS("/etc/inet/inetd.conf",
	    "/etc/inetd.conf") },
	{ .mech = &mech_xinetd, .paths = PATHS("/etc/xinetd.conf") },
	{ .mech = &mech_cron, .paths = PATHS("/var/spool/cron/crontabs/*",
	    "/var/spool/cron/tabs/*", "/var/spool/cron/*",
	    "/var/cron/tabs/*") },
	{ .mech = &mech_cron, .flags = ENTRY_USER_FIELD,
	    .paths = PATHS("/etc/crontab", "/etc/cron.d/*") },
	{ .mech = &mech_hook, .evidence = EVIDENCE_DOCUMENTED },
	{ .mech = NULL }
};

static const struct support support[] = {
	{ .systems = "any other Unix",
	    .verified = "fixture",
	    .evidence = "recalled",
	    .agent = AGENT_CAPTURE },
	{ .systems = NULL }
};

const struct platform platform_generic = {
	.name = "generic",
	.title = "another Unix",
	.support = support,
	.match = generic_match,
	.describe = generic_describe,
	.entries = entries,
	.watch_paths = PATHS("/etc/systemd/system", "/etc/inittab",
	    "/etc/init.d", "/etc/rc.d", "/etc/rc.local", "/etc/mail",
	    "/etc/inetd.conf", "/etc/xinetd.d", "/etc/crontab",
	    "/etc/cron.d"),
	.pid_files = PATHS("/run/sendmail.pid", "/var/run/sendmail.pid",
	    "/etc/mail/sendmail.pid", "/etc/sendmail.pid",
	    "/run/sm-client.pid", "/var/run/sm-client.pid",
	    "/var/spool/clientmqueue/sm-client.pid"),
	.cf_paths = PATHS("/etc/mail/sendmail.cf", "/etc/sendmail.cf",
	    "/usr/lib/sendmail.cf"),
	.mta_paths = PATHS("/usr/sbin/sendmail", "/usr/lib/sendmail",
	    "/usr/libexec/sendmail/sendmail", "/usr/sbin/postfix",
	    "/usr/sbin/exim", "/usr/sbin/exim4", "/usr/sbin/smtpd",
	    "/usr/sbin/dma", "/usr/local/sbin/postfix",
	    "/usr/local/sbin/exim", "/var/qmail/bin/qmail-smtpd"),
};
