/* Which boot of the host this is. */
#ifndef HM_BOOT_ID_H
#define HM_BOOT_ID_H

#include "agent/base/pool.h"
#include "agent/port/host.h"

/* random(4)'s boot_id of a live host: in the pool; NULL where there is none,
 * and nobody can tell. */
const char *boot_id(const struct host *, struct pool *);

#endif
