/* No line of a mail log upsets its reader. */
#include "agent/model/mailtrace.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct mailtrace t = { .message = "m@h" };
	const char *p = (const char *)data, *lf;
	size_t n;

	for (; size > 0; p += n, size -= n) {
		lf = memchr(p, '\n', size);
		n = lf == NULL ? size : (size_t)(lf - p) + 1;
		mailtrace_line(&t, p, lf == NULL ? n : n - 1);
	}
	if (t.n_ids > MAILTRACE_IDS || strlen(t.last) >= sizeof(t.last) ||
	    (t.n_ids == 0 && t.ended > 0))
		abort();
	return 0;
}
