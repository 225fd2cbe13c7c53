/* No text upsets the reader of maillog. */
#include "agent/model/maillog.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct pool p = { 0 };
	struct maillog_line l;
	struct strv files = { 0 };

	maillog_parse((const char *)data, size, 1795338000, &l);
	maillog_files(&p, (const char *)data, size, &files);
	pool_release(&p);
	return 0;
}
