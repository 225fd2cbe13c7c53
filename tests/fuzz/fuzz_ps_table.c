/* Lists of processes. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "agent/port/ps_table.h"

int LLVMFuzzerTestOneInput(const uint8_t *, size_t);

static bool
all(const void *arg, const char *exe, const char *comm)
{
	return true;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct ps_text in = { .text = (const char *)data, .len = size,
		.passwd = (const char *)data, .passwd_len = size };
	struct pool pool = { .blocks = NULL };
	struct proc *list = NULL, *p;
	struct ps_seen seen = { .rows = 0 };
	unsigned n = 0;

	if (ps_parse(&in, all, NULL, &pool, &list, &seen) == 0)
		for (p = list; p != NULL; p = p->next) {
			n++;
			if (p->comm == NULL || p->pid < 0 ||
			    (p->next != NULL && p->next->pid <= p->pid))
				abort();
		}
	if (n + seen.unread != seen.rows)
		abort();
	pool_release(&pool);
	return 0;
}
