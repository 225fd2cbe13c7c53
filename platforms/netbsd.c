/* NetBSD: rc.d and rc.conf (linux-bsd facts: NetBSD). */
#include <ctype.h>
#include <string.h>

#include "platforms/mechs.h"

static int
netbsd_match(const struct os_id *id)
{
	int score = 0;

	if (id->sysname != NULL)
		return strcmp(id->sysname, "NetBSD") == 0 ? 100 : 0;
	if (os_says(id, "/etc/release", "NetBSD"))
		score += 80;
	if (os_says(id, "/etc/defaults/rc.conf", "$NetBSD"))
		score += 60;
	if (os_has(id, "/netbsd"))
		score += 40;
	return score;
}

/* "9.3" of "NetBSD 9.3/amd64" */
static const char *
release_of(const struct os_id *id, struct pool *p)
{
	static const char name[] = "NetBSD ";
	const char *line = os_line(id, "/etc/release", p);
	const char *at = line == NULL ? NULL : strstr(line, name);

	at = at == NULL ? NULL : at + sizeof(name) - 1;
	return at == NULL || !isdigit((unsigned char)*at) ? NULL :
	    pool_strndup(p, at, strcspn(at, "/ "));
}

static int
netbsd_describe(const struct os_id *id, struct pool *p,
    struct os_version *ret)
{
	static const char *const evidence[] = { "/etc/release",
		"/etc/defaults/rc.conf", "/netbsd", NULL };

	ret->init = os_has(id, "/etc/rc.subr") ? "rc.subr" : "bsd";
	ret->evidence = evidence;
	return os_describe_unix(p, "NetBSD", id->release != NULL ?
	    id->release : release_of(id, p), ret);
}

static const struct entry entries[] = {
	/* rc.conf reads the defaults itself, once more. */
	{ .mech = &mech_rcsubr, .paths = PATHS("/etc/rc.d/*"),
	    .config = "/etc/defaults/rc.conf /etc/rc.conf",
	    .knob = "rc.conf", .evidence = EVIDENCE_VENDOR_SOURCE },
	/* Up to 1.4. */
	{ .mech = &mech_rcscript, .paths = PATHS("/etc/rc"),
	    .flags = ENTRY_UNLESS_RC_SUBR },
	{ .mech = &mech_rcscript, .paths = PATHS("/etc/rc.local"),
	    .evidence = EVIDENCE_DOCUMENTED },
	{ .mech = &mech_inetd, .paths = PATHS("/etc/inetd.conf"),
	    .evidence = EVIDENCE_DOCUMENTED },
	{ .mech = &mech_cron, .paths = PATHS("/var/cron/tabs/*"),
	    .evidence = EVIDENCE_DOCUMENTED },
	{ .mech = &mech_cron, .flags = ENTRY_USER_FIELD,
	    .paths = PATHS("/etc/crontab"),
	    .evidence = EVIDENCE_DOCUMENTED },
	{ .mech = NULL }
};

static const struct support support[] = {
	{ .systems = "NetBSD 2.0",
	    .verified = "fixture",
	    .evidence = "documented",
	    .agent = AGENT_CAPTURE },
	{ .systems = NULL }
};

const struct platform platform_netbsd = {
	.name = "netbsd",
	.title = "NetBSD",
	.support = support,
	.match = netbsd_match,
	.describe = netbsd_describe,
	.entries = entries,
	.watch_paths = PATHS("/etc/rc.conf", "/etc/rc.conf.d",
	    "/etc/defaults", "/etc/rc.d", "/etc/rc.local", "/etc/mail",
	    "/etc/mailer.conf", "/etc/inetd.conf", "/etc/crontab",
	    "/var/cron/tabs"),
	.pid_files = PATHS("/var/run/sendmail.pid",
	    "/var/spool/clientmqueue/sm-client.pid"),
	.cf_paths = PATHS("/etc/mail/sendmail.cf", "/etc/sendmail.cf"),
	.mta_paths = PATHS("/usr/sbin/sendmail",
	    "/usr/libexec/sendmail/sendmail", "/usr/libexec/postfix/sendmail",
	    "/usr/pkg/sbin/sendmail", "/usr/pkg/sbin/postfix",
	    "/usr/pkg/sbin/exim"),
};
