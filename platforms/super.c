/* Super-servers: would inetd itself run after the next boot? */
#include "platforms/super.h"

#include <errno.h>
#include <string.h>

#include "agent/base/buf.h"
#include "platforms/inittab.h"
#include "platforms/mechs.h"
#include "platforms/rcsubr.h"
#include "platforms/shell.h"
#include "platforms/smf_state.h"
#include "platforms/unit.h"
#include "platforms/unit_sysv.h"

/* No system that boots has fewer programs than this. */
#define WHOLE_SYSTEM 100

struct look {
	const struct host *host;
	const char *kind;
	struct pool *pool;
	struct super *ret;
};

/* Services and init scripts that are an inetd, by their names. */
static const char *const inetd_names[] = { "inetd", "openbsd-inetd",
	"inetutils-inetd", "rlinetd", "inet", "inetsvc", NULL };
static const char *const xinetd_names[] = { "xinetd", NULL };

static const char *const *
names_of(const char *kind)
{
	return strcmp(kind, "xinetd") == 0 ? xinetd_names : inetd_names;
}

/* One service that is an inetd: the strongest of them counts. */
static int
take_unit(const struct look *k, const struct unit *u)
{
	const struct place *p;
	int r = 0;

	if (u->masked || u->at_boot == TRI_NO) {
		if (k->ret->at_boot == TRI_UNKNOWN && k->ret->reason == NULL)
			k->ret->at_boot = TRI_NO;
		return 0;
	}
	if (k->ret->at_boot == TRI_YES)
		return 0;
	k->ret->at_boot = u->at_boot;
	k->ret->reason = u->at_boot == TRI_YES ? NULL : u->reason != NULL ?
	    u->reason : "whether its service is started is not known";
	for (p = u->because; r == 0 && p != NULL; p = p->next)
		r = place_add(k->pool, &k->ret->because, p->path, p->line,
		    p->text);
	return r;
}

static int
from_units(const struct look *k)
{
	const char *const *name;
	struct unit_tree tree;
	struct unit **units = NULL, *u;
	const char *full;
	size_t n = 0;
	int r;

	r = unit_tree_open(k->host, k->pool, &tree);
	if (r == 0)
		r = unit_sysv_read(&tree);
	if (r == 0)
		r = unit_list(&tree, &units, &n);
	for (name = names_of(k->kind); r == 0 && *name != NULL; name++) {
		full = pool_printf(k->pool, "%s.service", *name);
		if (full == NULL)
			return -ENOMEM;
		u = unit_find(units, n, full);
		if (u != NULL)
			r = take_unit(k, u);
	}
	return r;
}

/* "S20openbsd-inetd" is a link of "openbsd-inetd". */
static bool
is_link_of(const char *name, const char *service)
{
	name++;
	name += strspn(name, "0123456789");
	return strcmp(name, service) == 0;
}

/* The S links of one run level; YES and the place for the first that fits. */
static int
from_level(const struct look *k, char level)
{
	static const char *const folders[] = { "/etc/rc", "/etc/rc.d/rc",
		"/etc/init.d/rc" };	/* the last of SUSE */
	struct strv found;
	const char *const *name;
	const char *base;
	size_t d, n;

	for (d = 0; d < sizeof(folders) / sizeof(folders[0]); d++) {
		found = (struct strv){ 0 };
		base = pool_printf(k->pool, "%s%c.d/S*", folders[d], level);
		if (base == NULL || root_glob(&k->host->root, base, k->pool,
		    &found) == -ENOMEM)
			return -ENOMEM;
		for (n = 0; n < found.n; n++) {
			base = strrchr(found.v[n], '/') + 1;
			name = names_of(k->kind);
			while (*name != NULL && !is_link_of(base, *name))
				name++;
			if (*name == NULL)
				continue;
			k->ret->at_boot = TRI_YES;
			return place_add(k->pool, &k->ret->because,
			    found.v[n], 0, NULL);
		}
	}
	return 0;
}

static bool
has_script(const struct look *k)
{
	static const char *const folders[] = { "/etc/init.d",
		"/etc/rc.d/init.d" };
	const char *const *name;
	const char *path;
	size_t i;

	for (i = 0; i < sizeof(folders) / sizeof(folders[0]); i++)
		for (name = names_of(k->kind); *name != NULL; name++) {
			path = pool_printf(k->pool, "%s/%s", folders[i],
			    *name);
			if (path != NULL &&
			    root_is_file(&k->host->root, path))
				return true;
		}
	return false;
}

/* OpenRC: any run level has it, or no one. */
static int
from_runlevels(const struct look *k)
{
	const char *const *name;
	const char *pattern;
	struct strv found;
	int r = 0;

	for (name = names_of(k->kind); r == 0 && *name != NULL; name++) {
		found = (struct strv){ 0 };
		pattern = pool_printf(k->pool, "/etc/runlevels/*/%s", *name);
		if (pattern == NULL || root_glob(&k->host->root, pattern,
		    k->pool, &found) == -ENOMEM)
			return -ENOMEM;
		if (found.n == 0)
			continue;
		k->ret->at_boot = TRI_YES;
		r = place_add(k->pool, &k->ret->because, found.v[0], 0, NULL);
	}
	if (k->ret->at_boot == TRI_UNKNOWN && has_script(k))
		k->ret->at_boot = TRI_NO;
	return r < 0 ? r : 0;
}

static int
from_links(const struct look *k)
{
	struct inittab_line *tab = NULL;
	unsigned line = 0;
	char level, at, last;
	int r = 0;

	if (inittab_read(k->host, k->pool, &tab) == -ENOMEM)
		return -ENOMEM;
	level = inittab_level(inittab_default(tab));
	if (level == 0)
		level = upstart_level(k->host, &line);
	at = level == 0 ? '2' : level;
	last = level == 0 ? '5' : level;
	for (; r == 0 && at <= last && k->ret->at_boot != TRI_YES; at++)
		r = from_level(k, at);
	/* Its script is there, and no link at that level. */
	if (r == 0 && level != 0 && k->ret->at_boot == TRI_UNKNOWN &&
	    has_script(k))
		k->ret->at_boot = TRI_NO;
	return r < 0 ? r : k->pool->failed ? -ENOMEM : 0;
}

static bool
is_inetd(const struct host *h, const struct words *w)
{
	size_t i, n;

	for (i = 0; i < w->n; i++) {
		n = strlen(w->v[i].text);
		if (n >= 5 && strcmp(w->v[i].text + n - 5, "inetd") == 0)
			return true;
	}
	return false;
}

/* AIX: rc.tcpip starts it unless that line is a comment. Or a text. */
static int
from_script(const struct look *k, const char *path, bool is_text)
{
	const struct sh_options o = { .wanted = is_inetd,
		.text_is_command = is_text };
	struct sh_result result = { 0 };
	const struct sh_command *c;
	int r;

	r = sh_run(k->host, path, &o, k->pool, &result, NULL);
	if (r < 0)
		return r;
	for (c = result.commands; c != NULL; c = c->next)
		if (c->runs != TRI_NO) {
			k->ret->at_boot = TRI_YES;
			return is_text ? 0 : place_add(k->pool,
			    &k->ret->because, c->at.path, c->at.line,
			    c->at.text);
		}
	k->ret->at_boot = result.doubts == NULL ? TRI_NO : TRI_UNKNOWN;
	return 0;
}

/* The BSDs: inetd's script of rc.d, and what rc.conf says of it. */
static int
from_rcd(const struct look *k, const struct facts *f)
{
	static const char path[] = "/etc/rc.d/inetd";
	const struct platform *os = f->platform == NULL ? NULL :
	    platform_find(f->platform);
	const struct entry *e;
	const char *text;
	int r;

	for (e = os == NULL ? NULL : os->entries; e != NULL &&
	    e->mech != NULL; e++)
		if (e->mech == &mech_rcsubr)
			break;
	if (e == NULL || e->mech == NULL || strcmp(k->kind, "inetd") != 0 ||
	    !root_is_file(&k->host->root, path))
		return 0;
	text = rcsubr_text(k->pool, e, path);
	r = text == NULL ? -ENOMEM : from_script(k, text, true);
	if (r == 0 && k->ret->at_boot == TRI_YES)
		r = place_add(k->pool, &k->ret->because, path, 0, NULL);
	if (r == 0 && k->ret->at_boot == TRI_UNKNOWN)
		k->ret->reason = "what rc.conf says of inetd is not "
		    "understood";
	return r;
}

/* Nothing starts it: because it is not there, or because we do not see. */
static void
conclude(const struct look *k)
{
	static const char *const folders[] = { "/usr/sbin", "/usr/bin",
		"/sbin", "/usr/local/sbin" };
	struct strv names;
	size_t i, n;
	size_t programs = 0;

	for (i = 0; i < sizeof(folders) / sizeof(folders[0]); i++) {
		names = (struct strv){ 0 };
		if (root_list(&k->host->root, folders[i], k->pool, &names,
		    NULL) < 0)
			continue;
		for (n = 0; n < names.n; n++) {
			programs++;
			if (strstr(names.v[n], k->kind) != NULL) {
				k->ret->reason = pool_printf(k->pool,
				    "nothing was found that starts %s",
				    k->kind);
				return;
			}
		}
	}
	/* A tree of a few files proves nothing by what it lacks. */
	if (programs >= WHOLE_SYSTEM)
		k->ret->at_boot = TRI_NO;
	else
		k->ret->reason = pool_printf(k->pool,
		    "whether %s is installed cannot be seen", k->kind);
}

/* inetd of SMF runs services: inetd.conf is only what inetconv(1M) makes some
 * of, at the very first boot (inetd-upgrade) or when it is called. */
static int
from_smf(const struct look *k, struct err *e)
{
	struct smf_state state;
	int r = smf_enabled(k->host, k->pool,
	    "svc:/network/inetd-upgrade:default", &state, e);

	if (r < 0)
		return r;
	if (state.enabled == TRI_NO)
		k->ret->at_boot = TRI_NO;
	else
		k->ret->reason = "SMF's inetd does not read it: inetconv(1M) "
		    "makes services of it, at the very first boot or when it "
		    "is called";
	return 0;
}

int
super_read(const struct host *h, const struct entry *entry,
    const struct facts *f, const char *kind, struct pool *p,
    struct super *ret, struct err *e)
{
	const struct look k = { .host = h, .kind = kind, .pool = p,
		.ret = ret };
	int r = 0;

	*ret = (struct super){ .at_boot = TRI_UNKNOWN };
	if (f->init != NULL && strcmp(f->init, "smf") == 0)
		return from_smf(&k, e);
	if ((entry->flags & ENTRY_ALWAYS) != 0) {
		ret->at_boot = TRI_YES;
		if (entry->args != NULL &&
		    root_is_file(&h->root, entry->args))
			r = from_script(&k, entry->args, false);
		return r;
	}
	if (f->init != NULL && strcmp(f->init, "systemd") == 0)
		r = from_units(&k);
	else if (f->init != NULL && strcmp(f->init, "openrc") == 0)
		r = from_runlevels(&k);
	else if (f->init != NULL && strcmp(f->init, "rc.subr") == 0)
		r = from_rcd(&k, f);
	else
		r = from_links(&k);
	if (r == 0 && ret->at_boot == TRI_UNKNOWN && ret->reason == NULL)
		conclude(&k);
	return r < 0 ? r : p->failed ? -ENOMEM : 0;
}
