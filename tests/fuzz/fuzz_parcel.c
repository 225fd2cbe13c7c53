/* Reports in a file, which anybody can have written. */
#include <assert.h>
#include <stdint.h>
#include <string.h>

#include "agent/base/parcel.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct buf b = BUF_INIT(size + 1);
	struct parcel p;
	size_t at = 0, before;

	for (before = 0; parcel_next((const char *)data, size, &at, &p,
	    NULL) == 1; before = at) {
		/* What is read is what we would write: one form only. */
		assert(at > before && at <= size);
		buf_clear(&b);
		assert(parcel_put(&p, &b) == 0 && b.len == at - before);
		assert(memcmp(b.p, data + before, b.len) == 0);
	}
	assert(at == before);
	buf_release(&b);
	return 0;
}
