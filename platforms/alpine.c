/* Alpine and postmarketOS: OpenRC. */
#include <string.h>

#include "platforms/mechs.h"

static int
alpine_match(const struct os_id *id)
{
	if (id->sysname != NULL && strcmp(id->sysname, "Linux") != 0)
		return 0;
	if (os_is_like(id, "alpine"))
		return 90;
	return os_has(id, "/etc/alpine-release") ? 80 : 0;
}

static int
alpine_describe(const struct os_id *id, struct pool *p,
    struct os_version *ret)
{
	return os_describe_linux(id, p, PATHS("/etc/alpine-release"),
	    "Alpine Linux", ret);
}

static const struct entry entries[] = {
	{ .mech = &mech_openrc, .paths = PATHS("/etc/runlevels/*"),
	    .knob = "rc-update", .evidence = EVIDENCE_VENDOR_SOURCE },
	{ .mech = &mech_inittab, .evidence = EVIDENCE_DOCUMENTED },
	{ .mech = &mech_inetd, .paths = PATHS("/etc/inetd.conf"),
	    .evidence = EVIDENCE_DOCUMENTED },
	{ .mech = &mech_xinetd, .paths = PATHS("/etc/xinetd.conf"),
	    .evidence = EVIDENCE_DOCUMENTED },
	/* busybox' crond; /var/spool/cron/crontabs is a link to it. */
	{ .mech = &mech_cron, .paths = PATHS("/etc/crontabs/*") },
	{ .mech = &mech_cron, .flags = ENTRY_USER_FIELD,
	    .paths = PATHS("/etc/cron.d/*") },
	{ .mech = &mech_hook, .evidence = EVIDENCE_DOCUMENTED },
	{ .mech = NULL }
};

static const struct support support[] = {
	{ .systems = "Alpine 3",
	    .verified = "fixture",
	    .evidence = "documented",
	    .agent = AGENT_RUNS },
	{ .systems = NULL }
};

const struct platform platform_alpine = {
	.name = "alpine",
	.title = "Alpine Linux",
	.support = support,
	.match = alpine_match,
	.describe = alpine_describe,
	.entries = entries,
	.watch_paths = PATHS("/etc/runlevels", "/etc/init.d", "/etc/conf.d",
	    "/etc/rc.conf", "/etc/inittab", "/etc/mail", "/etc/inetd.conf",
	    "/etc/xinetd.conf", "/etc/xinetd.d", "/etc/crontabs"),
	.pid_files = PATHS("/run/sendmail.pid", "/var/run/sendmail.pid",
	    "/var/spool/clientmqueue/sm-client.pid"),
	.cf_paths = PATHS("/etc/mail/sendmail.cf", "/etc/sendmail.cf"),
	.mta_paths = PATHS("/usr/sbin/sendmail", "/usr/lib/sendmail",
	    "/usr/sbin/postfix", "/usr/sbin/exim", "/usr/sbin/smtpd",
	    "/usr/sbin/dma"),
};
