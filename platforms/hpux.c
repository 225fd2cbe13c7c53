/* HP-UX 10 and 11: /sbin/rc and /etc/rc.config.d. */
#include <string.h>

#include "platforms/mechs.h"

static int
hpux_match(const struct os_id *id)
{
	int score = 0;

	if (id->sysname != NULL)
		return strcmp(id->sysname, "HP-UX") == 0 ? 100 : 0;
	if (os_has(id, "/etc/rc.config.d"))
		score += 40;
	/* HP-UX 9. */
	if (os_has(id, "/etc/netbsdsrc") || os_has(id, "/etc/netlinkrc"))
		score += 50;
	/* Not enough alone: Tru64 has these too. */
	if (score > 0 && os_has(id, "/sbin/init.d"))
		score += 20;
	if (score > 0 && os_has(id, "/stand"))
		score += 20;
	return score;
}

static int
hpux_describe(const struct os_id *id, struct pool *p, struct os_version *ret)
{
	static const char *const evidence[] = { "/etc/rc.config.d",
		"/sbin/init.d", "/stand", "/etc/netbsdsrc", NULL };

	ret->init = os_has(id, "/sbin/init.d") ? "sysv" : "bsd";
	ret->evidence = evidence;
	return os_describe_unix(p, "HP-UX", id->release, ret);
}

/* Three digits by HP's own rule for names; rc takes any S*, so that a name
 * which breaks the rule still counts as run. */
static bool
takes(const char *name)
{
	return name[1] >= '0' && name[1] <= '9';
}

static const char *const scripts[] = { "/sbin/init.d", NULL };
static const struct rc_style rc = {
	.before = "",
	.from = '1',
	.fallback = '3',
	.scripts = scripts,
	.takes = takes,
};

static const struct entry entries[] = {
	/* /sbin/rc reads /etc/rc.config, which sources every file of its
	 * folder, whatever its name ends in; without one that is what we do
	 * (HP-UX System Administrator's Guide: Overview). */
	{ .mech = &mech_rclink, .paths = PATHS("/sbin/rc%.d"), .rc = &rc,
	    .args = "start", .knob = "SENDMAIL_SERVER",
	    .config = "/etc/rc.config",
	    .evidence = EVIDENCE_DOCUMENTED },
	/* HP-UX 9: /etc/rc runs these. */
	{ .mech = &mech_rcscript,
	    .paths = PATHS("/etc/netlinkrc", "/etc/netbsdsrc"),
	    .evidence = EVIDENCE_VENDOR_SOURCE },
	{ .mech = &mech_inittab, .evidence = EVIDENCE_DOCUMENTED },
	{ .mech = &mech_inetd, .flags = ENTRY_ALWAYS,
	    .paths = PATHS("/etc/inetd.conf"),
	    .evidence = EVIDENCE_DOCUMENTED },
	{ .mech = &mech_cron, .paths = PATHS("/var/spool/cron/crontabs/*",
	    "/usr/spool/cron/crontabs/*"), .evidence = EVIDENCE_DOCUMENTED },
	{ .mech = NULL }
};

static const struct support support[] = {
	{ .systems = "HP-UX 9",
	    .verified = "fixture",
	    .evidence = "vendor source",
	    .agent = AGENT_CAPTURE },
	{ .systems = "HP-UX 10 and 11",
	    .verified = "fixture",
	    .evidence = "documented",
	    .agent = AGENT_CAPTURE },
	{ .systems = NULL }
};

const struct platform platform_hpux = {
	.name = "hpux",
	.title = "HP-UX",
	.support = support,
	.match = hpux_match,
	.describe = hpux_describe,
	.entries = entries,
	.watch_paths = PATHS("/etc/inittab", "/etc/rc.config",
	    "/etc/rc.config.d", "/sbin/init.d", "/sbin/rc1.d", "/sbin/rc2.d",
	    "/sbin/rc3.d", "/sbin/rc4.d", "/etc/mail", "/etc/inetd.conf",
	    "/etc/netbsdsrc", "/var/spool/cron/crontabs"),
	.pid_files = PATHS("/etc/mail/sendmail.pid",
	    "/var/spool/clientmqueue/sm-client.pid"),
	.cf_paths = PATHS("/etc/mail/sendmail.cf", "/usr/lib/sendmail.cf"),
	.mta_paths = PATHS("/usr/sbin/sendmail", "/usr/lib/sendmail",
	    "/usr/local/sbin/postfix", "/usr/local/sbin/exim"),
};
