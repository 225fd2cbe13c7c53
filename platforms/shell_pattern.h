/* Shell patterns over texts that are not wholly known (XCU 2.13). */
#ifndef HM_SHELL_PATTERN_H
#define HM_SHELL_PATTERN_H

#include <stdbool.h>

#include "agent/model/role.h"

/* Does the pattern match the whole text? In it a backslash takes the
 * meaning from the next character. NO only when it cannot, whatever fills
 * the gaps of either; YES only when it must. */
enum tri sh_match(const char *pattern, const char *text);

/* Are the two texts the same, as far as is known? */
enum tri sh_same(const char *a, const char *b);

/* The length of the shortest or longest beginning (end: at_end) of a known
 * text that a known pattern matches; -1: none. */
long sh_match_part(const char *pattern, const char *text, bool at_end,
    bool longest);

#endif
