/* Remembers answers about paths of a tree, for the time of one run. */
#include "agent/base/root_seen.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "agent/base/pool.h"

#define SLOTS 4096u		/* lists, which may be long */
#define MAX_BYTES ((size_t)2 << 20)

struct kept {
	struct kept *next;
	const char *path;
	uint32_t hash;
	enum root_kept kind;
	struct root_answer answer;
};

struct root_seen {
	struct pool pool;
	size_t bytes;
	struct kept *slot[SLOTS];
};

/* FNV-1a. */
static uint32_t
hash(enum root_kept kind, const char *path)
{
	uint32_t h = (2166136261u ^ (uint32_t)kind) * 16777619u;

	for (; *path != '\0'; path++)
		h = (h ^ (unsigned char)*path) * 16777619u;
	return h;
}

struct root_seen *
root_seen_new(void)
{
	return calloc(1, sizeof(struct root_seen));
}

void
root_seen_free(struct root_seen *s)
{
	if (s != NULL)
		pool_release(&s->pool);
	free(s);
}

const struct root_answer *
root_seen_get(const struct root_seen *s, enum root_kept kind,
    const char *path)
{
	const struct kept *k;
	uint32_t h;

	if (s == NULL)
		return NULL;
	h = hash(kind, path);
	for (k = s->slot[h % SLOTS]; k != NULL; k = k->next)
		if (k->hash == h && k->kind == kind &&
		    strcmp(k->path, path) == 0)
			return &k->answer;
	return NULL;
}

void
root_seen_put(struct root_seen *s, enum root_kept kind, const char *path,
    const struct root_answer *a)
{
	struct kept *k;
	size_t need = sizeof(*k) + strlen(path) + a->len;
	uint32_t h;

	if (s == NULL || need > MAX_BYTES - s->bytes)
		return;
	k = pool_alloc(&s->pool, sizeof(*k));
	if (k == NULL)
		return;
	h = hash(kind, path);
	*k = (struct kept){ .hash = h, .kind = kind, .answer = *a,
		.path = pool_strdup(&s->pool, path) };
	k->answer.text = pool_strndup(&s->pool, a->text, a->len);
	if (k->path == NULL || (a->text != NULL && k->answer.text == NULL))
		return;
	s->bytes += need;
	k->next = s->slot[h % SLOTS];
	s->slot[h % SLOTS] = k;
}
