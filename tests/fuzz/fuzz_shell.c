/* The shell evaluator on any text: it ends, and what it says is whole. */
#include "platforms/shell.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool
all(const struct host *host, const struct words *w)
{
	return w->n > 0 && w->v[0].gap == WORD_KNOWN;
}

/* The text is the file /s over an empty folder. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const args[] = { "start", NULL };
	static struct host host = { .root = { .fd = -1 } };
	struct sh_options o = { .args = args };
	struct pool pool = { .failed = false };
	struct sh_result r = { .commands = NULL };
	const struct sh_command *c;
	struct err e;
	size_t i;

	if (size > 16384)
		return 0;
	if (host.root.fd < 0 && root_open(&host.root, "/proc/self/fdinfo",
	    &e) < 0)
		abort();
	if (root_overlay_put(&host.root, "/s", data, size) < 0)
		abort();
	o.wanted = size % 2 == 0 ? all : NULL;
	if (sh_run(&host, "/s", &o, &pool, &r, &e) < 0)
		abort();
	for (c = r.commands; c != NULL; c = c->next) {
		if (c->words.n == 0 || c->at.path == NULL || c->at.line == 0 ||
		    (c->runs == TRI_UNKNOWN && c->reason == NULL))
			abort();
		for (i = 0; i < c->words.n; i++)
			if (strpbrk(c->words.v[i].text, "\001\002\003") !=
			    NULL)
				abort();
	}
	pool_release(&pool);
	return 0;
}
