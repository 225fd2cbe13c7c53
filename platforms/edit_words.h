/* Where the listening option of a sendmail command stands in a text. */
#ifndef HM_EDIT_WORDS_H
#define HM_EDIT_WORDS_H

#include <stdbool.h>
#include <stddef.h>

/* The nth (from 0) -bd, -bD or -bl that is a word of its own, or the
 * beginning of one, in text[from..to). */
bool words_find_listen(const char *text, size_t from, size_t to,
    unsigned nth, size_t *ret_from, size_t *ret_to);

#endif
