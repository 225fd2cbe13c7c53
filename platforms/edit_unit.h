/* Which unit of systemd a starter belongs to. */
#ifndef HM_EDIT_UNIT_H
#define HM_EDIT_UNIT_H

#include "agent/base/pool.h"
#include "agent/model/facts.h"

/* "smtp.socket": the socket unit among the evidence. NULL: none. */
const char *unit_socket_of(struct pool *, const struct starter *);

#endif
