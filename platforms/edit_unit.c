/* Units of systemd: turned off by their links, or masked. */
#include "platforms/edit_unit.h"

#include <errno.h>
#include <string.h>

#include "platforms/edit_file.h"
#include "platforms/unit_text.h"

#define ETC "/etc/systemd/system/"

/* The folders of links that pull a unit in (systemd.unit(5)). */
static const char *const kinds[] = { "wants", "requires", "upholds", NULL };

const char *
unit_socket_of(struct pool *p, const struct starter *s)
{
	const struct place *b;
	const char *base;
	size_t len;

	for (b = s->because; b != NULL; b = b->next) {
		len = b->path != NULL ? strlen(b->path) : 0;
		if (len <= 8 || strcmp(b->path + len - 7, ".socket") != 0)
			continue;
		base = strrchr(b->path, '/');
		return pool_strdup(p, base == NULL ? b->path : base + 1);
	}
	return NULL;
}

/* What is to be switched off: the socket, where one starts the service. */
static const char *
unit_of(struct edit_job *j)
{
	const char *socket = NULL;

	if (j->starter->activation == ACTIVATION_SOCKET)
		socket = unit_socket_of(&j->plan->pool, j->starter);
	return socket != NULL ? socket : j->starter->unit;
}

struct count {
	unsigned commands;
	bool several;			/* one of them runs several */
};

/* Does another command stand behind the first? What $( ) holds only makes
 * words of it (OpenMandriva's -q$QUEUE). */
static bool
has_several(const char *text)
{
	unsigned depth = 0;

	for (; *text != '\0'; text++) {
		if (*text == '(' && depth > 0)
			depth++;
		else if (*text == '$' && text[1] == '(')
			depth++, text++;
		else if (*text == ')' && depth > 0)
			depth--;
		else if (depth == 0 && (*text == ';' ||
		    (*text == '&' && text[1] == '&')))
			return true;
	}
	return false;
}

static int
count_command(void *arg, const struct unit_line *l)
{
	struct count *c = arg;

	if (strcmp(l->section, "Service") != 0 ||
	    strncmp(l->key, "Exec", 4) != 0 || l->value[0] == '\0' ||
	    strcmp(l->key, "ExecReload") == 0 ||
	    strcmp(l->key, "ExecStop") == 0)
		return 0;
	if (strcmp(l->key, "ExecStart") == 0)
		c->commands++;
	c->several = c->several || has_several(l->value);
	return 0;
}

/* Does the unit do nothing but start the MTA? rc-local.service runs all of
 * rc.local, and must not go with it. */
static bool
is_own(struct edit_job *j, struct err *e)
{
	const char *path = j->starter->at.path, *unit = j->starter->unit;
	const char *base;
	struct count c = { .commands = 0 };
	struct edit_file f;
	size_t n;

	if (j->starter->activation == ACTIVATION_SOCKET)
		return true;
	if (path == NULL || unit == NULL)
		return false;
	if (!edit_is_unit(path)) {
		base = strrchr(path, '/');
		base = base == NULL ? path : base + 1;
		n = strlen(base);
		return strncmp(unit, base, n) == 0 && unit[n] == '.' &&
		    strcmp(base, "rc.local") != 0;
	}
	if (edit_open(j, path, &f, e) <= 0 ||
	    unit_text_parse(f.text, f.len, count_command, &c) < 0)
		return false;
	return c.commands == 1 && !c.several;
}

/* A name inside a glob. */
static const char *
quote_glob(struct pool *p, const char *name)
{
	struct buf b = BUF_INIT(4096);
	const char *ret;

	for (; *name != '\0'; name++) {
		if (strchr("*?[]\\", *name) != NULL)
			buf_addc(&b, '\\');
		buf_addc(&b, *name);
	}
	ret = b.failed ? NULL : pool_strndup(p, b.p == NULL ? "" : b.p, b.len);
	buf_release(&b);
	return ret;
}

/* The links below /etc of one unit. How many, or -errno. */
static int
disable(struct edit_job *j, const char *unit, struct err *e)
{
	struct pool *p = &j->plan->pool;
	struct strv found = { .n = 0 };
	const char *name = quote_glob(p, unit), *pattern;
	size_t i;
	int r = 0, n = 0;

	for (i = 0; r >= 0 && name != NULL && kinds[i] != NULL; i++) {
		pattern = pool_printf(p, ETC "*.%s/%s", kinds[i], name);
		r = pattern == NULL ? -ENOMEM :
		    root_glob(&j->host->root, pattern, p, &found);
	}
	for (i = 0; r >= 0 && i < found.n; i++) {
		r = edit_remove_link(j, found.v[i], e);
		n += r > 0;
	}
	if (p->failed)
		return -ENOMEM;
	return r < 0 ? r : n;
}

/* What "systemctl disable" does: the links below /etc go. Turn 1: those of
 * all units of this MTA, as one may pull in the other (BindsTo=). */
int
edit_unit_disable(struct edit_job *j, struct err *e)
{
	const char *unit = unit_of(j);
	const struct starter *s;
	struct edit_job other;
	int r, n = 0;

	if (j->turn > 1 || unit == NULL || !is_own(j, e))
		return j->plan->pool.failed ? -ENOMEM : 0;
	if (j->turn == 0)
		return (r = disable(j, unit, e)) > 0 ? 1 : r;
	for (s = j->facts->starters; s != NULL; s = s->next) {
		if (s->at_boot == TRI_NO || s->mta == NULL ||
		    j->starter->mta == NULL ||
		    strcmp(s->mta, j->starter->mta) != 0 ||
		    strcmp(s->mechanism, "unit") != 0)
			continue;
		other = *j;
		other.starter = s;
		unit = unit_of(&other);
		if (unit == NULL || !is_own(&other, e))
			continue;
		r = disable(&other, unit, e);
		if (r < 0)
			return r;
		n += r;
	}
	return n > 0;
}

/* "systemctl mask": for a unit that a generator, or another unit, starts. A
 * file of the administrator's in that place cannot be masked. */
int
edit_unit_mask(struct edit_job *j, struct err *e)
{
	struct pool *p = &j->plan->pool;
	const char *unit = unit_of(j), *path;
	struct was was;
	struct step *s;
	int r;

	if (j->turn > 0 || unit == NULL || !is_own(j, e))
		return p->failed ? -ENOMEM : 0;
	path = pool_printf(p, ETC "%s", unit);
	if (path == NULL)
		return -ENOMEM;
	r = j->was(&j->host->root, path, &was, NULL, e);
	if (r < 0)
		return r == -ENOMEM ? r : 0;
	if (was.there && !was.link)
		return 0;
	s = plan_step(j->plan, STEP_LINK, PHASE_CONFIGURATION);
	if (s == NULL)
		return -ENOMEM;
	s->path = path;
	s->to = "/dev/null";
	s->was = was;
	s->why = j->recipe->why;
	return 1;
}
