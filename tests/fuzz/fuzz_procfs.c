/* The texts below /proc/PID, which a process may choose in part. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "agent/port/procfs.h"

int LLVMFuzzerTestOneInput(const uint8_t *, size_t);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *text = (const char *)data, *unit;
	struct pool pool = { .blocks = NULL };
	struct procfs_stat st;
	char *link;

	if (procfs_stat_parse(text, size, &st) == 0 &&
	    memchr(st.comm, '\0', sizeof(st.comm)) == NULL)
		abort();
	procfs_pid_depth(text, size);
	procfs_socket(text, size);
	unit = procfs_unit(&pool, text, size);
	if (unit != NULL && strchr(unit, '/') != NULL)
		abort();
	link = pool_strndup(&pool, text, size);
	if (link == NULL)
		abort();
	procfs_pid(link);
	procfs_cut_deleted(link);
	pool_release(&pool);
	return 0;
}
