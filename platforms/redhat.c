/* Red Hat and its family: Fedora, CentOS, Rocky, AlmaLinux, Oracle. */
#include <ctype.h>
#include <errno.h>
#include <string.h>

#include "platforms/mechs.h"

#define PATHS(...) ((const char *const []){ __VA_ARGS__, NULL })

static const char *const release_files[] = { "/etc/redhat-release",
	"/etc/fedora-release", "/etc/centos-release", "/etc/oracle-release",
	"/etc/rocky-release", NULL };

/* Who says so in os-release; some do not name what they are like. */
static const char *const ids[] = { "rhel", "fedora", "centos", "redhat",
	"rocky", "almalinux", "ol", "scientific", "openEuler", "anolis", "amzn",
	NULL };

static int
redhat_match(const struct os_id *id)
{
	const char *const *file, *const *name;

	if (id->sysname != NULL && strcmp(id->sysname, "Linux") != 0)
		return 0;
	/* A family of their own, though some say they are like it. */
	if (os_is_like(id, "suse") || os_is_like(id, "mandriva") ||
	    os_is_like(id, "debian"))
		return 0;
	for (name = ids; *name != NULL; name++)
		if (os_is_like(id, *name))
			return 90;
	for (file = release_files; *file != NULL; file++)
		if (os_has(id, *file))
			return os_has(id, "/etc/mandrake-release") ||
			    os_has(id, "/etc/mandriva-release") ? 20 : 80;
	return 0;
}

/* "CentOS release 6.10 (Final)": the name stands before " release" or, in
 * "CentOS Linux release 7", before " Linux" too. */
static const char *
name_of(const char *line, struct pool *p)
{
	const char *end = strstr(line, " release");
	size_t n = end == NULL ? strcspn(line, "0123456789") :
	    (size_t)(end - line);

	if (n > 6 && memcmp(line + n - 6, " Linux", 6) == 0 &&
	    strncmp(line, "Red Hat", 7) != 0)
		n -= 6;
	return pool_strndup(p, line, n);
}

static int
redhat_describe(const struct os_id *id, struct pool *p,
    struct os_version *ret)
{
	static const char *const evidence[] = { "/etc/os-release",
		"/etc/redhat-release", "/etc/fedora-release",
		"/etc/centos-release", NULL };
	const char *const *file;
	const char *line = NULL, *digits;

	for (file = release_files; line == NULL && *file != NULL; file++)
		line = os_line(id, *file, p);
	ret->title = id->pretty_name != NULL ? id->pretty_name : line;
	ret->version = id->version_id;
	if (line != NULL) {
		ret->distribution = name_of(line, p);
		digits = strstr(line, "release ");
		digits = digits == NULL ? line : digits;
		digits += strcspn(digits, "0123456789");
		if (ret->version == NULL && *digits != '\0')
			ret->version = pool_strndup(p, digits,
			    strspn(digits, "0123456789."));
	}
	if (ret->distribution == NULL)
		ret->distribution = id->id;
	if (ret->title == NULL)
		ret->title = "Red Hat family";
	ret->init = os_linux_init(id);
	ret->evidence = evidence;
	return p->failed ? -ENOMEM : 0;
}

/* is_ignored_file() of /etc/rc.d/init.d/functions. */
static bool
takes(const char *name)
{
	static const char *const ignored[] = { "~", ".bak", ".orig",
		".rpmnew", ".rpmorig", ".rpmsave", ".swp", ",v" };
	size_t n = strlen(name), m, i;

	for (i = 0; i < sizeof(ignored) / sizeof(ignored[0]); i++) {
		m = strlen(ignored[i]);
		if (n >= m && strcmp(name + n - m, ignored[i]) == 0)
			return false;
	}
	return true;
}

static const char *const scripts[] = { "/etc/rc.d/init.d", "/etc/init.d",
	NULL };
static const struct rc_style rc = {
	.before = "",
	.fallback = '3',
	.scripts = scripts,
	.needs_x = true,
	.takes = takes,
};

static const struct entry entries[] = {
	{ .mech = &mech_unit, .flags = ENTRY_SYSTEMD,
	    .evidence = EVIDENCE_VENDOR_SOURCE },
	{ .mech = &mech_rclink, .flags = ENTRY_NOT_SYSTEMD,
	    .paths = PATHS("/etc/rc.d/rc%.d", "/etc/rc%.d"), .rc = &rc,
	    .args = "start", .knob = "chkconfig",
	    .evidence = EVIDENCE_VENDOR_SOURCE },
	{ .mech = &mech_rcscript, .flags = ENTRY_NOT_SYSTEMD,
	    .paths = PATHS("/etc/rc.d/rc.sysinit", "/etc/rc.d/rc.local"),
	    .evidence = EVIDENCE_DOCUMENTED },
	{ .mech = &mech_inittab, .flags = ENTRY_NOT_SYSTEMD,
	    .evidence = EVIDENCE_DOCUMENTED },
	{ .mech = &mech_inetd, .paths = PATHS("/etc/inetd.conf"),
	    .evidence = EVIDENCE_DOCUMENTED },
	{ .mech = &mech_xinetd, .paths = PATHS("/etc/xinetd.conf"),
	    .evidence = EVIDENCE_DOCUMENTED },
	{ .mech = &mech_cron, .paths = PATHS("/var/spool/cron/*"),
	    .evidence = EVIDENCE_DOCUMENTED },
	{ .mech = &mech_cron, .flags = ENTRY_USER_FIELD,
	    .paths = PATHS("/etc/crontab", "/etc/cron.d/*"),
	    .evidence = EVIDENCE_DOCUMENTED },
	{ .mech = &mech_hook, .evidence = EVIDENCE_DOCUMENTED },
	{ .mech = NULL }
};

const struct platform platform_redhat = {
	.name = "redhat",
	.title = "Red Hat family",
	.match = redhat_match,
	.describe = redhat_describe,
	.entries = entries,
	.watch_paths = PATHS("/etc/systemd/system", "/usr/lib/systemd/system",
	    "/etc/inittab", "/etc/rc.d", "/etc/sysconfig/sendmail",
	    "/etc/mail", "/etc/sendmail.cf", "/etc/inetd.conf",
	    "/etc/xinetd.conf", "/etc/xinetd.d", "/etc/crontab",
	    "/etc/cron.d", "/var/spool/cron"),
	.pid_files = PATHS("/run/sendmail.pid", "/var/run/sendmail.pid",
	    "/run/sm-client.pid", "/var/run/sm-client.pid"),
	.cf_paths = PATHS("/etc/mail/sendmail.cf", "/etc/sendmail.cf"),
	.mta_paths = PATHS("/usr/sbin/sendmail", "/usr/lib/sendmail",
	    "/usr/sbin/postfix", "/usr/sbin/exim", "/usr/sbin/smtpd",
	    "/usr/sbin/dma"),
};
