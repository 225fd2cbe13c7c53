/* OSF/1, Digital UNIX and Tru64: /sbin/rc3.d (unix facts: OSF/1, Tru64). */
#include <string.h>

#include "platforms/mechs.h"

static int
tru64_match(const struct os_id *id)
{
	int score = 0;

	if (id->sysname != NULL)
		return strcmp(id->sysname, "OSF1") == 0 ? 100 : 0;
	/* HP-UX has it too, but keeps its variables in a folder. */
	if (!os_has(id, "/sbin/init.d") || os_has(id, "/etc/rc.config.d"))
		return 0;
	if (os_has(id, "/etc/svc.conf"))
		score += 50;
	if (os_has(id, "/genvmunix"))
		score += 50;
	if (os_has(id, "/etc/rc.config") && os_has(id, "/vmunix"))
		score += 40;
	return score;
}

static int
tru64_describe(const struct os_id *id, struct pool *p, struct os_version *ret)
{
	static const char *const evidence[] = { "/etc/rc.config",
		"/etc/svc.conf", "/sbin/init.d", "/vmunix", "/genvmunix",
		NULL };

	ret->init = "sysv";
	ret->evidence = evidence;
	return os_describe_unix(p, "Tru64 UNIX", id->release, ret);
}

static const char *const scripts[] = { "/sbin/init.d", NULL };
/* /sbin/rc3: for f in /sbin/rc3.d/S*, run by sh, unless it is empty. */
static const struct rc_style rc = {
	.before = "",
	.from = '2',
	.fallback = '3',
	.scripts = scripts,
	.skips_empty = true,
};

static const struct entry entries[] = {
	/* /etc/rc.config has no variable for sendmail: MAIL_CONF only says
	 * that mailsetup(8) ran. */
	{ .mech = &mech_rclink, .paths = PATHS("/sbin/rc%.d"), .rc = &rc,
	    .args = "start", .evidence = EVIDENCE_VENDOR_SOURCE },
	{ .mech = &mech_inittab, .evidence = EVIDENCE_DOCUMENTED },
	{ .mech = &mech_inetd, .flags = ENTRY_ALWAYS,
	    .paths = PATHS("/etc/inetd.conf") },
	{ .mech = &mech_cron, .paths = PATHS("/var/spool/cron/crontabs/*",
	    "/usr/spool/cron/crontabs/*") },
	/* uucp's, when a remote system is added, and what sets up mail and
	 * the name server. */
	{ .mech = &mech_manual, .paths = PATHS("/usr/lib/uucp/addoutsys",
	    "/usr/bin/addoutsys", "/usr/sbin/mailsetup",
	    "/usr/sbin/bindsetup"), .evidence = EVIDENCE_VENDOR_SOURCE },
	{ .mech = NULL }
};

static const struct support support[] = {
	{ .systems = "Tru64 UNIX",
	    .verified = "fixture",
	    .evidence = "vendor source of OSF/1 2.0",
	    .agent = AGENT_CAPTURE },
	{ .systems = NULL }
};

const struct platform platform_tru64 = {
	.name = "tru64",
	.title = "Tru64 UNIX",
	.support = support,
	.match = tru64_match,
	.describe = tru64_describe,
	.entries = entries,
	.watch_paths = PATHS("/etc/inittab", "/sbin/init.d", "/sbin/rc2.d",
	    "/sbin/rc3.d", "/etc/rc.config", "/var/adm/sendmail",
	    "/etc/inetd.conf", "/var/spool/cron/crontabs"),
	.pid_files = PATHS("/var/run/sendmail.pid",
	    "/var/spool/clientmqueue/sm-client.pid"),
	.cf_paths = PATHS("/var/adm/sendmail/sendmail.cf",
	    "/usr/adm/sendmail/sendmail.cf", "/etc/mail/sendmail.cf"),
	.mta_paths = PATHS("/usr/sbin/sendmail", "/usr/lib/sendmail"),
};
