/* What systemctl, service and their like are asked to start. */
#include "platforms/service_call.h"

#include <errno.h>
#include <limits.h>
#include <string.h>

#include "agent/base/buf.h"
#include "agent/base/lines.h"
#include "platforms/mta.h"
#include "platforms/unit_name.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static bool
is_one_of(const char *const *list, size_t n, const char *text)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (strcmp(list[i], text) == 0)
			return true;
	return false;
}

/* A name, as systemctl and service(8) complete it. */
static int
add_unit(struct pool *p, struct service_call *c, const struct word *w)
{
	const char *text = w->text, *slash = strrchr(text, '/'), *name;

	if (w->gap != WORD_KNOWN || strpbrk(text, "*?[") != NULL) {
		c->unclear = true;
		return 0;
	}
	/* systemctl enable takes paths of units too. */
	if (slash != NULL)
		text = slash + 1;
	if (*text == '\0')
		return 0;
	name = unit_name_mangle(p, text);
	if (name == NULL)
		return -ENOMEM;
	/* systemctl and systemd refuse what is too long, or begins with @. */
	return unit_name_valid(name) ? strv_push(p, &c->units, name) : 0;
}

/* systemctl(1): options that take an argument as a word of its own. */
static bool
takes_word(const char *t)
{
	static const char *const longs[] = { "--type", "--state",
		"--property", "--machine", "--host", "--signal", "--lines",
		"--output", "--job-mode", "--kill-whom", "--kill-who",
		"--kill-value", "--what", "--root", "--image",
		"--preset-mode", "--message", "--when", "--timestamp",
		"--boot-loader-menu", "--boot-loader-entry", "--drop-in" };

	if (t[1] == '-')
		return is_one_of(longs, COUNT(longs), t);
	return t[1] != '\0' && strchr("tpPHMsno", t[strlen(t) - 1]) != NULL;
}

/* Options that address something other than this host's own manager. */
bool
service_call_elsewhere(const char *t)
{
	static const char *const longs[] = { "--user", "--global", "--host",
		"--machine", "--root", "--image" };
	size_t i, n;

	if (t[1] != '-')
		return t[1] == 'H' || t[1] == 'M';
	for (i = 0; i < COUNT(longs); i++) {
		n = strlen(longs[i]);
		if (strncmp(t, longs[i], n) == 0 &&
		    (t[n] == '\0' || t[n] == '='))
			return true;
	}
	return false;
}

static bool
starts(const char *verb)
{
	static const char *const verbs[] = { "start", "restart",
		"reload-or-restart", "isolate" };

	return is_one_of(verbs, COUNT(verbs), verb);
}

static bool
links(const char *verb)
{
	static const char *const verbs[] = { "enable", "reenable", "preset",
		"add-wants", "add-requires", "set-default" };

	return is_one_of(verbs, COUNT(verbs), verb);
}

static int
of_systemctl(struct pool *p, const struct words *w, struct service_call *c)
{
	const char *verb = NULL, *t;
	bool now = false, options = true;
	size_t i, skip = 0;
	int r;

	for (i = 1; i < w->n; i++) {
		t = w->v[i].text;
		if (options && t[0] == '-' && t[1] != '\0') {
			if (service_call_elsewhere(t))
				return 0;
			options = strcmp(t, "--") != 0;
			now = now || strcmp(t, "--now") == 0;
			i += takes_word(t);
			continue;
		}
		if (verb == NULL) {
			verb = t;
			if (!starts(t) && !links(t))
				return 0;
			skip = strncmp(t, "add-", 4) == 0;
			continue;
		}
		if (skip > 0) {
			skip--;
			continue;
		}
		r = add_unit(p, c, &w->v[i]);
		if (r < 0)
			return r;
	}
	c->later = verb != NULL && links(verb) && !now;
	return verb != NULL;
}

/* service NAME start: options, the name, and what is to be done. */
static int
of_service(struct pool *p, const struct words *w, struct service_call *c)
{
	size_t i = 1;
	int r;

	while (i < w->n && w->v[i].text[0] == '-')
		i++;
	if (i + 1 >= w->n || w->v[i + 1].gap != WORD_KNOWN ||
	    !starts(w->v[i + 1].text))
		return 0;
	r = add_unit(p, c, &w->v[i]);
	return r < 0 ? r : 1;
}

static const char *const unit_folders[] = { "/etc/systemd/system",
	"/usr/local/lib/systemd/system", "/usr/lib/systemd/system",
	"/lib/systemd/system" };

static bool
is_there(const struct host *h, const char *const *folders, size_t n,
    const char *name, size_t len)
{
	struct pool p = { .blocks = NULL };
	struct stat st;
	const char *path;
	bool is = false;
	size_t i;

	for (i = 0; i < n && !is; i++) {
		path = pool_printf(&p, "%s/%.*s", folders[i], (int)len, name);
		is = path != NULL && root_lstat(&h->root, path, &st) == 0;
	}
	pool_release(&p);
	return is;
}

bool
service_call_of_units(const struct host *h, const struct words *w,
    const struct service_call *c)
{
	static const char *const scripts[] = { "/etc/init.d",
		"/etc/rc.d/init.d" };
	const char *name;
	size_t n;

	n = strlen(w->v[0].text);
	if ((n >= 9 && strcmp(w->v[0].text + n - 9, "systemctl") == 0) ||
	    c->units.n != 1)
		return true;
	name = c->units.v[0];
	n = strlen(name);
	if (n < 9 || strcmp(name + n - 8, ".service") != 0)
		return true;
	return is_there(h, unit_folders, COUNT(unit_folders), name, n) ||
	    !is_there(h, scripts, COUNT(scripts), name, n - 8);
}

int
service_call_read(struct pool *p, const struct words *w,
    struct service_call *ret)
{
	static const char *const services[] = { "service", "invoke-rc.d",
		"rc-service" };
	const char *name;

	*ret = (struct service_call){ .later = false };
	if (w->n < 2 || w->v[0].gap != WORD_KNOWN)
		return 0;
	name = strrchr(w->v[0].text, '/');
	name = name == NULL ? w->v[0].text : name + 1;
	if (strcmp(name, "systemctl") == 0)
		return of_systemctl(p, w, ret);
	if (is_one_of(services, COUNT(services), name))
		return of_service(p, w, ret);
	return 0;
}

static const bool ends_word[UCHAR_MAX + 1] = {
	[' '] = true, ['\t'] = true, [';'] = true, ['&'] = true, ['|'] = true,
	['('] = true, [')'] = true, ['<'] = true, ['>'] = true,
	['\''] = true, ['"'] = true, ['`'] = true, [','] = true, ['='] = true,
	['['] = true, [']'] = true, ['{'] = true, ['}'] = true, ['$'] = true,
	['\r'] = true, ['\0'] = true,
};

/* *base is where its last part begins, behind the last slash. */
static size_t
word_length(const char *at, const char *end, size_t *base)
{
	size_t n;

	*base = 0;
	for (n = 0; at + n < end && !ends_word[(unsigned char)at[n]]; n++)
		if (at[n] == '/')
			*base = n + 1;
	return n;
}

static bool
is_caller(const char *name, size_t len)
{
	static const char *const callers[] = { "systemctl", "service",
		"invoke-rc.d", "rc-service", "systemd-run", "busctl" };
	size_t i;

	for (i = 0; len > 5 && len < 12 && i < COUNT(callers); i++)
		if (callers[i][0] == name[0] && strlen(callers[i]) == len &&
		    memcmp(name, callers[i], len) == 0)
			return true;
	return false;
}

/* Does the unit of that name name an MTA? */
static bool
unit_mentions(const struct host *h, const char *word, size_t len)
{
	static const char *const ends[] = { "", ".service" };
	struct pool p = { .blocks = NULL };
	struct buf b = BUF_INIT(ROOT_MAX_FILE);
	const char *path;
	bool does = false;
	size_t i;

	for (i = 0; i < COUNT(unit_folders) * COUNT(ends) && !does; i++) {
		path = pool_printf(&p, "%s/%.*s%s",
		    unit_folders[i / COUNT(ends)], (int)len, word,
		    ends[i % COUNT(ends)]);
		buf_clear(&b);
		does = path != NULL && root_is_file(&h->root, path) &&
		    (root_read(&h->root, path, &b, NULL, NULL) < 0 ||
		    (b.len > 0 && mta_mentioned(b.p, b.len)));
	}
	buf_release(&b);
	pool_release(&p);
	return does;
}

static bool
line_mentions(const struct host *h, const char *at, const char *end)
{
	bool calls = false;
	size_t n, k;

	for (; at < end; at += n > 0 ? n : 1) {
		n = word_length(at, end, &k);
		if (calls && k == 0 && n > 1 && n < 256 && *at != '-' &&
		    unit_mentions(h, at, n))
			return true;
		calls = calls || is_caller(at + k, n - k);
	}
	return false;
}

bool
service_call_mentions(const struct host *h, const char *text, size_t len)
{
	struct lines l;
	size_t i;

	lines_init(&l, text, len);
	while (lines_next(&l)) {
		for (i = 0; i < l.len && (l.line[i] == ' ' ||
		    l.line[i] == '\t'); i++)
			;
		if (i < l.len && l.line[i] != '#' &&
		    line_mentions(h, l.line + i, l.line + l.len))
			return true;
	}
	return false;
}
