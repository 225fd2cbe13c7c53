/* Any text as an environment file; without a comment that ends in a
 * backslash both ways of reading it agree. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "agent/base/buf.h"
#include "platforms/unit_text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int
on_line(void *arg, const struct unit_line *l)
{
	/* A line that begins with "=" has it in its name, as systemd has. */
	if (l->last < l->line || l->key[0] == '\0' ||
	    strchr(l->key + 1, '=') != NULL)
		abort();
	return buf_addf(arg, "%u %s=%s\n", l->line, l->key, l->value);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct buf a = BUF_INIT((size_t)1 << 22), b = a;
	const char *text = (const char *)data;
	int r, s;

	r = unit_text_environment(text, size, false, on_line, &a);
	s = unit_text_environment(text, size, true, on_line, &b);
	if (r != s)
		abort();
	if (memchr(text, '\\', size) == NULL &&
	    (a.len != b.len ||
	    (a.len > 0 && memcmp(a.p, b.p, a.len) != 0)))
		abort();
	buf_release(&a);
	buf_release(&b);
	return 0;
}
