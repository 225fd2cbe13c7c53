/* Folders of scripts that cron has run every day or week: periodic(1M) of
 * RISC/os, periodic(8) of FreeBSD. */
#include <ctype.h>
#include <errno.h>
#include <string.h>

#include "agent/base/buf.h"
#include "agent/base/name.h"
#include "platforms/cron_table.h"
#include "platforms/mechs.h"
#include "platforms/script.h"

struct look {
	const struct host *host;
	const struct entry *entry;
	struct facts *facts;
	struct pool pool;
	const char *period;		/* of at and every */
	struct place at;		/* of cron; without a path: none */
	long every;
};

/* "/usr/adm/periodic/driver daily" calls "periodic/driver" for "daily". */
static bool
calls(const char *command, const char *driver, const char *period)
{
	const size_t n = strlen(driver), m = strlen(period);
	const char *at, *next;

	for (at = command; (at = strstr(at, driver)) != NULL; at++) {
		next = at + n + strspn(at + n, " \t");
		if (next > at + n && (at == command ||
		    strchr("/ \t;&|(", at[-1]) != NULL) &&
		    strncmp(next, period, m) == 0 && (next[m] == '\0' ||
		    strchr(" \t;&|<>)", next[m]) != NULL))
			return true;
	}
	return false;
}

/* A table that cannot be read is a doubt of cron's. */
static int
search_table(struct look *k, const struct entry *cron, const char *path)
{
	struct buf b = BUF_INIT(ROOT_MAX_FILE);
	struct cron_line *lines = NULL, *l;
	int r = root_read(&k->host->root, path, &b, NULL, NULL);

	r = r < 0 || b.len == 0 ? r == -ENOMEM ? r : 0 : cron_parse(&k->pool,
	    b.p, b.len, (cron->flags & ENTRY_USER_FIELD) != 0, &lines);
	for (l = lines; r == 0 && l != NULL && k->at.path == NULL;
	    l = l->next)
		if (calls(l->command, k->entry->args, k->period)) {
			k->at = (struct place){ .line = l->line,
				.path = pool_strdup(&k->pool, path),
				.text = l->text };
			k->every = l->every;
		}
	buf_release(&b);
	return k->pool.failed ? -ENOMEM : r;
}

/* The line of this platform's tables that has the folder run. */
static int
search(struct look *k, const char *period)
{
	const struct platform *os = k->facts->platform == NULL ? NULL :
	    platform_find(k->facts->platform);
	const struct entry *e;
	const char *const *pattern;
	struct strv found;
	size_t i;
	int r = 0;

	if (k->period != NULL && strcmp(k->period, period) == 0)
		return 0;
	k->period = period;
	k->at = (struct place){ .path = NULL };
	for (e = os == NULL ? NULL : os->entries; e != NULL &&
	    e->mech != NULL; e++)
		for (pattern = e->paths; e->mech == &mech_cron && r >= 0 &&
		    *pattern != NULL; pattern++) {
			found = (struct strv){ 0 };
			r = root_glob(&k->host->root, *pattern, &k->pool,
			    &found);
			for (i = 0; r >= 0 && i < found.n; i++)
				r = search_table(k, e, found.v[i]);
			/* Cron itself tells of a folder that it cannot
			 * list. */
			if (r != -ENOMEM)
				r = 0;
		}
	return r;
}

static bool
ends_in(const char *name, const char *end)
{
	size_t n = strlen(name), m = strlen(end);

	return n > m && strcmp(name + n - m, end) == 0;
}

/* Is it run, where cron comes to its folder at all? */
static enum tri
is_taken(struct look *k, const char *path, const char **reason)
{
	const char *name = name_of(path), *stop;

	if ((k->entry->flags & ENTRY_NUMBERED) == 0)
		return root_is_executable(&k->host->root, path) ? TRI_YES :
		    TRI_NO;
	stop = pool_join(&k->pool, path, ".stop", NULL);
	if (!isdigit((unsigned char)name[0]) || strchr(name, '.') == NULL ||
	    ends_in(name, ".stop") || (stop != NULL &&
	    root_exists(&k->host->root, stop)))
		return TRI_NO;
	if (ends_in(name, ".system") || ends_in(name, ".local"))
		return TRI_YES;
	*reason = "is run on the host whose name it ends in";
	return TRI_UNKNOWN;
}

static int
read_one(struct look *k, const char *path, struct err *e)
{
	static const char *const no_words[] = { NULL };
	const struct sh_options o = { .args = no_words };
	const char *end = strrchr(path, '/'), *from = end, *period;
	struct script_way way = {
		.mechanism = mech_periodic.name,
		.activation = ACTIVATION_CRON,
	};
	int r;

	if (root_is_dir(&k->host->root, path))
		return 0;
	while (from > path && from[-1] != '/')
		from--;
	period = pool_strndup(&k->pool, from, (size_t)(end - from));
	r = period == NULL ? -ENOMEM : search(k, period);
	if (r < 0)
		return r;
	way.at_boot = k->at.path == NULL ? TRI_NO : is_taken(k, path,
	    &way.reason);
	if (k->pool.failed)
		return -ENOMEM;
	if (k->at.path != NULL)
		way.because = &k->at;
	way.every = k->every;
	return script_start(k->host, k->facts, path, &o, &way, e);
}

static int
periodic_read(const struct host *h, const struct entry *entry,
    struct facts *f, struct err *e)
{
	struct look k = { .host = h, .entry = entry, .facts = f };
	const char *const *pattern;
	struct strv found;
	size_t i;
	int r = 0;

	for (pattern = entry->paths; r == 0 && *pattern != NULL; pattern++) {
		found = (struct strv){ 0 };
		r = root_glob(&h->root, *pattern, &k.pool, &found);
		if (r < 0 && r != -ENOMEM)
			r = facts_doubt(f, "boot", *pattern, 0, "%s",
			    strerror(-r));
		for (i = 0; r >= 0 && i < found.n; i++)
			r = read_one(&k, found.v[i], e);
		if (r > 0)
			r = 0;
	}
	pool_release(&k.pool);
	return r;
}

const struct mech mech_periodic = {
	.name = "periodic",
	.read = periodic_read,
};
