/* No bytes upset the reader of mx. */
#include "probe/mx.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct pool p = { 0 };
	struct mx_answer a;

	mx_parse(&p, data, size, &a);
	pool_release(&p);
	return 0;
}
