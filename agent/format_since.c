/* What changed since the last good state, for people. */
#include "agent/format_since.h"

#include "agent/model/report.h"
#include "agent/text.h"

/* More files than this are counted. */
#define MAX_FILES 8

static void
write_files(const struct since *s, const struct look *look, struct buf *b)
{
	struct buf line = BUF_INIT(65536);
	const struct since_file *f;
	unsigned more = s->more, shown = 0;
	char when[32];

	time_words(s->good, when);
	buf_addf(&line, "changed since %s:", when);
	for (f = s->files; f != NULL; f = f->next) {
		if (shown == MAX_FILES) {
			more++;
			continue;
		}
		buf_addf(&line, "%s %s (%s)", shown > 0 ? "," : "", f->path,
		    since_kind_name(f->kind));
		shown++;
	}
	if (shown == 0)
		buf_adds(&line, " no file");
	if (more > 0)
		buf_addf(&line, " and %u more", more);
	text_wrap(b, line.failed ? "changed" : line.p, 0, 2, look->columns);
	buf_release(&line);
}

static void
write_packages(const struct since *s, const struct look *look, struct buf *b)
{
	struct buf line = BUF_INIT(65536);
	const struct since_package *p;

	for (p = s->packages; p != NULL; p = p->next)
		buf_addf(&line, "%s %s%s%s (%s)", line.len > 0 ? "," :
		    "packages meanwhile:", p->name,
		    p->version != NULL ? " " : "",
		    p->version != NULL ? p->version : "", p->action);
	if (line.len > 0)
		text_wrap(b, line.p, 0, 2, look->columns);
	buf_release(&line);
}

static void
write_people(const struct since *s, const struct look *look, struct buf *b)
{
	struct buf line = BUF_INIT(65536);
	const struct since_login *l;

	for (l = s->logins; l != NULL; l = l->next)
		buf_addf(&line, "%s %s (%s)", line.len > 0 ? "," :
		    "logged in:", l->user, l->line);
	if (line.len > 0)
		text_wrap(b, line.p, 0, 2, look->columns);
	buf_release(&line);
}

void
since_text(struct since *s, const struct look *look, struct buf *b)
{
	const char *by;

	if (s == NULL)
		return;
	by = since_by(s);
	buf_adds(b, "re-enabled by: ");
	text_wrap(b, s->good == 0 ? "unknown; it was not seen in its mode" :
	    by != NULL ? by : "unknown", 15, 2, look->columns);
	if (s->good == 0)
		return;
	write_files(s, look, b);
	write_packages(s, look, b);
	write_people(s, look, b);
}
