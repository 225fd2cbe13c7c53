/* Names: the last component of a path, and lists of them. */
#include "agent/base/name.h"

#include <stddef.h>
#include <string.h>

const char *
name_of(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash == NULL ? path : slash + 1;
}

bool
name_in(const char *const *list, const char *name)
{
	for (; *list != NULL; list++)
		if (**list == *name && strcmp(*list, name) == 0)
			return true;
	return false;
}
