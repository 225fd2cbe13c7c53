/* Arch Linux and what is made of it: systemd. */
#include <string.h>

#include "platforms/mechs.h"

static int
arch_match(const struct os_id *id)
{
	if (id->sysname != NULL && strcmp(id->sysname, "Linux") != 0)
		return 0;
	if (os_is_like(id, "arch"))
		return 90;
	return os_has(id, "/etc/arch-release") ? 80 : 0;
}

static int
arch_describe(const struct os_id *id, struct pool *p, struct os_version *ret)
{
	return os_describe_linux(id, p, PATHS("/etc/arch-release"),
	    "Arch Linux", ret);
}

static const struct entry entries[] = {
	{ .mech = &mech_unit, .flags = ENTRY_SYSTEMD,
	    .evidence = EVIDENCE_VENDOR_SOURCE },
	/* Before systemd, or with another init in its place. */
	{ .mech = &mech_inittab, .flags = ENTRY_NOT_SYSTEMD,
	    .evidence = EVIDENCE_DOCUMENTED },
	{ .mech = &mech_rcscript, .flags = ENTRY_NOT_SYSTEMD,
	    .paths = PATHS("/etc/rc.local") },
	{ .mech = &mech_inetd, .paths = PATHS("/etc/inetd.conf"),
	    .evidence = EVIDENCE_DOCUMENTED },
	{ .mech = &mech_xinetd, .paths = PATHS("/etc/xinetd.conf"),
	    .evidence = EVIDENCE_DOCUMENTED },
	{ .mech = &mech_cron, .paths = PATHS("/var/spool/cron/*"),
	    .evidence = EVIDENCE_DOCUMENTED },
	{ .mech = &mech_cron, .flags = ENTRY_USER_FIELD,
	    .paths = PATHS("/etc/crontab", "/etc/cron.d/*"),
	    .evidence = EVIDENCE_DOCUMENTED },
	{ .mech = &mech_hook, .evidence = EVIDENCE_DOCUMENTED },
	{ .mech = NULL }
};

static const struct support support[] = {
	{ .systems = "Arch Linux",
	    .verified = "fixture",
	    .evidence = "vendor source (unit of its user repository)",
	    .agent = AGENT_RUNS },
	{ .systems = NULL }
};

const struct platform platform_arch = {
	.name = "arch",
	.title = "Arch Linux",
	.support = support,
	.match = arch_match,
	.describe = arch_describe,
	.entries = entries,
	.watch_paths = PATHS("/etc/systemd/system", "/usr/lib/systemd/system",
	    "/etc/conf.d", "/etc/mail", "/etc/inittab", "/etc/inetd.conf",
	    "/etc/xinetd.conf", "/etc/xinetd.d", "/etc/crontab",
	    "/etc/cron.d", "/var/spool/cron"),
	.pid_files = PATHS("/run/sendmail.pid", "/var/run/sendmail.pid",
	    "/run/sm-client.pid", "/var/spool/clientmqueue/sm-client.pid"),
	.cf_paths = PATHS("/etc/mail/sendmail.cf", "/etc/sendmail.cf"),
	.mta_paths = PATHS("/usr/bin/sendmail", "/usr/sbin/sendmail",
	    "/usr/lib/sendmail", "/usr/bin/postfix", "/usr/bin/exim",
	    "/usr/bin/smtpd"),
};
