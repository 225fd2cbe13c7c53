/* Any text as a unit's name, and any other with specifiers. */
#include "platforms/unit_name.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check_name(struct pool *pool, const char *text)
{
	const bool valid = unit_name_valid(text);
	struct unit_name n;
	const char *t;
	size_t steps = 0;

	if ((unit_name_split(pool, text, &n) == 0) != valid)
		abort();
	if (valid && (strcmp(n.full, text) != 0 ||
	    (n.template && n.has_instance) ||
	    (n.instance[0] != '\0') != n.has_instance))
		abort();
	t = unit_name_template(pool, text);
	if ((t != NULL) != (valid && n.has_instance) ||
	    (t != NULL && !unit_name_valid(t)))
		abort();
	/* Each step leaves out a dash, so that there is an end. */
	for (t = text; (t = unit_name_chop(pool, t)) != NULL; steps++)
		if (!unit_name_valid(t) || steps > 255)
			abort();
	t = unit_name_mangle(pool, text);
	if (t == NULL || (valid && strcmp(t, text) != 0))
		abort();
}

/* The name, then the text, a NUL between. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct host host = { .root = { .fd = -1 } };
	const char *nul = size > 0 ? memchr(data, '\0', size) : NULL;
	const size_t len = nul == NULL ? size :
	    (size_t)(nul - (const char *)data);
	struct pool pool = { .blocks = NULL };
	struct unit_text out;
	const char *name, *text;
	struct err e;

	if (host.root.fd < 0 && root_open(&host.root, "/proc/self/fdinfo",
	    &e) < 0)
		abort();
	name = pool_strndup(&pool, (const char *)data, len);
	text = nul == NULL ? name : pool_strndup(&pool, nul + 1,
	    size - len - 1);
	if (name == NULL || text == NULL)
		abort();
	check_name(&pool, name);
	if (unit_specify(&host, &pool, name, "/etc/systemd/system/x.service",
	    text, &out) < 0)
		abort();
	if (out.text == NULL || (out.gap != WORD_KNOWN && out.reason == NULL))
		abort();
	/* What has no specifier stays. */
	if (strchr(text, '%') == NULL && (out.gap != WORD_KNOWN ||
	    strcmp(out.text, text) != 0))
		abort();
	pool_release(&pool);
	return 0;
}
