/* Which bytes are text, and which of them a terminal may be shown. */
#ifndef HM_UTF8_H
#define HM_UTF8_H

#include <stdbool.h>
#include <stddef.h>

#include "agent/base/buf.h"

/* How long the UTF-8 character at the beginning of text is; 0 if there is
 * none: overlong, a surrogate, past U+10FFFF, cut off (RFC 3629). */
size_t utf8_length(const char *text, size_t len);

/* Is this character (of n bytes) a control: C0, DEL or C1? */
bool utf8_is_control(const char *text, size_t n);

/* Append text with controls and what is not UTF-8 as \ooo, for people. */
void utf8_escape(struct buf *, const char *text, size_t len);

#endif
