/* No text upsets the reader of aliases. */
#include "agent/model/aliases.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct pool p = { 0 };
	struct alias *a = NULL;
	const struct strv own = { 0 };

	if (aliases_parse(&p, (const char *)data, size, &a) == 0)
		for (; a != NULL; a = a->next)
			aliases_end(a->target, &own);
	aliases_list(&p, (const char *)data, size, &a);
	pool_release(&p);
	return 0;
}
