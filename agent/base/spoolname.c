/* What the two sides of the spool agree on: places and names. */
#include "agent/base/spoolname.h"

#include <stdio.h>
#include <string.h>

#include "agent/base/num.h"

#define DIGITS 16

static const struct {
	const char *ending;
	enum spool_kind kind;
} endings[] = {
	{ ".report", SPOOL_CHANGE },
	{ ".heartbeat", SPOOL_HEARTBEAT },
};

void
spool_name(char name[SPOOL_NAME], long long sequence, enum spool_kind kind)
{
	snprintf(name, SPOOL_NAME, "%0*lld%s", DIGITS, sequence,
	    endings[kind == SPOOL_HEARTBEAT].ending);
}

enum spool_kind
spool_parse(const char *name, long long *sequence)
{
	size_t i;

	if (strspn(name, "0123456789") != DIGITS ||
	    num_parse(name, DIGITS, 1, SPOOL_MAX_SEQUENCE, sequence) < 0)
		return SPOOL_NONE;
	for (i = 0; i < sizeof(endings) / sizeof(endings[0]); i++)
		if (strcmp(name + DIGITS, endings[i].ending) == 0)
			return endings[i].kind;
	return SPOOL_NONE;
}
