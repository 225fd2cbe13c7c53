/* Files that events run rather than the boot: interfaces that come up,
 * logins, udev, generators of units. */
#include <errno.h>
#include <string.h>

#include "agent/base/buf.h"
#include "agent/base/lines.h"
#include "agent/base/root_seen.h"
#include "platforms/mechs.h"
#include "platforms/mta.h"
#include "platforms/script.h"

/* Whether their event comes is not for a file to say. */
static const char *const scripts[] = {
	"/etc/network/if-*.d/*", "/etc/NetworkManager/dispatcher.d/*",
	"/etc/NetworkManager/dispatcher.d/*/*",
	"/usr/lib/NetworkManager/dispatcher.d/*",
	"/etc/networkd-dispatcher/*.d/*", "/sbin/ifup-local",
	"/etc/sysconfig/network-scripts/ifup-local", "/sbin/ifup-pre-local",
	"/etc/dhcp/dhclient-*-hooks", "/etc/dhcp/dhclient-*-hooks.d/*",
	"/etc/dhcp/dhclient.d/*", "/etc/dhcp3/dhclient-*-hooks.d/*",
	"/etc/dhclient-*-hooks", "/lib/dhcpcd/dhcpcd-hooks/*",
	"/etc/dhcpcd.exit-hook", "/etc/ppp/ip-up", "/etc/ppp/ip-up.d/*",
	"/etc/ppp/ip-up.local", "/etc/pm/sleep.d/*", "/etc/acpi/*.sh",
	"/usr/lib/systemd/system-sleep/*", "/etc/systemd/system-sleep/*",
	"/etc/profile", "/etc/profile.d/*.sh", "/etc/bash.bashrc",
	"/etc/bashrc", "/root/.profile", "/root/.bash_profile",
	"/root/.bashrc", "/root/.bash_login", "/etc/update-motd.d/*",
	"/etc/letsencrypt/renewal-hooks/*/*", "/etc/sv/*/run",
	"/etc/service/*/run", "/service/*/run", "/var/service/*/run",
	"/etc/runit/*",
	/* s6: scan directories, and sources of s6-rc. */
	"/etc/s6/sv/*/run", "/etc/s6/sv/*/up", "/etc/s6-rc/source/*/run",
	"/etc/s6-rc/source/*/up", "/etc/s6-overlay/s6-rc.d/*/run",
	"/etc/s6-overlay/s6-rc.d/*/up", "/etc/services.d/*/run",
	"/etc/s6-linux-init/*/run-image/service/*/run", "/var/svc.d/*/run",
	NULL };

/* No shell's language: a line that names an MTA is a doubt. */
static const char *const rules[] = {
	"/etc/udev/rules.d/*.rules", "/lib/udev/rules.d/*.rules",
	"/usr/lib/udev/rules.d/*.rules", "/etc/modprobe.d/*.conf",
	"/etc/modprobe.conf", "/etc/sysctl.conf", "/etc/sysctl.d/*.conf",
	"/etc/init/*.conf", "/etc/init/*/*.conf", "/etc/event.d/*",
	"/etc/anacrontab", "/etc/pam.d/*", "/etc/rsyslog.conf",
	"/etc/rsyslog.d/*.conf",
	"/etc/syslog.conf", "/etc/snmp/snmpd.conf", "/etc/logrotate.d/*",
	"/etc/systemd/user/*.service", "/root/.config/systemd/user/*.service",
	"/etc/supervisord.conf", "/etc/supervisor/conf.d/*.conf",
	"/etc/supervisord.d/*.ini", "/etc/monit/monitrc", "/etc/monitrc",
	"/etc/monit.d/*", "/etc/monit/conf.d/*", "/root/.login",
	"/root/.cshrc", "/etc/csh.login", "/etc/watchdog.conf", NULL };

static const char *const generators[] = {
	"/etc/systemd/system-generators/*",
	"/usr/local/lib/systemd/system-generators/*",
	"/usr/lib/systemd/system-generators/*",
	"/lib/systemd/system-generators/*", NULL };

struct hooks {
	const struct host *host;
	struct facts *facts;
	struct err *err;
	struct pool pool;
};

/* Words that only the event knows: SH_ONE and SH_GAP of shell_node.h mark
 * them. */
#define ONE "\003"
#define ANY "\001"

static const char *const no_words[] = { NULL };
static const char *const any_words[] = { ANY, ANY, NULL };
static const char *const dispatched[] = { ONE, "up", NULL };
static const char *const dispatched_early[] = { ONE, "pre-up", NULL };
static const char *const ifup[] = { "IFACE=" ONE, "LOGICAL=" ONE,
	"ADDRFAM=inet", "METHOD=" ONE, "MODE=start", "PHASE=" ANY,
	"VERBOSITY=0", "IF_ADDRESS=" ANY, NULL };
static const char *const bound[] = { "reason=BOUND", "interface=" ONE,
	NULL };

/* How the scripts of a folder are called when a network comes up:
 * NetworkManager-dispatcher(8), interfaces(5), dhclient-script(8). What is
 * called in another way is not told about. */
static const struct {
	const char *folder;
	const char *const *args, *const *env;
	bool mode;			/* without the x bit it is not run */
} calls[] = {
	{ .folder = "/etc/NetworkManager/dispatcher.d/pre-up.d/",
	    .args = dispatched_early, .mode = true },
	{ .folder = "/etc/NetworkManager/", .args = dispatched,
	    .mode = true },
	{ .folder = "/usr/lib/NetworkManager/", .args = dispatched,
	    .mode = true },
	{ .folder = "/etc/network/", .args = no_words, .env = ifup,
	    .mode = true },
	{ .folder = "/etc/dhcp", .args = any_words, .env = bound },
	{ .folder = "/etc/dhclient", .args = any_words, .env = bound },
	{ .folder = "/", .args = any_words },
};

/* "SERVICE/run" beside a file "down": supervise(8), runsv(8), s6-supervise.
 * In a source of s6-rc, which has a file "type", it is a script. */
static bool
is_down(struct hooks *h, const char *path)
{
	const char *base = strrchr(path, '/'), *down, *type;

	if (strcmp(base, "/run") != 0)
		return false;
	down = pool_printf(&h->pool, "%.*s/down", (int)(base - path), path);
	type = pool_printf(&h->pool, "%.*s/type", (int)(base - path), path);
	return down != NULL && type != NULL &&
	    root_exists(&h->host->root, down) &&
	    !root_exists(&h->host->root, type);
}

static int
read_script(struct hooks *h, const char *path, const struct buf *b)
{
	struct script_way way = {
		.mechanism = "hook",
		.activation = ACTIVATION_ON_DEMAND,
		.at_boot = TRI_UNKNOWN,
		.reason = "an event runs it, not the boot itself",
	};
	struct sh_options o;
	size_t i = 0;

	while (strncmp(path, calls[i].folder, strlen(calls[i].folder)) != 0)
		i++;
	if (calls[i].mode && !root_is_executable(&h->host->root, path))
		return 0;
	o = (struct sh_options){ .args = calls[i].args,
		.env = calls[i].env };
	if (is_down(h, path)) {
		way.at_boot = TRI_NO;
		way.reason = NULL;
	}
	if (h->pool.failed)
		return -ENOMEM;
	return script_start(h->host, h->facts, path, &o, &way, h->err);
}

/* What would listen, or start what does; letters are sent by many. */
static bool
line_starts(const char *text, size_t len)
{
	static const char *const signs[] = { "-bd", "-bD", "-bl", "-bs",
		"start" };
	size_t i, k, n;

	if (!mta_mentioned(text, len))
		return false;
	for (i = 0; i < sizeof(signs) / sizeof(signs[0]); i++)
		for (k = 0, n = strlen(signs[i]); k + n <= len; k++)
			if (memcmp(text + k, signs[i], n) == 0)
				return true;
	return false;
}

static int
read_rules(struct hooks *h, const char *path, const struct buf *b)
{
	struct lines l;
	int r = 0;

	lines_init(&l, b->p, b->len);
	while (r == 0 && lines_next(&l)) {
		while (l.len > 0 && (*l.line == ' ' || *l.line == '\t'))
			l.line++, l.len--;
		if (l.len > 0 && *l.line != '#' && *l.line != ';' &&
		    line_starts(l.line, l.len))
			r = facts_doubt(h->facts, "boot", path, l.number,
			    "an event may start an MTA by this line");
	}
	return r;
}

/* Debian's for the instances of Postfix is modelled with the units. */
static int
read_generator(struct hooks *h, const char *path, const struct buf *b)
{
	const char *base = strrchr(path, '/') + 1;

	if (strncmp(b->p, "#!", 2) != 0 ||
	    strcmp(base, "postfix-instance-generator") == 0 ||
	    !root_is_executable(&h->host->root, path))
		return 0;
	return facts_doubt(h->facts, "boot", path, 0,
	    "makes units when the host starts, and names an MTA");
}

/* A program, of which the beginning tells that it is no text. */
static bool
is_binary(const struct hooks *h, const char *path)
{
	char head[ROOT_HEAD];
	ssize_t n = root_head(&h->host->root, path, head);

	return n > 0 && memchr(head, '\0', (size_t)n) != NULL;
}

/* Does a file name no MTA? Once for each file: /lib is a link to /usr/lib. */
static bool
is_clean(const struct hooks *h, const char *path, struct buf *b)
{
	const struct root *root = &h->host->root;
	struct buf key = BUF_INIT(65536);
	const struct root_answer *known = NULL;
	struct root_answer a = { .r = 0 };
	bool keep = false;

	if (root->seen != NULL && buf_adds(&key, "clean ") == 0 &&
	    root_resolve(root, path, b) == 0 &&
	    buf_add(&key, b->p, b->len) == 0) {
		known = root_seen_get(root->seen, ROOT_KEPT_VERDICT, key.p);
		keep = known == NULL;
	}
	if (known != NULL) {
		a = *known;
	} else {
		a.r = is_binary(h, path) || root_read(root, path, b, NULL,
		    NULL) < 0 || b->len <= 2 ||
		    memchr(b->p, '\0', b->len) != NULL ||
		    !mta_mentioned(b->p, b->len);
		if (keep)
			root_seen_put(root->seen, ROOT_KEPT_VERDICT, key.p,
			    &a);
	}
	buf_release(&key);
	return a.r != 0;
}

/* A service of runit's has two names. */
static bool
is_new(struct hooks *h, const char *path, struct strv *seen)
{
	struct buf real = BUF_INIT(65536);
	bool ret = true;

	if (root_resolve(&h->host->root, path, &real) == 0) {
		ret = !strv_has(seen, real.p);
		/* Without memory it is read twice. */
		if (ret)
			strv_push(&h->pool, seen, real.p);
	}
	buf_release(&real);
	return ret;
}

static int
read_all(struct hooks *h, const char *const *patterns,
    int (*read)(struct hooks *, const char *, const struct buf *))
{
	struct buf b = BUF_INIT(ROOT_MAX_FILE);
	struct strv found, seen = { .n = 0 };
	size_t i;
	int r = 0;

	for (; *patterns != NULL && r == 0; patterns++) {
		found = (struct strv){ 0 };
		if (root_glob(&h->host->root, *patterns, &h->pool, &found) ==
		    -ENOMEM)
			r = -ENOMEM;
		for (i = 0; r == 0 && i < found.n; i++)
			if ((read == read_script ?
			    !is_binary(h, found.v[i]) :
			    !is_clean(h, found.v[i], &b)) &&
			    root_read(&h->host->root, found.v[i], &b, NULL,
			    NULL) == 0 && b.len > 2 &&
			    memchr(b.p, '\0', b.len) == NULL &&
			    is_new(h, found.v[i], &seen))
				r = read(h, found.v[i], &b);
	}
	buf_release(&b);
	return r;
}

static int
hook_read(const struct host *host, const struct entry *entry,
    struct facts *f, struct err *e)
{
	struct hooks h = { .host = host, .facts = f, .err = e };
	int r = read_all(&h, scripts, read_script);

	if (r == 0)
		r = read_all(&h, rules, read_rules);
	if (r == 0)
		r = read_all(&h, generators, read_generator);
	pool_release(&h.pool);
	return r;
}

const struct mech mech_hook = { .name = "hook", .read = hook_read };
