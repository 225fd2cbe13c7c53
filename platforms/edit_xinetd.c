/* A service of xinetd: its attributes between the braces. */
#include <ctype.h>
#include <errno.h>
#include <string.h>

#include "platforms/edit_file.h"

/* The name of an attribute, and what it is set to. */
struct attribute {
	size_t name, name_end, value, value_end;
};

static bool
read_attribute(const struct edit_file *f, const struct edit_line *l,
    struct attribute *a)
{
	size_t i = l->from;

	while (i < l->to && isspace((unsigned char)f->text[i]))
		i++;
	a->name = i;
	while (i < l->to && (isalnum((unsigned char)f->text[i]) ||
	    f->text[i] == '_'))
		i++;
	a->name_end = i;
	while (i < l->to && isspace((unsigned char)f->text[i]))
		i++;
	if (a->name == a->name_end || i == l->to || f->text[i] != '=')
		return false;
	for (i++; i < l->to && isspace((unsigned char)f->text[i]); i++)
		;
	a->value = i;
	a->value_end = l->to;
	while (a->value_end > i &&
	    isspace((unsigned char)f->text[a->value_end - 1]))
		a->value_end--;
	return true;
}

static bool
has(const struct edit_file *f, const struct edit_line *l, char c)
{
	size_t i = l->from;

	while (i < l->to && isspace((unsigned char)f->text[i]))
		i++;
	return i < l->to && f->text[i] != '#' &&
	    memchr(f->text + i, c, l->to - i) != NULL;
}

static bool
is_name(const struct edit_file *f, const struct attribute *a,
    const char *name)
{
	return a->name_end - a->name == strlen(name) &&
	    memcmp(f->text + a->name, name, a->name_end - a->name) == 0;
}

/* Set an attribute of the service in which the starter's line stands: the
 * value that is there, or a new line behind the brace, as chkconfig does
 * for "disable" (xinetd.conf(5)). */
static int
set(struct edit_job *j, const char *name, const char *other,
    const char *value, struct err *e)
{
	const struct place *at = &j->starter->at;
	struct attribute a;
	struct edit_file f;
	struct edit_line l, open = { 0 };
	const char *line;
	unsigned n;
	int r;

	if (j->turn > 0 || at->path == NULL)
		return 0;
	r = edit_open(j, at->path, &f, e);
	if (r <= 0)
		return r;
	for (n = at->line; n > 0 && edit_find(&f, n, &l); n--)
		if (has(&f, &l, '{'))
			break;
	if (n == 0 || !edit_find(&f, n, &l))
		return 0;
	open = l;
	while (edit_find(&f, ++n, &l) && !has(&f, &l, '}'))
		if (read_attribute(&f, &l, &a) && (is_name(&f, &a, name) ||
		    (other != NULL && is_name(&f, &a, other))))
			return edit_span(j, &f, a.value, a.value_end, value,
			    e);
	line = pool_printf(&j->plan->pool, "\t%s = %s%s", name, value,
	    edit_eol(&f));
	return line == NULL ? -ENOMEM :
	    edit_span(j, &f, open.end, open.end, line, e);
}

int
edit_xinetd_off(struct edit_job *j, struct err *e)
{
	return set(j, "disable", NULL, "yes", e);
}

int
edit_xinetd_loopback(struct edit_job *j, struct err *e)
{
	return set(j, "bind", "interface", "127.0.0.1", e);
}
