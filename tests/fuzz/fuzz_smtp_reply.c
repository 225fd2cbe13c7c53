/* No bytes upset the reader of smtp_reply. */
#include "probe/smtp_reply.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct smtp_reply r = { 0 };
	size_t used;

	while (size > 0 && smtp_reply_feed(&r, (const char *)data, size,
	    &used) > 0) {
		data += used;
		size -= used;
		r = (struct smtp_reply){ 0 };
	}
	return 0;
}
