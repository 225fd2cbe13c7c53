/* The mc beside a cf: its own change of what is closed, and m4. */
#include <errno.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "agent/base/lines.h"
#include "agent/run/closing_parts.h"

#define LIMIT 30000
#define MAX_CF ((size_t)4 << 20)

/* What opens how far (cf/README of sendmail, "ANTI-SPAM CONFIGURATION
 * CONTROL"); relay_entire_domain does where class m is everybody's. */
static const struct { const char *name; enum relay opens; } features[] = {
	{ "promiscuous_relay", RELAY_OPEN },
	{ "relay_entire_domain", RELAY_OPEN },
	{ "loose_relay_check", RELAY_OPEN },
	{ "relay_local_from", RELAY_SENDER },
	{ "relay_based_on_MX", RELAY_MX },
};

const char *
mc_of(struct closing *c, const char *cf)
{
	const size_t len = strlen(cf);
	const char *mc;

	if (len < 3 || strcmp(cf + len - 3, ".cf") != 0)
		return NULL;
	mc = pool_printf(&c->pool, "%.*s.mc", (int)len - 3, cf);
	return mc != NULL && root_is_file(&c->g->host->root, mc) ? mc : NULL;
}

/* Where the line's first macro begins; end: it is dropped, or a comment. */
static size_t
first_word(const struct closing_file *f, size_t from, size_t to)
{
	while (from < to && (f->text[from] == ' ' || f->text[from] == '\t'))
		from++;
	if (from < to && (f->text[from] == '#' || (to - from >= 3 &&
	    strncmp(f->text + from, "dnl", 3) == 0)))
		return to;
	return from;
}

static bool
begins(const struct closing_file *f, size_t *at, size_t to,
    const char *word)
{
	const size_t n = strlen(word);

	if (to - *at < n || strncmp(f->text + *at, word, n) != 0)
		return false;
	*at += n;
	return true;
}

/* FEATURE(`name') or FEATURE(name), and nothing else on its line. */
static bool
is_feature(const struct closing_file *f, size_t at, size_t to,
    const char *name)
{
	if (!begins(f, &at, to, "FEATURE("))
		return false;
	(void)begins(f, &at, to, "`");
	if (!begins(f, &at, to, name))
		return false;
	(void)begins(f, &at, to, "'");
	if (!begins(f, &at, to, ")"))
		return false;
	while (at < to && (f->text[at] == ' ' || f->text[at] == '\t'))
		at++;
	return at == to || begins(f, &at, to, "dnl") || f->text[at] == '#';
}

int
mc_features(struct closing *c, const char *cf, enum relay verdict)
{
	const char *mc = mc_of(c, cf);
	struct closing_file *f = mc == NULL ? NULL : closing_open(c, mc);
	size_t from, to, end, at, i;
	unsigned n;
	int done = 0;

	for (n = 1; f != NULL && closing_line(f, n, &from, &to, &end); n++) {
		at = first_word(f, from, to);
		for (i = 0; i < sizeof(features) / sizeof(features[0]); i++)
			if (features[i].opens <= verdict &&
			    is_feature(f, at, to, features[i].name))
				break;
		if (i == sizeof(features) / sizeof(features[0]))
			continue;
		if (closing_splice(c, f, from, from, "dnl ",
		    "the feature that lets strangers pass") < 0)
			return -ENOMEM;
		done++;
	}
	return c->pool.failed ? -ENOMEM : done;
}

/* RELAY_DOMAIN(`a b'), or CRa of LOCAL_CONFIG: without the word. */
int
mc_class(struct closing *c, const char *cf, const char *word)
{
	static const char why[] = "what makes the line of sendmail.cf";
	const char *mc = mc_of(c, cf), *quoted, *hit;
	struct closing_file *f = mc == NULL ? NULL : closing_open(c, mc);
	size_t from, to, end, at, len = strlen(word);
	unsigned n;

	quoted = pool_printf(&c->pool, "RELAY_DOMAIN(`%s')", word);
	for (n = 1; quoted != NULL && f != NULL &&
	    closing_line(f, n, &from, &to, &end); n++) {
		at = first_word(f, from, to);
		if (to - at >= strlen(quoted) && strncasecmp(f->text + at,
		    quoted, strlen(quoted)) == 0)
			return closing_splice(c, f, from, from, "dnl ", why);
		if (to - at == len + 2 && f->text[at] == 'C' &&
		    strncasecmp(f->text + at + 2, word, len) == 0)
			return closing_splice(c, f, from, from, "#", why);
		if (!begins(f, &at, to, "RELAY_DOMAIN("))
			continue;
		for (; at + len < to; at++) {
			hit = f->text + at;
			if (strncasecmp(hit, word, len) == 0 &&
			    strchr("` \t,", hit[-1]) != NULL &&
			    strchr("' \t,", hit[len]) != NULL)
				return closing_splice(c, f, at, at + len, "",
				    why);
		}
	}
	return c->pool.failed ? -ENOMEM : 0;
}

int
mc_rule(struct closing *c, const char *cf, const char *rule)
{
	const char *mc = mc_of(c, cf);
	struct closing_file *f = mc == NULL ? NULL : closing_open(c, mc);
	const size_t len = strlen(rule);
	size_t from, to, end, found = 0;
	unsigned n, times = 0;

	for (n = 1; f != NULL && closing_line(f, n, &from, &to, &end); n++)
		if (to - from == len && memcmp(f->text + from, rule, len) ==
		    0) {
			found = from;
			times++;
		}
	/* Of two that are alike nobody knows which it is. */
	if (times != 1)
		return c->pool.failed ? -ENOMEM : 0;
	return closing_splice(c, f, found, found, "#",
	    "the rule that lets strangers pass");
}

int
mc_delivery(struct closing *c, const char *cf)
{
	static const char why[] = "what makes the line of sendmail.cf";
	const char *mc = mc_of(c, cf), *p;
	struct closing_file *f = mc == NULL ? NULL : closing_open(c, mc);
	size_t line, to, end, at, from, till;
	unsigned n;

	for (n = 1; f != NULL && closing_line(f, n, &line, &to, &end); n++) {
		at = first_word(f, line, to);
		if (delivery_value(f->text, at, to, &from, &till)) {
			if (closing_splice(c, f, from, till, "background",
			    why) < 0)
				return -ENOMEM;
			continue;
		}
		if (!begins(f, &at, to, "define(`confDELIVERY_MODE'"))
			continue;
		p = memchr(f->text + at, '`', to - at);
		if (p == NULL || p[1] != 'd')
			continue;
		from = (size_t)(p - f->text) + 1;
		for (till = from; till < to && f->text[till] != '\''; till++)
			;
		if (closing_splice(c, f, from, till, "background", why) < 0)
			return -ENOMEM;
	}
	return c->pool.failed ? -ENOMEM : 0;
}

/* Where the m4 files of sendmail lie, from the documents of their systems. */
static const char *const kits[] = { "/usr/share/sendmail/cf",
	"/usr/share/sendmail-cf", "/usr/lib/sendmail-cf", "/usr/lib/mail",
	"/etc/mail/cf", "/usr/newconfig/etc/mail/cf",
	"/usr/samples/tcpip/sendmail", "/usr/share/sendmail", NULL };

static const char *
kit_of(struct closing *c)
{
	const char *path;
	size_t i;

	for (i = 0; kits[i] != NULL; i++) {
		path = pool_printf(&c->pool, "%s/m4/cf.m4", kits[i]);
		if (path != NULL && root_is_file(&c->g->host->root, path))
			return path;
	}
	return NULL;
}

/* The mc as m4 can read it anywhere: include(`../m4/cf.m4') gets a whole
 * path. *first: the kit's file that has to come before, or NULL. */
static int
portable_mc(struct closing *c, const char *text, size_t len, struct buf *ret,
    const char **first)
{
	const char *hit = strstr(text, "m4/cf.m4"), *path = hit;
	const char *kit;

	*first = NULL;
	while (path != NULL && path > text && strchr("`(\n", path[-1]) == NULL)
		path--;
	if (path != NULL && *path == '/')
		return buf_add(ret, text, len);
	kit = kit_of(c);
	if (kit == NULL)
		return -ENOENT;
	if (path == NULL) {
		*first = kit;
		return buf_add(ret, text, len);
	}
	buf_add(ret, text, (size_t)(path - text));
	buf_adds(ret, kit);
	hit += sizeof("m4/cf.m4") - 1;
	return buf_add(ret, hit, len - (size_t)(hit - text));
}

static int
run_m4(struct closing *c, const char *first, const struct buf *text,
    struct buf *out, struct err *e)
{
	static const char *const paths[] = { "/usr/bin/m4",
		"/usr/ccs/bin/m4", "/usr/local/bin/m4", "/usr/freeware/bin/m4",
		"/opt/freeware/bin/m4", NULL };
	const char *const alone[] = { "m4", "@mc", NULL };
	const char *const behind[] = { "m4", first, "@mc", NULL };
	const struct tool_file mc = { .name = "mc", .data = text->p,
		.len = text->len };
	struct buf errors = BUF_INIT(4096);
	/* As root, like the vendors' own scripts: whatever another user may
	 * touch on its way could make sendmail run anything. */
	int r = c->g->host->tool->run(&(struct tool_job){ .paths = paths,
	    .argv = first != NULL ? behind : alone, .files = &mc,
	    .n_files = 1, .limit = LIMIT, .out = out, .errors = &errors }, e);

	if (r == -ENOENT)
		err_set(e, ENOENT, "there is no m4");
	if (r > 0)
		r = err_set(e, EINVAL, "m4: exit status %d: %.*s", r,
		    (int)strcspn(errors.len > 0 ? errors.p : "", "\n"),
		    errors.len > 0 ? errors.p : "");
	buf_release(&errors);
	if (r == 0 && (out->failed || out->len == 0 ||
	    strstr(out->p, "\nM") == NULL))
		return err_set(e, EINVAL, "m4 makes no sendmail.cf of it");
	return r;
}

/* m4 runs what is written in it, as root. */
static bool
is_trusted(struct closing *c, const char *mc)
{
	struct stat st;

	return root_stat(&c->g->host->root, mc, &st) == 0 &&
	    (st.st_uid == 0 || st.st_uid == geteuid()) &&
	    (st.st_mode & (S_IWGRP | S_IWOTH)) == 0;
}

/* The cf that m4 makes of this text of the mc. 0, or -errno with the
 * reason. */
static int
build(struct closing *c, const char *path, const char *text, size_t len,
    struct buf *out, struct err *e)
{
	struct buf mc = BUF_INIT(ROOT_MAX_FILE);
	const char *first;
	int r;

	if (c->g->host->tool == NULL)
		return err_set(e, ENOTSUP, "m4 has to make it anew, and runs "
		    "on the host alone, not in a tree");
	if (!is_trusted(c, path))
		return err_set(e, EPERM, "%s is not root's alone to write: "
		    "what is in it would run as root", path);
	r = portable_mc(c, text, len, &mc, &first);
	if (r == -ENOENT)
		err_set(e, ENOENT, "the m4 files of sendmail are not "
		    "installed");
	if (r >= 0)
		r = run_m4(c, first, &mc, out, e);
	buf_release(&mc);
	return r;
}

/* The next line that is neither empty nor a comment. */
static bool
next_line(struct lines *l)
{
	while (lines_next(l))
		if (l->len > 0 && l->line[0] != '#')
			return true;
	return false;
}

/* Further than this two texts are not brought together again. */
#define AHEAD 200

static bool
same_line(const struct lines *a, const struct lines *b)
{
	return a->len == b->len && memcmp(a->line, b->line, a->len) == 0;
}

/* How many lines of text, from here on, come before this one; AHEAD: it
 * is not there. */
static unsigned
lines_before(struct lines text, const struct lines *one)
{
	unsigned n = 0;

	do {
		if (same_line(&text, one))
			return n;
	} while (++n < AHEAD && next_line(&text));
	return AHEAD;
}

/* Lines of the cf that m4 does not make, or makes besides. Comments tell who
 * made it, and when. */
static unsigned
count_changes(const struct closing_file *cf, const struct buf *made)
{
	struct lines a, b;
	unsigned n = 0, i, j;
	bool more, other;

	lines_init(&a, cf->text, cf->len);
	lines_init(&b, made->p, made->len);
	more = next_line(&a);
	other = next_line(&b);
	while (more && other) {
		i = lines_before(a, &b);
		j = lines_before(b, &a);
		n += i > 0;
		if (i == 0) {
			more = next_line(&a);
			other = next_line(&b);
		} else if (j < AHEAD && j <= i) {
			other = next_line(&b);
		} else {
			more = next_line(&a);
			if (i == AHEAD && j == AHEAD)
				other = next_line(&b);
		}
	}
	for (; more; more = next_line(&a))
		n++;
	for (; other; other = next_line(&b))
		n++;
	return n;
}

static int
cure_mc(struct closing *c, const struct relay_level *l, bool exact,
    struct err *e)
{
	const char *path = mc_of(c, l->cf);
	struct closing_file *mc, *cf = closing_open(c, l->cf);
	struct buf made = BUF_INIT(MAX_CF);
	struct err why = { .code = 0 };
	unsigned lost = 0;
	int r;

	(void)e;
	if (path == NULL || cf == NULL || closing_open(c, path) == NULL) {
		c->why_not = "there is no sendmail.mc beside it from which "
		    "m4 could make it anew";
		return c->pool.failed ? -ENOMEM : 0;
	}
	mc = closing_open(c, path);
	r = build(c, path, mc->old, mc->old_len, &made, &why);
	if (r == 0) {
		lost = count_changes(cf, &made);
		if ((lost > 0) == exact)
			r = -ECANCELED;
	}
	if (r == 0)
		r = mc_features(c, l->cf, l->verdict);
	if (r > 0) {
		buf_clear(&made);
		r = build(c, path, mc->text, mc->len, &made, &why);
	}
	if (r == 0) {
		c->lost = lost;
		r = closing_replace(c, cf, made.p, made.len,
		    "as m4 makes it of sendmail.mc");
	} else if (r != -ENOMEM && r != -ECANCELED) {
		c->why_not = pool_strdup(&c->pool, why.text);
	}
	buf_release(&made);
	return r > 0 ? 1 : r == -ENOMEM || c->pool.failed ? -ENOMEM : 0;
}

int
cure_mc_exact(struct closing *c, const struct relay_level *l, struct err *e)
{
	return cure_mc(c, l, true, e);
}

int
cure_mc_lossy(struct closing *c, const struct relay_level *l, struct err *e)
{
	return cure_mc(c, l, false, e);
}
