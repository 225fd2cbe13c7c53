/* Links in the run level folders: a name that no rc program takes up. */
#include <ctype.h>
#include <errno.h>
#include <string.h>

#include "agent/base/lines.h"
#include "agent/base/name.h"
#include "platforms/edit_file.h"
#include "platforms/platform.h"

/* What start names begin with on this system. */
static const char *
starts_of(const struct edit_job *j)
{
	const struct platform *os = j->facts->platform == NULL ? NULL :
	    platform_find(j->facts->platform);
	const struct entry *en = os == NULL ? NULL : os->entries;

	for (; en != NULL && en->mech != NULL; en++)
		if (en->rc != NULL && en->rc->starts != NULL)
			return en->rc->starts;
	return "S";
}

/* A place of the evidence that is a start name in a folder rcN.d: a link, or
 * a file (Solaris up to 7) that the boot runs. */
static bool
is_start(const struct edit_job *j, const char *path)
{
	const char *base = name_of(path);
	size_t len = (size_t)(base - path);

	return base[0] != '\0' && strchr(starts_of(j), base[0]) != NULL &&
	    len > 6 && path[len - 1] == '/' &&
	    path[len - 2] == 'd' && path[len - 3] == '.' &&
	    path[len - 5] == 'c' && path[len - 6] == 'r';
}

/* "/etc/rc2.d/S88sendmail" -> "/etc/rc?.d/S*" */
static const char *
pattern_of(struct pool *p, const char *path)
{
	const char *base = name_of(path);
	size_t len = (size_t)(base - path);

	return pool_printf(p, "%.*s?%.*s%c*", (int)(len - 4), path, 3,
	    path + len - 3, base[0]);
}

/* Do both lead to one script: by a link, or as names of one file? */
static bool
is_same(const struct edit_job *j, const char *a, const char *b)
{
	struct stat sa, sb;

	return root_stat(&j->host->root, a, &sa) == 0 &&
	    root_stat(&j->host->root, b, &sb) == 0 &&
	    sa.st_dev == sb.st_dev && sa.st_ino == sb.st_ino;
}

/* The K number of "# chkconfig: 2345 80 30", or NULL. */
static const char *
stop_number(struct edit_job *j, const char *path)
{
	static const char mark[] = "chkconfig:";
	struct edit_file f;
	struct lines l;
	const char *at, *end, *n;
	int i;

	if (edit_open(j, path, &f, NULL) <= 0)
		return NULL;
	lines_init(&l, f.text, f.len);
	while (lines_next(&l)) {
		if (l.len == 0 || l.line[0] != '#')
			continue;
		for (at = l.line, end = l.line + l.len; at + sizeof(mark) <
		    end && memcmp(at, mark, sizeof(mark) - 1) != 0; at++)
			;
		if (at + sizeof(mark) >= end)
			continue;
		at += sizeof(mark) - 1;
		for (i = 0; i < 3; i++) {
			while (at < end && isspace((unsigned char)*at))
				at++;
			n = at;
			while (at < end && !isspace((unsigned char)*at))
				at++;
		}
		if (at - n == 2 && isdigit((unsigned char)n[0]) &&
		    isdigit((unsigned char)n[1]))
			return pool_strndup(&j->plan->pool, n, 2);
	}
	return NULL;
}

/* What chkconfig (its K link) and update-rc.d disable (100 - NN) would
 * leave, so that a package's script does not add the link again; elsewhere
 * a name that begins with neither S nor K (unix.md 0.3). */
static const char *
new_name(struct edit_job *j, const char *path)
{
	struct pool *p = &j->plan->pool;
	const char *base = name_of(path), *os = j->facts->platform, *number;
	int len = (int)(base - path), n;
	const bool digits = isdigit((unsigned char)base[1]) &&
	    isdigit((unsigned char)base[2]) &&
	    !isdigit((unsigned char)base[3]);
	const bool chkconfig = os != NULL && (strcmp(os, "redhat") == 0 ||
	    strcmp(os, "mandriva") == 0);

	if (os != NULL && digits && (chkconfig ||
	    strcmp(os, "debian") == 0)) {
		n = (base[1] - '0') * 10 + base[2] - '0';
		number = chkconfig ? stop_number(j, path) : NULL;
		if (number == NULL)
			number = pool_printf(p, "%02d", (100 - n) % 100);
		return number == NULL ? NULL : pool_printf(p, "%.*sK%s%s",
		    len, path, number, base + 3);
	}
	return pool_printf(p, "%.*s_%s", len, path, base);
}

static int
add_move(struct edit_job *j, const char *path, struct err *e)
{
	const char *to = new_name(j, path);
	struct step *s;
	struct stat st;
	bool taken;
	int r;

	if (to == NULL)
		return -ENOMEM;
	taken = root_lstat(&j->host->root, to, &st) == 0;
	/* What stands there would be overwritten, unless it is the K link
	 * that should be there: then the S link simply goes. */
	if (taken && (!is_same(j, path, to) || name_of(to)[0] != 'K'))
		return 0;
	s = plan_step(j->plan, taken ? STEP_REMOVE : STEP_MOVE,
	    PHASE_CONFIGURATION);
	if (s == NULL)
		return -ENOMEM;
	s->path = pool_strdup(&j->plan->pool, path);
	s->to = taken ? NULL : to;
	s->why = j->recipe->why;
	r = j->was(&j->host->root, path, &s->was, NULL, e);
	if (r == 0 && taken && !s->was.link)
		return 0;
	return r < 0 ? r : s->path == NULL ? -ENOMEM : 1;
}

/* The first S place of the evidence; where the script itself is the one in
 * the folder, its own path. */
static const char *
first_start(const struct edit_job *j)
{
	const struct starter *s = j->starter;
	const struct place *p;

	for (p = s->because; p != NULL; p = p->next)
		if (p->path != NULL && is_start(j, p->path))
			return p->path;
	return s->at.path != NULL && is_start(j, s->at.path) ? s->at.path :
	    NULL;
}

int
edit_rclink(struct edit_job *j, struct err *e)
{
	struct strv found = { .n = 0 };
	const char *first = first_start(j), *pattern;
	size_t i;
	int r = 0, n = 0;

	if (j->turn > 0 || first == NULL)
		return 0;
	pattern = pattern_of(&j->plan->pool, first);
	if (pattern == NULL)
		return -ENOMEM;
	r = root_glob(&j->host->root, pattern, &j->plan->pool, &found);
	if (r < 0)
		return r == -ENOMEM ? r : 0;
	for (i = 0; i < found.n; i++) {
		if (!is_same(j, first, found.v[i]))
			continue;
		r = add_move(j, found.v[i], e);
		if (r <= 0)
			return r;
		n++;
	}
	return n > 0;
}

/* rc-update(8) del: the links of all run levels that are its evidence. */
int
edit_runlevel(struct edit_job *j, struct err *e)
{
	static const char levels[] = "/etc/runlevels/";
	const struct place *p;
	int r, n = 0;

	for (p = j->starter->because; j->turn == 0 && p != NULL; p = p->next) {
		if (p->path == NULL ||
		    strncmp(p->path, levels, sizeof(levels) - 1) != 0)
			continue;
		r = edit_remove_link(j, p->path, e);
		if (r <= 0)
			return r;
		n++;
	}
	return n > 0;
}
