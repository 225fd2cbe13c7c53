/* Debian and its family, Ubuntu among them. */
#include <ctype.h>
#include <errno.h>
#include <string.h>

#include "platforms/mechs.h"

static int
debian_match(const struct os_id *id)
{
	if (id->sysname != NULL && strcmp(id->sysname, "Linux") != 0)
		return 0;
	if (os_is_like(id, "debian") || os_is_like(id, "ubuntu"))
		return 90;
	if (os_has(id, "/etc/debian_version"))
		return 80;
	if (os_has(id, "/etc/dpkg") || os_has(id, "/var/lib/dpkg/status"))
		return 40;
	return 0;
}

static int
debian_describe(const struct os_id *id, struct pool *p,
    struct os_version *ret)
{
	static const char *const evidence[] = { "/etc/os-release",
		"/etc/debian_version", "/etc/lsb-release", NULL };
	const char *name, *release;

	name = os_value(id, "/etc/lsb-release", "DISTRIB_ID", p);
	release = os_value(id, "/etc/lsb-release", "DISTRIB_RELEASE", p);
	if (id->id != NULL && strcmp(id->id, "debian") == 0)
		name = "Debian";
	else if (id->id != NULL && strcmp(id->id, "ubuntu") == 0)
		name = "Ubuntu";
	ret->distribution = name != NULL ? name : id->id != NULL ? id->id :
	    "Debian";
	ret->version = id->version_id != NULL ? id->version_id : release;
	if (ret->version == NULL)
		ret->version = os_line(id, "/etc/debian_version", p);
	ret->title = id->pretty_name;
	if (ret->title == NULL)
		ret->title = ret->version == NULL ? ret->distribution :
		    pool_printf(p, "%s %s", ret->distribution, ret->version);
	ret->init = os_linux_init(id);
	ret->evidence = evidence;
	return p->failed ? -ENOMEM : 0;
}

/* /etc/init.d/rc and startpar take S and two digits. */
static bool
takes(const char *name)
{
	return isdigit((unsigned char)name[1]) &&
	    isdigit((unsigned char)name[2]);
}

static const char *const scripts[] = { "/etc/init.d", NULL };
static const struct rc_style rc = {
	.before = "S",
	.fallback = '2',
	.scripts = scripts,
	.needs_x = true,
	.takes = takes,
};

static const struct entry entries[] = {
	{ .mech = &mech_unit, .flags = ENTRY_SYSTEMD,
	    .evidence = EVIDENCE_VENDOR_SOURCE },
	/* Where OpenRC is installed, /etc/init.d/rc and rcS, which inittab
	 * runs, call it. */
	{ .mech = &mech_openrc, .flags = ENTRY_NOT_SYSTEMD,
	    .paths = PATHS("/etc/runlevels/*"), .knob = "rc-update",
	    .evidence = EVIDENCE_VENDOR_SOURCE },
	{ .mech = &mech_rclink,
	    .flags = ENTRY_NOT_SYSTEMD | ENTRY_NOT_OPENRC,
	    .paths = PATHS("/etc/rc%.d"), .rc = &rc, .args = "start",
	    .knob = "update-rc.d", .evidence = EVIDENCE_VENDOR_SOURCE },
	/* The init script rc.local runs it where it is executable. */
	{ .mech = &mech_rcscript,
	    .flags = ENTRY_NOT_SYSTEMD | ENTRY_NOT_OPENRC | ENTRY_NEEDS_X,
	    .paths = PATHS("/etc/rc.local"),
	    .evidence = EVIDENCE_DOCUMENTED },
	{ .mech = &mech_inittab, .flags = ENTRY_NOT_SYSTEMD,
	    .evidence = EVIDENCE_DOCUMENTED },
	{ .mech = &mech_inetd, .paths = PATHS("/etc/inetd.conf"),
	    .knob = "update-inetd", .evidence = EVIDENCE_DOCUMENTED },
	{ .mech = &mech_xinetd, .paths = PATHS("/etc/xinetd.conf"),
	    .evidence = EVIDENCE_DOCUMENTED },
	{ .mech = &mech_cron, .paths = PATHS("/var/spool/cron/crontabs/*"),
	    .evidence = EVIDENCE_DOCUMENTED },
	{ .mech = &mech_cron, .flags = ENTRY_USER_FIELD,
	    .paths = PATHS("/etc/crontab"), .evidence = EVIDENCE_DOCUMENTED },
	{ .mech = &mech_cron, .flags = ENTRY_USER_FIELD | ENTRY_NO_DOTS,
	    .paths = PATHS("/etc/cron.d/*"),
	    .evidence = EVIDENCE_DOCUMENTED },
	{ .mech = &mech_hook, .evidence = EVIDENCE_DOCUMENTED },
	{ .mech = NULL }
};

static const struct support support[] = {
	{ .systems = "Debian, sendmail under systemd",
	    .verified = "real host",
	    .evidence = "real host",
	    .agent = AGENT_RUNS },
	{ .systems = "Debian, sendmail under SysV init",
	    .verified = "real host",
	    .evidence = "real host",
	    .agent = AGENT_RUNS },
	{ .systems = "Debian, sendmail under OpenRC",
	    .verified = "fixture",
	    .evidence = "vendor source",
	    .agent = AGENT_RUNS },
	{ .systems = NULL }
};

const struct platform platform_debian = {
	.name = "debian",
	.title = "Debian family",
	.support = support,
	.match = debian_match,
	.describe = debian_describe,
	.entries = entries,
	.watch_paths = PATHS("/etc/systemd/system", "/lib/systemd/system",
	    "/usr/lib/systemd/system", "/etc/init.d", "/etc/rcS.d",
	    "/etc/rc2.d", "/etc/rc3.d", "/etc/rc4.d", "/etc/rc5.d",
	    "/etc/inittab", "/etc/rc.local", "/etc/runlevels",
	    "/etc/default", "/etc/mail",
	    "/etc/inetd.conf", "/etc/xinetd.conf", "/etc/xinetd.d",
	    "/etc/crontab", "/etc/cron.d", "/var/spool/cron/crontabs"),
	.pid_files = PATHS("/run/sendmail/mta/sendmail.pid",
	    "/run/sendmail/mta/queue.pid", "/run/sendmail/msp/sendmail.pid",
	    "/var/run/sendmail/mta/sendmail.pid",
	    "/var/run/sendmail/mta/queue.pid",
	    "/var/run/sendmail/msp/sendmail.pid", "/run/sendmail.pid"),
	.cf_paths = PATHS("/etc/mail/sendmail.cf", "/etc/sendmail.cf"),
	.mta_paths = PATHS("/usr/sbin/sendmail-mta", "/usr/sbin/sendmail",
	    "/usr/lib/sendmail", "/usr/libexec/sendmail/sendmail",
	    "/usr/sbin/postfix", "/usr/sbin/exim4", "/usr/sbin/exim",
	    "/usr/sbin/smtpd", "/usr/sbin/dma", "/usr/sbin/nullmailer-send",
	    "/usr/bin/msmtpd"),
};
