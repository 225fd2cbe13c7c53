/* Mandrake, Mandriva, OpenMandriva and Mageia. */
#include <string.h>

#include "platforms/mechs.h"

static const char *const release_files[] = { "/etc/mandriva-release",
	"/etc/mandrakelinux-release", "/etc/mandrake-release",
	"/etc/openmandriva-release", "/etc/mageia-release", NULL };

static int
mandriva_match(const struct os_id *id)
{
	const char *const *file;

	if (id->sysname != NULL && strcmp(id->sysname, "Linux") != 0)
		return 0;
	/* Some say that they are like Fedora too. */
	if (os_is_like(id, "mandriva") || os_is_like(id, "openmandriva") ||
	    os_is_like(id, "mageia"))
		return 95;
	/* Red Hat's file is there too, as a link. */
	for (file = release_files; *file != NULL; file++)
		if (os_has(id, *file))
			return 85;
	return 0;
}

static int
mandriva_describe(const struct os_id *id, struct pool *p,
    struct os_version *ret)
{
	return os_describe_linux(id, p, release_files, "Mandriva", ret);
}

static const char *const scripts[] = { "/etc/rc.d/init.d", "/etc/init.d",
	NULL };
static const struct rc_style rc = {
	.before = "",
	.fallback = '3',
	.scripts = scripts,
	.needs_x = true,
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
	{ .systems = "Mandriva 2010, OpenMandriva",
	    .verified = "fixture",
	    .evidence = "vendor source",
	    .agent = AGENT_RUNS },
	{ .systems = NULL }
};

const struct platform platform_mandriva = {
	.name = "mandriva",
	.title = "Mandriva family",
	.support = support,
	.match = mandriva_match,
	.describe = mandriva_describe,
	.entries = entries,
	.watch_paths = PATHS("/etc/systemd/system", "/usr/lib/systemd/system",
	    "/etc/inittab", "/etc/rc.d", "/etc/sysconfig/sendmail",
	    "/etc/mail", "/etc/inetd.conf", "/etc/xinetd.conf",
	    "/etc/xinetd.d", "/etc/crontab", "/etc/cron.d",
	    "/var/spool/cron"),
	.pid_files = PATHS("/run/sendmail.pid", "/var/run/sendmail.pid",
	    "/run/sm-client.pid", "/var/run/sm-client.pid"),
	.cf_paths = PATHS("/etc/mail/sendmail.cf", "/etc/sendmail.cf"),
	.mta_paths = PATHS("/usr/sbin/sendmail", "/usr/lib/sendmail",
	    "/usr/sbin/postfix", "/usr/sbin/exim"),
};
