/* Any text as an inittab. */
#include "platforms/inittab.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct pool pool = { .blocks = NULL };
	struct inittab_line *list = NULL, *l;
	const struct inittab_line *d;
	unsigned last = 0;
	char level;

	if (inittab_parse(&pool, (const char *)data, size, &list) < 0)
		abort();
	d = inittab_default(list);
	level = inittab_level(d);
	/* 's' is 'S'. */
	if (level != 0 && strchr(d->levels, level) == NULL &&
	    (level != 'S' || strchr(d->levels, 's') == NULL))
		abort();
	for (l = list; l != NULL; l = l->next) {
		if (l->line <= last || l->text == NULL || l->command == NULL ||
		    strchr(l->id, ':') != NULL || l->id[0] == '\0' ||
		    strchr(l->levels, ':') != NULL ||
		    strchr(l->action, ':') != NULL)
			abort();
		(void)inittab_at_boot(l, level);
		last = l->line;
	}
	l = list;
	if (l != NULL && strchr(l->command, ' ') == NULL &&
	    strchr(l->command, '\t') == NULL && l->command[0] == '/')
		(void)inittab_runs(list, l->command);
	pool_release(&pool);
	return 0;
}
