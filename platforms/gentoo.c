/* Gentoo: systemd, or OpenRC. */
#include <string.h>

#include "platforms/mechs.h"

static int
gentoo_match(const struct os_id *id)
{
	if (id->sysname != NULL && strcmp(id->sysname, "Linux") != 0)
		return 0;
	if (os_is_like(id, "gentoo"))
		return 90;
	return os_has(id, "/etc/gentoo-release") ? 80 : 0;
}

static int
gentoo_describe(const struct os_id *id, struct pool *p,
    struct os_version *ret)
{
	return os_describe_linux(id, p, PATHS("/etc/gentoo-release"),
	    "Gentoo", ret);
}

static const struct entry entries[] = {
	{ .mech = &mech_unit, .flags = ENTRY_SYSTEMD,
	    .evidence = EVIDENCE_VENDOR_SOURCE },
	{ .mech = &mech_openrc, .flags = ENTRY_NOT_SYSTEMD,
	    .paths = PATHS("/etc/runlevels/*"), .knob = "rc-update",
	    .evidence = EVIDENCE_VENDOR_SOURCE },
	{ .mech = &mech_inittab, .flags = ENTRY_NOT_SYSTEMD,
	    .evidence = EVIDENCE_DOCUMENTED },
	{ .mech = &mech_inetd, .paths = PATHS("/etc/inetd.conf"),
	    .evidence = EVIDENCE_DOCUMENTED },
	{ .mech = &mech_xinetd, .paths = PATHS("/etc/xinetd.conf"),
	    .evidence = EVIDENCE_DOCUMENTED },
	{ .mech = &mech_cron, .paths = PATHS("/var/spool/cron/crontabs/*"),
	    .evidence = EVIDENCE_DOCUMENTED },
	{ .mech = &mech_cron, .flags = ENTRY_USER_FIELD,
	    .paths = PATHS("/etc/crontab", "/etc/cron.d/*"),
	    .evidence = EVIDENCE_DOCUMENTED },
	{ .mech = &mech_hook, .evidence = EVIDENCE_DOCUMENTED },
	{ .mech = NULL }
};

static const struct support support[] = {
	{ .systems = "Gentoo, systemd and OpenRC",
	    .verified = "fixture",
	    .evidence = "vendor source; OpenRC documented",
	    .agent = AGENT_RUNS },
	{ .systems = NULL }
};

const struct platform platform_gentoo = {
	.name = "gentoo",
	.title = "Gentoo",
	.support = support,
	.match = gentoo_match,
	.describe = gentoo_describe,
	.entries = entries,
	.watch_paths = PATHS("/etc/systemd/system", "/lib/systemd/system",
	    "/usr/lib/systemd/system", "/etc/runlevels", "/etc/init.d",
	    "/etc/conf.d", "/etc/rc.conf", "/etc/inittab", "/etc/mail",
	    "/etc/inetd.conf", "/etc/xinetd.conf", "/etc/xinetd.d",
	    "/etc/crontab", "/etc/cron.d", "/var/spool/cron/crontabs"),
	.pid_files = PATHS("/run/sendmail.pid", "/var/run/sendmail.pid",
	    "/var/spool/clientmqueue/sm-client.pid"),
	.cf_paths = PATHS("/etc/mail/sendmail.cf", "/etc/sendmail.cf"),
	.mta_paths = PATHS("/usr/sbin/sendmail", "/usr/lib/sendmail",
	    "/usr/sbin/postfix", "/usr/sbin/exim", "/usr/sbin/smtpd",
	    "/usr/sbin/dma"),
};
