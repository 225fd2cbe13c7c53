/* Login records by getutxent(3). */
#include "agent/port/logins.h"

#include <string.h>
#include <utmpx.h>

/* A member of fixed length, which need not end in a NUL. */
static void
copy(char *to, size_t size, const char *from, size_t len)
{
	size_t n = strnlen(from, len < size - 1 ? len : size - 1);

	memcpy(to, from, n);
	to[n] = '\0';
}

void
logins_each(logins_fn *fn, void *arg)
{
	const struct utmpx *u;
	char user[256], line[256];

	setutxent();
	while ((u = getutxent()) != NULL) {
		if (u->ut_type != USER_PROCESS)
			continue;
		copy(user, sizeof(user), u->ut_user, sizeof(u->ut_user));
		copy(line, sizeof(line), u->ut_line, sizeof(u->ut_line));
		if (user[0] != '\0')
			fn(arg, user, line);
	}
	endutxent();
}
