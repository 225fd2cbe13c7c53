/* Words of a command line of which some may not be known. */
#ifndef HM_WORDS_H
#define HM_WORDS_H

#include <stdbool.h>
#include <stddef.h>

#include "agent/base/pool.h"

/* What is not known of a word, behind its known beginning `text`. */
enum word_gap {
	WORD_KNOWN = 0,		/* text is all of it */
	WORD_TAIL,		/* one word with this beginning */
	WORD_MANY		/* none, one or more words, the first of
				 * which begins so */
};

struct word {
	const char *text;
	enum word_gap gap;
};

struct words {
	struct word *v;
	size_t n, room;
};

/* Copies into the pool. 0 or -ENOMEM. */
int words_push(struct pool *, struct words *, const char *text,
    enum word_gap);

/* argv[0..n), all known. 0 or -ENOMEM. */
int words_from_argv(struct pool *, const char *const *argv, size_t n,
    struct words *);

/* "a 'b c' d?" for people: quoted where a shell needs it, `?` for a gap. */
const char *words_text(struct pool *, const struct words *);

#endif
