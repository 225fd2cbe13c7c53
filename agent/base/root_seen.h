/* What was seen of a tree already, so that it is not looked at again. */
#ifndef HM_ROOT_SEEN_H
#define HM_ROOT_SEEN_H

#include <stddef.h>
#include <sys/stat.h>

/* What can be kept of one path. */
enum root_kept { ROOT_KEPT_STAT, ROOT_KEPT_LSTAT, ROOT_KEPT_HEAD,
	ROOT_KEPT_TARGET, ROOT_KEPT_REAL,
	ROOT_KEPT_GLOB, ROOT_KEPT_TEXT, ROOT_KEPT_NAMES, ROOT_KEPT_LIST,
	ROOT_KEPT_ASKED,	/* how often, of a folder */
	ROOT_KEPT_VERDICT	/* what a reader made of it; the key is
				 * the reader's own */
};

/* An answer: 0 or -errno; with 0 a struct stat, `len` bytes of text and a
 * NUL, or both (NULL: neither); what was kept lives as long as the memory. */
struct root_answer {
	int r;
	const struct stat *st;
	const char *text;
	size_t len;
};

struct root_seen;

/* What a reader keeps beside, for as long: made at the first call, released
 * with the rest. All callers of one tree hand over the same two functions.
 * NULL: seen is NULL, or there is no memory. */
void *root_seen_beside(struct root_seen *, void *(*make)(void),
    void (*release)(void *));

struct root_seen *root_seen_new(void);
void root_seen_free(struct root_seen *);

/* NULL: not kept yet, or seen is NULL. */
const struct root_answer *root_seen_get(struct root_seen *,
    enum root_kept, const char *path);
/* How often that was called for this path. */
unsigned root_seen_asked(struct root_seen *, const char *path);
/* Copies. Without memory, or beyond its bound, nothing is kept. */
void root_seen_put(struct root_seen *, enum root_kept, const char *path,
    const struct root_answer *);

#endif
