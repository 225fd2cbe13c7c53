/* --explain CHECK: what a check asks, and why. */
#include "agent/commands.h"

#include <string.h>

#include "agent/base/log.h"
#include "agent/output.h"
#include "agent/text.h"
#include "checks/check.h"

/* One paragraph of the explanation; what follows its blank line. */
static const char *
write_paragraph(struct buf *b, const char *text, unsigned columns)
{
	const char *end = strstr(text, "\n\n");
	size_t len = end != NULL ? (size_t)(end - text) : strlen(text);
	struct buf one = BUF_INIT(65536);

	buf_add(&one, text, len);
	buf_addc(b, '\n');
	text_wrap(b, one.len > 0 ? one.p : "", 0, 0, columns);
	buf_release(&one);
	return end != NULL ? end + 2 : NULL;
}

int
cmd_explain(const struct settings *s)
{
	const struct check *c = check_find(s->argument);
	struct buf b = BUF_INIT(65536);
	struct err e = { .code = 0 };
	const char *text;
	struct look look;
	int status;

	if (c == NULL) {
		log_error("%s: no such check (see --list-checks)",
		    s->argument);
		return EXIT_USAGE;
	}
	output_look(s->output, &look);
	buf_addf(&b, "%s: %s\nseverity: %s\n", c->name, c->title,
	    severity_name(c->severity));
	for (text = c->explain; text != NULL;)
		text = write_paragraph(&b, text, look.columns);
	status = output_write(s->output, &b, &e);
	if (status != 0)
		log_error("%s", e.text);
	buf_release(&b);
	return status;
}
