/* The commands that were found, and how certain they are. */
#ifndef HM_SHELL_RECORD_H
#define HM_SHELL_RECORD_H

#include "platforms/shell_expand.h"

/* One of several ways that the script may go: what is certain in all of
 * them is certain. */
struct sh_choice {
	struct sh_record *before, *found;
	unsigned arms;
};

void sh_choice_begin(struct sh *, struct sh_choice *);
/* The end of one way; its commands stand at `doubt` when they are certain
 * in it. */
void sh_choice_next(struct sh *, struct sh_choice *, unsigned doubt);
void sh_choice_end(struct sh *, struct sh_choice *, unsigned doubt);

/* The command at hand runs an MTA with these words. */
void sh_record(struct sh *, const struct words *, const struct place *from);

/* The same with runs UNKNOWN for that reason. */
void sh_record_maybe(struct sh *, const struct words *,
    const struct place *from, const char *reason);

/* Fields as words with their gaps. */
struct words sh_words(struct sh *, const struct sh_field *);

/* Is the program of these words one that the caller wants to know of? */
bool sh_is_wanted(struct sh *, const struct words *);

/* Turn the records into the result, in the order in which they were met. */
int sh_records_result(struct sh *, struct sh_result *);

#endif
