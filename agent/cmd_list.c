/* --list-checks: the name and the question of every check. */
#include "agent/commands.h"

#include "agent/base/log.h"
#include "agent/output.h"
#include "checks/check.h"

int
cmd_list(const struct settings *s)
{
	struct buf b = BUF_INIT(65536);
	struct err e = { .code = 0 };
	const struct check *const *c;
	int status;

	for (c = checks; *c != NULL; c++)
		buf_addf(&b, "%-24s %s\n", (*c)->name, (*c)->title);
	status = output_write(s->output, &b, &e);
	if (status != 0)
		log_error("%s", e.text);
	buf_release(&b);
	return status;
}
