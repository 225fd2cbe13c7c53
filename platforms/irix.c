/* IRIX: /etc/init.d/mail, which asks chkconfig (unix facts: IRIX). */
#include <string.h>

#include "platforms/mechs.h"

static int
irix_match(const struct os_id *id)
{
	int score = 0;

	if (id->sysname != NULL)
		return strcmp(id->sysname, "IRIX") == 0 ||
		    strcmp(id->sysname, "IRIX64") == 0 ? 100 : 0;
	if (!os_has(id, "/unix"))
		return 0;
	if (os_has(id, "/etc/config"))
		score += 50;
	if (os_has(id, "/sbin/chkconfig") || os_has(id, "/etc/chkconfig"))
		score += 20;
	/* IRIX 3. */
	if (os_has(id, "/etc/rc.mail"))
		score += 50;
	return score >= 50 ? score : 0;
}

static int
irix_describe(const struct os_id *id, struct pool *p, struct os_version *ret)
{
	static const char *const evidence[] = { "/unix", "/etc/config",
		"/sbin/chkconfig", "/etc/chkconfig", "/etc/rc.mail", NULL };

	ret->init = os_has(id, "/etc/rc.mail") &&
	    !os_has(id, "/etc/rc2.d") ? "bsd" : "sysv";
	ret->evidence = evidence;
	return os_describe_unix(p, "IRIX", id->release, ret);
}

static const char *const scripts[] = { "/etc/init.d", NULL };
/* /etc/rc2: for f in /etc/rc2.d/S*, run by sh, unless it is empty. */
static const struct rc_style rc = {
	.before = "",
	.from = '2',
	.fallback = '2',
	.scripts = scripts,
	.skips_empty = true,
};

static const struct entry entries[] = {
	{ .mech = &mech_rclink, .paths = PATHS("/etc/rc%.d"), .rc = &rc,
	    .args = "start", .knob = "chkconfig",
	    .evidence = EVIDENCE_VENDOR_SOURCE },
	/* Left over from earlier releases, and still run. */
	{ .mech = &mech_rcscript, .paths = PATHS("/etc/rc.d/*"),
	    .flags = ENTRY_UNLESS_INIT_D,
	    .evidence = EVIDENCE_VENDOR_SOURCE },
	/* IRIX 3. */
	{ .mech = &mech_rcscript, .paths = PATHS("/etc/rc.mail"),
	    .evidence = EVIDENCE_VENDOR_SOURCE },
	{ .mech = &mech_inittab, .evidence = EVIDENCE_DOCUMENTED },
	{ .mech = &mech_inetd, .flags = ENTRY_ALWAYS,
	    .paths = PATHS("/etc/inetd.conf", "/usr/etc/inetd.conf") },
	{ .mech = &mech_cron, .paths = PATHS("/var/spool/cron/crontabs/*",
	    "/usr/spool/cron/crontabs/*"), .evidence = EVIDENCE_DOCUMENTED },
	{ .mech = NULL }
};

static const struct support support[] = {
	{ .systems = "IRIX 3",
	    .verified = "fixture",
	    .evidence = "vendor source",
	    .agent = AGENT_CAPTURE },
	{ .systems = "IRIX 6.5",
	    .verified = "fixture",
	    .evidence = "vendor source",
	    .agent = AGENT_CAPTURE },
	{ .systems = NULL }
};

const struct platform platform_irix = {
	.name = "irix",
	.title = "IRIX",
	.support = support,
	.match = irix_match,
	.describe = irix_describe,
	.entries = entries,
	.watch_paths = PATHS("/etc/inittab", "/etc/init.d", "/etc/rc2.d",
	    "/etc/rc3.d", "/etc/rc.d", "/etc/config", "/etc/sendmail.cf",
	    "/etc/rc.mail", "/etc/inetd.conf", "/var/spool/cron/crontabs"),
	.pid_files = PATHS("/etc/sendmail.pid", "/var/run/sendmail.pid",
	    "/etc/mail/sendmail.pid"),
	.cf_paths = PATHS("/etc/sendmail.cf", "/usr/lib/sendmail.cf",
	    "/etc/mail/sendmail.cf"),
	.mta_paths = PATHS("/usr/lib/sendmail", "/usr/sbin/sendmail",
	    "/usr/freeware/sbin/postfix", "/usr/freeware/bin/exim"),
};
