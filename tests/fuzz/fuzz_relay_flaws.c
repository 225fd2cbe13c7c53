/* Any sendmail.mc, sendmail.cf, relay-domains, access, local-host-names or
 * table of trusted hosts: no fault, and places that are in the text. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "agent/model/cf_flaw.h"
#include "agent/model/known_holes.h"
#include "agent/model/relay_entry.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check_list(const struct relay_flaw *f, const char *text, size_t len)
{
	struct lines l;

	for (; f != NULL; f = f->next) {
		if (f->why == NULL || relay_flaw_name(f->kind) == NULL ||
		    strcmp(f->at.path, "/f") != 0 ||
		    !lines_find(text, len, f->at.line, &l))
			abort();
		/* Up to the first NUL. */
		if (strncmp(f->at.text, l.line, strlen(f->at.text)) != 0)
			abort();
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *text = size > 0 ? (const char *)data + 1 : "";
	struct pool p = { .blocks = NULL };
	struct relay_flaw *list = NULL;
	size_t len = size > 0 ? size - 1 : 0;
	struct smcf cf;
	int r = 0;

	switch (size > 0 ? data[0] % 7 : 0) {
	case 0:
		r = relay_flaws_mc(&p, "/f", text, len, &list);
		break;
	case 1:
		r = relay_entries_domains(&p, "/f", text, len, &list);
		break;
	case 2:
		r = relay_entries_access(&p, "/f", text, len, &list);
		break;
	case 3:
		r = relay_entries_names(&p, "/f", text, len, &list);
		break;
	case 4:
		r = relay_entries_trusted(&p, "/f", text, len, &list);
		break;
	case 5:
		(void)dpkg_version(&p, text, len, "sendmail-bin");
		break;
	default:
		if (smcf_parse(&p, text, len, &cf, NULL) == 0)
			r = cf_flaws(&p, "/f", text, len, &cf, "8.12.10",
			    &list);
	}
	if (r != 0)
		abort();
	check_list(list, text, len);
	pool_release(&p);
	return 0;
}
