/* Any cf file: no fault, and lists that hold what they promise. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "agent/model/smcf.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check_lists(const struct smcf *cf)
{
	const struct smcf_option *o;
	const struct smcf_class *c;
	const struct smcf_macro *m;
	unsigned last = 0;

	for (o = cf->options; o != NULL; last = o->line, o = o->next)
		if (o->name == NULL || o->value == NULL || o->line <= last)
			abort();
	for (c = cf->classes; c != NULL; c = c->next)
		if (c->name == NULL || c->line == 0 ||
		    (c->file != NULL && c->members.n > 0))
			abort();
	for (m = cf->macros; m != NULL; m = m->next)
		if (m->name == NULL || m->value == NULL || m->line == 0)
			abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct pool p = { .blocks = NULL };
	struct smcf_listener *l, *each;
	struct smcf cf;

	if (smcf_parse(&p, (const char *)data, size, &cf, NULL) == 0) {
		check_lists(&cf);
		if (smcf_listeners(&p, &cf, NULL, true, &l) < 0)
			abort();
		if (l == NULL)
			abort();
		for (each = l; each != NULL; each = each->next)
			if (each->name == NULL || each->family == NULL ||
			    each->port == NULL || each->modifiers == NULL)
				abort();
		(void)smcf_all_loopback(l);
		(void)smcf_msp_host(&p, &cf);
	}
	pool_release(&p);
	return 0;
}
