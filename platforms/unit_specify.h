/* Specifiers in the settings of a unit that has several names. */
#ifndef HM_UNIT_SPECIFY_H
#define HM_UNIT_SPECIFY_H

#include "platforms/unit.h"
#include "platforms/unit_name.h"

/*
 * As unit_specify() for a setting of the unit that stands at `at`. systemd
 * reads a unit's own file under the name by which it first heard of the unit,
 * which may be an alias, and its drop-ins under the unit's own name
 * (unit_load_fragment() of load-fragment.c; seen on systemd 252). Before 240
 * the own name counted in both. Which name comes first depends on the order in
 * which all units are loaded: what differs from name to name is not known.
 */
int unit_specify_at(const struct unit_tree *, const struct unit *,
    const struct place *at, const char *text, struct unit_text *ret);

#endif
