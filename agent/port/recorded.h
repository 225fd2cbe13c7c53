/* What packaging/capture.sh had the commands of a host say. */
#ifndef HM_RECORDED_H
#define HM_RECORDED_H

#include "agent/port/host.h"

/* Where a capture keeps it. */
#define RECORDED_MARK "/.hardenmail/capture"
#define RECORDED_PS "/.hardenmail/ps"
#define RECORDED_NETSTAT "/.hardenmail/netstat"

/* Is this the tree of a capture that is complete? */
bool recorded_is_capture(const struct root *);

/*
 * Make the host one of a capture: its source, and for processes and sockets
 * the lists that came with it (ps_table.h, netstat_table.h). What was not
 * recorded, as of a disk, stays as it is in a tree.
 */
void recorded_use(struct host *);

#endif
