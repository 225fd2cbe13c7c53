/* The last good state: what is read back is written as it was. */
#include <assert.h>
#include <stdint.h>
#include <string.h>

#include "agent/run/good_state.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Of a link that leads nowhere known it cannot be said that it is the same. */
static int
differs(void *arg, const struct shot *a, const struct shot *b)
{
	assert(a != NULL && b != NULL && S_ISLNK(a->mode) &&
	    a->target == NULL && b->target == NULL);
	return 0;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct buf b = BUF_INIT((size_t)4 << 20);
	struct good_state g, again;

	if (good_state_parse((const char *)data, size, "b", &g) < 0)
		return 0;
	assert(good_state_write(&g, "b", &b) == 0);
	assert(good_state_parse(b.p, b.len, "b", &again) == 0);
	assert(again.when == g.when && again.files.n == g.files.n);
	assert(snapshot_compare(&g.files, &again.files, differs, NULL) == 0);
	good_state_release(&again);
	good_state_release(&g);
	buf_release(&b);
	return 0;
}
