/* Replaces specifiers under all names that a unit has. */
#include "platforms/unit_specify.h"

#include <errno.h>
#include <string.h>

/* The beginning that both have. */
static int
join(struct pool *pool, struct unit_text *a, const struct unit_text *b)
{
	size_t n = 0;

	if (a->gap == b->gap && strcmp(a->text, b->text) == 0)
		return 0;
	while (a->text[n] != '\0' && a->text[n] == b->text[n])
		n++;
	a->text = pool_strndup(pool, a->text, n);
	a->gap = WORD_TAIL;
	a->refused = a->refused || b->refused;
	a->reason = "by which of its names the unit is loaded is not known";
	return a->text == NULL ? -ENOMEM : 0;
}

int
unit_specify_at(const struct unit_tree *t, const struct unit *u,
    const struct place *at, const char *text, struct unit_text *ret)
{
	const bool own = u->path == NULL || at->path == NULL ||
	    strcmp(at->path, u->path) != 0 ||
	    (t->version > 0 && t->version < 240);
	struct unit_text out, other;
	size_t i;
	int r;

	r = unit_specify(t->host, t->pool, u->name, u->path, text, &out);
	if (!own && strchr(text, '%') != NULL)
		for (i = 0; i < u->names.n && r == 0; i++) {
			r = unit_specify(t->host, t->pool, u->names.v[i],
			    u->path, text, &other);
			if (r == 0)
				r = join(t->pool, &out, &other);
		}
	if (r == 0)
		*ret = out;
	return r;
}
