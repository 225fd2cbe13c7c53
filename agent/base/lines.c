/* Walks the lines of a text that is in memory. */
#include "agent/base/lines.h"

#include <string.h>

void
lines_init(struct lines *l, const char *text, size_t len)
{
	/* NULL + 0 is not defined in C. */
	*l = (struct lines){
		.next = text, .end = len == 0 ? text : text + len,
	};
}

bool
lines_next(struct lines *l)
{
	const char *nl;

	if (l->next == l->end)
		return false;
	l->line = l->next;
	l->number++;
	nl = memchr(l->line, '\n', (size_t)(l->end - l->line));
	l->len = (size_t)((nl == NULL ? l->end : nl) - l->line);
	l->next = nl == NULL ? l->end : nl + 1;
	if (nl != NULL && l->len > 0 && l->line[l->len - 1] == '\r')
		l->len--;
	return true;
}

bool
lines_find(const char *text, size_t len, unsigned n, struct lines *ret)
{
	lines_init(ret, text, len);
	while (lines_next(ret))
		if (ret->number == n)
			return true;
	return false;
}
