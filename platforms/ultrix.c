/* Ultrix: /etc/rc runs /etc/rc.local (unix facts: Ultrix 4.2). */
#include <string.h>

#include "platforms/mechs.h"

static int
ultrix_match(const struct os_id *id)
{
	int score = 0;

	if (id->sysname != NULL)
		return strcmp(id->sysname, "ULTRIX") == 0 ? 100 : 0;
	if (!os_has(id, "/etc/rc.local"))
		return 0;
	if (os_has(id, "/usr/etc/uwsvers"))
		score += 70;
	if (os_says(id, "/etc/rc.local", "(ULTRIX)"))
		score += 40;
	return score > 0 && os_has(id, "/vmunix") ? score + 10 : score;
}

static int
ultrix_describe(const struct os_id *id, struct pool *p,
    struct os_version *ret)
{
	static const char *const evidence[] = { "/usr/etc/uwsvers",
		"/etc/rc.local", "/vmunix", NULL };

	ret->init = "bsd";
	ret->evidence = evidence;
	return os_describe_unix(p, "Ultrix", id->release, ret);
}

static const struct entry entries[] = {
	{ .mech = &mech_rcscript, .paths = PATHS("/etc/rc", "/etc/rc.local"),
	    .evidence = EVIDENCE_VENDOR_SOURCE },
	{ .mech = &mech_inetd, .flags = ENTRY_ALWAYS,
	    .paths = PATHS("/etc/inetd.conf") },
	/* The crontab of Version 7: all lines are root's. */
	{ .mech = &mech_cron, .paths = PATHS("/usr/lib/crontab") },
	{ .mech = NULL }
};

static const struct support support[] = {
	{ .systems = "Ultrix 4.2",
	    .verified = "fixture",
	    .evidence = "vendor source",
	    .agent = AGENT_CAPTURE },
	{ .systems = NULL }
};

const struct platform platform_ultrix = {
	.name = "ultrix",
	.title = "Ultrix",
	.support = support,
	.match = ultrix_match,
	.describe = ultrix_describe,
	.entries = entries,
	.watch_paths = PATHS("/etc/rc", "/etc/rc.local",
	    "/usr/lib/sendmail.cf", "/etc/inetd.conf", "/usr/lib/crontab"),
	.pid_files = PATHS("/etc/sendmail.pid", "/etc/mail/sendmail.pid"),
	.cf_paths = PATHS("/usr/lib/sendmail.cf", "/etc/sendmail.cf"),
	.mta_paths = PATHS("/usr/lib/sendmail", "/usr/local/lib/sendmail"),
};
