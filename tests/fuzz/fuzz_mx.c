/* No bytes upset the readers of answers of the DNS. */
#include "probe/mx.h"

#include <stdint.h>

#include "probe/blacklist.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct pool p = { 0 };
	struct mx_answer a;
	char code[16];

	mx_parse(&p, data, size, &a);
	blacklist_parse(data, size, code);
	pool_release(&p);
	return 0;
}
