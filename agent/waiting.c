/* Waiting for this host's turn in the hour. */
#include "agent/waiting.h"

#include <errno.h>
#include <string.h>
#include <time.h>

#include "agent/base/splay.h"
#include "agent/port/host.h"

int
waiting_splay(long span, struct err *e)
{
	struct host h = { .root = ROOT_INIT, .sock = &sock_port };
	struct pool pool = { .blocks = NULL };
	struct buf id = BUF_INIT(4096);
	struct timespec t = { .tv_sec = 0 };
	const char *name = NULL;
	int r = root_open(&h.root, "/", e);

	if (r == 0) {
		/* A host without one, or without a name, has the other. */
		root_read(&h.root, "/etc/machine-id", &id, NULL, NULL);
		h.sock->name(&h, &pool, &name, NULL);
		t.tv_sec = (time_t)splay_offset(id.len > 0 ? id.p : NULL,
		    name, (unsigned)span);
	}
	buf_release(&id);
	pool_release(&pool);
	root_release(&h.root);
	while (r == 0 && nanosleep(&t, &t) < 0)
		if (errno != EINTR)
			r = err_set(e, errno, "--splay: %s", strerror(errno));
	return r;
}
