/* Any text as a crontab, with and without a column for users. */
#include "platforms/cron_table.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* No schedule of crontab(5) comes less often than the 29th of February. */
#define LONGEST (8L * 366 * 86400)

static void
parse(const uint8_t *data, size_t size, bool user_field)
{
	struct pool pool = { .blocks = NULL };
	struct cron_line *list = NULL, *l;
	unsigned last = 0;
	size_t i;

	if (cron_parse(&pool, (const char *)data, size, user_field,
	    &list) < 0)
		abort();
	for (l = list; l != NULL; l = l->next) {
		if (l->line <= last || l->text == NULL || l->command == NULL ||
		    (l->user != NULL) != user_field ||
		    strchr(l->text, '\n') != NULL)
			abort();
		if (l->reboot ? l->every != 0 : l->every < 60 ||
		    l->every > LONGEST)
			abort();
		for (i = 0; i < l->env.n; i++)
			if (strchr(l->env.v[i], '=') == NULL ||
			    l->env.v[i][0] == '=')
				abort();
		last = l->line;
	}
	pool_release(&pool);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	parse(data, size, false);
	parse(data, size, true);
	return 0;
}
