/* The lines of a cf: folded ones joined, $-words made single bytes. */
#ifndef HM_RULES_CF_LINE_H
#define HM_RULES_CF_LINE_H

#include "agent/base/buf.h"
#include "agent/rules/state.h"

/* Walks a text. After cf_line_next() returned 1, text is a line that is no
 * comment, and first the number of its first physical line, last of its
 * last (which is what sendmail calls the line of a rule). */
struct cf_lines {
	const char *p, *end;
	struct buf raw, text;
	unsigned first, last;
};

void cf_lines_init(struct cf_lines *, const char *text, size_t len);
void cf_lines_release(struct cf_lines *);

/* 1, 0 at the end, -ENOMEM. The V line counts at once for what follows:
 * call with the cf that is being read. */
int cf_line_next(struct cf_lines *, struct rules *);

/* Bytes that mean something else inside are quoted, appended to ret. */
void quote_bytes(struct buf *ret, const char *text, size_t len);

/* The $-words of a text, as of a question typed to sendmail -bt. */
int cf_translate(struct rules *, const char *text, struct buf *ret);

#endif
