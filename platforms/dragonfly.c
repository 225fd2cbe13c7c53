/* DragonFly: FreeBSD's rc.d and rc.conf (linux-bsd facts: FreeBSD). */
#include <string.h>

#include "platforms/mechs.h"

#define MC "/etc/mail/dragonfly.mc"
#define CONFIG "/etc/defaults/rc.conf " \
	"${rc_conf_files:-/etc/rc.conf /etc/rc.conf.local}"

static int
dragonfly_match(const struct os_id *id)
{
	int score = 0;

	if (id->sysname != NULL)
		return strcmp(id->sysname, "DragonFly") == 0 ? 100 : 0;
	if (os_is_like(id, "dragonfly"))
		return 95;
	if (os_has(id, MC))
		score += 70;
	return score;
}

static int
dragonfly_describe(const struct os_id *id, struct pool *p,
    struct os_version *ret)
{
	static const char *const evidence[] = { MC, "/etc/os-release",
		"/etc/defaults/rc.conf", NULL };
	const char *version = id->release != NULL ? id->release :
	    id->version_id;

	ret->init = os_has(id, "/etc/rc.subr") ? "rc.subr" : "bsd";
	ret->evidence = evidence;
	return os_describe_unix(p, "DragonFly", version, ret);
}

static const struct entry entries[] = {
	{ .mech = &mech_rcsubr, .paths = PATHS("/etc/rc.d/*"),
	    .config = CONFIG, .knob = "rc.conf",
	    .evidence = EVIDENCE_VENDOR_SOURCE },
	{ .mech = &mech_rcsubr, .paths = PATHS("/usr/pkg/etc/rc.d/*",
	    "/usr/local/etc/rc.d/*"), .flags = ENTRY_NEEDS_X,
	    .config = CONFIG, .knob = "rc.conf",
	    .evidence = EVIDENCE_VENDOR_SOURCE },
	{ .mech = &mech_rcscript, .paths = PATHS("/etc/rc.local"),
	    .evidence = EVIDENCE_DOCUMENTED },
	{ .mech = &mech_inetd, .paths = PATHS("/etc/inetd.conf"),
	    .evidence = EVIDENCE_DOCUMENTED },
	{ .mech = &mech_cron, .paths = PATHS("/var/cron/tabs/*"),
	    .evidence = EVIDENCE_DOCUMENTED },
	{ .mech = &mech_cron, .flags = ENTRY_USER_FIELD,
	    .paths = PATHS("/etc/crontab", "/etc/cron.d/*"),
	    .evidence = EVIDENCE_DOCUMENTED },
	{ .mech = NULL }
};

static const struct support support[] = {
	{ .systems = "DragonFly",
	    .verified = "fixture",
	    .evidence = "vendor source; dma as the default recalled",
	    .agent = AGENT_CAPTURE },
	{ .systems = NULL }
};

const struct platform platform_dragonfly = {
	.name = "dragonfly",
	.title = "DragonFly",
	.support = support,
	.match = dragonfly_match,
	.describe = dragonfly_describe,
	.entries = entries,
	.watch_paths = PATHS("/etc/rc.conf", "/etc/rc.conf.local",
	    "/etc/rc.conf.d", "/etc/defaults", "/etc/rc.d",
	    "/usr/pkg/etc/rc.d", "/usr/local/etc/rc.d", "/etc/rc.local",
	    "/etc/mail", "/etc/inetd.conf", "/etc/crontab",
	    "/var/cron/tabs"),
	.pid_files = PATHS("/var/run/sendmail.pid",
	    "/var/spool/clientmqueue/sm-client.pid"),
	.cf_paths = PATHS("/etc/mail/sendmail.cf", "/etc/sendmail.cf"),
	.mta_paths = PATHS("/usr/sbin/sendmail",
	    "/usr/libexec/sendmail/sendmail", "/usr/libexec/dma",
	    "/usr/local/sbin/sendmail", "/usr/pkg/sbin/postfix",
	    "/usr/local/sbin/postfix", "/usr/local/sbin/exim"),
};
