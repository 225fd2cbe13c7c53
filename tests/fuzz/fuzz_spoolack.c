/* Acknowledgements, which root reads from a stranger, and spooled state. */
#include <assert.h>
#include <stdint.h>
#include <string.h>

#include "agent/base/spoolack.h"
#include "agent/base/spoolname.h"
#include "agent/run/spool_state.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct buf b = BUF_INIT(SPOOLACK_MAX);
	struct spoolack a, again;
	struct spool_state s;
	long long next;

	spoolack_parse(&a, (const char *)data, size);
	assert(a.done >= 0 && a.done <= SPOOL_MAX_FOREIGN);
	assert(a.n <= SPOOLACK_REJECTED);
	spoolack_write(&a, &b);
	assert(!b.failed);
	spoolack_parse(&again, b.p, b.len);
	assert(again.done == a.done && again.n == a.n);
	spool_state_parse(&s, (const char *)data, size);
	next = spool_state_next(&s, 0, a.done, 5);
	assert(next > s.high && next > a.done && next > 0);
	buf_release(&b);
	return 0;
}
