/* What the connections are doing: since when, and how much they have sent. */
#ifndef HM_RECEIVING_H
#define HM_RECEIVING_H

#include <stdbool.h>
#include <stddef.h>
#include <time.h>

struct receiving;

/* n descriptors; limit: bytes of all requests that have not come in whole.
 * NULL: no memory. */
struct receiving *receiving_new(size_t n, size_t limit);
/* Takes NULL. */
void receiving_free(struct receiving *);

/* A connection has begun: its handshake takes from the time of its first
 * request. */
void receiving_open(struct receiving *, int fd, time_t now);
/* Bytes came in. false: with them it is more than the limit, so that this
 * connection has to be closed; nothing is counted for it any more. */
bool receiving_input(struct receiving *, int fd, size_t added, time_t now);
/* A request is whole and being answered; of what follows it so many bytes
 * are here already. */
void receiving_request(struct receiving *, int fd, size_t behind);
void receiving_answered(struct receiving *, int fd);

/*
 * Each second: call late(arg, fd) for each request that takes longer than
 * that, and forget it; count what closed connections had no more. libevent's
 * own timeout begins anew with each byte, so that a client that sends one now
 * and then would hold a connection for ever.
 */
void receiving_tick(struct receiving *, time_t now, time_t seconds,
    void (*late)(void *arg, int fd), void *arg);

/* Bytes of all requests that have not come in whole. */
size_t receiving_bytes(const struct receiving *);

#endif
