/* Programs that a script runs. */
#ifndef HM_SHELL_EXTERNAL_H
#define HM_SHELL_EXTERNAL_H

#include "platforms/shell_call.h"

/* Record an MTA, follow a wrapper or a script of the tree; else the status
 * and output are what is known of such a program. */
void sh_external(struct sh *, const struct sh_call *);

/* Evaluate text as a shell of its own would; its $0 and $1 ... are the words
 * from the one numbered `zero` on. */
void sh_external_text(struct sh *, const struct sh_call *, const char *text,
    size_t zero);

/* Run the file that a word names as a script; its arguments follow. */
bool sh_external_file(struct sh *, const struct sh_call *, size_t word);

/* Is this a wrapper's name (wrapper.h)? */
bool sh_wrapper_name(const char *);

/* Take the wrappers off the words and record the MTA behind them. */
bool sh_record_wrapped(struct sh *, const struct words *,
    const struct place *from);

/* Is the file one of the libraries that only define what wrapper.h knows? */
bool sh_is_library(const char *path);

#endif
