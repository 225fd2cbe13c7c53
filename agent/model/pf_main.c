/* Postfix's main.cf, read as Postfix does (postconf(5)). */
#include "agent/model/pf_main.h"

#include <errno.h>
#include <string.h>

#include "agent/base/buf.h"
#include "agent/model/pf_text.h"

void
pf_lines_init(struct pf_lines *l, const char *text, size_t len)
{
	*l = (struct pf_lines){ .at = text, .end = text + len };
}

/* Comments and lines of white space are as if they were not there. */
static bool
is_empty(const char *from, const char *to)
{
	while (from < to && pf_is_space(*from))
		from++;
	return from == to || *from == '#';
}

/* One logical line, which may begin with white space. 1, 0, -ENOMEM. */
static int
next_logical(struct pool *p, struct pf_lines *l, struct pf_line *ret)
{
	struct buf b = BUF_INIT((size_t)4 << 20);
	const char *lf, *to;
	struct pf_line one = { .line = 0 };

	while (l->at < l->end) {
		lf = memchr(l->at, '\n', (size_t)(l->end - l->at));
		to = lf == NULL ? l->end : lf;
		l->number++;
		if (!is_empty(l->at, to)) {
			buf_add(&b, l->at, (size_t)(to - l->at));
			one.line = one.line == 0 ? l->number : one.line;
			one.last = l->number;
		}
		l->at = lf == NULL ? l->end : lf + 1;
		if (one.line != 0 && l->at < l->end && *l->at != '#' &&
		    !pf_is_space(*l->at))
			break;
	}
	/* What stands behind a NUL is not seen by Postfix. */
	one.text = one.line == 0 || b.failed ? NULL :
	    pool_strndup(p, b.p, b.len);
	buf_release(&b);
	if (one.line == 0)
		return 0;
	if (one.text == NULL)
		return -ENOMEM;
	*ret = one;
	return 1;
}

int
pf_lines_next(struct pool *p, struct pf_lines *l, struct pf_line *ret)
{
	int r;

	while ((r = next_logical(p, l, ret)) > 0 && pf_is_space(*ret->text))
		;
	return r;
}

int
pf_setting_split(struct pool *p, const char *text, const char **name,
    const char **value)
{
	const char *from = text + pf_spaces(text), *end = from, *eq;
	const char *n, *v;
	size_t len;

	while (*end != '\0' && !pf_is_space(*end) && *end != '=')
		end++;
	eq = end + pf_spaces(end);
	if (end == from || *eq != '=')
		return -EINVAL;
	eq++;
	eq += pf_spaces(eq);
	for (len = strlen(eq); len > 0 && pf_is_space(eq[len - 1]); len--)
		;
	n = pool_strndup(p, from, (size_t)(end - from));
	v = pool_strndup(p, eq, len);
	if (n == NULL || v == NULL)
		return -ENOMEM;
	*name = n;
	*value = v;
	return 0;
}

int
pf_main_parse(struct pool *p, const char *text, size_t len,
    struct pf_main *ret)
{
	struct pf_main m = { .settings = NULL };
	struct pf_setting **end = &m.settings, *s;
	struct pf_lines l;
	struct pf_line one;
	int r;

	pf_lines_init(&l, text, len);
	while (m.bad_line == 0 && (r = pf_lines_next(p, &l, &one)) != 0) {
		if (r < 0)
			return r;
		s = pool_alloc(p, sizeof(*s));
		if (s == NULL)
			return -ENOMEM;
		s->line = one.line;
		s->last = one.last;
		r = pf_setting_split(p, one.text, &s->name, &s->value);
		if (r == -ENOMEM)
			return r;
		if (r < 0) {
			m.bad_line = one.line;
		} else {
			*end = s;
			end = &s->next;
		}
	}
	*ret = m;
	return 0;
}

const struct pf_setting *
pf_main_find(const struct pf_main *m, const char *name)
{
	const struct pf_setting *s, *found = NULL;

	for (s = m->settings; s != NULL; s = s->next)
		if (strcmp(s->name, name) == 0)
			found = s;
	return found;
}

const char *
pf_word(struct pool *p, const char **list)
{
	const char *from = *list, *to;

	from += strspn(from, ", \t\r\n");
	to = from + strcspn(from, ", \t\r\n");
	*list = to;
	return to == from ? NULL : pool_strndup(p, from, (size_t)(to - from));
}
