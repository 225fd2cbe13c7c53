/* FreeBSD: rc.d and rc.conf (linux-bsd facts: FreeBSD). */
#include <string.h>

#include "platforms/mechs.h"

#define VERSION_FILE "/bin/freebsd-version"

static int
freebsd_match(const struct os_id *id)
{
	int score = 0;

	if (id->sysname != NULL)
		return strcmp(id->sysname, "FreeBSD") == 0 ? 100 : 0;
	if (os_is_like(id, "freebsd"))
		return 90;
	if (os_has(id, VERSION_FILE))
		score += 60;
	if (os_has(id, "/etc/mail/freebsd.mc"))
		score += 50;
	return score;
}

static int
freebsd_describe(const struct os_id *id, struct pool *p,
    struct os_version *ret)
{
	static const char *const evidence[] = { VERSION_FILE,
		"/etc/defaults/rc.conf", "/etc/mail/freebsd.mc", NULL };
	const char *version = os_value(id, VERSION_FILE, "USERLAND_VERSION",
	    p);

	if (version == NULL)
		version = id->release != NULL ? id->release : id->version_id;
	/* Up to 4 one script read rc.conf. */
	ret->init = os_has(id, "/etc/rc.subr") || os_has(id,
	    "/etc/rc.d/sendmail") ? "rc.subr" : "bsd";
	ret->evidence = evidence;
	return os_describe_unix(p, "FreeBSD", version, ret);
}

static const struct entry entries[] = {
	{ .mech = &mech_rcsubr, .paths = PATHS("/etc/rc.d/*"),
	    .config = "/etc/defaults/rc.conf /etc/defaults/vendor.conf\n"
	    "${rc_conf_files:-/etc/rc.conf /etc/rc.conf.local}",
	    .knob = "rc.conf", .evidence = EVIDENCE_VENDOR_SOURCE },
	{ .mech = &mech_rcsubr, .paths = PATHS("/usr/local/etc/rc.d/*"),
	    .flags = ENTRY_NEEDS_X,
	    .config = "/etc/defaults/rc.conf /etc/defaults/vendor.conf\n"
	    "${rc_conf_files:-/etc/rc.conf /etc/rc.conf.local}",
	    .knob = "rc.conf", .evidence = EVIDENCE_DOCUMENTED },
	/* Up to 4; rc.sendmail was read, the lines of rc are recalled. */
	{ .mech = &mech_rcscript, .paths = PATHS("/etc/rc"),
	    .flags = ENTRY_UNLESS_RC_SUBR,
	    .evidence = EVIDENCE_RECALLED },
	{ .mech = &mech_rcscript, .paths = PATHS("/etc/rc.local"),
	    .evidence = EVIDENCE_DOCUMENTED },
	{ .mech = &mech_inetd, .paths = PATHS("/etc/inetd.conf"),
	    .evidence = EVIDENCE_DOCUMENTED },
	{ .mech = &mech_cron, .paths = PATHS("/var/cron/tabs/*"),
	    .evidence = EVIDENCE_DOCUMENTED },
	{ .mech = &mech_cron, .flags = ENTRY_USER_FIELD,
	    .paths = PATHS("/etc/crontab", "/etc/cron.d/*"),
	    .evidence = EVIDENCE_DOCUMENTED },
	/* 500.queuerun of daily. */
	{ .mech = &mech_periodic, .args = "periodic",
	    .paths = PATHS("/etc/periodic/*/*",
	    "/usr/local/etc/periodic/*/*"),
	    .evidence = EVIDENCE_DOCUMENTED },
	{ .mech = NULL }
};

static const struct support support[] = {
	{ .systems = "FreeBSD 4",
	    .verified = "fixture",
	    .evidence = "rc.sendmail vendor source, rc recalled",
	    .agent = AGENT_CAPTURE },
	{ .systems = "FreeBSD 9 to 14",
	    .verified = "fixture",
	    .evidence = "documented",
	    .agent = AGENT_CAPTURE },
	{ .systems = NULL }
};

const struct platform platform_freebsd = {
	.name = "freebsd",
	.title = "FreeBSD",
	.support = support,
	.match = freebsd_match,
	.describe = freebsd_describe,
	.entries = entries,
	.watch_paths = PATHS("/etc/rc.conf", "/etc/rc.conf.local",
	    "/etc/rc.conf.d", "/etc/defaults", "/etc/rc.d",
	    "/usr/local/etc/rc.d", "/etc/rc.local", "/etc/mail",
	    "/etc/inetd.conf", "/etc/crontab", "/var/cron/tabs"),
	.pid_files = PATHS("/var/run/sendmail.pid",
	    "/var/spool/clientmqueue/sm-client.pid"),
	.cf_paths = PATHS("/etc/mail/sendmail.cf", "/etc/sendmail.cf"),
	.mta_paths = PATHS("/usr/sbin/sendmail",
	    "/usr/libexec/sendmail/sendmail", "/usr/local/sbin/sendmail",
	    "/usr/local/sbin/postfix", "/usr/local/sbin/exim",
	    "/usr/local/sbin/smtpd", "/usr/libexec/dma"),
};
