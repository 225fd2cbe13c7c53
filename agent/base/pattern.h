/* Shell patterns (XCU 2.13.1), the same with every C library and locale. */
#ifndef HM_PATTERN_H
#define HM_PATTERN_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Does the whole of text match? * ? [ ] [! ] ranges and classes such as
 * [:digit:] by ASCII and bytes; a backslash takes the next character as it
 * is; "[" without its "]" stands for itself. Dots and slashes are not
 * special: this is what `case` does. A star never leads to a search of all
 * ways.
 */
bool pattern_match(const char *pattern, size_t plen, const char *text,
    size_t len);

/* Is any of * ? [ in it, not behind a backslash? */
bool pattern_has_wildcard(const char *pattern, size_t plen);

#endif
