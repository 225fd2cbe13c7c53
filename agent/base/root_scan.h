/* Long files of the host, such as logs, line by line. */
#ifndef HM_ROOT_SCAN_H
#define HM_ROOT_SCAN_H

#include <stdbool.h>
#include <stddef.h>

#include "agent/base/root.h"

/* A longer line is given in pieces of this length. */
#define ROOT_SCAN_LINE 65536

/* One line without its end; false: enough. */
typedef bool root_scan_fn(void *arg, const char *line, size_t len);

/*
 * Give the lines of the last `max` bytes of a regular file to fn; the first
 * one only if all of it lies in there. No more is kept in memory than a line.
 * An overlay is not looked at: what is planned is no log. The number of
 * bytes looked at, or -errno as root_read().
 */
long long root_scan(const struct root *, const char *path,
    unsigned long long max, root_scan_fn *fn, void *arg);

#endif
