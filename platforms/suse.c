/* SUSE and openSUSE: run level folders below /etc/init.d, then systemd. */
#include <ctype.h>
#include <string.h>

#include "platforms/mechs.h"

static const char *const release_files[] = { "/etc/SuSE-release",
	"/etc/SUSE-brand", NULL };

static int
suse_match(const struct os_id *id)
{
	if (id->sysname != NULL && strcmp(id->sysname, "Linux") != 0)
		return 0;
	if (os_is_like(id, "suse") || os_is_like(id, "opensuse") ||
	    os_is_like(id, "sles") || os_is_like(id, "sled"))
		return 90;
	return os_has(id, release_files[0]) ? 80 : 0;
}

static int
suse_describe(const struct os_id *id, struct pool *p, struct os_version *ret)
{
	return os_describe_linux(id, p, release_files, "SUSE", ret);
}

/* /etc/init.d/rc takes S and two digits. */
static bool
takes(const char *name)
{
	return isdigit((unsigned char)name[1]) &&
	    isdigit((unsigned char)name[2]);
}

static const char *const scripts[] = { "/etc/init.d", "/sbin/init.d", NULL };
static const struct rc_style rc = {
	.before = "",
	.fallback = '3',
	.scripts = scripts,
	.needs_x = true,
	.takes = takes,
};

static const struct entry entries[] = {
	{ .mech = &mech_unit, .flags = ENTRY_SYSTEMD,
	    .evidence = EVIDENCE_VENDOR_SOURCE },
	/* Below /sbin up to 7.0. */
	{ .mech = &mech_rclink, .flags = ENTRY_NOT_SYSTEMD,
	    .paths = PATHS("/etc/init.d/rc%.d", "/sbin/init.d/rc%.d"),
	    .rc = &rc, .args = "start", .knob = "insserv",
	    .evidence = EVIDENCE_DOCUMENTED },
	{ .mech = &mech_rcscript, .flags = ENTRY_NOT_SYSTEMD,
	    .paths = PATHS("/etc/init.d/boot.local",
	    "/etc/init.d/after.local") },
	{ .mech = &mech_inittab, .flags = ENTRY_NOT_SYSTEMD,
	    .evidence = EVIDENCE_DOCUMENTED },
	{ .mech = &mech_inetd, .paths = PATHS("/etc/inetd.conf"),
	    .evidence = EVIDENCE_DOCUMENTED },
	{ .mech = &mech_xinetd, .paths = PATHS("/etc/xinetd.conf"),
	    .evidence = EVIDENCE_DOCUMENTED },
	{ .mech = &mech_cron, .paths = PATHS("/var/spool/cron/tabs/*"),
	    .evidence = EVIDENCE_DOCUMENTED },
	{ .mech = &mech_cron, .flags = ENTRY_USER_FIELD,
	    .paths = PATHS("/etc/crontab", "/etc/cron.d/*"),
	    .evidence = EVIDENCE_DOCUMENTED },
	{ .mech = &mech_hook, .evidence = EVIDENCE_DOCUMENTED },
	{ .mech = NULL }
};

static const struct support support[] = {
	{ .systems = "SUSE and openSUSE, systemd",
	    .verified = "fixture",
	    .evidence = "vendor source",
	    .agent = AGENT_RUNS },
	{ .systems = NULL }
};

const struct platform platform_suse = {
	.name = "suse",
	.title = "SUSE family",
	.support = support,
	.match = suse_match,
	.describe = suse_describe,
	.entries = entries,
	.watch_paths = PATHS("/etc/systemd/system", "/usr/lib/systemd/system",
	    "/etc/inittab", "/etc/init.d", "/etc/rc.config",
	    "/etc/sysconfig/sendmail", "/etc/sysconfig/mail",
	    "/etc/sendmail.cf", "/etc/mail", "/etc/inetd.conf",
	    "/etc/xinetd.conf", "/etc/xinetd.d", "/etc/crontab",
	    "/etc/cron.d", "/var/spool/cron/tabs"),
	.pid_files = PATHS("/run/sendmail.pid", "/var/run/sendmail.pid",
	    "/var/spool/clientmqueue/sm-client.pid"),
	/* Its sendmail is built with the first, whatever lies in /etc/mail. */
	.cf_paths = PATHS("/etc/sendmail.cf", "/etc/mail/sendmail.cf"),
	.mta_paths = PATHS("/usr/sbin/sendmail", "/usr/lib/sendmail",
	    "/usr/sbin/postfix", "/usr/sbin/exim", "/usr/sbin/smtpd",
	    "/usr/sbin/dma"),
};
