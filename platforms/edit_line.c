/* One line of a table: inetd.conf, inittab, a crontab, a start line. */
#include <errno.h>
#include <string.h>

#include "platforms/edit_file.h"

/* The line of the starter's command; nothing else is looked at. */
static int
open_line(struct edit_job *j, struct edit_file *f, struct edit_line *l,
    struct err *e)
{
	const struct place *at = &j->starter->at;
	int r;

	if (j->turn > 0 || at->path == NULL || at->line == 0 ||
	    edit_is_unit(at->path))
		return 0;
	r = edit_open(j, at->path, f, e);
	if (r <= 0)
		return r;
	return edit_find(f, at->line, l) ? 1 : 0;
}

int
edit_comment(struct edit_job *j, struct err *e)
{
	struct edit_file f;
	struct edit_line l;
	const char *mark = j->recipe->set != NULL ? j->recipe->set : "#";
	int r = open_line(j, &f, &l, e);

	if (r <= 0)
		return r;
	/* A command over several lines would lose its head only. */
	if (l.to > l.from && f.text[l.to - 1] == '\\')
		return 0;
	return edit_span(j, &f, l.from, l.from, mark, e);
}

/* The n-th field between colons. */
static bool
field(const struct edit_file *f, const struct edit_line *l, unsigned n,
    size_t *from, size_t *to)
{
	const char *colon;

	*from = l->from;
	for (;; n--) {
		colon = memchr(f->text + *from, ':', l->to - *from);
		if (colon == NULL)
			return false;
		*to = (size_t)(colon - f->text);
		if (n == 0)
			return true;
		*from = *to + 1;
	}
}

int
edit_inittab_off(struct edit_job *j, struct err *e)
{
	struct edit_file f;
	struct edit_line l;
	size_t from, to;
	int r = open_line(j, &f, &l, e);

	if (r <= 0)
		return r;
	return field(&f, &l, 2, &from, &to) ?
	    edit_span(j, &f, from, to, "off", e) : 0;
}

/* sendmail -q15m goes to the background and its parent ends: what respawns
 * would start it again and again (inittab(5)). */
int
edit_inittab_once(struct edit_job *j, struct err *e)
{
	struct edit_file f;
	struct edit_line l;
	size_t from, to;
	unsigned turn = j->turn;
	int r;

	j->turn = 0;
	r = open_line(j, &f, &l, e);
	j->turn = turn;
	if (r <= 0)
		return r;
	if (!field(&f, &l, 2, &from, &to))
		return 0;
	if (to - from == 7 && memcmp(f.text + from, "respawn", 7) == 0)
		return edit_span(j, &f, from, to, "once", e);
	return 1;
}

/* inetd.conf(5) of Debian's inetds: an address and a colon in front of the
 * service. */
int
edit_inetd_loopback(struct edit_job *j, struct err *e)
{
	struct edit_file f;
	struct edit_line l;
	size_t to;
	int r = open_line(j, &f, &l, e);

	if (r <= 0)
		return r;
	while (l.from < l.to && (f.text[l.from] == ' ' ||
	    f.text[l.from] == '\t'))
		l.from++;
	for (to = l.from; to < l.to && f.text[to] != ' ' &&
	    f.text[to] != '\t'; to++)
		;
	if (memchr(f.text + l.from, ':', to - l.from) == NULL)
		return edit_span(j, &f, l.from, l.from, "127.0.0.1:", e);
	for (to = l.from; f.text[to] != ':'; to++)
		;
	return edit_span(j, &f, l.from, to, "127.0.0.1", e);
}
