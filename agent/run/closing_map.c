/* Databases that makemap(8) makes of a text: made anew, and put in place. */
#include <errno.h>
#include <string.h>

#include "agent/base/lines.h"
#include "agent/run/closing_parts.h"

#define LIMIT 60000

static const char *const endings[] = { ".db", ".dir", ".pag", NULL };

/* "Kaccess hash -T<TMPF> /etc/mail/access": the kind of map that the file
 * is, in the pool; NULL: none is made of it. */
static const char *
kind_of(struct closing *c, const struct closing_file *cf, const char *path)
{
	static const char *const kinds[] = { "hash", "btree", "dbm" };
	const size_t n = strlen(path);
	struct lines l;
	char line[1024], *word, *save = NULL;
	size_t i;

	lines_init(&l, cf->text, cf->len);
	while (lines_next(&l)) {
		if (l.len < n + 3 || l.len >= sizeof(line) ||
		    l.line[0] != 'K' ||
		    memcmp(l.line + l.len - n, path, n) != 0)
			continue;
		memcpy(line, l.line, l.len);
		line[l.len] = '\0';
		word = strtok_r(line, " \t", &save);
		word = strtok_r(NULL, " \t", &save);
		for (i = 0; word != NULL && i < 3; i++)
			if (strcmp(word, kinds[i]) == 0)
				return pool_strdup(&c->pool, word);
	}
	return NULL;
}

static int
run_makemap(struct closing *c, const char *kind,
    const struct closing_file *text, struct buf made[3], struct err *e)
{
	static const char *const paths[] = { "/usr/sbin/makemap",
		"/usr/lib/makemap", "/usr/libexec/sendmail/makemap",
		"/usr/lib/sm.bin/makemap", "/usr/local/sbin/makemap",
		"/usr/bin/makemap", "/etc/mail/makemap", NULL };
	const char *const argv[] = { "makemap", kind, "@map", NULL };
	const struct tool_file files[] = {
		{ .name = "text", .data = text->text, .len = text->len },
		{ .name = "map.db", .made = &made[0] },
		{ .name = "map.dir", .made = &made[1] },
		{ .name = "map.pag", .made = &made[2] },
	};
	struct buf errors = BUF_INIT(4096);
	int r = c->g->host->tool->run(&(struct tool_job){ .paths = paths,
	    .argv = argv, .files = files, .n_files = 4,
	    .input = "text", .limit = LIMIT, .errors = &errors }, e);

	if (r == -ENOENT)
		r = err_set(e, ENOENT, "there is no makemap, which makes the "
		    "map of it");
	else if (r > 0)
		r = err_set(e, EINVAL, "makemap: exit status %d: %.*s", r,
		    (int)strcspn(errors.len > 0 ? errors.p : "", "\n"),
		    errors.len > 0 ? errors.p : "");
	buf_release(&errors);
	return r;
}

/* What it made goes where the databases are that stand there now. */
static int
take(struct closing *c, const struct buf made[3], const char *path,
    struct err *e)
{
	struct closing_file *f;
	const char *name;
	int r = 0, i;

	for (i = 0; r >= 0 && endings[i] != NULL; i++) {
		name = pool_printf(&c->pool, "%s%s", path, endings[i]);
		if (name == NULL || !root_is_file(&c->g->host->root, name))
			continue;
		f = closing_open(c, name);
		if (f == NULL)
			r = err_set(e, EINVAL, "%s cannot be changed", name);
		else if (made[i].len == 0 || made[i].failed)
			r = err_set(e, EINVAL, "makemap makes no %s",
			    endings[i]);
		else
			r = closing_replace(c, f, made[i].p, made[i].len,
			    "as makemap makes it of the text");
	}
	return r < 0 ? r : 0;
}

static bool
has_database(struct closing *c, const char *path)
{
	const char *name;
	int i;

	for (i = 0; endings[i] != NULL; i++) {
		name = pool_printf(&c->pool, "%s%s", path, endings[i]);
		if (name != NULL && root_is_file(&c->g->host->root, name))
			return true;
	}
	return false;
}

int
closing_makemap(struct closing *c, const char *cf, const char *path,
    struct err *e)
{
	struct closing_file *text, *rules = closing_open(c, cf);
	struct buf made[3];
	struct err why = { .code = 0 };
	const char *kind;
	int r, i;

	(void)e;
	if (!has_database(c, path))
		return c->pool.failed ? -ENOMEM : 1;
	for (i = 0; i < 3; i++)
		made[i] = BUF_INIT(ROOT_MAX_FILE);
	kind = rules == NULL ? NULL : kind_of(c, rules, path);
	text = closing_open(c, path);
	if (text == NULL || kind == NULL)
		r = err_set(&why, EINVAL, "of what %s is made, and how, is "
		    "not known", path);
	else if (c->g->host->tool == NULL)
		r = err_set(&why, ENOTSUP, "%s is made by makemap, which "
		    "runs on the host alone, not in a tree: makemap %s %s < "
		    "%s", path, kind, path, path);
	else
		r = run_makemap(c, kind, text, made, &why);
	if (r == 0)
		r = take(c, made, path, &why);
	for (i = 0; i < 3; i++)
		buf_release(&made[i]);
	if (r == 0)
		return 1;
	c->why_not = pool_strdup(&c->pool, why.text);
	return r == -ENOMEM || c->pool.failed ? -ENOMEM : 0;
}
