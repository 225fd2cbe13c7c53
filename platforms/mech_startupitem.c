/* Startup items of Mac OS X up to 10.9: SystemStarter(8). */
#include <errno.h>
#include <string.h>

#include "agent/base/name.h"
#include "platforms/mechs.h"
#include "platforms/script.h"

/* In each folder the file that is named as the folder is run with "start". */
static int
read_one(const struct host *h, const char *folder, struct facts *f,
    struct pool *p, struct err *e)
{
	static const char *const args[] = { "start", NULL };
	const struct sh_options o = { .args = args };
	struct script_way way = { .mechanism = mech_startupitem.name,
		.at_boot = TRI_YES };
	const char *path = pool_join(p, folder, "/", name_of(folder), NULL);

	if (path == NULL)
		return -ENOMEM;
	if (!root_is_file(&h->root, path))
		return 0;
	if (!root_is_executable(&h->root, path))
		way.at_boot = TRI_NO;
	return script_start(h, f, path, &o, &way, e);
}

static int
startupitem_read(const struct host *h, const struct entry *entry,
    struct facts *f, struct err *e)
{
	struct pool p = { 0 };
	struct strv found = { .n = 0 };
	const char *const *pattern;
	size_t i;
	int r = 0;

	for (pattern = entry->paths; r >= 0 && *pattern != NULL; pattern++) {
		r = root_glob(&h->root, *pattern, &p, &found);
		if (r < 0 && r != -ENOMEM)
			r = facts_doubt(f, "boot", *pattern, 0, "%s",
			    strerror(-r));
	}
	for (i = 0; r >= 0 && i < found.n; i++)
		r = read_one(h, found.v[i], f, &p, e);
	pool_release(&p);
	return r < 0 ? r : 0;
}

const struct mech mech_startupitem = {
	.name = "startupitems",
	.read = startupitem_read,
};
