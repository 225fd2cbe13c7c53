/* Whether a unit that is pulled in really starts. */
#ifndef HM_UNIT_START_H
#define HM_UNIT_START_H

#include "platforms/unit.h"

/* Does systemd refuse to load it? Then `broken` or `masked` say why. */
bool unit_start_refused(struct unit *);

/* What the unit itself says: a mask, a mistake, a condition. Changes at_boot
 * and reason; more of `because`. */
void unit_start_reasons(struct unit_tree *, struct unit *);

/*
 * BindsTo= of something that is masked, refused, not there, or whose
 * conditions are not met: systemd stops the unit as soon as it is started,
 * so that the commands of a Type=oneshot do run. Requires= of the
 * same does not keep a unit from starting when something else wants it
 * (seen on systemd 252, whatever systemd.unit(5) says of Requires=). Mounts
 * and devices come into being while the host runs. An assertion that is not
 * met, or a missing environment file, fails those that require the unit, if
 * they have not started by then: whether they have is a race, or a matter of
 * After=, which is not kept. True: a change.
 */
bool unit_start_bound(struct unit_tree *, struct unit **, size_t n,
    struct unit *);

#endif
