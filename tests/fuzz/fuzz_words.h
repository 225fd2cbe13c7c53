/* The bytes of a fuzzer as the words of a command, some not wholly known. */
#ifndef HM_FUZZ_WORDS_H
#define HM_FUZZ_WORDS_H

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "agent/model/words.h"

/* A word a line; \001 ends one whose tail is not known, \002 one that may be
 * several, and \r in it stands for a line end. */
static inline void
fuzz_words(struct pool *pool, const uint8_t *data, size_t size,
    struct words *ret)
{
	const char *at = (const char *)data, *end = at + size, *stop;
	enum word_gap gap;
	char *text, *p;
	size_t n;

	for (; at < end; at = stop + 1) {
		stop = memchr(at, '\n', (size_t)(end - at));
		if (stop == NULL)
			stop = end;
		text = pool_strndup(pool, at, (size_t)(stop - at));
		if (text == NULL)
			abort();
		for (p = text; *p != '\0'; p++)
			if (*p == '\r')
				*p = '\n';
		n = strcspn(text, "\001\002");
		gap = text[n] == '\001' ? WORD_TAIL :
		    text[n] == '\002' ? WORD_MANY : WORD_KNOWN;
		text[n] = '\0';
		if (words_push(pool, ret, text, gap) < 0)
			abort();
	}
}

#endif
