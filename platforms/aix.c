/* AIX: /etc/inittab runs /etc/rc.tcpip; the SRC starts subsystems. */
#include <string.h>

#include "platforms/mechs.h"

static int
aix_match(const struct os_id *id)
{
	int score = 0;

	if (id->sysname != NULL)
		return strcmp(id->sysname, "AIX") == 0 ? 100 : 0;
	if (os_has(id, "/etc/rc.tcpip"))
		score += 50;
	if (os_has(id, "/etc/objrepos"))
		score += 50;
	if (os_has(id, "/usr/lpp"))
		score += 30;
	return score >= 50 ? score : 0;
}

static int
aix_describe(const struct os_id *id, struct pool *p, struct os_version *ret)
{
	static const char *const evidence[] = { "/etc/rc.tcpip",
		"/etc/objrepos", "/usr/lpp", NULL };

	ret->init = "src";
	ret->evidence = evidence;
	return os_describe_unix(p, "AIX", id->release, ret);
}

static const char *const scripts[] = { "/etc/rc.d/init.d", NULL };
static const struct rc_style rc = {
	.before = "",
	.fallback = '2',
	.scripts = scripts,
};

static const struct entry entries[] = {
	/* chrctcp(1) takes its start line in and out of a comment. */
	{ .mech = &mech_rcscript, .paths = PATHS("/etc/rc.tcpip"),
	    .knob = "chrctcp", .flags = ENTRY_FROM_INITTAB,
	    .evidence = EVIDENCE_VENDOR_SOURCE },
	{ .mech = &mech_rcscript, .paths = PATHS("/etc/rc.nfs", "/etc/rc",
	    "/etc/rc.local"), .flags = ENTRY_FROM_INITTAB,
	    .evidence = EVIDENCE_DOCUMENTED },
	/* "l2:2:wait:/etc/rc.d/rc 2", since AIX 5.1 */
	{ .mech = &mech_rclink, .paths = PATHS("/etc/rc.d/rc%.d"), .rc = &rc,
	    .args = "/etc/rc.d/rc", .flags = ENTRY_FROM_INITTAB,
	    .evidence = EVIDENCE_DOCUMENTED },
	{ .mech = &mech_inittab, .evidence = EVIDENCE_VENDOR_SOURCE },
	{ .mech = &mech_inetd, .paths = PATHS("/etc/inetd.conf"),
	    .args = "/etc/rc.tcpip", .flags = ENTRY_ALWAYS,
	    .evidence = EVIDENCE_DOCUMENTED },
	{ .mech = &mech_cron, .paths = PATHS("/var/spool/cron/crontabs/*"),
	    .evidence = EVIDENCE_DOCUMENTED },
	{ .mech = NULL }
};

static const struct support support[] = {
	{ .systems = "AIX 4 to 7",
	    .verified = "fixture",
	    .evidence = "vendor source (4.1), documented",
	    .agent = AGENT_CAPTURE },
	{ .systems = NULL }
};

const struct platform platform_aix = {
	.name = "aix",
	.title = "AIX",
	.support = support,
	.match = aix_match,
	.describe = aix_describe,
	.entries = entries,
	.watch_paths = PATHS("/etc/inittab", "/etc/rc.tcpip", "/etc/rc.d",
	    "/etc/objrepos/SRCsubsys", "/etc/mail", "/etc/sendmail.cf",
	    "/etc/inetd.conf", "/var/spool/cron/crontabs"),
	.pid_files = PATHS("/etc/mail/sendmail.pid", "/etc/sendmail.pid",
	    "/var/spool/clientmqueue/sm-client.pid"),
	.cf_paths = PATHS("/etc/mail/sendmail.cf", "/etc/sendmail.cf"),
	.mta_paths = PATHS("/usr/sbin/sendmail", "/usr/lib/sendmail",
	    "/opt/freeware/sbin/postfix", "/opt/freeware/sbin/exim"),
};
