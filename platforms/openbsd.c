/* OpenBSD: rc.d, rc.conf and rc.conf.local (linux-bsd facts: OpenBSD). */
#include <string.h>

#include "platforms/mechs.h"

static int
openbsd_match(const struct os_id *id)
{
	int score = 0;

	if (id->sysname != NULL)
		return strcmp(id->sysname, "OpenBSD") == 0 ? 100 : 0;
	if (os_says(id, "/etc/rc", "$OpenBSD"))
		score += 80;
	if (os_says(id, "/etc/rc.conf", "$OpenBSD") ||
	    os_says(id, "/etc/rc.d/rc.subr", "$OpenBSD"))
		score += 60;
	if (os_has(id, "/bsd"))
		score += 40;
	return score;
}

/* "7.3" of "OpenBSD 7.3 (GENERIC.MP) #1125: ...": the boot puts the kernel's
 * first line there. */
static const char *
release_of(const struct os_id *id, struct pool *p)
{
	static const char name[] = "OpenBSD ";
	const char *line = os_line(id, "/etc/motd", p);

	if (line == NULL || strncmp(line, name, sizeof(name) - 1) != 0)
		return id->release;
	line += sizeof(name) - 1;
	return pool_strndup(p, line, strspn(line, "0123456789."));
}

static int
openbsd_describe(const struct os_id *id, struct pool *p,
    struct os_version *ret)
{
	static const char *const evidence[] = { "/etc/rc", "/etc/rc.conf",
		"/etc/motd", "/bsd", NULL };

	/* Up to 4.8 one script starts everything. */
	ret->init = os_has(id, "/etc/rc.d/rc.subr") ? "rc.d" : "bsd";
	ret->evidence = evidence;
	return os_describe_unix(p, "OpenBSD", release_of(id, p), ret);
}

static const struct entry entries[] = {
	{ .mech = &mech_rcd, .paths = PATHS("/etc/rc.d/*"),
	    .knob = "rc.conf.local", .evidence = EVIDENCE_VENDOR_SOURCE },
	/* Up to 4.8; its flags are documented, its lines recalled. */
	{ .mech = &mech_rcscript, .paths = PATHS("/etc/rc"),
	    .flags = ENTRY_UNLESS_RC_SUBR,
	    .evidence = EVIDENCE_RECALLED },
	{ .mech = &mech_rcscript, .paths = PATHS("/etc/rc.securelevel",
	    "/etc/rc.firsttime", "/etc/rc.local"),
	    .evidence = EVIDENCE_VENDOR_SOURCE },
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
	{ .systems = "OpenBSD 2.5 to 4.8",
	    .verified = "fixture",
	    .evidence = "rc.conf vendor source, rc recalled",
	    .agent = AGENT_CAPTURE },
	{ .systems = "OpenBSD 4.9 to 7",
	    .verified = "fixture",
	    .evidence = "vendor source",
	    .agent = AGENT_CAPTURE },
	{ .systems = NULL }
};

const struct platform platform_openbsd = {
	.name = "openbsd",
	.title = "OpenBSD",
	.support = support,
	.match = openbsd_match,
	.describe = openbsd_describe,
	.entries = entries,
	.watch_paths = PATHS("/etc/rc.conf", "/etc/rc.conf.local",
	    "/etc/rc.d", "/etc/rc", "/etc/rc.local", "/etc/mailer.conf",
	    "/etc/mail", "/etc/inetd.conf", "/etc/crontab",
	    "/var/cron/tabs"),
	.pid_files = PATHS("/var/run/sendmail.pid",
	    "/var/spool/clientmqueue/sm-client.pid"),
	.cf_paths = PATHS("/etc/mail/sendmail.cf", "/etc/sendmail.cf"),
	.mta_paths = PATHS("/usr/sbin/sendmail",
	    "/usr/libexec/sendmail/sendmail",
	    "/usr/local/libexec/sendmail/sendmail", "/usr/sbin/smtpd",
	    "/usr/local/sbin/postfix", "/usr/local/sbin/exim"),
};
