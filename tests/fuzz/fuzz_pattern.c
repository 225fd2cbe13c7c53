/* Patterns of any bytes end soon, and stay inside their text. */
#include "agent/base/pattern.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *text = (const char *)data;
	size_t plen;

	if (size < 1)
		return 0;
	plen = data[0] < size - 1 ? data[0] : size - 1;
	text++;
	pattern_match(text, plen, text + plen, size - 1 - plen);
	/* Without wildcard and backslash it matches itself alone. */
	if (plen == 0 || pattern_has_wildcard(text, plen) ||
	    memchr(text, '\\', plen) != NULL)
		return 0;
	if (!pattern_match(text, plen, text, plen) ||
	    pattern_match(text, plen, text, plen - 1))
		abort();
	return 0;
}
