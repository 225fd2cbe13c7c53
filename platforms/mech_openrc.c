/* OpenRC: services that a run level has, and what these need. */
#include <errno.h>
#include <string.h>

#include "agent/base/buf.h"
#include "agent/base/lines.h"
#include "agent/base/name.h"
#include "platforms/mechs.h"
#include "platforms/openrc.h"
#include "platforms/script.h"

#define INIT_D "/etc/init.d"

struct service {
	struct service *next;
	const char *name;
	const char *path;		/* in init.d, and without links */
	bool openrc;			/* openrc-run reads it, not sh */
	enum tri at_boot;
	struct place *because;		/* links of run levels, needs */
	struct place command;		/* the last line "command=..." */
	struct strv needs, provides;
};

struct look {
	const struct host *host;
	struct facts *facts;
	struct pool pool;
	struct service *first, **end;
};

/* "word" of the words of a line, "need" of " need net mta": what follows. */
static const char *
after(const char *line, const char *word)
{
	size_t n = strlen(word);

	line += strspn(line, " \t");
	if (strncmp(line, word, n) != 0 || (word[n - 1] != '=' &&
	    line[n] != ' ' && line[n] != '\t'))
		return NULL;
	return line + n;
}

/* Names up to a comment, without quotes. */
static int
add_names(struct pool *p, struct strv *to, const char *words)
{
	size_t n;
	int r = 0;

	while (words != NULL && r == 0) {
		words += strspn(words, " \t\"'");
		n = strcspn(words, " \t\"';#}");
		if (n == 0)
			break;
		r = strv_pushn(p, to, words, n);
		words += n;
	}
	return r;
}

/* What openrc-run(8) says in depend(): use and before start nothing. */
static int
read_line(struct look *k, struct service *s, const char *path,
    const char *line, unsigned number)
{
	static const char *const needs[] = { "need", "want", "rc_need=",
		"rc_want=" };
	const char *own[] = {
		pool_printf(&k->pool, "rc_%s_need=", s->name),
		pool_printf(&k->pool, "rc_%s_want=", s->name),
	};
	int r = add_names(&k->pool, &s->provides, after(line, "provide"));
	size_t i;

	for (i = 0; r == 0 && i < sizeof(needs) / sizeof(needs[0]); i++)
		r = add_names(&k->pool, &s->needs, after(line, needs[i]));
	for (i = 0; r == 0 && i < sizeof(own) / sizeof(own[0]); i++)
		if (own[i] != NULL)
			r = add_names(&k->pool, &s->needs,
			    after(line, own[i]));
	if (strcmp(path, s->path) == 0 && after(line, "command=") != NULL)
		s->command = (struct place){ .path = path, .line = number,
			.text = line };
	return k->pool.failed ? -ENOMEM : r;
}

static int
read_text(struct look *k, struct service *s, const char *path)
{
	struct buf b = BUF_INIT(ROOT_MAX_FILE);
	struct lines l;
	const char *line;
	int r = 0;

	/* What cannot be read is told when it is evaluated. */
	if (root_read(&k->host->root, path, &b, NULL, NULL) == 0 &&
	    b.len > 0) {
		lines_init(&l, b.p, b.len);
		while (r == 0 && lines_next(&l)) {
			line = pool_strndup(&k->pool, l.line, l.len);
			if (line == NULL)
				r = -ENOMEM;
			else if (l.number == 1 && strcmp(path, s->path) == 0)
				s->openrc = openrc_reads(line, strlen(line));
			else
				r = read_line(k, s, path, line, l.number);
		}
	}
	buf_release(&b);
	return r;
}

static int
get(struct look *k, const char *name, struct service **ret)
{
	struct buf real = BUF_INIT(65536);
	const char *conf, *path;
	struct service *s;
	int r;

	for (s = k->first; s != NULL; s = s->next)
		if (strcmp(s->name, name) == 0) {
			*ret = s;
			return 0;
		}
	s = pool_alloc(&k->pool, sizeof(*s));
	path = pool_printf(&k->pool, INIT_D "/%s", name);
	conf = pool_printf(&k->pool, OPENRC_CONF "%s", name);
	if (path != NULL && root_resolve(&k->host->root, path, &real) == 0)
		path = pool_strdup(&k->pool, real.p);
	buf_release(&real);
	if (s == NULL || path == NULL || conf == NULL)
		return -ENOMEM;
	*s = (struct service){ .name = pool_strdup(&k->pool, name),
		.path = path, .at_boot = TRI_NO, .command = { .path = path } };
	r = read_text(k, s, path);
	if (r == 0)
		r = read_text(k, s, conf);
	if (r == 0)
		r = read_text(k, s, "/etc/rc.conf");
	*k->end = s;
	k->end = &s->next;
	*ret = s;
	return s->name == NULL ? -ENOMEM : r;
}

static int
take_level(struct look *k, const char *level)
{
	struct strv names = { .n = 0 };
	const char *link;
	struct service *s;
	struct stat st;
	size_t i;
	int r = root_list(&k->host->root, level, &k->pool, &names, NULL);

	if (r < 0 && r != -ENOMEM)
		return r == -ENOENT || r == -ENOTDIR ? 0 : facts_doubt(
		    k->facts, "boot", level, 0, "cannot be listed: %s",
		    strerror(-r));
	for (i = 0; r == 0 && i < names.n; i++) {
		link = pool_printf(&k->pool, "%s/%s", level, names.v[i]);
		if (link == NULL)
			return -ENOMEM;
		/* A level in a level is stacked, and listed by itself. */
		if (names.v[i][0] == '.' || root_stat(&k->host->root, link,
		    &st) < 0 || !S_ISREG(st.st_mode))
			continue;
		r = get(k, names.v[i], &s);
		if (r == 0) {
			s->at_boot = TRI_YES;
			r = place_add(&k->pool, &s->because, link, 0, NULL);
		}
	}
	return r;
}

/* Any run level but those that no boot comes to (openrc(8)). */
static int
take_levels(struct look *k, const struct entry *entry)
{
	static const char *const others[] = { "shutdown", "single",
		"off", "recovery", NULL };	/* Debian's names */
	struct strv levels = { .n = 0 };
	const char *const *pattern;
	size_t i;
	int r = 0;

	for (pattern = entry->paths; r >= 0 && *pattern != NULL; pattern++)
		r = root_glob(&k->host->root, *pattern, &k->pool, &levels);
	if (r < 0 && r != -ENOMEM)
		return facts_doubt(k->facts, "boot", entry->paths[0], 0,
		    "%s", strerror(-r));
	for (r = r < 0 ? r : 0, i = 0; r == 0 && i < levels.n; i++)
		if (!name_in(others, name_of(levels.v[i])))
			r = take_level(k, levels.v[i]);
	return r;
}

/* The scripts that no run level has. */
static int
take_scripts(struct look *k)
{
	struct strv names = { .n = 0 };
	struct service *s;
	const char *path;
	size_t i;
	int r = root_list(&k->host->root, INIT_D, &k->pool, &names, NULL);

	if (r < 0)
		return r == -ENOMEM ? r : 0;
	for (i = 0; r == 0 && i < names.n; i++) {
		path = pool_printf(&k->pool, INIT_D "/%s", names.v[i]);
		if (path == NULL)
			return -ENOMEM;
		if (names.v[i][0] != '.' && root_is_file(&k->host->root, path))
			r = get(k, names.v[i], &s);
	}
	return r;
}

/* need and want start what has the name, or provides it. */
static int
follow_needs(struct look *k)
{
	struct service *s, *other;
	bool more = true;
	size_t i;
	int r = 0;

	while (more && r == 0) {
		more = false;
		for (s = k->first; s != NULL; s = s->next)
			for (other = k->first; r == 0 && other != NULL &&
			    s->at_boot == TRI_YES; other = other->next)
				for (i = 0; other->at_boot == TRI_NO &&
				    i < s->needs.n; i++) {
					if (strcmp(s->needs.v[i],
					    other->name) != 0 && !strv_has(
					    &other->provides, s->needs.v[i]))
						continue;
					other->at_boot = TRI_YES;
					more = true;
					r = place_add(&k->pool,
					    &other->because, s->path, 0,
					    NULL);
				}
	}
	return r;
}

static int
run_service(struct look *k, const struct service *s, struct err *e)
{
	static const char *const start[] = { "start", NULL };
	struct sh_options o = { .args = start, .text_is_command = s->openrc };
	const struct script_way way = {
		.mechanism = mech_openrc.name,
		.at_boot = s->at_boot,
		.because = s->because,
		.at = s->openrc ? &s->command : NULL,
	};
	const char *text = s->path;

	if (s->openrc)
		text = openrc_text(&k->pool, s->name, s->path);
	else if (s->at_boot == TRI_NO)
		return 0;		/* a library, or for another init */
	return text == NULL ? -ENOMEM : script_start(k->host, k->facts, text,
	    &o, &way, e);
}

static int
openrc_read(const struct host *h, const struct entry *entry, struct facts *f,
    struct err *e)
{
	struct look k = { .host = h, .facts = f };
	struct service *s;
	int r;

	if (f->init == NULL || strcmp(f->init, "openrc") != 0)
		return 0;
	k.end = &k.first;
	r = take_levels(&k, entry);
	if (r == 0)
		r = take_scripts(&k);
	if (r == 0)
		r = follow_needs(&k);
	for (s = k.first; r == 0 && s != NULL; s = s->next)
		r = run_service(&k, s, e);
	pool_release(&k.pool);
	return r;
}

const struct mech mech_openrc = {
	.name = "openrc",
	.read = openrc_read,
};
