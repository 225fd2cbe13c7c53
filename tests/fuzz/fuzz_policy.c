/* Fuzzes the policy file: any text is read or refused with a line. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "agent/model/policy.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

static bool
known(const char *check)
{
	return strcmp(check, "smtp-listener") == 0;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	struct err e = { .code = 0 };
	struct exemption *x;
	struct policy p;

	policy_init(&p);
	if (policy_parse(&p, "p", (const char *)data, len, known, &e) == 0) {
		policy_seal(&p);
		if (strlen(p.digest) != 64 || p.queue_interval < 60 ||
		    p.mode > MODE_OBSERVE)
			abort();
		for (x = p.exemptions; x != NULL; x = x->next)
			exemption_flaw(&p.pool, x, 1795000000);
		policy_allows(&p, "192.0.2.25", 25);
	} else if (strncmp(e.text, "p:", 2) != 0 ||
	    strchr(e.text, '\n') != NULL) {
		abort();
	}
	policy_release(&p);
	return 0;
}
