/* Any words and gaps: parsed without fault; certain without gaps. */
#include <assert.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "agent/model/smcmd.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Words end at a NUL; one that ends in 1 or 2 has that gap. */
static size_t
push_words(struct pool *p, struct words *w, const uint8_t *data, size_t size)
{
	size_t i = 0, n, len, gaps = 0;
	enum word_gap gap;
	char *text;

	for (; i < size && w->n < 64; i += n + 1) {
		for (n = 0; i + n < size && data[i + n] != 0; n++)
			continue;
		len = n;
		gap = WORD_KNOWN;
		if (n > 0 && (data[i + n - 1] == 1 || data[i + n - 1] == 2)) {
			gap = data[i + n - 1] == 1 ? WORD_TAIL : WORD_MANY;
			len--;
			gaps++;
		}
		text = pool_strndup(p, (const char *)data + i, len);
		if (text == NULL || words_push(p, w, text, gap) < 0)
			abort();
	}
	return gaps;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct pool p = { .blocks = NULL };
	struct words w = { .v = NULL };
	struct smcmd cmd;
	size_t i, gaps = push_words(&p, &w, data, size);

	if (smcmd_parse(&p, &w, size % 2 == 0, &cmd) < 0)
		abort();
	if (gaps == 0 && cmd.certain != TRI_YES)
		abort();
	if (cmd.certain == TRI_YES && cmd.error == NULL &&
	    strchr("dlspPitvmqhHaCO", cmd.mode) == NULL)
		abort();
	if (cmd.queue_interval < -1)
		abort();
	for (i = 0; i < cmd.options.n; i++)
		if (cmd.options.v[i] == NULL)
			abort();
	(void)smcmd_role(&cmd);
	pool_release(&p);
	return 0;
}
