/* When in an hour a host's turn comes, so that not all come at once. */
#ifndef HM_SPLAY_H
#define HM_SPLAY_H

/*
 * 0 to span - 1, from a hash of what the host is known by: always the same
 * for one host, evenly spread over many. NULLs are passed over; a copy of a
 * machine has its machine id too, so the name counts with it. span 0: 0.
 */
unsigned splay_offset(const char *machine_id, const char *name,
    unsigned span);

#endif
