/* Remembers answers about paths of a tree, for the time of one run. */
#include "agent/base/root_seen.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "agent/base/memory.h"
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
	struct kept *last[ROOT_KEPT_VERDICT + 1];	/* found, of a kind */
	struct kept *slot[SLOTS];
	void *beside;
	void (*release)(void *);
};

/* Eight bytes at a time: this is asked more often than anything else. */
static uint32_t
hash(enum root_kept kind, const char *path)
{
	const uint64_t odd = 0x9e3779b97f4a7c15u;
	size_t n = strlen(path);
	uint64_t h = (n + 1) * odd + (uint64_t)kind, part = 0;

	for (; n >= sizeof(part); n -= sizeof(part), path += sizeof(part)) {
		memcpy(&part, path, sizeof(part));
		h = (h ^ part) * odd;
		h ^= h >> 32;
	}
	part = 0;
	memcpy(&part, path, n);
	h = (h ^ part) * odd;
	return (uint32_t)(h >> 32);
}

struct root_seen *
root_seen_new(void)
{
	return memory_zeroed(1, sizeof(struct root_seen));
}

void
root_seen_free(struct root_seen *s)
{
	if (s != NULL && s->beside != NULL)
		s->release(s->beside);
	if (s != NULL)
		pool_release(&s->pool);
	free(s);
}

void *
root_seen_beside(struct root_seen *s, void *(*make)(void),
    void (*release)(void *))
{
	if (s != NULL && s->beside == NULL) {
		s->beside = make();
		s->release = release;
	}
	return s != NULL ? s->beside : NULL;
}

/* Of folders the one that was asked for last is often the next one. */
static struct kept *
find(struct root_seen *s, enum root_kept kind, const char *path)
{
	struct kept *k = s->last[kind];
	uint32_t h;

	if (k != NULL && strcmp(k->path, path) == 0)
		return k;
	h = hash(kind, path);
	for (k = s->slot[h % SLOTS]; k != NULL; k = k->next)
		if (k->hash == h && k->kind == kind &&
		    strcmp(k->path, path) == 0)
			return s->last[kind] = k;
	return NULL;
}

const struct root_answer *
root_seen_get(struct root_seen *s, enum root_kept kind,
    const char *path)
{
	const struct kept *k = s == NULL ? NULL : find(s, kind, path);

	return k == NULL ? NULL : &k->answer;
}

unsigned
root_seen_asked(struct root_seen *s, const char *path)
{
	struct kept *k = find(s, ROOT_KEPT_ASKED, path);

	if (k == NULL) {
		root_seen_put(s, ROOT_KEPT_ASKED, path,
		    &(struct root_answer){ .r = 1 });
		return 1;
	}
	return (unsigned)++k->answer.r;
}

/* One piece: most answers are that a path is not there. */
void
root_seen_put(struct root_seen *s, enum root_kept kind, const char *path,
    const struct root_answer *a)
{
	const size_t st = a->st != NULL ? sizeof(*a->st) : 0;
	const size_t name = strlen(path) + 1;
	const size_t text = a->text != NULL ? a->len + 1 : 0;
	struct kept *k;
	char *at, *copy;
	uint32_t h;

	if (s == NULL || a->len > MAX_BYTES || sizeof(*k) + st + name +
	    text > MAX_BYTES - s->bytes)
		return;
	k = pool_room(&s->pool, sizeof(*k) + st + name + text);
	if (k == NULL)
		return;
	s->bytes += sizeof(*k) + st + name + text;
	h = hash(kind, path);
	*k = (struct kept){ .hash = h, .kind = kind, .answer = *a };
	at = (char *)(k + 1);
	if (st > 0)
		k->answer.st = memcpy(at, a->st, st);
	k->path = memcpy(at + st, path, name);
	if (text > 0) {
		k->answer.text = copy = at + st + name;
		if (a->len > 0)
			memcpy(copy, a->text, a->len);
		copy[a->len] = '\0';
	}
	k->next = s->slot[h % SLOTS];
	s->slot[h % SLOTS] = k;
	s->last[kind] = k;
}
