/* Any text as an ExecStart= value with any value of a variable. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "platforms/unit_exec.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *nul = size > 0 ? memchr(data, '\0', size) : NULL;
	size_t len = nul == NULL ? size : (size_t)(nul - (const char *)data);
	struct pool pool = { .blocks = NULL };
	struct host host = { .root = ROOT_INIT };
	struct unit_tree tree = { .host = &host, .pool = &pool };
	struct unit_value v = { .section = "Service", .key = "ExecStart",
		.at = { .path = "/x", .line = 1, .text = "x" } };
	struct unit unit = { .name = "a-b@c.service", .values = &v };
	struct unit_var var = { .name = "A", .at = v.at };
	struct unit_env env = { .vars = &var };
	struct unit_command *c = NULL;
	const char *broken;

	/* Up to the first NUL the line, behind it the variable. */
	v.value = pool_strndup(&pool, (const char *)data, len);
	var.value = nul == NULL ? "" :
	    pool_strndup(&pool, nul + 1, size - len - 1);
	if (v.value != NULL && var.value != NULL &&
	    unit_exec(&tree, &unit, &env, "ExecStart", &c, &broken) == 0)
		for (; c != NULL; c = c->next)
			/* Only an argv[0] that is a variable can be none. */
			if (c->program == NULL || (c->words.n == 0 &&
			    !c->own_argv0 && c->program[0] != '$'))
				abort();
	pool_release(&pool);
	return 0;
}
