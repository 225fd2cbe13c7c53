/* One script that the boot runs whole: rc.local, AIX's rc.tcpip. */
#include <errno.h>
#include <string.h>

#include "platforms/inittab.h"
#include "platforms/mechs.h"
#include "platforms/script.h"

/* NO with the inittab line that keeps it off, where there is one. */
static enum tri
is_run(const struct host *h, const struct entry *entry, const char *path,
    struct pool *p, struct place *at, const char **reason)
{
	struct inittab_line *tab;
	const struct inittab_line *l;
	const char *base = strrchr(path, '/') + 1, *own;
	char level;
	int r;

	if ((entry->flags & ENTRY_NEEDS_X) != 0 &&
	    !root_is_executable(&h->root, path))
		return TRI_NO;
	if ((entry->flags & ENTRY_UNLESS_INIT_D) != 0) {
		own = pool_printf(p, "/etc/init.d/%s", base);
		if (own != NULL && root_exists(&h->root, own))
			return TRI_NO;
	}
	if ((entry->flags & ENTRY_FROM_INITTAB) == 0)
		return TRI_YES;
	r = inittab_read(h, p, &tab);
	if (r < 0) {
		*reason = "/etc/inittab cannot be read";
		return TRI_UNKNOWN;
	}
	level = inittab_level(inittab_default(tab));
	for (l = inittab_runs(tab, path); l != NULL;
	    l = inittab_runs(l->next, path)) {
		*at = (struct place){ .path = INITTAB_PATH, .line = l->line,
			.text = l->text };
		if (inittab_at_boot(l, level))
			return TRI_YES;
	}
	return TRI_NO;
}

static int
read_one(const struct host *h, const struct entry *entry, const char *path,
    struct facts *f, struct pool *p, struct err *e)
{
	const char *args[] = { entry->args, NULL };
	struct sh_options o = { .args = args };
	struct script_way way = { .mechanism = mech_rcscript.name,
		.strict = true };
	struct place at = { .path = NULL };

	if (root_is_dir(&h->root, path) || ((entry->flags &
	    ENTRY_UNLESS_RC_SUBR) != 0 && (root_exists(&h->root,
	    "/etc/rc.subr") || root_is_dir(&h->root, "/etc/rc.d"))))
		return 0;
	way.at_boot = is_run(h, entry, path, p, &at, &way.reason);
	if (p->failed)
		return -ENOMEM;
	if (at.path != NULL)
		way.because = &at;
	return script_start(h, f, path, &o, &way, e);
}

static int
rcscript_read(const struct host *h, const struct entry *entry,
    struct facts *f, struct err *e)
{
	struct pool p = { 0 };
	struct strv found;
	const char *const *pattern;
	size_t i;
	int r = 0;

	for (pattern = entry->paths; r == 0 && *pattern != NULL; pattern++) {
		found = (struct strv){ 0 };
		r = root_glob(&h->root, *pattern, &p, &found);
		if (r < 0 && r != -ENOMEM)
			r = facts_doubt(f, "boot", *pattern, 0, "%s",
			    strerror(-r));
		for (i = 0; r >= 0 && i < found.n; i++)
			r = read_one(h, entry, found.v[i], f, &p, e);
		if (r > 0)
			r = 0;
	}
	pool_release(&p);
	return r;
}

const struct mech mech_rcscript = {
	.name = "rcscript",
	.read = rcscript_read,
};
