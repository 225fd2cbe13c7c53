/* Lines for people: escaped, and wrapped to a width. */
#ifndef HM_TEXT_H
#define HM_TEXT_H

#include <stddef.h>

#include "agent/base/buf.h"

/*
 * Appends text that came from a file or a process so that it cannot paint a
 * screen: control characters (C0, DEL, C1), the characters that turn the
 * direction of writing, and bytes that are not UTF-8 become \ooo, one for
 * each byte; a tab becomes a blank.
 */
void text_escape(struct buf *, const char *text);

/*
 * Appends text, escaped, in lines of at most `columns` (0: one line), the
 * first behind `at` columns that are written already, the others behind
 * `indent` blanks; broken at blanks only, and ended with a line feed.
 */
void text_wrap(struct buf *, const char *text, unsigned at, unsigned indent,
    unsigned columns);

#endif
