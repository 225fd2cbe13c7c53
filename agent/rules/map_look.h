/* Asking a map: what every kind has in common. */
#ifndef HM_RULES_MAP_LOOK_H
#define HM_RULES_MAP_LOOK_H

#include "agent/rules/map.h"

/*
 * Ask map (NULL: there is none of the name) for look->key; look->value is
 * what the rules get, NULL for nothing. FLOW_AGAIN: a failure that may pass.
 */
enum flow map_ask(struct run *, struct map *, struct lookup *);

/* Opens it where that has not been tried. False: it cannot be asked. */
bool map_ready(struct run *, struct map *);

/* The keys of an open database; NULL: the map is none. */
struct db_index;
const struct db_index *map_index(const struct map *);

/* A value with %0 to %9 put in and -a appended; with match_only the key
 * alone. In the question's memory, NULL when there is none. */
const char *map_rewrite(struct run *, const struct map *,
    const struct lookup *, const char *value, size_t len);

#endif
