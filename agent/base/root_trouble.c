/* Notes the failures to look at files that are no answer. */
#include "agent/base/root_trouble.h"

#include <errno.h>
#include <stdbool.h>
#include <string.h>

#include "agent/base/root.h"

/* A disk that fails has one reason, and a person reads the list. */
#define MOST 32

/* What a tree itself says of a path, and what we refuse of it by rule. */
static bool
is_answer(int code)
{
	static const int answers[] = { ENOENT, ENOTDIR, EISDIR, ELOOP, EMLINK,
		EINVAL, EFBIG, E2BIG, ENAMETOOLONG, ENXIO, EEXIST };
	size_t i;

	for (i = 0; i < sizeof(answers) / sizeof(answers[0]); i++)
		if (code == answers[i])
			return true;
	return false;
}

static bool
is_noted(const struct root_trouble *t, const char *path)
{
	const struct root_trouble_one *one;

	for (one = t->list; one != NULL; one = one->next)
		if (strcmp(one->path, path) == 0)
			return true;
	return false;
}

int
root_trouble_note(const struct root *root, const char *path, int r)
{
	struct root_trouble *t = root->trouble;
	struct root_trouble_one *one;

	if (r >= 0 || t == NULL || is_answer(-r) || is_noted(t, path))
		return r;
	if (t->n == MOST) {
		t->more++;
		return r;
	}
	one = pool_alloc(&t->pool, sizeof(*one));
	if (one == NULL)
		return r;
	one->path = pool_strdup(&t->pool, path);
	one->code = -r;
	if (one->path == NULL)
		return r;
	if (t->list == NULL)
		t->end = &t->list;
	*t->end = one;
	t->end = &one->next;
	t->n++;
	return r;
}

void
root_trouble_release(struct root_trouble *t)
{
	pool_release(&t->pool);
	*t = (struct root_trouble){ .list = NULL };
}
