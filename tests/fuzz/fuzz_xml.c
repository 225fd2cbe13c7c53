/* XML on any text: what is opened is closed, in order, on rising lines. */
#include "agent/base/xml.h"

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *open[XML_MAX_DEPTH], *text = (const char *)data;
	struct pool p = { 0 };
	struct xml_event e;
	struct xml x;
	unsigned depth = 0, line = 0;
	int r;

	xml_init(&x, &p, text == NULL ? "" : text, size);
	while ((r = xml_next(&x, &e)) > 0) {
		if (e.line < line)
			abort();
		line = e.line;
		if (e.kind == XML_OPEN) {
			if (depth == XML_MAX_DEPTH || e.name[0] == '\0')
				abort();
			open[depth++] = e.name;
		} else if (e.kind == XML_CLOSE) {
			if (depth == 0 || strcmp(open[--depth], e.name) != 0)
				abort();
		} else if (depth == 0 || e.text == NULL) {
			abort();
		}
	}
	if (r != 0 && r != -EINVAL)
		abort();
	if (r == 0 && depth != 0)
		abort();
	pool_release(&p);
	return 0;
}
