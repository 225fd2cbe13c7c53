/* Which boot of the host this is. */
#include "agent/run/boot_id.h"

#include <string.h>

const char *
boot_id(const struct host *h, struct pool *p)
{
	struct buf b = BUF_INIT(256);
	const char *id = NULL;
	size_t len;

	if (h->source != SOURCE_LIVE)
		return NULL;
	if (root_read(&h->root, "/proc/sys/kernel/random/boot_id", &b, NULL,
	    NULL) == 0 && b.len > 0) {
		len = strcspn(b.p, "\n");
		if (len > 0)
			id = pool_strndup(p, b.p, len);
	}
	buf_release(&b);
	return id;
}
