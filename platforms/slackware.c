/* Slackware: /etc/rc.d/rc.M runs rc.sendmail where that is executable. */
#include <string.h>

#include "platforms/mechs.h"

static int
slackware_match(const struct os_id *id)
{
	if (id->sysname != NULL && strcmp(id->sysname, "Linux") != 0)
		return 0;
	if (os_is_like(id, "slackware"))
		return 90;
	return os_has(id, "/etc/slackware-version") ? 80 : 0;
}

static int
slackware_describe(const struct os_id *id, struct pool *p,
    struct os_version *ret)
{
	int r = os_describe_linux(id, p, PATHS("/etc/slackware-version"),
	    "Slackware", ret);

	/* Its inittab runs a script for each level, and no folders. */
	if (r == 0 && (ret->init == NULL || strcmp(ret->init, "sysv") == 0))
		ret->init = "bsd";
	return r;
}

static const struct entry entries[] = {
	{ .mech = &mech_unit, .flags = ENTRY_SYSTEMD,
	    .evidence = EVIDENCE_DOCUMENTED },
	/* rc.M runs the other scripts of the folder, rc.local among them,
	 * and what is left of the links in rcN.d (rc.sysvinit). */
	{ .mech = &mech_rcscript, .flags = ENTRY_NOT_SYSTEMD,
	    .paths = PATHS("/etc/rc.d/rc.S", "/etc/rc.d/rc.M"),
	    .knob = "chmod", .evidence = EVIDENCE_VENDOR_SOURCE },
	{ .mech = &mech_inittab, .flags = ENTRY_NOT_SYSTEMD,
	    .evidence = EVIDENCE_DOCUMENTED },
	{ .mech = &mech_inetd, .paths = PATHS("/etc/inetd.conf"),
	    .evidence = EVIDENCE_DOCUMENTED },
	{ .mech = &mech_cron, .paths = PATHS("/var/spool/cron/crontabs/*"),
	    .evidence = EVIDENCE_DOCUMENTED },
	/* Dillon's cron runs these as root, and has no field for a user. */
	{ .mech = &mech_cron, .paths = PATHS("/etc/cron.d/*") },
	{ .mech = &mech_hook, .evidence = EVIDENCE_DOCUMENTED },
	{ .mech = NULL }
};

static const struct support support[] = {
	{ .systems = "Slackware 10",
	    .verified = "fixture",
	    .evidence = "vendor source, rc.sendmail recalled",
	    .agent = AGENT_RUNS },
	{ .systems = NULL }
};

const struct platform platform_slackware = {
	.name = "slackware",
	.title = "Slackware",
	.support = support,
	.match = slackware_match,
	.describe = slackware_describe,
	.entries = entries,
	.watch_paths = PATHS("/etc/inittab", "/etc/rc.d", "/etc/mail",
	    "/etc/inetd.conf", "/etc/cron.d", "/var/spool/cron/crontabs"),
	.pid_files = PATHS("/var/run/sendmail.pid", "/run/sendmail.pid",
	    "/var/spool/clientmqueue/sm-client.pid"),
	.cf_paths = PATHS("/etc/mail/sendmail.cf", "/etc/sendmail.cf"),
	.mta_paths = PATHS("/usr/sbin/sendmail", "/usr/lib/sendmail",
	    "/usr/sbin/postfix", "/usr/sbin/exim"),
};
