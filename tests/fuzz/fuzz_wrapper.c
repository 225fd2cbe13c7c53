/* Any words as a command: what is behind its wrappers is one too. */
#include "platforms/wrapper.h"

#include "tests/fuzz/fuzz_words.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	bool other = false;
	struct pool pool = { .blocks = NULL };
	struct words in = { .n = 0 }, out;
	struct wrapped w;

	fuzz_words(&pool, data, size, &in);
	if (wrapper_peel(&pool, &in, &w) < 0)
		abort();
	switch (w.kind) {
	case WRAPPED_NOT:
		break;
	case WRAPPED_COMMAND:
		if (w.words.n == 0)
			abort();
		break;
	case WRAPPED_TEXT:
		if (w.text_at == 0 || w.text_at >= in.n)
			abort();
		break;
	case WRAPPED_NOTHING:
		if (w.words.n != 0)
			abort();
		break;
	}
	if (w.kind != WRAPPED_NOT && !wrapper_is(in.v[0].text))
		abort();
	if (wrapper_command(&pool, &in, &out, &other) < 0)
		abort();
	if (w.kind == WRAPPED_NOT && out.n != in.n)
		abort();
	pool_release(&pool);
	return 0;
}
