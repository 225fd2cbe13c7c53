/* Vendor's scripts that start an MTA when an administrator runs them: what
 * brings a daemon back that was switched off. */
#include <errno.h>
#include <string.h>

#include "platforms/mechs.h"
#include "platforms/script.h"

static int
manual_read(const struct host *h, const struct entry *entry, struct facts *f,
    struct err *e)
{
	const struct sh_options o = { .args = NULL };
	/* The boot does not come to them, so that nothing in them is a doubt
	 * about it. */
	const struct script_way way = {
		.mechanism = mech_manual.name,
		.activation = ACTIVATION_ON_DEMAND,
		.at_boot = TRI_NO,
	};
	const char *const *path;
	int r = 0;

	for (path = entry->paths; r == 0 && *path != NULL; path++)
		if (root_is_file(&h->root, *path))
			r = script_start(h, f, *path, &o, &way, e);
	return r;
}

const struct mech mech_manual = {
	.name = "manual",
	.read = manual_read,
};
