/* SCO OpenServer 5 and 6: P86sendmail (unix facts: SCO OpenServer). */
#include <string.h>

#include "platforms/mechs.h"

static int
openserver_match(const struct os_id *id)
{
	int score = 0;

	if (id->sysname != NULL)
		return strcmp(id->sysname, "SCO_SV") == 0 ? 100 : 0;
	/* MMDF is its default mail system. */
	if (os_has(id, "/usr/mmdf/mmdftailor"))
		score += 40;
	if (os_has(id, "/etc/rc2.d/P86sendmail") ||
	    os_has(id, "/etc/rc2.d/P86mmdf"))
		score += 40;
	return score > 0 && os_has(id, "/stand/unix") ? score + 20 : score;
}

static int
openserver_describe(const struct os_id *id, struct pool *p,
    struct os_version *ret)
{
	static const char *const evidence[] = { "/usr/mmdf/mmdftailor",
		"/etc/rc2.d/P86sendmail", "/etc/rc2.d/P86mmdf",
		"/stand/unix", NULL };

	/* Its uname(2) has no version of the system in the release. */
	ret->init = "sysv";
	ret->evidence = evidence;
	return os_describe_unix(p, "OpenServer", NULL, ret);
}

static const char *const scripts[] = { "/etc/init.d", NULL };
static const struct rc_style rc = {
	.starts = "ISP",
	.before = "",
	.from = '2',
	.fallback = '2',
	.scripts = scripts,
};

static const struct entry entries[] = {
	{ .mech = &mech_rclink, .paths = PATHS("/etc/rc%.d"), .rc = &rc,
	    .args = "start", .evidence = EVIDENCE_DOCUMENTED },
	/* rc2(ADM): for XENIX's sake, then what drivers bring, then rc. */
	{ .mech = &mech_rcscript, .paths = PATHS("/etc/rc.d/[0-9]/*",
	    "/etc/idrc.d/*", "/etc/rc"), .evidence = EVIDENCE_DOCUMENTED },
	{ .mech = &mech_inittab, .evidence = EVIDENCE_DOCUMENTED },
	{ .mech = &mech_inetd, .flags = ENTRY_ALWAYS,
	    .paths = PATHS("/etc/inetd.conf"),
	    .evidence = EVIDENCE_DOCUMENTED },
	{ .mech = &mech_cron, .paths = PATHS("/var/spool/cron/crontabs/*",
	    "/usr/spool/cron/crontabs/*") },
	{ .mech = NULL }
};

static const struct support support[] = {
	{ .systems = "SCO OpenServer 5",
	    .verified = "fixture",
	    .evidence = "documented",
	    .agent = AGENT_CAPTURE },
	{ .systems = NULL }
};

const struct platform platform_openserver = {
	.name = "openserver",
	.title = "OpenServer",
	.support = support,
	.match = openserver_match,
	.describe = openserver_describe,
	.entries = entries,
	.watch_paths = PATHS("/etc/inittab", "/etc/init.d", "/etc/rc2.d",
	    "/etc/rc.d", "/etc/idrc.d", "/etc/rc", "/usr/lib/sendmail.cf",
	    "/etc/inetd.conf", "/var/spool/cron/crontabs"),
	.pid_files = PATHS("/etc/sendmail.pid",
	    "/var/spool/clientmqueue/sm-client.pid"),
	.cf_paths = PATHS("/usr/lib/sendmail.cf", "/etc/sendmail.cf",
	    "/etc/mail/sendmail.cf"),
	.mta_paths = PATHS("/usr/lib/sendmail", "/usr/sbin/sendmail",
	    "/usr/mmdf/bin/deliver"),
};
