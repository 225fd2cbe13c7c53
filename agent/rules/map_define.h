/* The K lines: which maps there are, and with which flags. */
#ifndef HM_RULES_MAP_DEFINE_H
#define HM_RULES_MAP_DEFINE_H

#include "agent/rules/map.h"

/* A K line without its K, expanded. What sendmail refuses is passed over; a
 * kind that is not evaluated here becomes a map that says "unknown" when it
 * is asked. 0, -ENOMEM, -E2BIG. */
int map_add(struct rules *, const char *text, unsigned line);

/* The map "host" that is always there. 0 or -ENOMEM. */
int map_add_host(struct rules *);

/* NULL: none; case does not count. */
struct map *map_find(const struct rules *, const char *name);

/* The flags that most kinds know (map_parseargs() of map.c): define of
 * struct map_kind. */
bool map_define_file(struct rules *, struct map *, char *args);

/* Those of the kinds that compute. */
bool map_define_plain(struct rules *, struct map *, char *args);

/* Regular expressions are freed. */
void map_release(struct rules *);

#endif
