/* Lines of the logs that package managers keep. */
#include "agent/model/pkglog.h"

#include <string.h>

#include "agent/base/num.h"
#include "agent/model/logtime.h"

const struct pkglog pkglogs[] = {
	{ .path = "/var/log/dpkg.log", .kind = PKGLOG_DPKG, .tool = "dpkg" },
	{ .path = "/var/log/dpkg.log.1", .kind = PKGLOG_DPKG,
	    .tool = "dpkg" },
	{ .path = "/var/log/dnf.rpm.log", .kind = PKGLOG_DNF, .tool = "rpm" },
	{ .path = "/var/log/dnf5.log", .kind = PKGLOG_DNF5, .tool = "rpm" },
	{ .path = "/var/log/pacman.log", .kind = PKGLOG_PACMAN,
	    .tool = "pacman" },
	{ .path = "/var/log/yum.log", .kind = PKGLOG_YUM, .tool = "rpm" },
	{ .path = "/var/log/zypp/history", .kind = PKGLOG_ZYPP,
	    .tool = "rpm" },
	{ .path = NULL },
};

/* What is not read yet, and the next piece of it. */
struct rest {
	const char *p;
	size_t len;
};

static bool
take(struct rest *r, char until, const char **at, size_t *len)
{
	const char *end = memchr(r->p, until, r->len);

	*at = r->p;
	*len = end != NULL ? (size_t)(end - r->p) : r->len;
	r->p += *len + (end != NULL);
	r->len -= *len + (end != NULL);
	return *len > 0;
}

static bool
is(const char *p, size_t len, const char *word)
{
	return len == strlen(word) && memcmp(p, word, len) == 0;
}

static bool
is_one_of(const char *p, size_t len, const char *const *words)
{
	for (; *words != NULL; words++)
		if (is(p, len, *words))
			return true;
	return false;
}

static void
set_action(struct pkglog_line *l, const char *action)
{
	l->action = action;
	l->action_len = strlen(action);
}

/* Its architecture stands behind a colon. */
static bool
take_package(struct rest *r, struct pkglog_line *l)
{
	const char *colon;

	if (!take(r, ' ', &l->package, &l->package_len))
		return false;
	colon = memchr(l->package, ':', l->package_len);
	if (colon != NULL)
		l->package_len = (size_t)(colon - l->package);
	return l->package_len > 0;
}

/*
 * "status STATE PACKAGE VERSION", or "ACTION PACKAGE INSTALLED AVAILABLE":
 * what comes is the last of an upgrade and install, and the first of what is
 * configured.
 */
static bool
dpkg(struct rest r, struct pkglog_line *l)
{
	static const char *const actions[] = { "install", "upgrade",
		"configure", "remove", "purge", "disappear", "trigproc",
		NULL };
	const char *from, *to, *at;
	size_t from_len, to_len, len;

	if (!take(&r, ' ', &l->action, &l->action_len))
		return false;
	if (is(l->action, l->action_len, "status")) {
		l->step = true;
		return take(&r, ' ', &at, &len) && take_package(&r, l) &&
		    take(&r, ' ', &l->version, &l->version_len);
	}
	if (!is_one_of(l->action, l->action_len, actions) ||
	    !take_package(&r, l) || !take(&r, ' ', &from, &from_len) ||
	    !take(&r, ' ', &to, &to_len))
		return false;
	/* Its files are the same as before. */
	l->step = is(l->action, l->action_len, "trigproc");
	if (l->action[0] == 'r' || l->action[0] == 'p' ||
	    l->action[0] == 'd')
		return true;
	l->version = l->action[0] == 'c' || l->step ? from : to;
	l->version_len = l->version == from ? from_len : to_len;
	return true;
}

/* "Upgrade: NAME-VERSION-RELEASE.ARCH", with an epoch before it or not. */
static bool
rpm(struct rest r, struct pkglog_line *l)
{
	static const struct { const char *word, *action; bool step; } rows[] =
	{
		{ "Installed:", "install", false },
		{ "Install:", "install", false },
		{ "Upgrade:", "upgrade", false },
		{ "Updated:", "upgrade", false },
		/* dnf: the old one, when the new one is there. */
		{ "Upgraded:", "upgrade", true },
		{ "Reinstall:", "reinstall", false },
		{ "Reinstalled:", "reinstall", true },
		{ "Downgrade:", "downgrade", false },
		{ "Downgraded:", "downgrade", true },
		{ "Erase:", "remove", false },
		{ "Erased:", "remove", false },
		{ "Removed:", "remove", false },
	};
	const size_t n = sizeof(rows) / sizeof(rows[0]);
	const char *word, *p, *colon;
	size_t len, i, dashes = 0, dot;

	if (!take(&r, ' ', &word, &len) || r.len == 0)
		return false;
	for (i = 0; i < n && !is(word, len, rows[i].word); i++)
		;
	if (i == n)
		return false;
	set_action(l, rows[i].action);
	l->step = rows[i].step;
	p = r.p;
	len = r.len;
	colon = memchr(p, ':', len);
	if (colon != NULL && (size_t)(colon - p) == strspn(p, "0123456789")) {
		len -= (size_t)(colon + 1 - p);
		p = colon + 1;
	}
	for (dot = len; dot > 0 && p[dot - 1] != '.'; dot--)
		;
	for (i = len; i > 0 && dashes < 2; i--)
		dashes += p[i - 1] == '-';
	l->package = p;
	/* yum says of what it takes away the bare name. */
	l->package_len = dashes == 2 ? i : len;
	if (dashes == 2 && !is(l->action, l->action_len, "remove") &&
	    dot > i + 2) {
		l->version = p + i + 1;
		l->version_len = dot - 1 - (i + 1);
	}
	return l->package_len > 0 &&
	    (dashes == 2 || is(l->action, l->action_len, "remove"));
}

/* "2026-11-22T10:00:01+0100", or with a Z: a time of a zone that is told. */
static bool
zone(const char *stamp, size_t len, struct pkglog_line *l)
{
	long long h, m;

	if (len < 20)
		return false;
	l->local = false;
	if (stamp[19] == 'Z')
		return true;
	if ((stamp[19] != '+' && stamp[19] != '-') || len < 24 ||
	    num_parse(stamp + 20, 2, 0, 14, &h) < 0 ||
	    num_parse(stamp + 22, 2, 0, 59, &m) < 0)
		return false;
	l->when += (stamp[19] == '+' ? -1 : 1) * (h * 3600 + m * 60);
	return true;
}

/* "STAMP SUBDEBUG Upgrade: ..." */
static bool
dnf(struct rest r, struct pkglog_line *l)
{
	const char *stamp, *level;
	size_t len, level_len;

	return take(&r, ' ', &stamp, &len) && zone(stamp, len, l) &&
	    take(&r, ' ', &level, &level_len) &&
	    is(level, level_len, "SUBDEBUG") && rpm(r, l);
}

/* What is expected next. */
static bool
skip(struct rest *r, const char *words)
{
	const size_t len = strlen(words);

	if (r->len < len || memcmp(r->p, words, len) != 0)
		return false;
	r->p += len;
	r->len -= len;
	return true;
}

/* NAME-EPOCH:VERSION-RELEASE.ARCH */
static bool
nevra(const char *p, size_t len, struct pkglog_line *l)
{
	size_t dash, epoch = 0, dot = len;

	while (epoch < len && p[epoch] != ':')
		epoch++;
	for (dash = epoch; dash > 0 && p[dash - 1] != '-'; dash--)
		;
	while (dot > epoch && p[dot - 1] != '.')
		dot--;
	if (dash < 2 || epoch == len || dot < epoch + 3)
		return false;
	l->package = p;
	l->package_len = dash - 1;
	l->version = p + epoch + 1;
	l->version_len = dot - 1 - (epoch + 1);
	return true;
}

/* "STAMP [PID] INFO RPM callback install start "NEVRA" total N": an upgrade
 * installs the new one and then uninstalls the old one. */
static bool
dnf5(struct rest r, struct pkglog_line *l)
{
	const char *stamp, *pid, *name, *step;
	size_t len, pid_len, name_len, step_len;
	bool removes;

	if (!take(&r, ' ', &stamp, &len) || !zone(stamp, len, l) ||
	    !take(&r, ' ', &pid, &pid_len) || !skip(&r, "INFO RPM callback "))
		return false;
	removes = skip(&r, "uninstall ");
	if ((!removes && !skip(&r, "install ")) ||
	    !take(&r, ' ', &step, &step_len) || !skip(&r, "\"") ||
	    memchr(r.p, '"', r.len) == NULL ||
	    !take(&r, '"', &name, &name_len) || !nevra(name, name_len, l))
		return false;
	l->step = !is(step, step_len, "start");
	set_action(l, removes ? "remove" : "install");
	if (removes)
		l->version = NULL;
	return true;
}

/* "[STAMP] [ALPM] upgraded NAME (OLD -> NEW)", or "installed NAME (NEW)". */
static bool
pacman(struct rest r, struct pkglog_line *l)
{
	static const struct { const char *word, *action; } rows[] = {
		{ "installed ", "install" },
		{ "reinstalled ", "reinstall" },
		{ "upgraded ", "upgrade" },
		{ "downgraded ", "downgrade" },
		{ "removed ", "remove" },
	};
	const size_t n = sizeof(rows) / sizeof(rows[0]);
	const char *stamp, *arrow;
	size_t len, i;

	if (!take(&r, ']', &stamp, &len) || !zone(stamp, len, l) ||
	    !skip(&r, " [ALPM] "))
		return false;
	for (i = 0; i < n && !skip(&r, rows[i].word); i++)
		;
	if (i == n || !take(&r, ' ', &l->package, &l->package_len) ||
	    !skip(&r, "(") || memchr(r.p, ')', r.len) == NULL ||
	    !take(&r, ')', &l->version, &l->version_len))
		return false;
	set_action(l, rows[i].action);
	r = (struct rest){ .p = l->version, .len = l->version_len };
	while (take(&r, ' ', &arrow, &len))
		if (is(arrow, len, "->")) {
			l->version = r.p;
			l->version_len = r.len;
		}
	if (is(l->action, l->action_len, "remove"))
		l->version = NULL;
	return l->version == NULL || l->version_len > 0;
}

/* "TIME|install|NAME|VERSION|ARCH|..." */
static bool
zypp(struct rest r, struct pkglog_line *l)
{
	const char *action, *stamp, *version;
	size_t len, version_len;

	if (!take(&r, '|', &stamp, &len) || !take(&r, '|', &action, &len))
		return false;
	while (len > 0 && action[len - 1] == ' ')
		len--;
	if (!is(action, len, "install") && !is(action, len, "remove"))
		return false;
	l->action = action;
	l->action_len = len;
	if (!take(&r, '|', &l->package, &l->package_len) ||
	    !take(&r, '|', &version, &version_len))
		return false;
	if (is(action, len, "install")) {
		l->version = version;
		l->version_len = version_len;
	}
	return true;
}

bool
pkglog_parse(enum pkglog_kind kind, const char *line, size_t len,
    int64_t today, struct pkglog_line *ret)
{
	/* pacman writes its time in brackets. */
	const size_t open = kind == PKGLOG_PACMAN && len > 0 && *line == '[';
	const struct rest all = { .p = line + open, .len = len - open };
	struct pkglog_line l = { .local = true,
		.when = logtime_parse(all.p, all.len, today) };
	bool ok = false;

	if (l.when == 0)
		return false;
	if (kind == PKGLOG_DPKG)
		ok = dpkg((struct rest){ .p = line + 20, .len = len - 20 },
		    &l);
	else if (kind == PKGLOG_DNF)
		ok = dnf(all, &l);
	else if (kind == PKGLOG_DNF5)
		ok = dnf5(all, &l);
	else if (kind == PKGLOG_PACMAN)
		ok = open && pacman(all, &l);
	else if (kind == PKGLOG_YUM)
		ok = rpm((struct rest){ .p = line + 16, .len = len - 16 },
		    &l);
	else
		ok = zypp(all, &l);
	if (ok)
		*ret = l;
	return ok;
}
