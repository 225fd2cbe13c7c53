/* Units that generators make of rc scripts at boot, predicted. */
#ifndef HM_UNIT_SYSV_H
#define HM_UNIT_SYSV_H

#include "platforms/unit.h"

/*
 * Fill tree->scripts and tree->wants with what systemd-sysv-generator(8),
 * systemd-rc-local-generator(8) and Debian's postfix-instance-generator
 * would make. A generator that is not installed, or masked, makes nothing;
 * in a tree without any systemd binary they are taken as there. 0, -ENOMEM.
 */
int unit_sysv_read(struct unit_tree *);

#endif
