/* Versions of sendmail with published holes, and packages that mend them. */
#ifndef HM_KNOWN_HOLES_H
#define HM_KNOWN_HOLES_H

#include "agent/model/relay_flaw.h"

/*
 * The holes of a version ("8.12.9") of the program at path, as FLAW_OLD; as
 * FLAW_PERHAPS where a vendor may have mended it under the old number:
 * outside of /usr/local and /opt, and with a vendor's suffix. package: the
 * distribution's own version ("8.17.1.9-2+deb12u1"), or NULL. Appended to
 * *list. 0 or -ENOMEM.
 */
int known_holes(struct pool *, const char *path, const char *version,
    const char *package, struct relay_flaw **list);

/* <0, 0, >0 for numbers parted by dots; what is behind them does not count,
 * and what is missing is 0. */
int version_compare(const char *a, const char *b);

/* The version of an installed package in the text of /var/lib/dpkg/status;
 * in the pool. NULL: it is not installed, or there is no memory. */
const char *dpkg_version(struct pool *, const char *text, size_t len,
    const char *package);

#endif
