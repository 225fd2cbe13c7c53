/* POSIX.1-2008 without its XSI part has no login records. */
#include "agent/port/logins.h"

void
logins_each(logins_fn *fn, void *arg)
{
	(void)fn;
	(void)arg;
}
