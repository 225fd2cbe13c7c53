/* Red Hat and its family: Fedora, CentOS, Rocky, AlmaLinux, Oracle. */
#include <string.h>

#include "platforms/mechs.h"

static const char *const release_files[] = { "/etc/redhat-release",
	"/etc/fedora-release", "/etc/centos-release", "/etc/oracle-release",
	"/etc/rocky-release", NULL };

/* Who says so in os-release; some do not name what they are like. */
static const char *const ids[] = { "rhel", "fedora", "centos", "redhat",
	"rocky", "almalinux", "ol", "scientific", "openEuler", "anolis", "amzn",
	NULL };

static int
redhat_match(const struct os_id *id)
{
	const char *const *file, *const *name;

	if (id->sysname != NULL && strcmp(id->sysname, "Linux") != 0)
		return 0;
	/* A family of their own, though some say they are like it. */
	if (os_is_like(id, "suse") || os_is_like(id, "mandriva") ||
	    os_is_like(id, "debian"))
		return 0;
	for (name = ids; *name != NULL; name++)
		if (os_is_like(id, *name))
			return 90;
	for (file = release_files; *file != NULL; file++)
		if (os_has(id, *file))
			return os_has(id, "/etc/mandrake-release") ||
			    os_has(id, "/etc/mandriva-release") ? 20 : 80;
	return 0;
}

static int
redhat_describe(const struct os_id *id, struct pool *p,
    struct os_version *ret)
{
	return os_describe_linux(id, p, release_files, "Red Hat family", ret);
}

/* is_ignored_file() of /etc/rc.d/init.d/functions. */
static bool
takes(const char *name)
{
	static const char *const ignored[] = { "~", ".bak", ".orig",
		".rpmnew", ".rpmorig", ".rpmsave", ".swp", ",v" };
	size_t n = strlen(name), m, i;

	for (i = 0; i < sizeof(ignored) / sizeof(ignored[0]); i++) {
		m = strlen(ignored[i]);
		if (n >= m && strcmp(name + n - m, ignored[i]) == 0)
			return false;
	}
	return true;
}

static const char *const scripts[] = { "/etc/rc.d/init.d", "/etc/init.d",
	NULL };
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
	{ .mech = &mech_rclink, .flags = ENTRY_NOT_SYSTEMD,
	    .paths = PATHS("/etc/rc.d/rc%.d", "/etc/rc%.d"), .rc = &rc,
	    .args = "start", .knob = "chkconfig",
	    .evidence = EVIDENCE_VENDOR_SOURCE },
	{ .mech = &mech_rcscript, .flags = ENTRY_NOT_SYSTEMD,
	    .paths = PATHS("/etc/rc.d/rc.sysinit", "/etc/rc.d/rc.local"),
	    .evidence = EVIDENCE_DOCUMENTED },
	{ .mech = &mech_inittab, .flags = ENTRY_NOT_SYSTEMD,
	    .evidence = EVIDENCE_DOCUMENTED },
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
	{ .systems = "Red Hat family, systemd",
	    .verified = "fixture",
	    .evidence = "vendor source",
	    .agent = AGENT_RUNS },
	{ .systems = "Red Hat family, SysV",
	    .verified = "fixture",
	    .evidence = "vendor source",
	    .agent = AGENT_RUNS },
	{ .systems = NULL }
};

const struct platform platform_redhat = {
	.name = "redhat",
	.title = "Red Hat family",
	.support = support,
	.match = redhat_match,
	.describe = redhat_describe,
	.entries = entries,
	.watch_paths = PATHS("/etc/systemd/system", "/usr/lib/systemd/system",
	    "/etc/inittab", "/etc/rc.d", "/etc/sysconfig/sendmail",
	    "/etc/mail", "/etc/sendmail.cf", "/etc/inetd.conf",
	    "/etc/xinetd.conf", "/etc/xinetd.d", "/etc/crontab",
	    "/etc/cron.d", "/var/spool/cron"),
	.pid_files = PATHS("/run/sendmail.pid", "/var/run/sendmail.pid",
	    "/run/sm-client.pid", "/var/run/sm-client.pid"),
	.cf_paths = PATHS("/etc/mail/sendmail.cf", "/etc/sendmail.cf"),
	.mta_paths = PATHS("/usr/sbin/sendmail", "/usr/lib/sendmail",
	    "/usr/sbin/postfix", "/usr/sbin/exim", "/usr/sbin/smtpd",
	    "/usr/sbin/dma"),
};
