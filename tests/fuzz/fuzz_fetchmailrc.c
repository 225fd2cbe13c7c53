/* No text upsets the reader of fetchmailrc. */
#include "agent/model/fetchmailrc.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct pool p = { 0 };
	struct fetchmail_poll *l = NULL;
	size_t i, len;

	if (fetchmailrc_parse(&p, (const char *)data, size, &l) == 0)
		for (; l != NULL; l = l->next)
			for (i = 0; i < l->hosts.n; i++)
				fetchmailrc_port(l->hosts.v[i], &len);
	pool_release(&p);
	return 0;
}
