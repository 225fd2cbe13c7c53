/* Bodies of what probes saw. */
#include "collector/observation.h"

#include <stdlib.h>
#include <string.h>

#include "agent/base/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

/* No store takes anything else. */
static void
expect_text(const char *text, size_t max)
{
	size_t n = text != NULL ? strlen(text) : 0, at = 0, one;

	if (n > max)
		abort();
	for (; at < n; at += one) {
		one = utf8_length(text + at, n - at);
		if (one == 0)
			abort();
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	struct err e = { .code = 0 };
	struct observations o;
	size_t i;

	if (observations_read(&o, (const char *)data, len, 1800000000, &e) ==
	    0)
		for (i = 0; i < o.n; i++) {
			expect_text(o.v[i].greeting, OBSERVATION_TEXT);
			expect_text(o.v[i].reply, OBSERVATION_TEXT + 16);
			expect_text(o.v[i].listed, 2 * OBSERVATION_TEXT);
			expect_text(o.v[i].transcript,
			    OBSERVATION_TRANSCRIPT + OBSERVATION_TEXT + 2);
		}
	observations_release(&o);
	return 0;
}
