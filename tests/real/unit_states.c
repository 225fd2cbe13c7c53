/* Prints what the unit reader makes of a tree, for tests/real/units. */
#include <stdio.h>
#include <string.h>

#include "agent/port/host.h"
#include "platforms/unit.h"
#include "platforms/unit_sysv.h"

/* NAME UNIT STATE, where the state is start, maybe, masked, off, or refused.
 * What is stopped right after its start has a job all the same. */
static void
print(const struct unit *u)
{
	size_t i;
	const char *state = u->masked ? "masked" : u->because == NULL ?
	    "off" : u->maybe ? "maybe" : u->broken != NULL ? "refused" :
	    "start";

	for (i = 0; i < u->names.n; i++)
		printf("%s %s %s%s\n", u->names.v[i], u->name, state,
		    u->generated ? " generated" : "");
}

int
main(int argc, char **argv)
{
	struct host h = { .root = ROOT_INIT, .source = SOURCE_ROOT };
	struct pool pool = { .blocks = NULL };
	struct unit_tree t;
	struct unit **units = NULL;
	struct err e = { 0 };
	struct note *d;
	size_t n = 0, i;
	int r;

	if (argc != 2)
		return 64;
	r = root_open(&h.root, argv[1], &e);
	if (r == 0)
		r = unit_tree_open(&h, &pool, &t);
	if (r == 0)
		r = unit_sysv_read(&t);
	if (r == 0)
		r = unit_list(&t, &units, &n);
	for (i = 0; i < n && r == 0; i++)
		print(units[i]);
	for (d = r == 0 ? t.doubts : NULL; d != NULL; d = d->next)
		printf("# %s: %s\n", d->at.path, d->reason);
	root_release(&h.root);
	pool_release(&pool);
	return r == 0 ? 0 : 70;
}
