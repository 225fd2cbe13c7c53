/* Watching folders with nothing but POSIX: they are looked at every second
 * or two. Contracts as of struct watch_ops. */
#ifndef HM_POLL_TREE_H
#define HM_POLL_TREE_H

#include <stdbool.h>

#include "agent/port/watch.h"

struct poll_tree;

/* interval: milliseconds between two looks. */
int poll_tree_open(const struct watch_spot *, size_t n, long interval,
    struct poll_tree **ret, struct err *);
int poll_tree_wait(struct poll_tree *, long ms, int wake, struct err *);
void poll_tree_close(struct poll_tree *);

/* What both ports use. */
#define POLL_TREE_INTERVAL 2000

#endif
