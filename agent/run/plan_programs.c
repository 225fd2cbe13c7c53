/* Programs of the host that a plan runs: the words, and whether they exist. */
#include <errno.h>
#include <string.h>

#include "agent/run/plan_parts.h"

const char *const *
plan_words(struct pool *p, const char *const *from)
{
	const char **to;
	size_t i, n = 0;

	while (from[n] != NULL)
		n++;
	to = pool_alloc(p, (n + 1) * sizeof(*to));
	for (i = 0; to != NULL && i < n; i++)
		to[i] = pool_strdup(p, from[i]);
	return p->failed ? NULL : (const char *const *)to;
}

static bool
same_words(const char *const *a, const char *const *b)
{
	for (; *a != NULL && *b != NULL; a++, b++)
		if (strcmp(*a, *b) != 0)
			return false;
	return *a == NULL && *b == NULL;
}

int
plan_run(struct plan *p, enum phase phase, const char *const *argv,
    const char *const *undo, const char *why)
{
	struct step *s;

	if (argv == NULL)
		return -ENOMEM;
	for (s = p->first; s != NULL; s = s->next)
		if (s->kind == STEP_ARGV && s->phase == phase &&
		    same_words(s->argv, argv))
			return 0;
	s = plan_step(p, STEP_ARGV, phase);
	if (s == NULL)
		return -ENOMEM;
	s->argv = argv;
	s->undo_argv = undo;
	s->limit = PLAN_STOP_LIMIT;
	s->live = true;
	s->why = why;
	return 0;
}

/* OpenBSD's inetd, which Debian has, binds the new address before it gives up
 * the old one when it gets a SIGHUP: that fails, and the port is closed for
 * the ten minutes until it tries again. So it is restarted. */
static const char *
inetd_script(const struct root *root)
{
	static const char *const scripts[] = { "/etc/init.d/openbsd-inetd",
		"/etc/init.d/inetutils-inetd", "/etc/init.d/inetd", NULL };
	size_t i;

	for (i = 0; scripts[i] != NULL && !root_is_file(root, scripts[i]);
	    i++)
		;
	return scripts[i];
}

const char *const *
plan_reread(struct planning *g, struct plan *p, const char *name)
{
	/* killall is psmisc's, which Debian does not install by itself;
	 * pkill is procps'; busybox has both. */
	static const char *const programs[] = { "/usr/bin/killall",
		"/usr/bin/pkill", "/bin/killall", "/bin/pkill" };
	const struct root *root = &g->host->root;
	const char *script = strcmp(name, "inetd") == 0 &&
	    g->aim == AIM_LOOPBACK ? inetd_script(root) : NULL;
	size_t i, n = sizeof(programs) / sizeof(programs[0]);

	if (script != NULL)
		return PLAN_WORDS(&p->pool, script, "restart");
	for (i = 0; i < n && !root_is_file(root, programs[i]); i++)
		;
	/* Of a tree that has none it is said how it would be. */
	if (i == n)
		i = 0;
	return strstr(programs[i], "pkill") != NULL ?
	    PLAN_WORDS(&p->pool, programs[i], "-HUP", "-x", name) :
	    PLAN_WORDS(&p->pool, programs[i], "-HUP", name);
}

/* A script that the plan itself renames is where it will be then. */
static bool
is_there(struct planning *g, const struct plan *p, const char *path)
{
	const struct step *s;

	for (s = p->first; s != NULL; s = s->next)
		if (s->kind == STEP_MOVE && strcmp(s->to, path) == 0)
			return true;
	return root_is_file(&g->host->root, path);
}

int
plan_programs(struct planning *g, struct plan *p)
{
	const struct step *s;
	const char *path;
	int r = 0;

	if (g->host->source != SOURCE_LIVE)
		return 0;
	for (s = p->first; r == 0 && s != NULL; s = s->next) {
		if (s->kind != STEP_ARGV)
			continue;
		path = s->argv[0];
		if (is_there(g, p, path) && s->undo_argv != NULL)
			path = s->undo_argv[0];
		if (path != NULL && !is_there(g, p, path))
			r = plan_refuse(p, path, 0, false, "this host has no "
			    "%s, which the plan runs: %s", path, s->why);
	}
	return r;
}
