/* Any text as a unit file: lines in order, in a section, with a key. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "platforms/unit_text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int
on_line(void *arg, const struct unit_line *l)
{
	unsigned *last = arg;

	if (l->line < *last || l->last < l->line || l->section[0] == '\0' ||
	    strchr(l->key, '=') != NULL || strchr(l->value, '\n') != NULL)
		abort();
	*last = l->line;
	return 0;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	unsigned last = 1;

	(void)unit_text_parse((const char *)data, size, on_line, &last);
	return 0;
}
