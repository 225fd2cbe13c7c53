/* MIPS RISC/os: /etc/init.d/smtp, and jobs that cron has run (unix facts:
 * RISC/os; its periodic(1M) and rc2(1M)). */
#include <string.h>

#include "platforms/mechs.h"

static int
riscos_match(const struct os_id *id)
{
	int score = 0;

	if (id->sysname != NULL)
		return strcmp(id->sysname, "RISCos") == 0 ||
		    strcmp(id->sysname, "RISC/os") == 0 ? 100 : 0;
	if (os_has(id, "/usr/adm/periodic/driver"))
		score += 60;
	if (os_has(id, "/usr/adm/periodic/daily"))
		score += 20;
	return score > 0 && os_has(id, "/unix") ? score + 10 : score;
}

static int
riscos_describe(const struct os_id *id, struct pool *p,
    struct os_version *ret)
{
	static const char *const evidence[] = { "/usr/adm/periodic/driver",
		"/usr/adm/periodic/daily", "/unix", NULL };

	ret->init = "sysv";
	ret->evidence = evidence;
	return os_describe_unix(p, "RISC/os", id->release, ret);
}

static const char *const scripts[] = { "/etc/init.d", NULL };
/* /etc/rc2: what begins with S, by sh. */
static const struct rc_style rc = {
	.before = "",
	.from = '2',
	.fallback = '2',
	.scripts = scripts,
};

static const struct entry entries[] = {
	{ .mech = &mech_rclink, .paths = PATHS("/etc/rc%.d"), .rc = &rc,
	    .args = "start", .evidence = EVIDENCE_DOCUMENTED },
	{ .mech = &mech_rcscript, .paths = PATHS("/etc/rc.d/*"),
	    .evidence = EVIDENCE_DOCUMENTED },
	{ .mech = &mech_inittab, .evidence = EVIDENCE_DOCUMENTED },
	{ .mech = &mech_inetd, .flags = ENTRY_ALWAYS,
	    .paths = PATHS("/etc/inetd.conf", "/usr/etc/inetd.conf") },
	{ .mech = &mech_cron, .paths = PATHS("/usr/spool/cron/crontabs/*",
	    "/var/spool/cron/crontabs/*"), .evidence = EVIDENCE_DOCUMENTED },
	{ .mech = &mech_periodic, .flags = ENTRY_NUMBERED,
	    .args = "periodic/driver", .paths = PATHS("/usr/adm/periodic/*/*"),
	    .evidence = EVIDENCE_DOCUMENTED },
	{ .mech = NULL }
};

static const struct support support[] = {
	{ .systems = "MIPS RISC/os",
	    .verified = "fixture",
	    .evidence = "vendor source, periodic jobs documented",
	    .agent = AGENT_CAPTURE },
	{ .systems = NULL }
};

const struct platform platform_riscos = {
	.name = "riscos",
	.title = "RISC/os",
	.support = support,
	.match = riscos_match,
	.describe = riscos_describe,
	.entries = entries,
	.watch_paths = PATHS("/etc/inittab", "/etc/init.d", "/etc/rc2.d",
	    "/etc/rc3.d", "/etc/rc.d", "/usr/adm/periodic",
	    "/usr/lib/sendmail.cf", "/etc/inetd.conf",
	    "/usr/spool/cron/crontabs"),
	.pid_files = PATHS("/etc/sendmail.pid", "/etc/mail/sendmail.pid"),
	.cf_paths = PATHS("/usr/lib/sendmail.cf", "/etc/sendmail.cf"),
	.mta_paths = PATHS("/usr/lib/sendmail"),
};
