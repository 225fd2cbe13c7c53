/* Any text as a script: its words are the same once packed and unpacked. */
#include "platforms/reach_words.h"

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
same(const struct reach_words *a, const struct reach_words *b)
{
	const struct reach_word *x = a->first, *y = b->first;

	for (; x != NULL && y != NULL; x = x->next, y = y->next)
		if (x->kind != y->kind || x->run != y->run ||
		    x->search != y->search || strcmp(x->text, y->text) != 0)
			abort();
	if (x != y || a->piece != b->piece || a->dynamic != b->dynamic ||
	    a->sources != b->sources || a->units != b->units)
		abort();
}

static void
read_words(const uint8_t *data, size_t size, bool names)
{
	struct pool pool = { .blocks = NULL };
	struct reach_words words, again;
	const struct reach_word *w;
	struct buf b = BUF_INIT((size_t)1 << 24);
	int r;

	r = reach_words_read(&pool, (const char *)data, size, names, &words);
	if (r != 0 && r != -E2BIG)
		abort();
	for (w = r == 0 ? words.first : NULL; w != NULL; w = w->next)
		if (w->text[0] == '\0' || (!names && w->kind != REACH_PATH) ||
		    (w->kind == REACH_PATH && w->text[0] != '/') ||
		    (w->kind == REACH_NAME && strchr(w->text, '/') != NULL))
			abort();
	if (r == 0) {
		if (reach_words_pack(&words, &b) < 0 ||
		    reach_words_unpack(&pool, b.p, b.len, &again) < 0)
			abort();
		same(&words, &again);
	}
	buf_release(&b);
	pool_release(&pool);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	read_words(data, size, true);
	read_words(data, size, false);
	return 0;
}
