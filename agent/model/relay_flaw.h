/* Lines of a mail configuration that are dangerous, too wide, or in vain. */
#ifndef HM_RELAY_FLAW_H
#define HM_RELAY_FLAW_H

#include <stddef.h>

#include "agent/base/lines.h"
#include "agent/model/facts.h"

/* Features of m4 that weaken relay control: their number by name, or -1; by
 * the comment that each leaves in a cf; and what each does. */
#define RELAY_FEATURES 7
int relay_feature_find(const char *name, size_t len);
int relay_feature_in_comment(const struct lines *);
const char *relay_feature_words(unsigned feature, enum relay_flaw_kind *);

/* Those of a sendmail.mc. Appended to *list. 0 or -ENOMEM. */
int relay_flaws_mc(struct pool *, const char *path, const char *text,
    size_t len, struct relay_flaw **list);

/* Append a copy. 0 or -ENOMEM. */
int relay_flaw_add(struct pool *, struct relay_flaw **list,
    const struct relay_flaw *);

/* The same of one line of a file. */
int relay_flaw_line(struct pool *, const char *path, const struct lines *,
    enum relay_flaw_kind, const char *why, struct relay_flaw **list);

/* "feature", "lax", "wide", "inert", "stale", "route", "version", "old",
 * "perhaps-old" */
const char *relay_flaw_name(enum relay_flaw_kind);

#endif
