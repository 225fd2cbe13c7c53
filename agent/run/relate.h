/* Which starter a running process, and a listening socket, belongs to. */
#ifndef HM_RELATE_H
#define HM_RELATE_H

#include "agent/model/facts.h"

/*
 * Fill `starter` of each process and `serves` of each listener where one is
 * found: of the same MTA, the one with the same unit, else with the same
 * words, else the only one with the same role that the boot runs; a socket
 * that a super-server holds serves the starter with that port. What is set
 * already is left as it is. Borrowed ids.
 */
void relate(struct facts *);

#endif
