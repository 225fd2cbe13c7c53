/* What OpenRC's own shell does with a script of /etc/init.d. */
#ifndef HM_OPENRC_H
#define HM_OPENRC_H

#include <stdbool.h>
#include <stddef.h>

#include "agent/base/pool.h"

#define OPENRC_CONF "/etc/conf.d/"

/* Does the first line hand the script to openrc-run(8), or to runscript, as
 * it was called up to 2014? */
bool openrc_reads(const char *text, size_t len);

/*
 * A shell's text that runs what "start" of this service would: the settings
 * of rc.conf, and of conf.d by the name up to its first dot and the whole
 * name; the script; its start(), or OpenRC's own with $command. In the pool;
 * NULL: no memory.
 */
const char *openrc_text(struct pool *, const char *name, const char *path);

#endif
