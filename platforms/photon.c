/* VMware's Photon OS: systemd alone. */
#include <string.h>

#include "platforms/mechs.h"

static int
photon_match(const struct os_id *id)
{
	if (id->sysname != NULL && strcmp(id->sysname, "Linux") != 0)
		return 0;
	if (os_is_like(id, "photon"))
		return 95;
	return os_has(id, "/etc/photon-release") ? 80 : 0;
}

static int
photon_describe(const struct os_id *id, struct pool *p,
    struct os_version *ret)
{
	return os_describe_linux(id, p, PATHS("/etc/photon-release"),
	    "Photon OS", ret);
}

static const struct entry entries[] = {
	{ .mech = &mech_unit, .flags = ENTRY_SYSTEMD,
	    .evidence = EVIDENCE_VENDOR_SOURCE },
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
	{ .systems = "Photon OS 3",
	    .verified = "fixture",
	    .evidence = "vendor source",
	    .agent = AGENT_RUNS },
	{ .systems = NULL }
};

const struct platform platform_photon = {
	.name = "photon",
	.title = "Photon OS",
	.support = support,
	.match = photon_match,
	.describe = photon_describe,
	.entries = entries,
	.watch_paths = PATHS("/etc/systemd/system", "/usr/lib/systemd/system",
	    "/etc/sysconfig/sendmail", "/etc/mail", "/etc/xinetd.conf",
	    "/etc/xinetd.d", "/etc/crontab", "/etc/cron.d",
	    "/var/spool/cron"),
	.pid_files = PATHS("/run/sendmail.pid", "/var/run/sendmail.pid"),
	.cf_paths = PATHS("/etc/mail/sendmail.cf", "/etc/sendmail.cf"),
	.mta_paths = PATHS("/usr/sbin/sendmail", "/usr/lib/sendmail",
	    "/usr/sbin/postfix", "/usr/sbin/exim"),
};
