/* Classes: which words are in $=w, $=R and the others, and why. */
#ifndef HM_RULES_WORDCLASS_H
#define HM_RULES_WORDCLASS_H

#include "agent/rules/state.h"

/* One word into a class; case does not count. path NULL: from no file.
 * 0, -ENOMEM, -E2BIG (too many words). */
int class_add(struct rules *, int class, const char *word, const char *path,
    unsigned line);

/* The words of a text that blanks part; $={x} among them adds all of x. */
int class_add_words(struct rules *, int class, const char *text,
    const char *path, unsigned line);

/* Where word came into the class; NULL: it is not in it. */
const struct member *class_find(const struct rules *, int class,
    const char *word);

/* The lines of a file into a class, each through an sscanf pattern with one
 * conversion: %s, %[set], widths; what is not understood matches nothing,
 * and is noted as incomplete. */
int class_add_file(struct rules *, int class, const struct file_text *,
    const char *pattern);

/* sscanf() with that one conversion: false where it would not return 1. */
bool class_match_pattern(const char *line, const char *pattern, char *ret,
    size_t size, bool *understood);

#endif
