/* Wrappers with a syntax of their own: flock -c, setarch, systemd-run. */
#ifndef HM_WRAPPER_SPECIAL_H
#define HM_WRAPPER_SPECIAL_H

#include "platforms/wrapper.h"

/* Mend what taking options away made of one of these; others stay as they
 * are. 0 or -ENOMEM. */
int wrapper_special(struct pool *, const char *name, const struct words *in,
    struct wrapped *);

/* Is what it runs below another root directory: chroot, jail,
 * start-stop-daemon -r, chpst -/, unshare -R and the like? */
bool wrapper_changes_root(const char *name, const struct words *);

#endif
