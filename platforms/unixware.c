/* UnixWare 2 and 7: /etc/mail/sendmailrc (unix facts: UnixWare). */
#include <string.h>

#include "platforms/mechs.h"

static int
unixware_match(const struct os_id *id)
{
	int score = 0;

	if (id->sysname != NULL)
		return strcmp(id->sysname, "UnixWare") == 0 ||
		    strcmp(id->sysname, "OpenUNIX") == 0 ? 100 : 0;
	if (os_has(id, "/etc/mail/sendmailrc"))
		score += 50;
	if (os_has(id, "/etc/mail/sendmailcf.factory"))
		score += 50;
	if (os_has(id, "/etc/dinit.d"))
		score += 50;
	/* OpenServer has it too. */
	return score > 0 && os_has(id, "/stand/unix") ? score + 10 : score;
}

static int
unixware_describe(const struct os_id *id, struct pool *p,
    struct os_version *ret)
{
	static const char *const evidence[] = { "/etc/mail/sendmailrc",
		"/etc/mail/sendmailcf.factory", "/etc/dinit.d",
		"/stand/unix", NULL };

	ret->init = "sysv";
	ret->evidence = evidence;
	return os_describe_unix(p, "UnixWare", id->release, ret);
}

static const char *const scripts[] = { "/etc/init.d", NULL };
/* /sbin/rc2: for f in /etc/rc2.d/S*, run by sh, the empty ones too. */
static const struct rc_style rc = {
	.before = "",
	.from = '2',
	.fallback = '3',
	.scripts = scripts,
};

static const struct entry entries[] = {
	{ .mech = &mech_rclink, .paths = PATHS("/etc/rc%.d"), .rc = &rc,
	    .args = "start", .evidence = EVIDENCE_VENDOR_SOURCE },
	/* Left over from earlier releases, and still run. */
	{ .mech = &mech_rcscript, .paths = PATHS("/etc/rc.d/*"),
	    .flags = ENTRY_UNLESS_INIT_D,
	    .evidence = EVIDENCE_VENDOR_SOURCE },
	{ .mech = &mech_rcscript, .paths = PATHS("/etc/idrc.d/*"),
	    .evidence = EVIDENCE_VENDOR_SOURCE },
	/* Behind the login prompt. */
	{ .mech = &mech_rcscript, .paths = PATHS("/etc/dinit.d/S*"),
	    .args = "start" },
	{ .mech = &mech_inittab, .evidence = EVIDENCE_DOCUMENTED },
	{ .mech = &mech_inetd, .flags = ENTRY_ALWAYS,
	    .paths = PATHS("/etc/inet/inetd.conf", "/etc/inetd.conf"),
	    .evidence = EVIDENCE_DOCUMENTED },
	{ .mech = &mech_cron, .paths = PATHS("/var/spool/cron/crontabs/*") },
	{ .mech = NULL }
};

static const struct support support[] = {
	{ .systems = "UnixWare 7",
	    .verified = "fixture",
	    .evidence = "vendor source",
	    .agent = AGENT_CAPTURE },
	{ .systems = NULL }
};

const struct platform platform_unixware = {
	.name = "unixware",
	.title = "UnixWare",
	.support = support,
	.match = unixware_match,
	.describe = unixware_describe,
	.entries = entries,
	.watch_paths = PATHS("/etc/inittab", "/etc/init.d", "/etc/rc2.d",
	    "/etc/rc3.d", "/etc/rc.d", "/etc/idrc.d", "/etc/dinit.d",
	    "/etc/mail", "/etc/sendmail.cf", "/etc/inet/inetd.conf",
	    "/var/spool/cron/crontabs"),
	.pid_files = PATHS("/etc/sendmail.pid", "/usr/ucblib/sendmail.pid"),
	.cf_paths = PATHS("/etc/sendmail.cf", "/usr/lib/sendmail.cf",
	    "/usr/ucblib/sendmail.cf"),
	.mta_paths = PATHS("/usr/lib/sendmail", "/usr/ucblib/sendmail"),
};
