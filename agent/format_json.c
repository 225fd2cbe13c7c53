/* A run as JSON. */
#include "agent/format.h"

static void
write_json(const struct report *r, const struct look *look, struct buf *out)
{
	(void)look;
	report_json(r, out);
}

const struct format format_json = {
	.name = "json",
	.write = write_json,
};
