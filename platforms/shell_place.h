/* The lines of scripts that values come from. */
#ifndef HM_SHELL_PLACE_H
#define HM_SHELL_PLACE_H

struct place;
struct sh;
struct sh_source;

/* Both lists as one, without doubles, at most SH_MAX_PLACES; other files
 * come before the script itself. Lists are never changed. */
const struct place *sh_places(struct sh *, const struct place *,
    const struct place *);

/* A list of one line of a script, with its text; NULL: no memory. */
const struct place *sh_place(struct sh *, const struct sh_source *,
    unsigned line);

#endif
