/* Entries of the lists that say whom a host relays for and takes mail for. */
#ifndef HM_RELAY_ENTRY_H
#define HM_RELAY_ENTRY_H

#include <stddef.h>

#include "agent/model/relay_flaw.h"

/*
 * What is wrong with one word of class R ("192.0.2", "example.edu"): it
 * serves a whole top-level domain or a network of one octet, or no rule
 * understands it. NULL: nothing. sendmail compares whole tokens, from the
 * left of an address and from the right of a name.
 */
const char *relay_entry_flaw(const char *word, size_t len,
    enum relay_flaw_kind *);

/* A file of class R: such words, one a line. Appended to *list, here and
 * below. 0 or -ENOMEM. */
int relay_entries_domains(struct pool *, const char *path, const char *text,
    size_t len, struct relay_flaw **list);

/* The same for the RELAY entries of an access file. */
int relay_entries_access(struct pool *, const char *path, const char *text,
    size_t len, struct relay_flaw **list);

/* A file of class w (local-host-names): a word there is one whole name, or
 * an address in brackets; patterns and dots around it make it no name. */
int relay_entries_names(struct pool *, const char *path, const char *text,
    size_t len, struct relay_flaw **list);

/*
 * The table of hosts that SCO's sendmail.cf relays for
 * (/etc/mail/table/trusted): host, blanks, "accept". "*" is a wildcard for a
 * host's first labels or an address's last octet there.
 */
int relay_entries_trusted(struct pool *, const char *path, const char *text,
    size_t len, struct relay_flaw **list);

#endif
