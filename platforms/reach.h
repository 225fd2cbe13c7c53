/* Whether it is worth while to evaluate a script: a look at its words. */
#ifndef HM_REACH_H
#define HM_REACH_H

#include <stddef.h>

#include "agent/port/host.h"

enum reach {
	REACH_NOTHING,
	REACH_UNITS,		/* an MTA only by what systemctl starts */
	REACH_MTA
};

/*
 * May this text (or, if path is not NULL, that file), run by a shell with
 * these arguments and "NAME=value"s (NULL-ended, or NULL), come to an MTA?
 * Less than REACH_MTA only where the evaluator could find none: neither the
 * text nor what it could source, read or run as a script names one, or a
 * piece that makes such a name with another, no path in it is a link to one,
 * and no program is named by what a pattern finds. Whatever cannot be told is
 * REACH_MTA. Not looked at: what lies under /proc, /sys, /dev, /run, the
 * caches and logs below /var, the words of data files over 8 KiB (names of
 * MTAs in them count), and names that are put together of three pieces or
 * more.
 */
enum reach reach_mta(const struct host *, const char *path, const char *text,
    size_t len, const char *const *args, const char *const *env);

#endif
