/* macOS: launchd, and the startup items before it (linux-bsd facts: macOS). */
#include <errno.h>
#include <string.h>

#include "platforms/mechs.h"
#include "platforms/plist.h"

#define VERSION_FILE "/System/Library/CoreServices/SystemVersion.plist"

static int
macos_match(const struct os_id *id)
{
	if (id->sysname != NULL)
		return strcmp(id->sysname, "Darwin") == 0 ? 100 : 0;
	return os_has(id, VERSION_FILE) ? 90 :
	    os_has(id, "/System/Library/LaunchDaemons") ? 60 : 0;
}

static int
macos_describe(const struct os_id *id, struct pool *p,
    struct os_version *ret)
{
	static const char *const evidence[] = { VERSION_FILE,
		"/System/Library/LaunchDaemons", "/etc/hostconfig", NULL };
	struct plist *v = NULL;
	const char *name, *version;
	unsigned line;

	if (plist_read(id->host, VERSION_FILE, p, &v, &line) == -ENOMEM)
		return -ENOMEM;
	name = plist_string(v, "ProductName");
	version = plist_string(v, "ProductVersion");
	/* 10.4 and later. */
	ret->init = os_has(id, "/System/Library/LaunchDaemons") ? "launchd" :
	    "startupitems";
	ret->evidence = evidence;
	return os_describe_unix(p, name == NULL ? "macOS" : name, version,
	    ret);
}

static const struct entry entries[] = {
	{ .mech = &mech_launchd, .paths = PATHS(
	    "/System/Library/LaunchDaemons/*.plist",
	    "/Library/LaunchDaemons/*.plist"),
	    .evidence = EVIDENCE_VENDOR_SOURCE },
	{ .mech = &mech_startupitem, .paths = PATHS(
	    "/System/Library/StartupItems/*", "/Library/StartupItems/*"),
	    .knob = "hostconfig", .evidence = EVIDENCE_DOCUMENTED },
	{ .mech = &mech_rcscript, .paths = PATHS("/etc/rc.local"),
	    .evidence = EVIDENCE_DOCUMENTED },
	{ .mech = &mech_inetd, .paths = PATHS("/etc/inetd.conf"),
	    .evidence = EVIDENCE_DOCUMENTED },
	{ .mech = &mech_xinetd, .paths = PATHS("/etc/xinetd.conf"),
	    .evidence = EVIDENCE_DOCUMENTED },
	{ .mech = &mech_cron, .paths = PATHS("/var/at/tabs/*",
	    "/var/cron/tabs/*", "/usr/lib/cron/tabs/*"),
	    .evidence = EVIDENCE_DOCUMENTED },
	{ .mech = &mech_cron, .flags = ENTRY_USER_FIELD,
	    .paths = PATHS("/etc/crontab"),
	    .evidence = EVIDENCE_DOCUMENTED },
	{ .mech = NULL }
};

static const struct support support[] = {
	{ .systems = "Mac OS X 10.0 to 10.3, startup items",
	    .verified = "fixture",
	    .evidence = "hostconfig documented, items recalled",
	    .agent = AGENT_CAPTURE },
	{ .systems = "macOS 10.4 and later, launchd",
	    .verified = "fixture",
	    .evidence = "vendor source; binary property lists are unknown",
	    .agent = AGENT_CAPTURE },
	{ .systems = NULL }
};

const struct platform platform_macos = {
	.name = "macos",
	.title = "macOS",
	.support = support,
	.match = macos_match,
	.describe = macos_describe,
	.entries = entries,
	.watch_paths = PATHS("/System/Library/LaunchDaemons",
	    "/Library/LaunchDaemons", "/System/Library/StartupItems",
	    "/Library/StartupItems", "/System/Library/CoreServices/"
	    "SystemVersion.plist", "/var/db/launchd.db",
	    "/var/db/com.apple.xpc.launchd", "/etc/hostconfig", "/etc/mail",
	    "/etc/postfix", "/var/at/tabs"),
	.pid_files = PATHS("/var/run/sendmail.pid",
	    "/var/spool/clientmqueue/sm-client.pid"),
	.cf_paths = PATHS("/etc/mail/sendmail.cf", "/etc/sendmail.cf"),
	.mta_paths = PATHS("/usr/sbin/sendmail", "/usr/sbin/postfix",
	    "/usr/libexec/postfix/master", "/usr/local/sbin/sendmail",
	    "/opt/local/sbin/sendmail", "/opt/local/sbin/exim"),
};
