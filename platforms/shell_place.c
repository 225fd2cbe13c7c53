/* The lines of scripts that values come from. */
#include "platforms/shell_place.h"

#include <stdint.h>
#include <string.h>

#include "agent/base/lines.h"
#include "platforms/shell_state.h"

static bool
has_place(const struct place *list, const struct place *p)
{
	for (; list != NULL; list = list->next)
		if (list->line == p->line && (list->path == p->path ||
		    strcmp(list->path, p->path) == 0))
			return true;
	return false;
}

/* Copy places of `from` to the end of a list: those of the script itself,
 * or those of other files. */
static void
take_places(struct sh *sh, struct place **first, const struct place *from,
    bool own, size_t *n)
{
	struct place **end = first;
	const char *path = NULL;	/* the last that was asked about */
	bool is_own = false;

	while (*end != NULL)
		end = &(*end)->next;
	for (; from != NULL && *n < SH_MAX_PLACES; from = from->next) {
		if (from->path != path)
			is_own = strcmp(from->path, sh->script) == 0;
		path = from->path;
		if (is_own != own || has_place(*first, from))
			continue;
		*end = sh_new(sh, sizeof(**end));
		if (*end == NULL)
			return;
		**end = *from;
		(*end)->next = NULL;
		end = &(*end)->next;
		(*n)++;
	}
}

static const struct place *
join_places(struct sh *sh, const struct place *a, const struct place *b)
{
	const struct place *p;
	struct place *first = NULL;
	size_t n = 0;

	for (p = b; p != NULL && has_place(a, p); p = p->next)
		;
	if (p == NULL)
		return a;
	/* Settings count more than the script's own lines. */
	take_places(sh, &first, a, false, &n);
	take_places(sh, &first, b, false, &n);
	take_places(sh, &first, a, true, &n);
	take_places(sh, &first, b, true, &n);
	return first;
}

/* The variables that a branch set come with the same lists. */
const struct place *
sh_places(struct sh *sh, const struct place *a, const struct place *b)
{
	const uintptr_t h = ((uintptr_t)a >> 4) * 31 + ((uintptr_t)b >> 4);
	struct sh_known_join *known = &sh->joins[h % SH_KNOWN_JOINS];

	if (b == NULL || a == b)
		return a;
	if (a == NULL)
		return b;
	if (known->a != a || known->b != b)
		*known = (struct sh_known_join){ .a = a, .b = b,
			.is = join_places(sh, a, b) };
	return known->is;
}

static void
index_lines(const struct sh_source *source)
{
	uint32_t *start;
	struct lines l;
	unsigned n = 0;

	lines_init(&l, source->text, source->len);
	while (lines_next(&l))
		n++;
	start = pool_alloc(source->pool, n * sizeof(*start));
	if (start == NULL)
		return;
	lines_init(&l, source->text, source->len);
	for (n = 0; lines_next(&l); n++)
		start[n] = (uint32_t)(l.line - source->text);
	*source->lines = (struct sh_lines){ .start = start, .n = n };
}

/* Long scripts are asked for thousands of their lines. */
static bool
find_line(const struct sh_source *source, unsigned line, struct lines *l)
{
	size_t at;

	if (source->lines == NULL || source->len >= UINT32_MAX || line == 0)
		return lines_find(source->text, source->len, line, l);
	if (source->lines->start == NULL)
		index_lines(source);
	if (source->lines->start == NULL || line > source->lines->n)
		return false;
	at = source->lines->start[line - 1];
	lines_init(l, source->text + at, source->len - at);
	return lines_next(l);
}

const struct place *
sh_place(struct sh *sh, const struct sh_source *source, unsigned line)
{
	struct place *p = sh_new(sh, sizeof(*p));
	struct lines l;
	size_t len;

	if (p == NULL)
		return NULL;
	while (source->parent != NULL)
		source = source->parent;
	p->path = source->path;
	p->line = line;
	if (find_line(source, line, &l)) {
		while (l.len > 0 && (*l.line == ' ' || *l.line == '\t')) {
			l.line++;
			l.len--;
		}
		len = l.len < 400 ? l.len : 400;
		while (len > 0 && (l.line[len - 1] == ' ' ||
		    l.line[len - 1] == '\t'))
			len--;
		p->text = sh_copy(sh, l.line, len);
	}
	return p;
}
