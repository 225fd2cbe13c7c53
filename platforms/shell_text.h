/* Text filters as start scripts use them: grep, sed, tr, cut, awk ... */
#ifndef HM_SHELL_TEXT_H
#define HM_SHELL_TEXT_H

#include <regex.h>

#include "platforms/shell_call.h"

void sh_cat(struct sh *, const struct sh_call *);
void sh_grep(struct sh *, const struct sh_call *);
void sh_tr(struct sh *, const struct sh_call *);
void sh_cut(struct sh *, const struct sh_call *);
void sh_head(struct sh *, const struct sh_call *);
void sh_tail(struct sh *, const struct sh_call *);
void sh_awk(struct sh *, const struct sh_call *);
void sh_wc(struct sh *, const struct sh_call *);
void sh_sed(struct sh *, const struct sh_call *);

/* Output and status of the command are not known; why NULL: says so. */
void sh_unknown(struct sh *, const struct sh_call *, const char *why);

/* Compile a pattern that cannot run away; false: it is not taken. */
bool sh_regex(regex_t *, const char *pattern, int flags);

/*
 * The text that a filter reads: the files argv[first..], or its standard
 * input. false: it is not known (or a file is missing), and output and
 * status say so.
 */
bool sh_filter_input(struct sh *, const struct sh_call *, size_t first,
    struct sh_value *);

#endif
