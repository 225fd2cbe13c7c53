/* Solaris: System V run levels up to 9, SMF since 10, illumos (unix facts 1
 * and 2). */
#include <ctype.h>
#include <errno.h>
#include <string.h>

#include "agent/base/buf.h"
#include "platforms/mechs.h"

/* SunOS 5.10 and later have SMF, which keeps rc folders for old scripts. */
static bool
has_smf(const struct os_id *id)
{
	return os_has(id, "/lib/svc/bin/svc.startd") ||
	    os_has(id, "/etc/svc/repository.db") ||
	    os_has(id, "/lib/svc/method/smtp-sendmail");
}

/* PSARC/2008/298, which came to Solaris 10 by a patch: the method tells. */
static bool
knows_local(const struct os_id *id)
{
	struct buf b = BUF_INIT(ROOT_MAX_FILE);
	bool ret = root_read(&id->host->root, "/lib/svc/method/smtp-sendmail",
	    &b, NULL, NULL) == 0 && b.len > 0 &&
	    strstr(b.p, "-bl") != NULL;

	buf_release(&b);
	return ret;
}

static int
solaris_match(const struct os_id *id)
{
	int score = 0;

	/* SunOS 4 answers the same name. */
	if (id->sysname != NULL)
		return strcmp(id->sysname, "SunOS") == 0 &&
		    id->release != NULL && id->release[0] == '5' ? 100 : 0;
	if (os_says(id, "/etc/release", "Solaris") ||
	    os_says(id, "/etc/release", "SunOS") ||
	    os_says(id, "/etc/release", "OmniOS") ||
	    os_says(id, "/etc/release", "OpenIndiana") ||
	    os_says(id, "/etc/release", "SmartOS"))
		score += 60;
	if (os_has(id, "/var/sadm/system/admin/INST_RELEASE"))
		score += 50;
	if (os_has(id, "/var/sadm/pkg/SUNWcsr"))
		score += 50;
	if (has_smf(id))
		score += 50;
	if (os_has(id, "/kernel/genunix") || os_has(id, "/platform"))
		score += 5;
	return score;
}

/* "7", "2.6", "10" from the first "Solaris N" of /etc/release, or from
 * VERSION=N of INST_RELEASE. */
static const char *
release_of(const struct os_id *id, struct pool *p)
{
	static const char inst[] = "/var/sadm/system/admin/INST_RELEASE";
	const char *text = os_line(id, "/etc/release", p);
	const char *at = text == NULL ? NULL : strstr(text, "Solaris ");
	size_t n;

	if (at != NULL && isdigit((unsigned char)at[8])) {
		n = strspn(at + 8, "0123456789.");
		return pool_strndup(p, at + 8, n);
	}
	text = os_value(id, inst, "VERSION", p);
	return text != NULL && isdigit((unsigned char)text[0]) ? text : NULL;
}

static int
solaris_describe(const struct os_id *id, struct pool *p,
    struct os_version *ret)
{
	static const char *const evidence[] = { "/etc/release",
		"/var/sadm/system/admin/INST_RELEASE",
		"/lib/svc/bin/svc.startd", NULL };
	const char *release = release_of(id, p);

	ret->distribution = "Solaris";
	ret->title = release == NULL ? "Solaris" :
	    pool_printf(p, "Solaris %s", release);
	if (release == NULL)
		ret->version = id->release;
	else if (strncmp(release, "2.", 2) == 0)
		ret->version = pool_printf(p, "5.%s", release + 2);
	else
		ret->version = pool_printf(p, "5.%s", release);
	ret->init = has_smf(id) ? "smf" : "sysv";
	ret->local_daemon = knows_local(id);
	ret->evidence = evidence;
	return p->failed ? -ENOMEM : 0;
}

static const char *const scripts[] = { "/etc/init.d", NULL };
/* /sbin/rc2: for f in /etc/rc2.d/S*, whatever it ends in. */
static const struct rc_style rc = {
	.before = "S",
	.from = '2',
	.fallback = '3',
	.scripts = scripts,
	.skips_empty = true,
};

static const struct entry entries[] = {
	/* Each service is under a folder of its kind. */
	{ .mech = &mech_smf, .paths = PATHS("/lib/svc/manifest/*/*.xml",
	    "/lib/svc/manifest/*/*/*.xml", "/var/svc/manifest/*/*.xml",
	    "/var/svc/manifest/*/*/*.xml"),
	    .evidence = EVIDENCE_VENDOR_SOURCE },
	{ .mech = &mech_rclink, .paths = PATHS("/etc/rc%.d"), .rc = &rc,
	    .args = "start", .evidence = EVIDENCE_VENDOR_SOURCE },
	/* Left over from earlier releases, and still run. */
	{ .mech = &mech_rcscript, .paths = PATHS("/etc/rc.d/*"),
	    .flags = ENTRY_UNLESS_INIT_D,
	    .evidence = EVIDENCE_VENDOR_SOURCE },
	{ .mech = &mech_inittab, .evidence = EVIDENCE_DOCUMENTED },
	/* /etc/init.d/inetsvc starts inetd on every boot. */
	{ .mech = &mech_inetd, .flags = ENTRY_ALWAYS,
	    .paths = PATHS("/etc/inet/inetd.conf", "/etc/inetd.conf"),
	    .evidence = EVIDENCE_DOCUMENTED },
	{ .mech = &mech_cron, .paths = PATHS("/var/spool/cron/crontabs/*"),
	    .evidence = EVIDENCE_DOCUMENTED },
	{ .mech = NULL }
};

static const struct support support[] = {
	{ .systems = "Solaris 2.5 to 9",
	    .verified = "fixture",
	    .evidence = "vendor source, 8 and 9 documented",
	    .agent = AGENT_CAPTURE },
	{ .systems = "Solaris 10 and 11, illumos",
	    .verified = "fixture",
	    .evidence = "vendor source; state in the repository unknown "
	    "without a capture",
	    .agent = AGENT_CAPTURE },
	{ .systems = NULL }
};

const struct platform platform_solaris = {
	.name = "solaris",
	.title = "Solaris",
	.support = support,
	.match = solaris_match,
	.describe = solaris_describe,
	.entries = entries,
	.watch_paths = PATHS("/etc/inittab", "/etc/init.d", "/etc/rcS.d",
	    "/etc/rc2.d", "/etc/rc3.d", "/etc/rc.d", "/etc/default/sendmail",
	    "/etc/mail", "/etc/inet/inetd.conf", "/var/spool/cron/crontabs",
	    "/etc/svc", "/lib/svc/manifest", "/lib/svc/method",
	    "/lib/svc/share", "/var/svc/manifest", "/var/svc/profile"),
	.pid_files = PATHS("/var/run/sendmail.pid", "/etc/mail/sendmail.pid",
	    "/var/spool/clientmqueue/sm-client.pid"),
	.cf_paths = PATHS("/etc/mail/sendmail.cf", "/etc/sendmail.cf"),
	.mta_paths = PATHS("/usr/lib/sendmail", "/usr/sbin/sendmail",
	    "/usr/lib/smtp/sendmail/sendmail", "/usr/lib/inet/sendmail",
	    "/usr/lib/smtp/postfix/postfix", "/usr/sbin/postfix",
	    "/usr/local/sbin/exim", "/usr/exim/bin/exim"),
};
