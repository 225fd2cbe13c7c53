/* What the readers of Postfix's files share. */
#ifndef HM_PF_TEXT_H
#define HM_PF_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "agent/base/pool.h"

/* White space as the C locale has it, whatever the locale. */
static inline bool
pf_is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static inline size_t
pf_spaces(const char *text)
{
	size_t n = 0;

	while (pf_is_space(text[n]))
		n++;
	return n;
}

/* "name = value" in the pool, without the white space around either. -EINVAL:
 * no name, or no "="; 0 or -ENOMEM. */
int pf_setting_split(struct pool *, const char *text, const char **name,
    const char **value);

#endif
