/* Journals: what can be read is written the same again. The input is lines
 * without their checksums, which are put behind them. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "agent/base/digest.h"
#include "agent/base/lines.h"
#include "agent/run/journal.h"

int LLVMFuzzerTestOneInput(const uint8_t *, size_t);

static void
sum_lines(const char *data, size_t size, struct buf *b)
{
	char hex[DIGEST_HEX];
	struct lines l;

	lines_init(&l, data, size);
	while (lines_next(&l)) {
		digest_of(l.line, l.len, hex);
		buf_add(b, l.line, l.len);
		buf_addf(b, " #%.8s\n", hex);
	}
}

static void
parse(const char *text, size_t len, bool again)
{
	struct journal j;
	struct buf b = BUF_INIT(1 << 22);

	journal_init(&j);
	if (journal_parse(&j, text, len, NULL) == 0) {
		if (j.whole > len)
			abort();
		if (again && j.state != RUN_PREPARING && j.program != NULL) {
			if (journal_write(&j, &b) != 0 || b.len > len)
				abort();
			parse(b.p, b.len, false);
		}
	} else if (!again)
		abort();
	journal_release(&j);
	buf_release(&b);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct buf b = BUF_INIT(1 << 22);

	sum_lines((const char *)data, size, &b);
	if (b.len > 0 && !b.failed)
		parse(b.p, b.len, true);
	buf_release(&b);
	parse((const char *)data, size, true);
	return 0;
}
