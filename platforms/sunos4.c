/* SunOS 4: /etc/rc runs /etc/rc.local (unix facts: SunOS 4). */
#include <ctype.h>
#include <string.h>

#include "platforms/mechs.h"

#define MOTD "/etc/motd"
#define MOTD_NAME "SunOS Release "

static int
sunos4_match(const struct os_id *id)
{
	/* SunOS 5, which is Solaris, answers the same name. */
	if (id->sysname != NULL)
		return strcmp(id->sysname, "SunOS") == 0 &&
		    id->release != NULL && id->release[0] == '4' ? 100 : 0;
	if (!os_has(id, "/vmunix") || !os_has(id, "/etc/rc.local"))
		return 0;
	/* rc.local writes the release into it at each boot. */
	if (os_says(id, MOTD, MOTD_NAME "4"))
		return 80;
	return os_has(id, "/usr/kvm") ? 50 : 0;
}

/* "4.1.4" of "SunOS Release 4.1.4 (GENERIC) #1: ..." */
static const char *
release_of(const struct os_id *id, struct pool *p)
{
	const char *line = os_line(id, MOTD, p);
	const char *at = line == NULL ? NULL : strstr(line, MOTD_NAME);

	if (at == NULL || !isdigit((unsigned char)at[strlen(MOTD_NAME)]))
		return NULL;
	at += strlen(MOTD_NAME);
	return pool_strndup(p, at, strspn(at, "0123456789."));
}

static int
sunos4_describe(const struct os_id *id, struct pool *p,
    struct os_version *ret)
{
	static const char *const evidence[] = { MOTD, "/vmunix",
		"/etc/rc.local", NULL };

	ret->init = "bsd";
	ret->evidence = evidence;
	return os_describe_unix(p, "SunOS", id->release != NULL ?
	    id->release : release_of(id, p), ret);
}

static const struct entry entries[] = {
	{ .mech = &mech_rcscript, .paths = PATHS("/etc/rc", "/etc/rc.local"),
	    .evidence = EVIDENCE_VENDOR_SOURCE },
	/* rc.local starts inetd on every boot. */
	{ .mech = &mech_inetd, .flags = ENTRY_ALWAYS,
	    .paths = PATHS("/etc/inetd.conf") },
	{ .mech = &mech_cron, .paths = PATHS("/var/spool/cron/crontabs/*") },
	{ .mech = NULL }
};

static const struct support support[] = {
	{ .systems = "SunOS 4.1",
	    .verified = "fixture",
	    .evidence = "vendor source",
	    .agent = AGENT_CAPTURE },
	{ .systems = NULL }
};

const struct platform platform_sunos4 = {
	.name = "sunos4",
	.title = "SunOS 4",
	.support = support,
	.match = sunos4_match,
	.describe = sunos4_describe,
	.entries = entries,
	.watch_paths = PATHS("/etc/rc", "/etc/rc.local", "/etc/sendmail.cf",
	    "/etc/inetd.conf", "/var/spool/cron/crontabs"),
	.pid_files = PATHS("/etc/sendmail.pid", "/etc/mail/sendmail.pid"),
	.cf_paths = PATHS("/etc/sendmail.cf", "/etc/mail/sendmail.cf",
	    "/usr/lib/sendmail.cf"),
	.mta_paths = PATHS("/usr/lib/sendmail", "/usr/local/lib/sendmail"),
};
