/* Run level folders: rc2.d/S88sendmail and its like. */
#include <errno.h>
#include <string.h>

#include "agent/base/buf.h"
#include "platforms/inittab.h"
#include "platforms/mechs.h"
#include "platforms/script.h"

/* One script and all that leads to it. */
struct script {
	struct script *next;
	const char *path;		/* without links */
	dev_t dev;
	ino_t ino;
	nlink_t links;
	struct place *because;		/* S links */
	enum tri at_boot;
};

struct walk {
	const struct host *host;
	const struct entry *entry;
	struct facts *facts;
	struct pool pool;
	struct script *scripts, **end;
	char level;			/* the default one */
	bool level_known;
	struct place level_at;
};

/* The script with that path; or, of the init.d names, that file by another
 * of its hard links (Solaris 2.5 to 7). Two S entries of one file are two. */
static struct script *
find(struct walk *w, const char *real, const struct stat *st, bool linked)
{
	struct script *s;

	for (s = w->scripts; s != NULL; s = s->next) {
		if (strcmp(s->path, real) == 0)
			return s;
		if (!linked && s->links > 1 && st->st_nlink > 1 &&
		    st->st_ino != 0 && s->dev == st->st_dev &&
		    s->ino == st->st_ino)
			return s;
	}
	return NULL;
}

/* The script behind a path: the one that is known, or a new one. */
static struct script *
script_get(struct walk *w, const char *path, const struct stat *st,
    bool linked)
{
	struct buf real = BUF_INIT(65536);
	struct script *s;

	if (root_resolve(&w->host->root, path, &real) == 0)
		path = real.p;
	s = find(w, path, st, linked);
	if (s == NULL)
		s = pool_alloc(&w->pool, sizeof(*s));
	if (s != NULL && s->path == NULL) {
		s->path = pool_strdup(&w->pool, path);
		s->dev = st->st_dev;
		s->ino = st->st_ino;
		s->links = st->st_nlink;
		s->at_boot = TRI_NO;
		*w->end = s;
		w->end = &s->next;
	}
	buf_release(&real);
	return w->pool.failed ? NULL : s;
}

/* Would the rc program run what the link leads to? */
static bool
is_run(const struct walk *w, const char *path, const struct stat *st)
{
	const struct rc_style *rc = w->entry->rc;

	if (!S_ISREG(st->st_mode))
		return false;
	if (rc->skips_empty && st->st_size == 0)
		return false;
	return !rc->needs_x || (st->st_mode & 0111) != 0;
}

static int
add_link_place(struct walk *w, struct script *s, const char *path)
{
	struct buf target = BUF_INIT(65536);
	const char *text = NULL;
	int r;

	if (root_readlink(&w->host->root, path, &target) == 0)
		text = pool_printf(&w->pool, "-> %s", target.p);
	r = place_add(&w->pool, &s->because, path, 0, text);
	buf_release(&target);
	return r;
}

/* One start link of a level that the boot passes through (YES), or may. */
static int
take_link(struct walk *w, const char *dir, const char *name, enum tri at_boot)
{
	const char *path = pool_printf(&w->pool, "%s/%s", dir, name);
	struct script *s;
	struct stat st;
	int r;

	if (path == NULL)
		return -ENOMEM;
	r = root_stat(&w->host->root, path, &st);
	if (r == -ENOENT)
		return 0;		/* a dangling link starts nothing */
	if (r < 0)
		return at_boot == TRI_NO ? 0 : facts_doubt(w->facts, "boot",
		    path, 0, "%s", strerror(-r));
	if (!is_run(w, path, &st))
		return 0;
	s = script_get(w, path, &st, true);
	if (s == NULL)
		return -ENOMEM;
	if (s->at_boot == TRI_NO || at_boot == TRI_YES)
		s->at_boot = at_boot;
	/* Links of other levels are no reason of what the boot runs. */
	return at_boot == TRI_NO ? 0 : add_link_place(w, s, path);
}

static const char *
level_folder(struct walk *w, const char *pattern, char level)
{
	const char *at = strchr(pattern, '%');

	if (at == NULL)
		return pattern;
	return pool_printf(&w->pool, "%.*s%c%s", (int)(at - pattern), pattern,
	    level, at + 1);
}

static bool
is_start(const struct rc_style *rc, const char *name)
{
	const char *starts = rc->starts == NULL ? "S" : rc->starts;

	return strchr(starts, name[0]) != NULL &&
	    (rc->takes == NULL || rc->takes(name));
}

/* The paths of the entry are alternatives: on Red Hat /etc/rc3.d is a link
 * to /etc/rc.d/rc3.d, and the script is the same one at both. */
static int
walk_level(struct walk *w, char level, enum tri at_boot)
{
	const char *const *pattern;
	struct strv names = { 0 };
	struct err why = { 0 };
	const char *dir;
	size_t i;
	int r = 0;

	for (pattern = w->entry->paths; r == 0 && *pattern != NULL;
	    pattern++) {
		dir = level_folder(w, *pattern, level);
		if (dir == NULL)
			return -ENOMEM;
		names = (struct strv){ 0 };
		r = root_list(&w->host->root, dir, &w->pool, &names, &why);
		if (r == -ENOENT || r == -ENOTDIR) {
			r = 0;
			continue;
		}
		if (r < 0 && r != -ENOMEM) {
			r = at_boot == TRI_NO ? 0 :
			    facts_doubt(w->facts, "boot", dir, 0,
			    "cannot be listed: %s", strerror(-r));
			continue;
		}
		for (i = 0; r == 0 && i < names.n; i++)
			if (is_start(w->entry->rc, names.v[i]))
				r = take_link(w, dir, names.v[i], at_boot);
		if (names.n > 0)
			break;
	}
	return r;
}

/* The levels in the order in which the boot comes through them. */
static int
walk_levels(struct walk *w)
{
	const struct rc_style *rc = w->entry->rc;
	enum tri yes = TRI_YES;
	const char *p;
	char level;
	int r = 0;

	if (w->level == 'S' || w->level == '0' || w->level == '6')
		return walk_level(w, w->level, yes);
	for (p = rc->before; r == 0 && *p != '\0'; p++)
		r = walk_level(w, *p, yes);
	for (level = rc->from != 0 && rc->from < w->level ? rc->from :
	    w->level; r == 0 && level <= w->level; level++)
		r = walk_level(w, level, yes);
	/* Which of the others comes up where no level is set, the console
	 * decides; else what is linked there is switched off. */
	for (level = '2'; r == 0 && level <= '5'; level++)
		if (level > w->level || (rc->from == 0 && level != w->level))
			r = walk_level(w, level, w->level_known ? TRI_NO :
			    TRI_UNKNOWN);
	return r;
}

/* The scripts that no level of the boot comes to. */
static int
walk_scripts(struct walk *w)
{
	const char *const *dir;
	struct strv names;
	struct stat st;
	const char *path;
	size_t i;
	int r = 0;

	for (dir = w->entry->rc->scripts; r == 0 && *dir != NULL; dir++) {
		names = (struct strv){ 0 };
		r = root_list(&w->host->root, *dir, &w->pool, &names, NULL);
		if (r < 0 && r != -ENOMEM) {
			r = 0;
			continue;
		}
		for (i = 0; r == 0 && i < names.n; i++) {
			path = pool_printf(&w->pool, "%s/%s", *dir,
			    names.v[i]);
			if (path == NULL)
				return -ENOMEM;
			if (names.v[i][0] == '.' || root_stat(&w->host->root,
			    path, &st) < 0 || !S_ISREG(st.st_mode))
				continue;
			if (script_get(w, path, &st, false) == NULL)
				return -ENOMEM;
		}
	}
	return r;
}

static int
find_level(struct walk *w)
{
	struct inittab_line *tab;
	const struct inittab_line *def;
	unsigned line = 0;
	int r;

	r = inittab_read(w->host, &w->pool, &tab);
	if (r == -ENOMEM)
		return r;
	if (r < 0)
		r = facts_doubt(w->facts, "boot", INITTAB_PATH, 0,
		    "the default run level is not known: %s", strerror(-r));
	def = inittab_default(tab);
	w->level = inittab_level(def);
	w->level_known = w->level != 0;
	if (def != NULL)
		w->level_at = (struct place){ .path = INITTAB_PATH,
			.line = def->line, .text = def->text };
	if (w->level == 0 && r == 0) {
		w->level = upstart_level(w->host, &line);
		w->level_known = w->level != 0;
		if (w->level_known)
			w->level_at = (struct place){ .path = UPSTART_PATH,
				.line = line };
	}
	if (w->level == 0)
		w->level = w->entry->rc->fallback;
	/* No inittab at all: the family's own default holds (Upstart's
	 * rc-sysinit.conf, an installer that left it out of the tree). */
	if (tab == NULL && r == 0)
		w->level_known = true;
	return r;
}

/* Where inittab starts the rc program itself by an entry that may lack. */
static bool
rc_is_run(struct walk *w)
{
	struct inittab_line *tab;
	const struct inittab_line *l;
	const char *p;

	if ((w->entry->flags & ENTRY_FROM_INITTAB) == 0)
		return true;
	if (inittab_read(w->host, &w->pool, &tab) < 0)
		return true;
	l = inittab_runs(tab, w->entry->args);
	for (; l != NULL; l = inittab_runs(l->next, w->entry->args)) {
		if (!inittab_at_boot(l, w->level))
			continue;
		/* "/etc/rc.d/rc 2": the level is its argument. */
		p = strstr(l->command, w->entry->args) +
		    strlen(w->entry->args);
		p += strspn(p, " \t");
		if (*p == w->level || *p == '\0')
			return true;
	}
	return false;
}

static int
run_script(struct walk *w, struct script *s, struct err *e)
{
	static const char *const start[] = { "start", NULL };
	struct sh_options o = { .args = start };
	struct script_way way = {
		.mechanism = mech_rclink.name,
		.at_boot = s->at_boot,
		.because = s->because,
	};
	struct place level_at = w->level_at;
	const struct place at = { .path = s->path };
	const char *text;

	if (s->at_boot == TRI_UNKNOWN)
		way.reason = "the default run level is not known";
	if (s->at_boot == TRI_NO && level_at.path != NULL)
		way.because = &level_at;
	if (w->entry->config != NULL &&
	    !root_exists(&w->host->root, w->entry->config)) {
		text = pool_printf(&w->pool,
		    "for f in %s.d/*; do . \"$f\"; done\n. %s",
		    w->entry->config, s->path);
		if (text == NULL)
			return -ENOMEM;
		o.text_is_command = true;
		way.at = &at;
		return script_start(w->host, w->facts, text, &o, &way, e);
	}
	return script_start(w->host, w->facts, s->path, &o, &way, e);
}

static int
rclink_read(const struct host *h, const struct entry *entry, struct facts *f,
    struct err *e)
{
	struct walk w = { .host = h, .entry = entry, .facts = f };
	struct script *s;
	int r;

	w.end = &w.scripts;
	r = find_level(&w);
	if (r == 0 && rc_is_run(&w))
		r = walk_levels(&w);
	if (r == 0)
		r = walk_scripts(&w);
	for (s = w.scripts; r == 0 && s != NULL; s = s->next)
		r = run_script(&w, s, e);
	pool_release(&w.pool);
	return r;
}

const struct mech mech_rclink = {
	.name = "rclink",
	.read = rclink_read,
};
