/* Any main.cf and master.cf, split at the first NUL: no fault, no hang, and
 * lists that hold what they promise. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "agent/model/pf_master.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check_main(struct pool *p, const struct pf_main *m)
{
	const struct pf_setting *s;
	struct pf_value v;
	unsigned last = 0;

	for (s = m->settings; s != NULL; last = s->last, s = s->next) {
		if (s->line <= last || s->last < s->line ||
		    s->name[0] == '\0' || strchr(s->name, '=') != NULL)
			abort();
		if (pf_main_value(p, m, s->name, &v) < 0 || v.text == NULL)
			abort();
		if (pf_main_find(m, s->name) == NULL)
			abort();
	}
}

static void
check_master(struct pool *p, const struct pf_main *m,
    const struct pf_master *master)
{
	struct smcf_listener *l = NULL;
	const struct pf_service *s;
	struct pf_doubt d;
	unsigned last = 0;

	for (s = master->services; s != NULL; last = s->last, s = s->next)
		if (s->line <= last || s->command == NULL ||
		    s->fields[4] == NULL)
			abort();
	if (pf_listeners(p, m, master, &l, &d) < 0)
		abort();
	if (d.state != PF_KNOWN && (l != NULL || d.why == NULL ||
	    d.file == NULL))
		abort();
	for (; l != NULL; l = l->next)
		if (l->family == NULL || l->port[0] == '\0' || l->line == 0)
			abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct pool p = { .blocks = NULL };
	const char *text = (const char *)data, *nul;
	struct pf_master master;
	struct pf_main m;
	size_t n = size;

	nul = size == 0 ? NULL : memchr(text, '\0', size);
	if (nul != NULL)
		n = (size_t)(nul - text);
	if (pf_main_parse(&p, text, n, &m) < 0 ||
	    pf_master_parse(&p, text + n, size - n, &master) < 0)
		abort();
	m.host = "relay1";
	check_main(&p, &m);
	check_master(&p, &m, &master);
	pool_release(&p);
	return 0;
}
