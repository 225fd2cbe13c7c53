/* Lines of a mail configuration that are dangerous, too wide, or in vain. */
#ifndef HM_RELAY_FLAW_H
#define HM_RELAY_FLAW_H

#include <stddef.h>

#include "agent/model/facts.h"

/*
 * A sendmail.mc, or the comments in a sendmail.cf that tell which files of
 * m4 it was made of (a hint, no proof): features that weaken relay control.
 * Appended to *list. 0 or -ENOMEM.
 */
int relay_flaws_mc(struct pool *, const char *path, const char *text,
    size_t len, struct relay_flaw **list);
int relay_flaws_cf(struct pool *, const char *path, const char *text,
    size_t len, struct relay_flaw **list);

/* A file of class R: entries that serve a whole top-level domain or a
 * network of one octet, and those that no rule understands. */
int relay_flaws_domains(struct pool *, const char *path, const char *text,
    size_t len, struct relay_flaw **list);

/* The same for the RELAY entries of an access file. */
int relay_flaws_access(struct pool *, const char *path, const char *text,
    size_t len, struct relay_flaw **list);

/* Append a copy. 0 or -ENOMEM. */
int relay_flaw_add(struct pool *, struct relay_flaw **list,
    const struct relay_flaw *);

/* "feature", "lax", "wide", "inert", "stale" */
const char *relay_flaw_name(enum relay_flaw_kind);

#endif
