/* The forms in which a run can be shown. */
#include "agent/format.h"

#include <string.h>

const struct format *const formats[] = {
	&format_text,
	&format_json,
	&format_sh,
	&format_nagios,
	&format_prometheus,
	&format_sarif,
	&format_junit,
	NULL,
};

const struct format *
format_find(const char *name)
{
	const struct format *const *f;

	for (f = formats; *f != NULL; f++)
		if (strcmp((*f)->name, name) == 0)
			return *f;
	return NULL;
}
